"""Agreement of two raters on ordered categories, beyond what chance would give.

Vocabulary
----------
pij : share of the things that the first rater put in category i and the second in j
wij : weight of agreement, 1 on the diagonal, down to 0 for the categories farthest apart
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import two_sided
from evidence.stats.refusal import require_choice

WEIGHTS = ("linear", "quadratic", "unweighted")


class Kappa(NamedTuple):
    """Weighted kappa with its standard error and interval, and how many things were rated.

    ``observed`` and ``expected`` are the weighted shares of agreement. Standard error and limits
    are NaN where all things stand in one cell.
    """

    kappa: float
    se: float
    ci_low: float
    ci_high: float
    observed: float
    expected: float
    n: int


def weighted_kappa(table: Reported, *, weights: str = "linear", level: float = 0.95) -> Kappa:
    """Compute Cohen's weighted kappa of a table of two raters' categories.

    Parameters
    ----------
    table : array_like, shape (c, c)
        Counts: rows the first rater's categories in order, columns the second's.
    weights : {"linear", "quadratic", "unweighted"}
        How agreement falls with the distance between categories.
    level : float
        Confidence level.

    Returns
    -------
    Kappa
        NaN where chance alone would give perfect agreement: both raters used one and the same
        category throughout.

    Raises
    ------
    ValueError
        For a table that is not square, holds negative or broken counts or nothing, or weights
        that do not exist.

    Notes
    -----
    ``kappa = (sum wij pij - sum wij pi. p.j) / (1 - sum wij pi. p.j)`` with weights
    ``1 - |i - j|/(c - 1)``, or its square in place of the distance. The standard error is that of
    Fleiss, Cohen and Everitt for a kappa that is not zero; for few things it is too small, and
    the interval is cut at -1 and 1.

    References
    ----------
    Cohen J. Psychological Bulletin 1968;70:213-220. https://doi.org/10.1037/h0026256
    Fleiss JL, Cohen J, Everitt BS. Psychological Bulletin 1969;72:323-327.
    https://doi.org/10.1037/h0028106

    Examples
    --------
    >>> round(weighted_kappa([[44, 5, 1], [7, 20, 3], [9, 5, 6]]).kappa, 4)
    0.4737
    """
    require_choice("weights", weights, WEIGHTS)
    counts = _checked(table)
    n = int(counts.sum())
    shares = counts / n
    agreement = _weights(len(counts), weights)
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    observed = float((agreement * shares).sum())
    expected = float(rows @ agreement @ columns)
    if math.isclose(expected, 1.0, rel_tol=0, abs_tol=1e-12):
        return Kappa(math.nan, math.nan, math.nan, math.nan, observed, expected, n)
    kappa = (observed - expected) / (1 - expected)
    means = np.add.outer(agreement @ columns, rows @ agreement)
    spread = (shares * (agreement - means * (1 - kappa)) ** 2).sum()
    variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    se = math.sqrt(max(0.0, float(variance)))
    half = two_sided(level, None) * se
    low, high = max(-1.0, kappa - half), min(1.0, kappa + half)
    return Kappa(kappa, se, low, high, observed, expected, n)


def _weights(categories: int, weights: str) -> Floats:
    place = np.arange(categories)
    apart = np.abs(np.subtract.outer(place, place)) / max(1, categories - 1)
    if weights == "unweighted":
        return np.asarray(apart == 0, dtype=np.float64)
    return np.asarray(1 - (apart if weights == "linear" else apart**2))


def _checked(table: Reported) -> Floats:
    counts = np.asarray(table, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1]:
        raise ValueError(f"table: shape {counts.shape} is not square")
    if not np.isfinite(counts).all() or (counts < 0).any() or (counts % 1 != 0).any():
        raise ValueError("table: holds something that is no count")
    if counts.sum() == 0:
        raise ValueError("table: nothing was rated")
    return counts
