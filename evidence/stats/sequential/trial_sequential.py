"""Trial sequential analysis: the cumulative z-curve against boundaries for repeated looks.

Vocabulary
----------
yi, vi : effects and their sampling variances, in the order studies arrived
required : the required information size, in people (or any measure of information)
t : share of it that has arrived
z : the cumulative test statistic
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.cumulative import cumulative
from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import two_sided
from evidence.stats.refusal import columns, require_above, require_reported
from evidence.stats.sampled import checked
from evidence.stats.sequential.boundaries import stopping_boundaries

CONCLUSIONS = ("effect_above", "effect_below", "information_reached", "information_lacking")


class TrialSequential(NamedTuple):
    """One row a look.

    ``studies`` counts the studies so far. ``boundary`` is the upper one, the lower its negative;
    infinite where it cannot be crossed. ``nominal`` is the boundary of a single test.
    ``crossed`` is the first look at which a boundary was crossed, None if none was.
    ``conclusion`` is one of ``CONCLUSIONS``.
    """

    studies: npt.NDArray[np.intp]
    information: Floats
    t: Floats
    estimate: Floats
    z: Floats
    boundary: Floats
    spent: Floats
    nominal: float
    required: float
    crossed: int | None
    conclusion: str


def trial_sequential(
    yi: Reported,
    vi: Reported,
    information: Reported,
    *,
    required: float,
    order: Reported | None = None,
    method: str = "DL",
    alpha: float = 0.05,
    spending: str = "obrien-fleming",
) -> TrialSequential:
    """Follow the evidence study by study against boundaries that allow for every look.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    information : array_like, shape (k,)
        What each study adds, such as its number of people.
    required : float
        The required information size in the same measure, with diversity taken into account.
    order : array_like, shape (k,), optional
        When studies arrived; as given when not given. Studies of the same time are one look.
    method : str
        Estimator of tau squared, anew at each look.
    alpha : float
        Two-sided level over all looks.
    spending : {"obrien-fleming", "pocock"}
        How the level is spent.

    Returns
    -------
    TrialSequential

    Raises
    ------
    ValueError
        For a required size or information not above 0, an unknown option or bad effects.

    Notes
    -----
    At each look z is the pooled effect divided by its standard error. An effect is concluded
    where z crosses a boundary; the first look with all the information is the last test. The
    boundaries hold for a required size that was set beforehand; one that is
    computed from the same studies is a guess.

    References
    ----------
    Wetterslev J, Thorlund K, Brok J, Gluud C (2008). doi:10.1016/j.jclinepi.2007.03.013
    Wetterslev J, Jakobsen JC, Gluud C (2017). doi:10.1186/s12874-017-0315-7

    Examples
    --------
    >>> people = [200, 200, 400]
    >>> found = trial_sequential([0.3, 0.4, 0.3], [0.02, 0.02, 0.01], people, required=1000)
    >>> found.t.tolist(), found.conclusion
    ([0.2, 0.4, 0.8], 'effect_above')
    """
    effects = checked(yi, vi)
    sizes, when = columns(information, np.arange(len(effects.yi)) if order is None else order)
    require_reported(information=sizes, order=when)
    require_above(0, information=sizes)
    if len(sizes) != len(effects.yi):
        raise ValueError(f"information for {len(sizes)} of {len(effects.yi)} effects")
    if not 0 < required < math.inf:
        raise ValueError(f"required: {required!r} is not above 0")
    grown = cumulative(effects.yi, effects.vi, order=when, method=method)
    last = np.append(np.diff(when[grown.added]) > 0, True)
    gathered = np.cumsum(sizes[grown.added])[last]
    z = grown.fits.statistic[last]
    limits = stopping_boundaries(gathered / required, alpha=alpha, spending=spending)
    crossed = np.flatnonzero(np.abs(z) >= limits.z)
    first = int(crossed[0]) if len(crossed) else None
    return TrialSequential(
        studies=np.asarray(np.flatnonzero(last) + 1, dtype=np.intp),
        information=gathered,
        t=gathered / required,
        estimate=grown.fits.estimate[last],
        z=z,
        boundary=limits.z,
        spent=limits.spent,
        nominal=two_sided(1 - alpha, None),
        required=required,
        crossed=first,
        conclusion=_concluded(z, first, float(gathered[-1]), required),
    )


def _concluded(z: Floats, first: int | None, gathered: float, required: float) -> str:
    if first is not None:
        return "effect_above" if z[first] > 0 else "effect_below"
    return "information_reached" if gathered >= required else "information_lacking"
