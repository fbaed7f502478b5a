"""Standard errors and deviations from what papers print.

Vocabulary
----------
level : share of confidence, 0.95 for a 95 % interval
df : degrees of freedom of the t distribution; None for the normal one
Ratios are worked with as logarithms: take the log of the estimate and of both limits first.
"""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import tails
from evidence.stats.refusal import (
    columns,
    refuse,
    require_above,
    require_at_least,
    require_reported,
)
from evidence.stats.upper_quantile import upper_quantile


def standard_error_from_ci(
    low: Reported, high: Reported, *, level: float = 0.95, df: Reported | None = None
) -> Floats:
    """Compute standard errors from confidence intervals.

    Parameters
    ----------
    low, high : array_like, shape (k,)
        Limits on the analysis scale; for a ratio, their logarithms.
    level : float
        Share of confidence of the interval.
    df : array_like, optional
        Degrees of freedom when the interval was made with the t distribution.

    Returns
    -------
    array of float, shape (k,)
        ``(high - low) / (2 q)``, q the critical value.

    Raises
    ------
    ValueError
        Naming the positions where a limit is missing or the upper not above the lower.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> standard_error_from_ci(-1.96, 1.96).round(3).tolist()
    [1.0]
    """
    low, high = columns(low, high)
    require_reported(low=low, high=high)
    refuse("high", np.asarray(high <= low), "not above low")
    se: Floats = (high - low) / (2 * upper_quantile(tails(level), df))
    return se


def standard_error_from_p(estimate: Reported, p: Reported, *, df: Reported | None = None) -> Floats:
    """Compute standard errors from estimates and their two-sided p-values.

    Parameters
    ----------
    estimate : array_like, shape (k,)
        Estimates on the analysis scale; for a ratio, their logarithms.
    p : array_like, shape (k,)
        Exact two-sided p-values, above 0 and below 1.
    df : array_like, optional
        Degrees of freedom when the p-value came from a t test.

    Returns
    -------
    array of float, shape (k,)
        ``|estimate| / q``, q the value with p / 2 above it.

    Raises
    ------
    ValueError
        Naming the positions where p is not between 0 and 1 or the estimate is 0, which say
        nothing of the standard error.

    Examples
    --------
    >>> standard_error_from_p(-2.0, 0.0455).round(3).tolist()
    [1.0]
    """
    estimate, p = columns(estimate, p)
    require_reported(estimate=estimate, p=p)
    refuse("p", np.asarray((p <= 0) | (p >= 1)), "not between 0 and 1")
    refuse("estimate", np.asarray(estimate == 0), "without size")
    se: Floats = np.abs(estimate) / upper_quantile(p / 2, df)
    return se


def standard_error_from_t(estimate: Reported, t: Reported) -> Floats:
    """Compute standard errors from estimates and their t (or z) statistics.

    Parameters
    ----------
    estimate : array_like, shape (k,)
        Estimates on the analysis scale.
    t : array_like, shape (k,)
        Test statistics; the sign is not used.

    Returns
    -------
    array of float, shape (k,)
        ``|estimate / t|``.

    Raises
    ------
    ValueError
        Naming the positions where either is missing or 0.

    Examples
    --------
    >>> standard_error_from_t(3.0, -1.5).tolist()
    [2.0]
    """
    estimate, t = columns(estimate, t)
    require_reported(estimate=estimate, t=t)
    refuse("t", np.asarray(t == 0), "equal to 0")
    refuse("estimate", np.asarray(estimate == 0), "without size")
    se: Floats = np.abs(estimate / t)
    return se


def standard_deviation_from_se(se: Reported, n: Reported) -> Floats:
    """Compute the standard deviation of a group from the standard error of its mean.

    Parameters
    ----------
    se, n : array_like, shape (k,)
        Standard error of the mean, and size of the group.

    Returns
    -------
    array of float, shape (k,)
        ``se sqrt(n)``.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Examples
    --------
    >>> standard_deviation_from_se(0.5, 16).tolist()
    [2.0]
    """
    se, n = columns(se, n)
    require_reported(se=se, n=n)
    require_above(0, se=se)
    require_at_least(1, n=n)
    sd: Floats = se * np.sqrt(n)
    return sd


def standard_deviation_from_ci(
    low: Reported, high: Reported, n: Reported, *, level: float = 0.95, dist: str = "t"
) -> Floats:
    """Compute the standard deviation of a group from the confidence interval of its mean.

    Parameters
    ----------
    low, high : array_like, shape (k,)
        Limits of the interval.
    n : array_like, shape (k,)
        Size of the group.
    level : float
        Share of confidence of the interval.
    dist : {"t", "z"}
        Whether the interval was made with the t distribution (n - 1 degrees of freedom) or the
        normal one.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(n) (high - low) / (2 q)``.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible, or an unknown ``dist``.

    Examples
    --------
    >>> standard_deviation_from_ci(3, 5, 16).round(4).tolist()
    [1.8767]
    """
    low, high, n = columns(low, high, n)
    require_reported(n=n)
    if dist == "t":
        require_above(1, n=n)
        return standard_error_from_ci(low, high, level=level, df=n - 1) * np.sqrt(n)
    if dist == "z":
        return standard_error_from_ci(low, high, level=level) * np.sqrt(n)
    raise ValueError(f"dist: {dist!r} is not one of t, z")


def standard_deviation_from_difference(se: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute the spread within two groups from the standard error of their difference.

    Parameters
    ----------
    se : array_like, shape (k,)
        Standard error of the difference between the two means.
    n1, n2 : array_like, shape (k,)
        Sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        ``se / sqrt(1 / n1 + 1 / n2)``: the mean standard deviation of the two groups.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Examples
    --------
    >>> standard_deviation_from_difference(1.0, 8, 8).tolist()
    [2.0]
    """
    se, n1, n2 = columns(se, n1, n2)
    require_reported(se=se, n1=n1, n2=n2)
    require_above(0, se=se)
    require_at_least(1, n1=n1, n2=n2)
    sd: Floats = se / np.sqrt(1 / n1 + 1 / n2)
    return sd


def pooled_standard_deviation(sdi: Reported, ni: Reported) -> float:
    """Compute the standard deviation within several groups taken together.

    Parameters
    ----------
    sdi, ni : array_like, shape (k,)
        Standard deviations and sizes of the groups.

    Returns
    -------
    float
        ``sqrt(sum((n - 1) sd^2) / sum(n - 1))``; differences between the groups' means do not
        count.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> pooled_standard_deviation([3.0, 4.0], [11, 11]) == 12.5**0.5
    True
    """
    sd, n = columns(sdi, ni)
    require_above(0, sdi=sd)
    require_above(1, ni=n)
    return float(np.sqrt(np.sum((n - 1) * sd**2) / np.sum(n - 1)))
