"""Effects from what a paper prints of an estimate and its uncertainty."""

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.quantiles import two_sided
from evidence.stats.refusal import columns, refuse, require_within
from evidence.stats.upper_quantile import upper_quantile


def effects_from_intervals(
    estimate: Reported,
    low: Reported = np.nan,
    high: Reported = np.nan,
    *,
    z: Reported = np.nan,
    p: Reported = np.nan,
    level: float = 0.95,
) -> Effects:
    """Compute sampling variances from printed intervals, else from z, else from p.

    Parameters
    ----------
    estimate : array_like, shape (k,)
        Estimates on the analysis scale; for a ratio, their logarithms.
    low, high : array_like, shape (k,)
        Limits of normal (Wald) intervals on the same scale; NaN where not printed.
    z, p : array_like, shape (k,)
        Test statistics, and two-sided p-values; NaN where not printed.
    level : float
        Share of confidence of the intervals.

    Returns
    -------
    Effects
        Estimates with variance ``((high - low) / (2 q))^2``, else ``(estimate / z)^2``; NaN where
        nothing was printed.

    Raises
    ------
    ValueError
        Naming the positions of limits the wrong way round and of impossible p-values.

    Examples
    --------
    >>> effects_from_intervals([0.0, 1.0], [-1.96, np.nan], [1.96, np.nan], p=0.0455).vi.round(2)
    array([1.  , 0.25])
    """
    yi, lower, upper, z, p = columns(estimate, low, high, z, p)
    refuse("high", np.asarray(upper <= lower), "not above low")
    require_within(0, 1, p=p)
    tail = np.where(np.isnan(p), 0.5, p / 2)
    z = np.where(np.isnan(z) & ~np.isnan(p), upper_quantile(tail), z)
    with np.errstate(divide="ignore", invalid="ignore"):
        by_test = (yi / z) ** 2
    by_interval = ((upper - lower) / (2 * two_sided(level, None))) ** 2
    vi = np.where(np.isnan(by_interval), by_test, by_interval)
    return Effects(yi, np.where(np.isfinite(vi), vi, np.nan))


def off_centre(estimate: Reported, low: Reported, high: Reported, *, allowed: float = 0.1) -> Bools:
    """Tell where an estimate does not lie halfway between its limits.

    Such an interval is no Wald interval on this scale, or a number is misprinted.

    Parameters
    ----------
    estimate, low, high : array_like, shape (k,)
        Estimates and limits on the analysis scale.
    allowed : float
        Distance from the middle allowed, as a share of the interval.

    Returns
    -------
    array of bool, shape (k,)

    Examples
    --------
    >>> off_centre([1.0, 1.9], [0.0, 0.0], [2.0, 2.0]).tolist()
    [False, True]
    """
    yi, lower, upper = columns(estimate, low, high)
    apart: Floats = np.abs((upper + lower) / 2 - yi) / (upper - lower)
    return np.asarray(apart > allowed)
