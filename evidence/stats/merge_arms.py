"""Arms of one trial taken together as one group.

Vocabulary
----------
Rows are trials or one trial; the last axis counts the arms to be merged.
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import refuse, require_at_least, require_reported


class Arm(NamedTuple):
    """A group's size, mean and standard deviation."""

    n: Floats
    mean: Floats
    sd: Floats


class Count(NamedTuple):
    """A group's events and size."""

    events: Floats
    n: Floats


def merge_arms(n: Reported, mean: Reported, sd: Reported) -> Arm:
    """Merge any number of arms into one, as if their people had been one group.

    Parameters
    ----------
    n, mean, sd : array_like, shape (..., arms)
        Size, mean and standard deviation of each arm.

    Returns
    -------
    Arm
        Size, mean and standard deviation of the whole, in the leading shape (of no dimension
        for one trial).

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Notes
    -----
    The sum of squares around the common mean, ``sum((n - 1) sd^2) + sum(n (mean - m)^2)``,
    over ``sum(n) - 1``; for two arms this is the formula of the Cochrane Handbook, and merging
    arms one after the other gives the same.

    References
    ----------
    Higgins JPT, Li T, Deeks JJ. Choosing effect measures and computing estimates of effect.
    Cochrane Handbook for Systematic Reviews of Interventions, chapter 6.
    https://training.cochrane.org/handbook

    Examples
    --------
    >>> merged = merge_arms([25, 22, 20], [10.1, 9.4, 9.0], [2.0, 2.5, 2.2])
    >>> [round(float(number), 4) for number in merged]
    [67.0, 9.5418, 2.2473]
    """
    n, mean, sd = _arms(n=n, mean=mean, sd=sd)
    require_at_least(1, n=n)
    require_at_least(0, sd=sd)
    total = n.sum(axis=-1, keepdims=True)
    refuse("n", total < 2, "too small for a standard deviation")
    middle = (n * mean).sum(axis=-1, keepdims=True) / total
    squares = (n - 1) * sd**2 + n * (mean - middle) ** 2
    variance = squares.sum(axis=-1, keepdims=True) / (total - 1)
    return Arm(total[..., 0], middle[..., 0], np.sqrt(variance)[..., 0])


def merge_event_arms(events: Reported, n: Reported) -> Count:
    """Merge any number of arms into one by adding their events and their people.

    Parameters
    ----------
    events, n : array_like, shape (..., arms)
        Events and size of each arm.

    Returns
    -------
    Count
        Events and size of the whole.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Examples
    --------
    >>> [float(number) for number in merge_event_arms([3, 5], [20, 25])]
    [8.0, 45.0]
    """
    events, n = _arms(events=events, n=n)
    require_at_least(1, n=n)
    require_at_least(0, events=events)
    refuse("events", np.asarray(events > n), "above n")
    return Count(np.asarray(events.sum(axis=-1)), np.asarray(n.sum(axis=-1)))


def _arms(**given: Reported) -> list[Floats]:
    arrays = [np.atleast_1d(np.asarray(column, dtype=np.float64)) for column in given.values()]
    if len({array.shape for array in arrays}) > 1:
        raise ValueError(f"arms of different number: {[array.shape for array in arrays]}")
    require_reported(**dict(zip(given, arrays, strict=True)))
    return arrays
