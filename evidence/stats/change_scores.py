"""Spread of change scores and the correlation between two times."""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_above,
    require_at_least,
    require_reported,
)


def standard_deviation_of_change(sd_before: Reported, sd_after: Reported, r: Reported) -> Floats:
    """Compute the standard deviation of change from those before and after.

    Parameters
    ----------
    sd_before, sd_after : array_like, shape (k,)
        Standard deviations at the two times.
    r : array_like, shape (k,)
        Correlation between the two times.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(sd_before^2 + sd_after^2 - 2 r sd_before sd_after)``.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible.

    Examples
    --------
    >>> standard_deviation_of_change(2.0, 2.0, 0.5).tolist()
    [2.0]
    """
    before, after, r = columns(sd_before, sd_after, r)
    require_reported(sd_before=before, sd_after=after, r=r)
    require_at_least(0, sd_before=before, sd_after=after)
    refuse("r", np.asarray(np.abs(r) > 1), "outside -1 to 1")
    sd: Floats = np.sqrt(before**2 + after**2 - 2 * r * before * after)
    return sd


def correlation_from_change(sd_before: Reported, sd_after: Reported, sd_change: Reported) -> Floats:
    """Compute the correlation between two times from the three standard deviations.

    Parameters
    ----------
    sd_before, sd_after, sd_change : array_like, shape (k,)
        Standard deviations at the two times and of the change between them.

    Returns
    -------
    array of float, shape (k,)
        ``(sd_before^2 + sd_after^2 - sd_change^2) / (2 sd_before sd_after)``.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible, or the three cannot go
        together.

    Examples
    --------
    >>> correlation_from_change(2.0, 2.0, 2.0).tolist()
    [0.5]
    """
    before, after, change = columns(sd_before, sd_after, sd_change)
    require_reported(sd_before=before, sd_after=after, sd_change=change)
    require_above(0, sd_before=before, sd_after=after)
    require_at_least(0, sd_change=change)
    r: Floats = (before**2 + after**2 - change**2) / (2 * before * after)
    refuse("sd_change", np.asarray(np.abs(r) > 1), "impossible beside the other two")
    return r
