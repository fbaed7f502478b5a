"""Means and standard deviations from medians, quartiles and ranges.

Vocabulary
----------
low, q1, median, q3, high : least value, quartiles and greatest value of a group of n
shape : which of them were printed: "range" (low, median, high), "quartiles" (q1, median, q3),
    or "five" (all)
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from evidence.stats.floats import Floats

SHAPES = {"range": 3, "quartiles": 3, "five": 5}


class FiveNumbers(NamedTuple):
    """A group's printed quantiles, in ascending order, and its size."""

    values: Floats
    n: float
    shape: str


class MeanSd(NamedTuple):
    """Mean and standard deviation of a group, with the route that led to them."""

    mean: float
    sd: float
    route: str


class Skewness(NamedTuple):
    """Whether printed quantiles speak against a symmetric distribution."""

    statistic: float
    limit: float
    skewed: bool


def five_numbers(
    *,
    n: float,
    median: float,
    low: float = np.nan,
    q1: float = np.nan,
    q3: float = np.nan,
    high: float = np.nan,
) -> FiveNumbers:
    """Return a group's printed quantiles, what cannot be refused.

    Parameters
    ----------
    n : float
        Size of the group, five or more: below, quantiles say too little.
    median : float
        The median.
    low, high : float
        Least and greatest value; give both or neither.
    q1, q3 : float
        Quartiles; give both or neither, and at least one of the pairs.

    Returns
    -------
    FiveNumbers

    Raises
    ------
    ValueError
        When the group is below five, a pair is incomplete, or the values are not ascending.

    Examples
    --------
    >>> five_numbers(n=25, q1=6, median=10, q3=15).shape
    'quartiles'
    """
    if not n >= 5:
        raise ValueError(f"n: {n!r} is below 5")
    given = {"low": low, "q1": q1, "median": median, "q3": q3, "high": high}
    there = tuple(name for name, value in given.items() if not np.isnan(value))
    shapes = {
        ("low", "median", "high"): "range",
        ("q1", "median", "q3"): "quartiles",
        ("low", "q1", "median", "q3", "high"): "five",
    }
    if there not in shapes:
        raise ValueError(f"quantiles given: {', '.join(there)}; a pair or the median is lacking")
    values = np.array([given[name] for name in there], dtype=np.float64)
    if not (np.all(np.isfinite(values)) and np.all(np.diff(values) >= 0)):
        raise ValueError(f"quantiles not ascending: {values.tolist()}")
    if values[-1] == values[0]:
        raise ValueError(f"quantiles without spread: {values.tolist()}")
    return FiveNumbers(values, float(n), shapes[there])


def skewness(numbers: FiveNumbers) -> Skewness:
    """Test whether printed quantiles fit a symmetric distribution.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.

    Returns
    -------
    Skewness
        Skewed where the statistic reaches the 5 % limit for normal data; means and standard
        deviations by the normal formulas are then doubtful.

    Notes
    -----
    ``|a + b - 2 m| / (b - a)`` of the range or the quartiles, with limits fitted by simulation;
    for all five the larger of both, the range's scaled by ``2.65 log(0.6 n) / sqrt(n)``.

    References
    ----------
    Shi J, Luo D, Wan X et al. Detecting the skewness of data from the five-number summary and its
    application in meta-analysis. Statistical Methods in Medical Research 2023;32:1338-1360.
    https://doi.org/10.1177/09622802231172043

    Examples
    --------
    >>> skewness(five_numbers(n=150, q1=8, median=13, q3=21)).skewed
    True
    """
    n, values = numbers.n, numbers.values
    if numbers.shape == "range":
        statistic, limit = _lopsided(values), 1 / np.log(n + 9) + 2.5 / (n + 1)
    elif numbers.shape == "quartiles":
        statistic, limit = _lopsided(values), 2.65 / np.sqrt(n) - 6 / n**2
    else:
        scale = 2.65 * np.log(0.6 * n) / np.sqrt(n)
        statistic = max(scale * _lopsided(values[[0, 2, 4]]), _lopsided(values[1:4]))
        limit = 3 / np.sqrt(n) - 40 / n**3
    return Skewness(float(statistic), float(limit), bool(statistic >= limit))


