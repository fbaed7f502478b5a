"""GRIM: whether so many people with scores in whole steps can have a mean."""

from fractions import Fraction
from functools import cache


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
    first, last = whole_sums(mean, n, step)
    return first <= last


def whole_sums(mean: str, n: int, step: float = 1.0) -> tuple[int, int]:
    """Return the smallest and largest sum of scores, in steps, that gives a mean as printed.

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
    tuple of int
        The first is larger than the last where no sum gives the mean.

    Examples
    --------
    >>> whole_sums("2.5", 2), whole_sums("2.4", 2)
    ((5, 5), (5, 4))
    """
    (low, high), size = printed_range(mean)
    up, down = _fraction(step)
    return -(-low * down * n // (size * up)), high * down * n // (size * up)


@cache
def _fraction(step: float) -> tuple[int, int]:
    return Fraction(str(step)).as_integer_ratio()


def printed_range(written: str) -> tuple[tuple[int, int], int]:
    """Return the smallest and largest number that is rounded to one as printed.

    Parameters
    ----------
    written : str
        A number with the digits it is printed with.

    Returns
    -------
    tuple of two int, and int
        Half of the last digit below and above, as whole numbers of the size that follows.

    Examples
    --------
    >>> printed_range("2.5")
    ((49, 51), 20)
    """
    before, _, after = written.strip().partition(".")
    twice = 2 * int(before + after)
    return (twice - 1, twice + 1), 2 * 10 ** len(after)
