"""The pooled effect as studies were added one after the other.

Vocabulary
----------
yi, vi : effects and their sampling variances
order : what the studies are sorted by, such as the year they were published
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Reported
from evidence.stats.refits import Refits, refit
from evidence.stats.refusal import columns, require_reported
from evidence.stats.sampled import checked


class Cumulative(NamedTuple):
    """The place of the study added at each step, and the pooled effect of all so far."""

    added: npt.NDArray[np.intp]
    fits: Refits


def cumulative(
    yi: Reported,
    vi: Reported,
    *,
    order: Reported,
    method: str,
    test: str = "z",
    level: float = 0.95,
) -> Cumulative:
    """Pool the effects anew each time a study is added.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    order : array_like, shape (k,)
        Studies are added from the smallest to the largest; equal ones as given.
    method : str
        How tau2 is estimated, anew each time; 0 while there is one study.
    test : {"z", "t", "knha", "adhoc"}
        How the mean is tested; NaN limits while there is one study, unless ``z``.
    level : float
        Confidence level.

    Returns
    -------
    Cumulative

    Raises
    ------
    ValueError
        For bad effects, or an order that is not a number for each of them.

    Notes
    -----
    Looking again after every study raises the chance of a false finding: this describes, and
    does not test, how the evidence came about.

    References
    ----------
    Lau J et al. (1992). doi:10.1056/NEJM199207233270406

    Examples
    --------
    >>> grown = cumulative([0.0, 1.0], [1.0, 1.0], order=[2002, 1998], method="EE")
    >>> grown.added.tolist(), grown.fits.estimate.tolist()
    ([1, 0], [1.0, 0.5])
    """
    effects = checked(yi, vi)
    (sorted_by,) = columns(order)
    require_reported(order=sorted_by)
    if sorted_by.shape != effects.yi.shape:
        raise ValueError(f"order of shape {sorted_by.shape} for {len(effects.yi)} effects")
    added = np.argsort(sorted_by, kind="stable")
    so_far = (added[: step + 1] for step in range(len(added)))
    _, fits = refit(effects.yi, effects.vi, so_far, method=method, test=test, level=level)
    return Cumulative(added, fits)