def luo_mean(numbers: FiveNumbers) -> float:
    """Estimate the mean of a normal group with the weights of Luo and others.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.

    Returns
    -------
    float

    Notes
    -----
    Range: ``w (a + b) / 2 + (1 - w) m`` with ``w = 4 / (4 + n^0.75)``; quartiles the same with
    ``w = 0.7 + 0.39 / n``; all five ``w = 2.2 / (2.2 + n^0.75)`` for the range and
    ``0.7 - 0.72 / n^0.55`` for the quartiles.

    References
    ----------
    Luo D, Wan X, Liu J, Tong T. Optimally estimating the sample mean from the sample size, median,
    mid-range, and/or mid-quartile range. Statistical Methods in Medical Research
    2018;27:1785-1805. https://doi.org/10.1177/0962280216669183

    Examples
    --------
    >>> round(luo_mean(five_numbers(n=25, q1=6, median=10, q3=15)), 4)
    10.3578
    """
    n, values = numbers.n, numbers.values
    median = values[len(values) // 2]
    outer = (values[0] + values[-1]) / 2
    if numbers.shape == "five":
        by_range, by_quartiles = 2.2 / (2.2 + n**0.75), 0.7 - 0.72 / n**0.55
        inner = (values[1] + values[3]) / 2
        rest = 1 - by_range - by_quartiles
        return float(by_range * outer + by_quartiles * inner + rest * median)
    weight = 4 / (4 + n**0.75) if numbers.shape == "range" else 0.7 + 0.39 / n
    return float(weight * outer + (1 - weight) * median)


def wan_sd(numbers: FiveNumbers) -> float:
    """Estimate the standard deviation of a normal group after Wan and others.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.

    Returns
    -------
    float
        The range over ``xi = 2 Phi^-1((n - 0.375) / (n + 0.25))``, or the interquartile range over
        ``eta = 2 Phi^-1((0.75 n - 0.125) / (n + 0.25))``; the mean of both for all five.

    References
    ----------
    Wan X, Wang W, Liu J, Tong T. Estimating the sample mean and standard deviation from the sample
    size, median, range and/or interquartile range. BMC Medical Research Methodology 2014;14:135.
    https://doi.org/10.1186/1471-2288-14-135

    Examples
    --------
    >>> round(wan_sd(five_numbers(n=25, q1=6, median=10, q3=15)), 4)
    7.0751
    """
    by_range, by_quartiles = _spreads(numbers)
    if numbers.shape == "five":
        return (by_range + by_quartiles) / 2
    return by_range if numbers.shape == "range" else by_quartiles


def shi_sd(numbers: FiveNumbers) -> float:
    """Estimate the standard deviation of a normal group from all five numbers after Shi.

    Parameters
    ----------
    numbers : FiveNumbers
        All five printed quantiles.

    Returns
    -------
    float
        Range and interquartile range weighted by ``w = 1 / (1 + 0.07 n^0.6)`` and ``1 - w``.

    Raises
    ------
    ValueError
        When not all five are there.

    References
    ----------
    Shi J, Luo D, Weng H et al. Optimally estimating the sample standard deviation from the
    five-number summary. Research Synthesis Methods 2020;11:641-654.
    https://doi.org/10.1002/jrsm.1429

    Examples
    --------
    >>> round(shi_sd(five_numbers(n=25, low=2, q1=6, median=10, q3=15, high=28)), 4)
    6.7671
    """
    if numbers.shape != "five":
        raise ValueError(f"shape: {numbers.shape!r} is not five")
    by_range, by_quartiles = _spreads(numbers)
    weight = 1 / (1 + 0.07 * numbers.n**0.6)
    return float(weight * by_range + (1 - weight) * by_quartiles)


def _lopsided(three: Floats) -> float:
    return float(abs(three[0] + three[2] - 2 * three[1]) / (three[2] - three[0]))


def _spreads(numbers: FiveNumbers) -> tuple[float, float]:
    n, values = numbers.n, numbers.values
    inner = values[1:4] if numbers.shape == "five" else values
    xi = 2 * ndtri((n - 0.375) / (n + 0.25))
    eta = 2 * ndtri((0.75 * n - 0.125) / (n + 0.25))
    return float((values[-1] - values[0]) / xi), float((inner[-1] - inner[0]) / eta)
