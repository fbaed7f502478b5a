"""The first published routes from medians to means, kept to check reviews that used them."""

import numpy as np

from evidence.stats.five_numbers import FiveNumbers


def plain_mean(numbers: FiveNumbers) -> float:
    """Estimate the mean by the plain weights of Hozo, Wan and Bland.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.

    Returns
    -------
    float
        ``(a + 2 m + b) / 4`` from the range, ``(q1 + m + q3) / 3`` from the quartiles,
        ``(a + 2 q1 + 2 m + 2 q3 + b) / 8`` from all five.

    References
    ----------
    Wan X, Wang W, Liu J, Tong T. Estimating the sample mean and standard deviation from the sample
    size, median, range and/or interquartile range. BMC Medical Research Methodology 2014;14:135.
    https://doi.org/10.1186/1471-2288-14-135

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> plain_mean(five_numbers(n=25, low=2, median=10, high=28))
    12.5
    """
    weights = {"range": [1, 2, 1], "quartiles": [1, 1, 1], "five": [1, 2, 2, 2, 1]}
    return float(np.average(numbers.values, weights=weights[numbers.shape]))


def hozo_mean(numbers: FiveNumbers) -> float:
    """Estimate the mean from the range by Hozo's rule: the median itself above 25 people.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed range and median.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        When the range was not printed alone.

    References
    ----------
    Hozo SP, Djulbegovic B, Hozo I. Estimating the mean and variance from the median, range, and
    the size of a sample. BMC Medical Research Methodology 2005;5:13.
    https://doi.org/10.1186/1471-2288-5-13

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> hozo_mean(five_numbers(n=80, low=1, median=12, high=40))
    12.0
    """
    _require_range(numbers)
    return plain_mean(numbers) if numbers.n <= 25 else float(numbers.values[1])


def hozo_formula_sd(numbers: FiveNumbers) -> float:
    """Estimate the standard deviation from the range by Hozo's inequality, at any size.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed range and median.

    Returns
    -------
    float
        ``sqrt(((a - 2 m + b)^2 / 4 + (b - a)^2) / 12)``.

    Raises
    ------
    ValueError
        When the range was not printed alone.

    References
    ----------
    Hozo SP, Djulbegovic B, Hozo I. Estimating the mean and variance from the median, range, and
    the size of a sample. BMC Medical Research Methodology 2005;5:13.
    https://doi.org/10.1186/1471-2288-5-13

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(hozo_formula_sd(five_numbers(n=10, low=2, median=10, high=28)), 3)
    7.643
    """
    _require_range(numbers)
    low, median, high = numbers.values
    return float(np.sqrt(((low - 2 * median + high) ** 2 / 4 + (high - low) ** 2) / 12))


def hozo_sd(numbers: FiveNumbers) -> float:
    """Estimate the standard deviation from the range by Hozo's rule.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed range and median.

    Returns
    -------
    float
        The inequality's formula up to 15 people, a quarter of the range up to 70, a sixth above.

    Raises
    ------
    ValueError
        When the range was not printed alone.

    References
    ----------
    Hozo SP, Djulbegovic B, Hozo I. Estimating the mean and variance from the median, range, and
    the size of a sample. BMC Medical Research Methodology 2005;5:13.
    https://doi.org/10.1186/1471-2288-5-13

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> hozo_sd(five_numbers(n=80, low=1, median=12, high=40))
    6.5
    """
    _require_range(numbers)
    if numbers.n <= 15:
        return hozo_formula_sd(numbers)
    return float((numbers.values[-1] - numbers.values[0]) / (4 if numbers.n <= 70 else 6))


def cochrane_sd(q1: float, q3: float) -> float:
    """Estimate the standard deviation of a large normal group as the quartiles' distance / 1.35.

    Parameters
    ----------
    q1, q3 : float
        Quartiles.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        When the upper quartile is not above the lower.

    References
    ----------
    Higgins JPT et al. Cochrane Handbook for Systematic Reviews of Interventions.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> round(cochrane_sd(6, 15), 3)
    6.667
    """
    if not q3 > q1:
        raise ValueError(f"q3: {q3!r} is not above q1")
    return (q3 - q1) / 1.35


def _require_range(numbers: FiveNumbers) -> None:
    if numbers.shape != "range":
        raise ValueError(f"shape: {numbers.shape!r} is not range")
