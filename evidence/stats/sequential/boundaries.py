"""Boundaries for a test statistic that is looked at as information arrives.

Vocabulary
----------
t : share of the required information at each look
alpha : two-sided level; beta : one minus power
upper, lower : boundaries in z outside which there is an effect
futility : boundary in z inside which the effect that matters is ruled out
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri

from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import tails
from evidence.stats.sequential.crossing import Path, before, carried, chance_above, chance_below
from evidence.stats.sequential.spending import spent

FAR = 38.0
LEAST = 1e-20
"""Less than this to spend puts a boundary out of reach."""


class Boundaries(NamedTuple):
    """Boundaries at each look; an infinite one cannot be crossed. The lower one is minus ``z``."""

    t: Floats
    z: Floats
    spent: Floats


class Futility(NamedTuple):
    """One-sided boundaries with a futility boundary, which meets the other at the end.

    ``futility`` is minus infinity at looks with nothing to spend. ``drift`` is the mean of z at
    the end for which the power holds and ``inflation`` how much more information that needs than
    a single test: the shares t are of the inflated size.
    """

    t: Floats
    z: Floats
    futility: Floats
    drift: float
    inflation: float


def stopping_boundaries(
    t: Reported, *, alpha: float = 0.05, spending: str = "obrien-fleming", two_sided: bool = True
) -> Boundaries:
    """Return boundaries that keep the error rate whenever one looks.

    Parameters
    ----------
    t : array_like, shape (looks,)
        Shares of the required information at each look, rising.
    alpha : float
        Error rate in all: of both sides where two-sided.
    spending : {"obrien-fleming", "pocock"}
        How it is spent.
    two_sided : bool
        Whether there are boundaries on both sides.

    Returns
    -------
    Boundaries

    Raises
    ------
    ValueError
        For shares that do not rise, or an alpha not between 0 and 1.

    Notes
    -----
    At each look the boundary makes the probability of crossing for the first time on one side
    what the spending function allows, when there is no effect. Each side spends alpha/2. The
    first look at which the information is complete spends all that is left; later ones have
    nothing to spend, and an infinite boundary.

    References
    ----------
    Lan KKG, DeMets DL (1983). doi:10.1093/biomet/70.3.659
    Wetterslev J, Thorlund K, Brok J, Gluud C (2008). doi:10.1016/j.jclinepi.2007.03.013

    Examples
    --------
    >>> stopping_boundaries([0.5, 1.0]).z.round(3).tolist()
    [2.963, 1.969]
    """
    shares = _rising(t)
    side = tails(1 - alpha) if two_sided else alpha
    within = shares[: _looks(shares)]
    path, z = before(0.0), np.empty_like(within)
    cumulative = spent(within, side, spending=spending)
    for look, (share, part) in enumerate(zip(within, _parts(cumulative), strict=True)):
        z[look] = _boundary(path, share, part)
        if look + 1 < len(within):
            low = -z[look] if two_sided else -np.inf
            path = carried(path, share, low, z[look], within[look + 1] - share)
    late = len(shares) - len(within)
    return Boundaries(
        shares,
        np.concatenate([z, np.full(late, np.inf)]),
        np.concatenate([cumulative, np.full(late, side)]) * (2 if two_sided else 1),
    )


def _rising(t: Reported) -> Floats:
    shares = np.atleast_1d(np.asarray(t, dtype=np.float64))
    if shares.ndim != 1 or not len(shares) or not np.isfinite(shares).all():
        raise ValueError("t: shares of information, one a look")
    if not (shares > 0).all() or not (np.diff(shares) > 0).all():
        raise ValueError("t: shares of information are above 0 and rise from look to look")
    return shares


def _looks(shares: Floats) -> int:
    """Count the looks before the information is complete, and the first when it is."""
    return min(len(shares), int((shares < 1).sum()) + 1)


def _parts(cumulative: Floats) -> list[float]:
    return [float(part) for part in np.diff(cumulative, prepend=0.0)]


def _boundary(path: Path, share: float, part: float) -> float:
    """Find the boundary whose chance of first being crossed is what may be spent."""
    if part < LEAST:
        return np.inf

    def excess(z: float) -> float:
        return chance_above(path, share, z) - part

    return float(brentq(excess, -FAR, FAR, xtol=1e-13, rtol=1e-14))


def futility_boundaries(
    t: Reported,
    *,
    alpha: float = 0.025,
    beta: float = 0.2,
    spending: str = "obrien-fleming",
) -> Futility:
    """Return one-sided boundaries for an effect and, not binding, for futility.

    Parameters
    ----------
    t : array_like, shape (looks,)
        Shares of the information at each look, rising to 1 at the last.
    alpha : float
        One-sided error rate.
    beta : float
        One minus the power.
    spending : {"obrien-fleming", "pocock"}
        How both are spent.

    Returns
    -------
    Futility

    Raises
    ------
    ValueError
        For shares that do not rise to 1.

    Notes
    -----
    The boundaries for an effect are those without futility, so that one may go on after
    futility. With a drift, the futility boundary at each look makes the probability of first
    being below it what the spending function allows of beta; the drift is the one at which it
    meets the boundary for an effect at the last look.

    References
    ----------
    Pampallona S, Tsiatis AA, Kim K (2001). doi:10.1177/009286150103500408

    Examples
    --------
    >>> found = futility_boundaries([0.5, 1.0], beta=0.1)
    >>> found.futility.round(2).tolist(), round(found.inflation, 3)
    ([0.27, 1.97], 1.025)
    """
    shares = _rising(t)
    if shares[-1] != 1:
        raise ValueError("t: the last share of information is 1")
    effect = stopping_boundaries(shares, alpha=alpha, spending=spending, two_sided=False)
    parts = _parts(spent(shares, beta, spending=spending))
    single = -float(ndtri(alpha)) - float(ndtri(beta))

    def excess(drift: float) -> float:
        path, _ = _inner(shares, effect.z, parts[:-1], drift)
        return chance_below(path, 1.0, float(effect.z[-1]), drift) - parts[-1]

    drift = float(brentq(excess, single * 0.5, single * 2.0, xtol=1e-13, rtol=1e-14))
    inner = _inner(shares, effect.z, parts[:-1], drift)[1]
    futility = np.append(inner, effect.z[-1])
    return Futility(shares, effect.z, futility, drift, (drift / single) ** 2)


def _inner(shares: Floats, z: Floats, parts: list[float], drift: float) -> tuple[Path, Floats]:
    """Find the futility boundaries before the last look, and the path that goes on between."""
    path, futility = before(drift), np.empty(len(parts))
    for look, part in enumerate(parts):
        share, step = float(shares[look]), float(shares[look + 1] - shares[look])
        futility[look] = -np.inf if part < LEAST else _futile(path, share, part, drift)
        path = carried(path, share, futility[look], z[look], step, drift)
    return path, futility


def _futile(path: Path, share: float, part: float, drift: float) -> float:
    """Find the futility boundary; out of reach where too little is left between the boundaries."""

    def excess(z: float) -> float:
        return chance_below(path, share, z, drift) - part

    if excess(FAR) <= 0:
        return FAR
    return float(brentq(excess, -FAR, FAR, xtol=1e-13, rtol=1e-14))
