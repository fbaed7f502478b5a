"""GRIMMER: whether scores in whole steps with a mean can have a standard deviation."""

from fractions import Fraction

from evidence.stats.grim import printed_range, whole_sums


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
    (low, high), size = printed_range(sd)
    up, down = Fraction(str(step)).as_integer_ratio() if step != 1 else (1, 1)
    # The sum of squared deviations lies between two fractions of this size.
    parts = (size * up) ** 2
    least, most = ((max(0, limit) * down) ** 2 * (n - 1) for limit in (low, high))
    first_sum, last_sum = whole_sums(mean, n, step)
    for total in range(first_sum, last_sum + 1):
        squared = total**2 * parts
        first = -(-(least * n + squared) // (parts * n))
        last = (most * n + squared) // (parts * n)
        # Of two neighbouring whole numbers one is as even as the sum.
        if first < last or (first == last and (first - total) % 2 == 0):
            return True
    return False
