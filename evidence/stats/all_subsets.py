"""The pooled effect of every selection of the studies (a GOSH plot's points).

Vocabulary
----------
yi, vi : effects and their sampling variances
k : number of studies
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.refits import Refits, refit
from evidence.stats.sampled import checked

MOST = 15
"""The most studies of which all selections are fitted: 32 767 of them."""


class Subsets(NamedTuple):
    """Which studies each fit had (one row a fit), how many, and what came out."""

    members: Bools
    k: Floats
    fits: Refits


def every_subset(k: int) -> Bools:
    """Return every selection of k studies but the empty one, smallest first.

    Parameters
    ----------
    k : int
        Number of studies, at most ``MOST``.

    Returns
    -------
    array of bool, shape (2**k - 1, k)

    Raises
    ------
    ValueError
        When there are more studies than that: give selections drawn at random instead.

    Examples
    --------
    >>> every_subset(2).astype(int).tolist()
    [[1, 0], [0, 1], [1, 1]]
    """
    if k > MOST:
        raise ValueError(f"{k} effects have too many subsets: give members for more than {MOST}")
    members = (np.arange(1, 2**k)[:, None] >> np.arange(k)) & 1 == 1
    return np.asarray(members[np.argsort(members.sum(axis=1), kind="stable")])


def pool_subsets(
    yi: Reported, vi: Reported, *, method: str, members: Bools | None = None
) -> Subsets:
    """Pool every selection of the studies, or those given.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    method : str
        How tau2 is estimated, anew each time; 0 for a single study.
    members : array of bool, shape (s, k), optional
        The selections; all 2**k - 1 when not given.

    Returns
    -------
    Subsets

    Raises
    ------
    ValueError
        When there are too many studies for all selections, or a selection is empty.

    Notes
    -----
    Two clouds of points say that the studies come in two kinds; metafor's ``gosh``.

    References
    ----------
    Olkin I, Dahabreh IJ, Trikalinos TA (2012). doi:10.1002/jrsm.1053

    Examples
    --------
    >>> pool_subsets([0.0, 1.0], [1.0, 1.0], method="EE").fits.estimate.tolist()
    [0.0, 1.0, 0.5]
    """
    effects = checked(yi, vi)
    k = len(effects.yi)
    chosen = every_subset(k) if members is None else np.asarray(members, dtype=np.bool_)
    if chosen.ndim != 2 or chosen.shape[1] != k or not chosen.any(axis=1).all():
        raise ValueError(f"members of shape {chosen.shape}, or one without effects, for k = {k}")
    _, fits = refit(effects.yi, effects.vi, chosen, method=method, test="z", level=0.95)
    return Subsets(chosen, chosen.sum(axis=1).astype(np.float64), fits)
