"""Quantiles and tail probabilities of the normal, t and chi-square distributions.

Vocabulary
----------
level : the confidence level of an interval, between 0 and 1
df : degrees of freedom; None for the normal distribution
"""

import math

from scipy import special


def tails(level: float) -> float:
    """Return the probability outside each side of an interval.

    Parameters
    ----------
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        When the level is not between 0 and 1.

    Examples
    --------
    >>> tails(0.5)
    0.25
    """
    if not 0 < level < 1:
        raise ValueError(f"level: {level!r} is not between 0 and 1")
    return (1 - level) / 2


def two_sided(level: float, df: float | None) -> float:
    """Return how many standard errors an interval reaches to each side.

    Parameters
    ----------
    level : float
        Confidence level, between 0 and 1.
    df : float or None
        Degrees of freedom of the t distribution; None for the normal.

    Returns
    -------
    float

    Examples
    --------
    >>> round(two_sided(0.95, None), 4)
    1.96
    """
    below = tails(level)
    return -float(special.ndtri(below) if df is None else special.stdtrit(df, below))


def two_sided_p(statistic: float, df: float | None) -> float:
    """Return the two-sided p-value of a statistic against the normal or t distribution.

    Parameters
    ----------
    statistic : float
        Estimate divided by its standard error.
    df : float or None
        Degrees of freedom of the t distribution; None for the normal.

    Returns
    -------
    float

    Examples
    --------
    >>> round(two_sided_p(-1.96, None), 3)
    0.05
    """
    if math.isnan(statistic):
        return math.nan
    below = -abs(statistic)
    return 2 * float(special.ndtr(below) if df is None else special.stdtr(df, below))


def chi_square_above(statistic: float, df: float) -> float:
    """Return the probability of a larger chi-square variable; 1 when there is no freedom.

    Parameters
    ----------
    statistic : float
        A non-negative number.
    df : float
        Degrees of freedom, zero or more.

    Returns
    -------
    float

    Examples
    --------
    >>> round(chi_square_above(3.84, 1), 2)
    0.05
    """
    return 1.0 if df == 0 else float(special.chdtrc(df, statistic))


def chi_square_quantile(above: float, df: float) -> float:
    """Return the chi-square value with the given probability above it.

    Parameters
    ----------
    above : float
        Probability, between 0 and 1.
    df : float
        Degrees of freedom, above zero.

    Returns
    -------
    float

    Examples
    --------
    >>> round(chi_square_quantile(0.05, 1), 3)
    3.841
    """
    return float(special.chdtri(df, above))
