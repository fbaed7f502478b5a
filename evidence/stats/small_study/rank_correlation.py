"""Begg and Mazumdar's rank correlation test for funnel plot asymmetry.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau : Kendall's rank correlation
s : concordant less discordant pairs
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.sampled import checked
from evidence.stats.small_study.deviations import without_rounding

EXACT_TO = 170
"""Permutations of more studies are not counted: R's own number of them overflows from there."""


class RankCorrelation(NamedTuple):
    """Kendall's tau with its p-value, and whether that was counted exactly."""

    tau: float
    p_value: float
    exact: bool


def asymmetry_rank_test(yi: Reported, vi: Reported, *, exact: bool = True) -> RankCorrelation:
    """Test by ranks whether effects go with their variances.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 2.
    exact : bool
        Whether to count permutations, where no two studies tie and there are at most 170.

    Returns
    -------
    RankCorrelation
        NaN where all effects or all variances are equal.

    Notes
    -----
    Kendall's tau between (yi - mu)/sqrt(vi - 1/sum(1/vj)) and vi, with mu the common-effect mean.
    With ties it is tau-b, tested by the normal distribution with the variance for ties. The test
    has little power, below that of regression tests.

    References
    ----------
    Begg CB, Mazumdar M (1994). doi:10.2307/2533446
    Kendall MG (1938). doi:10.1093/biomet/30.1-2.81

    Examples
    --------
    >>> asymmetry_rank_test([0.1, 0.3, 0.6, 1.0], [0.01, 0.02, 0.05, 0.1]).tau
    1.0
    """
    effects = checked(yi, vi, least=2)
    centre = pool_effects(effects.yi, effects.vi)
    left = effects.vi - centre.se**2
    off = without_rounding(effects.yi - centre.estimate, effects.yi)
    return kendall(off / np.sqrt(left), effects.vi, exact=exact)


def kendall(x: Floats, y: Floats, *, exact: bool = True) -> RankCorrelation:
    """Return Kendall's rank correlation of two columns, with a two-sided test.

    Parameters
    ----------
    x, y : array of float, shape (k,)
        Columns.
    exact : bool
        Whether to count permutations where that can be done.

    Returns
    -------
    RankCorrelation

    Examples
    --------
    >>> round(kendall(np.array([1.0, 2, 3, 4]), np.array([1.0, 2, 4, 3])).p_value, 4)
    0.3333
    """
    k = len(x)
    ties_x, ties_y = (_tied(column) for column in (x, y))
    ties_both = _tied(_ranked(x) * k + _ranked(y))
    pairs = k * (k - 1) / 2
    counted = exact and k <= EXACT_TO and not len(ties_x) and not len(ties_y)
    alike_x, alike_y, alike = (
        float((ties * (ties - 1)).sum() / 2) for ties in (ties_x, ties_y, ties_both)
    )
    # Pairs that differ in both, less twice those that are the wrong way round.
    s = pairs - alike_x - alike_y + alike - 2 * inversions(y[np.lexsort((y, x))])
    scale = math.sqrt((pairs - alike_x) * (pairs - alike_y))
    if scale == 0:
        return RankCorrelation(math.nan, math.nan, False)
    if counted:
        return RankCorrelation(s / scale, _counted(s, k), True)
    z = s / math.sqrt(_variance(k, ties_x, ties_y))
    return RankCorrelation(s / scale, 2 * float(ndtr(-abs(z))), False)


def inversions(column: Floats) -> float:
    """Count the pairs in which the larger number comes first, in k log k steps.

    Parameters
    ----------
    column : array of float, shape (k,)
        Numbers.

    Returns
    -------
    float

    Examples
    --------
    >>> inversions(np.array([3.0, 1.0, 2.0, 2.0]))
    3.0
    """
    ranks = _ranked(column).astype(np.intp)
    total = 0
    for bit in range(max(1, int(ranks.max()).bit_length())):
        # Within numbers alike but for the lower bits, a one before a zero is a pair turned round.
        order = np.argsort(ranks >> (bit + 1), kind="stable")
        group, high = ranks[order] >> (bit + 1), (ranks[order] >> bit) & 1
        ones = np.cumsum(high)
        starts = np.flatnonzero(np.diff(group, prepend=-1))
        before = np.repeat(ones[starts] - high[starts], np.diff(starts, append=len(group)))
        total += int(((ones - before) * (1 - high)).sum())
    return float(total)


def _ranked(column: Floats) -> Floats:
    """Ranks from zero, equal for equal numbers."""
    return np.asarray(np.unique(column, return_inverse=True)[1], dtype=np.float64)


def _tied(column: Floats) -> Floats:
    """How many share each value that more than one has."""
    times = np.unique(column, return_counts=True)[1]
    return np.asarray(times[times > 1], dtype=np.float64)


def _variance(k: int, ties_x: Floats, ties_y: Floats) -> float:
    """Variance of s over permutations, given the ties."""
    whole = k * (k - 1) * (2 * k + 5)
    cubes = [float((t * (t - 1) * (2 * t + 5)).sum()) for t in (ties_x, ties_y)]
    twos = [float((t * (t - 1)).sum()) for t in (ties_x, ties_y)]
    threes = [float((t * (t - 1) * (t - 2)).sum()) for t in (ties_x, ties_y)]
    value = (whole - sum(cubes)) / 18 + twos[0] * twos[1] / (2 * k * (k - 1))
    if k > 2:
        value += threes[0] * threes[1] / (9 * k * (k - 1) * (k - 2))
    return value


def _counted(s: float, k: int) -> float:
    """Share of all permutations with an s at least as far from 0."""
    shares = np.array([1.0])
    for size in range(2, k + 1):
        shares = np.convolve(shares, np.full(size, 1 / size))
    concordant = round((s + k * (k - 1) / 2) / 2)
    tail = min(concordant, len(shares) - 1 - concordant)
    return min(1.0, 2 * float(shares[: tail + 1].sum()))
