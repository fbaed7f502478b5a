"""The best linear unbiased estimate of mean and standard deviation from printed quantiles."""

import numpy as np
from scipy.special import ndtri

from evidence.stats.five_numbers import FiveNumbers, MeanSd
from evidence.stats.floats import Floats


def best_linear_unbiased(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation of a normal group by generalised least squares.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.

    Returns
    -------
    MeanSd
        Generalised least squares of the quantiles on the means of normal order statistics, with
        their covariances.

    Notes
    -----
    Quartiles and median count as the order statistics ``floor(p n) + 1``. Their means, variances
    and covariances are the second-order series in the normal quantile function at
    ``p = rank / (n + 1)``.

    References
    ----------
    Yang X, Hutson AD, Wang D. A generalized BLUE approach for combining location and scale
    information in a meta-analysis. Journal of Applied Statistics 2022;49:3846-3867.
    https://doi.org/10.1080/02664763.2021.1967890

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(best_linear_unbiased(five_numbers(n=25, q1=6, median=10, q3=15)).mean, 4)
    10.3577
    """
    means, covariance = normal_order_statistics(_ranks(numbers), numbers.n)
    design = np.column_stack([np.ones_like(means), means])
    weighted = np.linalg.solve(covariance, design)
    mean, sd = np.linalg.solve(design.T @ weighted, weighted.T @ numbers.values)
    return MeanSd(float(mean), float(sd), "blue")


def normal_order_statistics(ranks: Floats, n: float) -> tuple[Floats, Floats]:
    """Return means and covariances of standard normal order statistics, to second order.

    Parameters
    ----------
    ranks : array of float
        Ranks in ascending order, from 1 to n.
    n : float
        Size of the group.

    Returns
    -------
    means : array of float
    covariance : array of float, square

    Examples
    --------
    >>> normal_order_statistics(np.array([1.0, 50.5, 100.0]), 100.0)[0].round(2).tolist()
    [-2.51, 0.0, 2.51]
    """
    p = ranks / (n + 1)
    q = ndtri(p)
    peak = np.sqrt(2 * np.pi) * np.exp(q**2 / 2)
    d1, d2 = peak, peak**2 * q
    d3, d4 = peak**3 * (1 + 2 * q**2), peak**4 * q * (7 + 6 * q**2)
    spread, far = p * (1 - p), n + 2
    means = q + spread * d2 / (2 * far)
    means = means + spread / far**2 * ((1 - 2 * p) * d3 / 3 + spread * d4 / 8)
    places = np.arange(len(p))
    i, j = np.minimum.outer(places, places), np.maximum.outer(places, places)
    cross = p[i] * (1 - p[j])
    bend = (1 - 2 * p[i]) * d2[i] * d1[j] + (1 - 2 * p[j]) * d1[i] * d2[j]
    bend = (
        bend + (spread[i] * d3[i] * d1[j] + spread[j] * d1[i] * d3[j] + cross * d2[i] * d2[j]) / 2
    )
    return means, cross * d1[i] * d1[j] / far + cross / far**2 * bend


def _ranks(numbers: FiveNumbers) -> Floats:
    n = numbers.n
    middle = [np.floor(n / 4) + 1, np.floor(n / 2) + 1, np.floor(3 * n / 4) + 1]
    ranks = {"range": [1, middle[1], n], "quartiles": middle, "five": [1, *middle, n]}
    return np.array(ranks[numbers.shape], dtype=np.float64)
