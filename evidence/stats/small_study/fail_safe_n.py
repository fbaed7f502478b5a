"""Fail-safe N: how many unpublished null results would overturn a result.

None of these estimates how many such studies there are.

Vocabulary
----------
yi, vi : effects and their sampling variances
n : number of null results to add
alpha : significance level
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from evidence.stats.combined_p import fisher
from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.quantiles import chi_square_above, two_sided
from evidence.stats.refits import fit_mean
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked

COMBINED = ("Stouffer", "Fisher")
MOST = 10_000_000
"""Beyond this many null results the number is given as infinite."""

EXACT_TO = 1000
"""Most null results that ``exact`` puts in one by one."""


class FailSafeN(NamedTuple):
    """The number of null results, and the result they would overturn.

    ``p_value`` is NaN where significance is not what is overturned.
    """

    n: float
    estimate: float
    p_value: float


def rosenthal(
    yi: Reported, vi: Reported, *, alpha: float = 0.05, combined: str = "Stouffer"
) -> FailSafeN:
    """Count null results that would make the combined one-sided p-value alpha.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    alpha : float
        One-sided level.
    combined : {"Stouffer", "Fisher"}
        How p-values are combined; Fisher's adds p-values of one half.

    Returns
    -------
    FailSafeN

    References
    ----------
    Rosenthal R (1979). doi:10.1037/0033-2909.86.3.638

    Examples
    --------
    >>> rosenthal([0.3, 0.4, 0.5], [0.01, 0.01, 0.01]).n
    51.0
    """
    _require_level(alpha)
    require_choice("combined", combined, COMBINED)
    effects = checked(yi, vi)
    zi, k = effects.yi / np.sqrt(effects.vi), len(effects.yi)
    if combined == "Fisher":
        return _by_fisher(np.asarray(ndtr(-np.abs(zi))), alpha)
    total = abs(float(zi.sum())) / math.sqrt(k)
    number = k * (total / float(ndtri(alpha))) ** 2 - k
    return FailSafeN(_whole(number), math.nan, float(ndtr(-total)))


def _by_fisher(p: Floats, alpha: float) -> FailSafeN:
    tested = fisher(np.maximum(p, np.finfo(np.float64).tiny))
    if tested.p >= alpha:
        return FailSafeN(0.0, math.nan, tested.p)

    def excess(n: float) -> float:
        from_ours = tested.statistic + 2 * n * math.log(2)
        return _log_chi_square_above(from_ours, 2 * (len(p) + n)) - math.log(alpha)

    high = 8.0
    while excess(high) < 0:
        high *= 2
    return FailSafeN(_whole(float(brentq(excess, 0, high, xtol=1e-9))), math.nan, tested.p)


def _log_chi_square_above(statistic: float, df: float) -> float:
    above = chi_square_above(statistic, df)
    return math.log(above) if above > 0 else -745.0


def orwin(yi: Reported, vi: Reported | None = None, *, target: float | None = None) -> FailSafeN:
    """Count null results that would bring the mean effect down to a target.

    Parameters
    ----------
    yi : array_like, shape (k,)
        Effects.
    vi : array_like, shape (k,), optional
        Sampling variances, for the inverse-variance mean; the plain mean when not given.
    target : float, optional
        The mean effect that would no longer matter; half the mean when not given, which says
        nothing. Its sign is taken from the mean.

    Returns
    -------
    FailSafeN

    References
    ----------
    Orwin RG (1983). doi:10.3102/10769986008002157

    Examples
    --------
    >>> orwin([0.3, 0.4, 0.5], target=0.1).n
    9.0
    """
    effects = checked(yi, np.ones(len(np.atleast_1d(yi))) if vi is None else vi)
    mean = pool_effects(effects.yi, effects.vi).estimate
    aim = abs(mean) / 2 if target is None else abs(target)
    number = math.inf if aim == 0 else len(effects.yi) * (abs(mean) - aim) / aim
    return FailSafeN(_whole(number), mean, math.nan)


def rosenberg(yi: Reported, vi: Reported, *, alpha: float = 0.05) -> FailSafeN:
    """Count null results of average weight that would make the common-effect p-value alpha.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    alpha : float
        Two-sided level.

    Returns
    -------
    FailSafeN

    References
    ----------
    Rosenberg MS (2005). doi:10.1111/j.0014-3820.2005.tb01004.x

    Examples
    --------
    >>> rosenberg([0.3, 0.4, 0.5], [0.01, 0.01, 0.01]).n
    35.0
    """
    _require_level(alpha)
    effects = checked(yi, vi)
    wi = 1 / effects.vi
    pooled = pool_effects(effects.yi, effects.vi)
    needed = (float(wi @ effects.yi) / two_sided(1 - alpha, None)) ** 2 - float(wi.sum())
    return FailSafeN(_whole(needed / float(wi.mean())), pooled.estimate, pooled.p_value)


def general(
    yi: Reported,
    vi: Reported,
    *,
    alpha: float = 0.05,
    target: float | None = None,
    method: str = "REML",
    exact: bool = False,
) -> FailSafeN:
    """Count null results that would overturn a random-effects result.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    alpha : float
        Two-sided level the p-value is to reach, where there is no target.
    target : float, optional
        Mean effect to come down to, in place of a p-value; its sign is taken from the mean.
    method : str
        Estimator of tau squared.
    exact : bool
        Whether tau squared is estimated anew with null results laid out as their distribution
        would have them, up to 1000; else the variance between studies is that of the mixture.

    Returns
    -------
    FailSafeN
        The smallest whole number that overturns the result; infinite beyond ten million.

    Notes
    -----
    Null results have mean 0, the harmonic mean v of the sampling variances and the tau2 of the
    studies seen. With n of them the variance between all is tau2 + mu**2 k n/(k + n)**2, and the
    pooled result follows; ``exact`` puts them at the quantiles (i - 1/2)/n of N(0, v + tau2).
    With a common effect this is Rosenberg's number, and Orwin's weighted one with a target.
    metafor describes the method; its search may end one above the smallest number.

    References
    ----------
    Viechtbauer W (2010). doi:10.18637/jss.v036.i03

    Examples
    --------
    >>> general([0.3, 0.4, 0.5], [0.01, 0.01, 0.01], method="EE").n
    35.0
    """
    _require_level(alpha)
    effects = checked(yi, vi)
    fit = fit_mean(effects.yi, effects.vi, method=method)
    mean, p_value = fit.pooled.estimate, fit.pooled.p_value
    aim = None if target is None else abs(target)
    if aim == 0:
        return FailSafeN(math.inf, mean, p_value)

    def overturned(n: int) -> bool:
        place = _with_nulls(effects.yi, effects.vi, fit.tau2, mean, n, method, exact)
        return place[1] >= alpha if aim is None else abs(place[0]) <= aim * (1 + 1e-12)

    return FailSafeN(_least(overturned), mean, p_value)


def _with_nulls(
    yi: Floats, vi: Floats, tau2: float, mean: float, n: int, method: str, exact: bool
) -> tuple[float, float]:
    """Pooled effect and p-value with n null results."""
    typical, k = 1 / float((1 / vi).mean()), len(yi)
    if exact and 0 < n <= EXACT_TO:
        nulls = ndtri((np.arange(n) + 0.5) / n) * math.sqrt(typical + tau2)
        pooled = fit_mean(
            np.concatenate([yi, nulls]), np.concatenate([vi, np.full(n, typical)]), method=method
        ).pooled
        return pooled.estimate, pooled.p_value
    common = tau2 == 0 and method in ("EE", "FE", "CE")
    between = tau2 if common else tau2 + mean**2 * k * n / (k + n) ** 2
    wi = 1 / (vi + between)
    total = float(wi.sum()) + n / (typical + between)
    estimate = float(wi @ yi) / total
    return estimate, 2 * float(ndtr(-abs(estimate) * math.sqrt(total)))


def _least(overturned: Callable[[int], bool]) -> float:
    """Smallest number that overturns, by doubling and halving."""
    if overturned(0):
        return 0.0
    low, high = 0, 1
    while not overturned(high):
        low, high = high, high * 2
        if low > MOST:
            return math.inf
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if overturned(middle) else (middle, high)
    return float(high)


def _whole(number: float) -> float:
    """Round up, unless only rounding keeps a number from being whole."""
    if not math.isfinite(number):
        return number
    nearest = round(number)
    near = abs(number - nearest) < 1.5e-8
    return max(0.0, float(nearest if near else math.ceil(number)))


def _require_level(alpha: float) -> None:
    if not 0 < alpha < 0.5:
        raise ValueError(f"alpha: {alpha!r} is not between 0 and 0.5")
