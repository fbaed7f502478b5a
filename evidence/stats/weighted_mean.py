"""The mean over studies that homogeneous sampling variances are made from."""

import numpy as np

from evidence.stats.floats import Floats


def weighted_mean(values: Floats, weights: Floats) -> float:
    """Return the weighted mean of the values that exist; NaN when none does.

    A boundless value makes the mean boundless: a study that cannot lend its effect to the mean
    is not silently left out of it.

    Parameters
    ----------
    values, weights : array of float, shape (k,)
        What to take the mean of, and the weight of each; missing ones (NaN) do not count.

    Returns
    -------
    float

    Examples
    --------
    >>> weighted_mean(np.array([1.0, 4.0, np.nan]), np.array([2.0, 1.0, 1.0]))
    2.0
    """
    there = ~(np.isnan(values) | np.isnan(weights))
    total = float(weights[there].sum())
    if total <= 0:
        return float("nan")
    return float((weights[there] * values[there]).sum()) / total
