"""The mean of a function of a normal variable."""

from collections.abc import Callable

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.refusal import require_at_least

NODES, WEIGHTS = np.polynomial.legendre.leggauss(300)
REACH = 10.0


def mean_over_normal(
    change: Callable[[Floats], Floats],
    x: Floats,
    variance: Floats,
    *,
    low: float = -np.inf,
    high: float = np.inf,
) -> Floats:
    """Return the mean of a function over normal distributions, held between two limits.

    Parameters
    ----------
    change : callable
        The function.
    x, variance : array of float, shape (k,)
        Means and variances of the distributions.
    low, high : float
        Limits within which they are held.

    Returns
    -------
    array of float, shape (k,)
        Means; the function of x itself where the variance is 0.

    Raises
    ------
    ValueError
        Naming the positions of negative variances.

    Notes
    -----
    Gauss-Legendre quadrature over ten standard deviations to each side.

    Examples
    --------
    >>> mean_over_normal(np.exp, np.array([0.0]), np.array([0.1])).round(4).tolist()
    [1.0513]
    """
    require_at_least(0, tau2=variance)
    sd = np.sqrt(variance)[:, None]
    lower, upper = (
        np.maximum(x[:, None] - REACH * sd, low),
        np.minimum(x[:, None] + REACH * sd, high),
    )
    point = lower + (upper - lower) * (NODES + 1) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = WEIGHTS * np.exp(-(((point - x[:, None]) / sd) ** 2) / 2)
        mean = (weight * change(point)).sum(axis=1) / weight.sum(axis=1)
    return np.where(variance > 0, mean, change(x))
