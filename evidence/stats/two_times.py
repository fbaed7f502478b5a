"""One group of people measured twice.

Vocabulary
----------
m1, sd1 : mean and standard deviation the first time; m2, sd2 the second time
n, r : number of people, and correlation between the two times
Effects are the first minus the second, as metafor writes them: give the later time first where a
positive number shall mean growth.
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_at_least, require_within


class Times(NamedTuple):
    """Means and spreads of two times, the people and the correlation, in each of k studies."""

    m1: Floats
    sd1: Floats
    m2: Floats
    sd2: Floats
    n: Floats
    r: Floats

    @property
    def spread_of_change(self) -> Floats:
        """Standard deviation of the change scores."""
        # Of sd1^2 + sd2^2 - 2 r sd1 sd2 only rounding is left where r nears 1.
        square = (self.sd1 - self.sd2) ** 2 + 2 * (1 - self.r) * self.sd1 * self.sd2
        return np.asarray(np.sqrt(square))

    @property
    def mean_square(self) -> Floats:
        """Mean of the two variances."""
        return np.asarray((self.sd1**2 + self.sd2**2) / 2)


def two_times(
    m1: Reported, sd1: Reported, m2: Reported, sd2: Reported, n: Reported, r: Reported
) -> Times:
    """Return the columns of two times as arrays, impossible numbers refused.

    Parameters
    ----------
    m1, sd1, m2, sd2 : array_like, shape (k,)
        Means and standard deviations.
    n, r : array_like, shape (k,)
        People, and correlation between the times.

    Returns
    -------
    Times
        The six columns, equally long.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Examples
    --------
    >>> two_times(10, 2, 8, 2, 30, 0.5).spread_of_change.tolist()
    [2.0]
    """
    times = Times(*columns(m1, sd1, m2, sd2, n, r))
    require_at_least(0, sd1=times.sd1, sd2=times.sd2)
    require_at_least(1, n=times.n)
    require_within(-1, 1, r=times.r)
    return times


def times_of_d(d: Reported, n: Reported) -> Times:
    """Return two times whose change is d in its own standard deviations.

    Parameters
    ----------
    d, n : array_like, shape (k,)
        Mean change over the standard deviation of change, and people.

    Returns
    -------
    Times
        Means d and 0, spreads 1, correlation one half, so that the change's spread is 1 too.

    Examples
    --------
    >>> times_of_d(0.4, 20).spread_of_change.tolist()
    [1.0]
    """
    d, n = columns(d, n)
    one = np.ones_like(d)
    return two_times(d, one, np.zeros_like(d), one, n, one / 2)


def times_in_percent(times: Times, low: Reported, high: Reported) -> Times:
    """Return two times in hundredths of the scale's possible range (POMP).

    Parameters
    ----------
    times : Times
        Two times on the scale.
    low, high : array_like, shape (k,)
        Lowest and highest possible score.

    Returns
    -------
    Times
        The same with means from 0 to 100.

    Raises
    ------
    ValueError
        Naming the positions where the highest score is not above the lowest.

    Examples
    --------
    >>> times_in_percent(two_times(15, 5, 10, 5, 9, 0.5), 10, 20).m1.tolist()
    [50.0]
    """
    n, low, high = columns(times.n, low, high)
    refuse("high", high <= low, "not above low")
    unit = (high - low) / 100
    return Times(
        m1=(times.m1 - low) / unit,
        sd1=times.sd1 / unit,
        m2=(times.m2 - low) / unit,
        sd2=times.sd2 / unit,
        n=n,
        r=times.r,
    )
