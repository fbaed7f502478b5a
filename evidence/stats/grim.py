"""GRIM: whether so many people with scores in whole steps can have a mean."""

import math
from fractions import Fraction


def is_mean_of_steps(mean: str, n: int, step: float = 1.0) -> bool:
    """Tell whether some scores in whole steps give a mean as printed.

    Parameters
    ----------
    mean : str
        The mean with the digits it is printed with.
    n : int
        Number of people.
    step : float
        The smallest step between two scores of one person.

    Returns
    -------
    bool
        True where a sum of ``n`` scores, rounded up or down at a half, gives the mean; always
        so where ``n/step`` is larger than the digits can tell.

    Notes
    -----
    There must be a whole ``k`` with ``k step/n`` within half of the last digit of the mean. A
    half is let through on both sides, because programs differ in how they round it.

    References
    ----------
    Brown NJL, Heathers JAJ (2017). The GRIM test. Social Psychological and Personality Science
    8:363-9. https://doi.org/10.1177/1948550616673876

    Examples
    --------
    >>> is_mean_of_steps("5.19", 28), is_mean_of_steps("5.21", 28)
    (False, True)
    """
    low, high = printed_range(mean)
    grain = Fraction(str(step)) / n
    return math.ceil(low / grain) <= math.floor(high / grain)


def printed_range(written: str) -> tuple[Fraction, Fraction]:
    """Return the smallest and largest number that is rounded to one as printed.

    Parameters
    ----------
    written : str
        A number with the digits it is printed with.

    Returns
    -------
    tuple of Fraction
        Half of the last digit below and above, exact.

    Examples
    --------
    >>> [str(one) for one in printed_range("2.5")]
    ['49/20', '51/20']
    """
    value = Fraction(written)
    _, _, after = written.partition(".")
    half = Fraction(1, 2 * 10 ** len(after))
    return value - half, value + half
