"""Mean and standard deviation of skewed groups that a power makes normal.

Vocabulary
----------
power : exponent of the Box-Cox transformation ``(x^power - 1) / power``; 0 is the logarithm
mu, sigma : mean and standard deviation after it
"""

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize, minimize_scalar
from scipy.special import log_ndtr, ndtr

from evidence.stats.five_numbers import FiveNumbers, MeanSd, luo_mean, wan_sd
from evidence.stats.floats import Floats

NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)
LOGARITHM = 1e-8
REACH = 12.0


def likeliest_power(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation by the likelihood of the quantiles (MLN).

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles, all positive.

    Returns
    -------
    MeanSd
        Moments of the distribution that is normal after the likeliest power, cut where the power
        has no inverse, and at the mirror of that point.

    Raises
    ------
    ValueError
        When a quantile is not positive.

    Notes
    -----
    The power, from 0 to 10, is the likeliest when mean and standard deviation are those of Luo and
    Wan; mean and standard deviation are then the likeliest at that power. As published, the
    likelihood is that of the transformed values, without the Jacobian of the transformation, so
    that the power depends somewhat on the unit of the scale. R's estmeansd draws 10,000 numbers
    for the moments; these are integrals.

    References
    ----------
    Cai S, Zhou J, Pan J. Estimating the sample mean and standard deviation from order statistics
    and sample size in meta-analysis. Statistical Methods in Medical Research 2021;30:2701-2719.
    https://doi.org/10.1177/09622802211047348

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(likeliest_power(five_numbers(n=80, low=1, median=12, high=40)).mean, 2)
    13.55
    """
    _require_positive(numbers)

    def unlikely(power: float) -> float:
        changed = _changed(numbers, power)
        return -_log_likelihood(changed, luo_mean(changed), wan_sd(changed))

    power = _smallest(unlikely, 0.0, 10.0)
    changed = _changed(numbers, power)
    start = np.array([luo_mean(changed), np.log(wan_sd(changed))])
    found = minimize(
        lambda point: -_log_likelihood(changed, point[0], np.exp(point[1])),
        start,
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 4000},
    )
    mean, sd = _moments(float(found.x[0]), float(np.exp(found.x[1])), power)
    return MeanSd(mean, sd, "mln")


def symmetric_power(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation by the power that makes the quantiles symmetric (BC).

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles, all positive.

    Returns
    -------
    MeanSd
        Moments of the distribution that is normal after this power, with Luo's mean and Wan's
        standard deviation.

    Raises
    ------
    ValueError
        When a quantile is not positive, or the power is negative: the distribution then has no
        mean, and R's average of random draws from it means nothing.

    Notes
    -----
    The power, from -2 to 3, makes the distances of the quantiles from the median equal.

    References
    ----------
    McGrath S, Zhao X, Steele R et al. Estimating the sample mean and standard deviation from
    commonly reported quantiles in meta-analysis. Statistical Methods in Medical Research
    2020;29:2520-2537. https://doi.org/10.1177/0962280219889080

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(symmetric_power(five_numbers(n=25, q1=6, median=10, q3=15)).mean, 2)
    11.18
    """
    _require_positive(numbers)

    def lopsided(power: float) -> float:
        values = _changed(numbers, power).values
        middle = len(values) // 2
        steps = [
            (values[-1 - k] - values[middle]) / (values[middle] - values[k]) for k in range(middle)
        ]
        return float(sum((step - 1) ** 2 for step in steps))

    power = _smallest(lopsided, -2.0, 3.0)
    if power <= -LOGARITHM:
        raise ValueError(f"power: {power:.3g} is negative; no mean")
    changed = _changed(numbers, power)
    mean, sd = _moments(luo_mean(changed), wan_sd(changed), power)
    return MeanSd(mean, sd, "bc")


def _require_positive(numbers: FiveNumbers) -> None:
    if numbers.values[0] <= 0:
        raise ValueError(f"quantiles not above 0: {numbers.values.tolist()}")


def _changed(numbers: FiveNumbers, power: float) -> FiveNumbers:
    values = numbers.values
    after = np.log(values) if abs(power) < LOGARITHM else np.expm1(power * np.log(values)) / power
    return numbers._replace(values=after)


def _smallest(target: Callable[[float], float], low: float, high: float) -> float:
    grid = np.linspace(low, high, 201)
    best = int(np.argmin([target(float(point)) for point in grid]))
    bounds = (grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)])
    found = minimize_scalar(target, bounds=bounds, method="bounded", options={"xatol": 1e-10})
    candidates = [float(found.x), float(grid[best])]
    return min(candidates, key=target)


def _log_likelihood(numbers: FiveNumbers, mu: float, sigma: float) -> float:
    n, z = numbers.n, (numbers.values - mu) / sigma
    h, j, k = np.floor(n / 4) + 1, np.floor(n / 2) + 1, np.floor(3 * n / 4) + 1
    between = np.log(np.maximum(np.diff(ndtr(z)), 1e-300))
    if numbers.shape == "range":
        inside = (j - 2) * between[0] + (n - j - 1) * between[1]
    elif numbers.shape == "quartiles":
        inside = (j - h - 1) * between[0] + (k - j - 1) * between[1]
        inside += (h - 1) * log_ndtr(z[0]) + (n - k) * log_ndtr(-z[-1])
    else:
        counts = np.array([h - 2, j - h - 1, k - j - 1, n - k - 1])
        inside = counts @ between
    return float(inside - (z**2).sum() / 2 - len(z) * np.log(sigma))


def _moments(mu: float, sigma: float, power: float) -> tuple[float, float]:
    low, high = mu - REACH * sigma, mu + REACH * sigma
    if abs(power) >= LOGARITHM:
        edges = sorted((-1 / power, 2 * mu + 1 / power))
        low, high = max(low, edges[0]), min(high, edges[1])
    point = low + (high - low) * (NODES + 1) / 2
    weight: Floats = WEIGHTS * np.exp(-(((point - mu) / sigma) ** 2) / 2)
    back = np.exp(point if abs(power) < LOGARITHM else np.log1p(power * point) / power)
    mean = float((weight * back).sum() / weight.sum())
    return mean, float(np.sqrt((weight * (back - mean) ** 2).sum() / weight.sum()))
