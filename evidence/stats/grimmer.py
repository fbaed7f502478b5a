"""GRIMMER: whether scores in whole steps with a mean can have a standard deviation."""

import math
from fractions import Fraction

from evidence.stats.grim import printed_range


def is_spread_of_steps(mean: str, sd: str, n: int, step: float = 1.0) -> bool:
    """Tell whether some scores in whole steps give a mean and a standard deviation as printed.

    Parameters
    ----------
    mean, sd : str
        As printed, with all digits.
    n : int
        Number of people, at least two.
    step : float
        The smallest step between two scores of one person.

    Returns
    -------
    bool
        False where no whole sum and sum of squares give both.

    Notes
    -----
    With scores counted in steps, their sum ``S`` and sum of squares ``Q`` are whole numbers,
    both even or both odd, and the SD is ``sqrt((Q - S**2/n)/(n - 1))``. There must be such a
    pair with ``S/n`` and the SD within half of the last digit of what is printed. Scores on a
    scale whose lowest value is no whole number of steps (one to seven by half points is) are
    shifted first by whoever calls: a shift does not change the SD.

    References
    ----------
    Allard A (2018). Analytic-GRIMMER: a new way of testing the possibility of standard
    deviations. https://aurelienallard.netlify.app/post/anaytic-grimmer-possibility-standard-deviations/

    Examples
    --------
    >>> is_spread_of_steps("7.3", "2.51", 12)
    False
    """
    unit = Fraction(str(step))
    low, high = (limit / unit for limit in printed_range(mean))
    least, most = (max(Fraction(0), limit / unit) ** 2 * (n - 1) for limit in printed_range(sd))
    for total in range(math.ceil(low * n), math.floor(high * n) + 1):
        squared = Fraction(total**2, n)
        first, last = math.ceil(least + squared), math.floor(most + squared)
        # Of two neighbouring whole numbers one is as even as the sum.
        if first < last or (first == last and (first - total) % 2 == 0):
            return True
    return False
