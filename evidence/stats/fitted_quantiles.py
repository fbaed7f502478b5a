"""Mean and standard deviation of the distribution whose quantiles lie nearest the printed ones.

Vocabulary
----------
family : normal, log-normal, gamma or Weibull (beta as well for values between 0 and 1)
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import least_squares
from scipy.special import betaincinv, gamma, gammaincinv, ndtri

from evidence.stats.five_numbers import FiveNumbers, MeanSd, luo_mean, wan_sd
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice


class Family(NamedTuple):
    """A family of distributions with two parameters, each on the whole line."""

    start: Callable[[float, float], tuple[float, float]]
    quantiles: Callable[[float, float, Floats], Floats]
    moments: Callable[[float, float], tuple[float, float]]


def nearest_quantiles(numbers: FiveNumbers) -> MeanSd:
    """Estimate mean and standard deviation by the family with the nearest quantiles (QE).

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles; with a negative one only the normal distribution is fitted.

    Returns
    -------
    MeanSd
        Moments of the fitted distribution; its family ends the route.

    Notes
    -----
    Each family is fitted by least squares between its quantiles and the printed ones, the least
    and greatest value taken as the quantiles ``1 / n`` and ``1 - 1 / n``; the family with the
    smallest sum of squares is chosen. Parameters are not bounded, so that the unit of the scale
    does not matter; R's estmeansd bounds them.

    References
    ----------
    McGrath S, Zhao X, Steele R et al. Estimating the sample mean and standard deviation from
    commonly reported quantiles in meta-analysis. Statistical Methods in Medical Research
    2020;29:2520-2537. https://doi.org/10.1177/0962280219889080

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> found = nearest_quantiles(five_numbers(n=25, q1=6, median=10, q3=15))
    >>> round(found.mean, 3), found.route
    (11.053, 'qe weibull')
    """
    values, chances = numbers.values, _chances(numbers)
    positive, within = values[0] > 0, values[0] > 0 and values[-1] < 1
    names = ["normal", *(["log-normal", "gamma", "weibull"] if positive else [])]
    fits = {name: _fit(FAMILIES[name], numbers, chances) for name in names}
    if within:
        fits["beta"] = _fit(FAMILIES["beta"], numbers, chances)
    best = min(fits, key=lambda name: fits[name][0])
    mean, sd = FAMILIES[best].moments(*fits[best][1])
    return MeanSd(float(mean), float(sd), f"qe {best}")


def misfit(numbers: FiveNumbers, family: str) -> float:
    """Return how far the nearest quantiles of a family lie from the printed ones.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.
    family : {"normal", "log-normal", "gamma", "weibull", "beta"}
        The family.

    Returns
    -------
    float
        Sum of squared distances.

    Raises
    ------
    ValueError
        For an unknown family.

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> round(misfit(five_numbers(n=25, q1=6, median=10, q3=15), "normal"), 4)
    0.1667
    """
    require_choice("family", family, FAMILIES)
    unit = numbers.values[-1] - numbers.values[0]
    return 2 * _fit(FAMILIES[family], numbers, _chances(numbers))[0] * float(unit) ** 2


def _chances(numbers: FiveNumbers) -> Floats:
    least = 1 / numbers.n
    chances = {
        "range": [least, 0.5, 1 - least],
        "quartiles": [0.25, 0.5, 0.75],
        "five": [least, 0.25, 0.5, 0.75, 1 - least],
    }
    return np.array(chances[numbers.shape])


def _fit(
    family: Family, numbers: FiveNumbers, chances: Floats
) -> tuple[float, tuple[float, float]]:
    start = family.start(luo_mean(numbers), wan_sd(numbers))
    unit = numbers.values[-1] - numbers.values[0]
    found = least_squares(
        lambda point: (family.quantiles(point[0], point[1], chances) - numbers.values) / unit,
        start,
        method="lm",
        xtol=1e-14,
        ftol=1e-14,
        gtol=1e-14,
    )
    return float(found.cost), (float(found.x[0]), float(found.x[1]))


def _weibull_start(mean: float, sd: float) -> tuple[float, float]:
    shape = (mean / sd) ** 1.086
    return float(np.log(shape)), float(np.log(mean / gamma(1 + 1 / shape)))


def _weibull_moments(shape: float, scale: float) -> tuple[float, float]:
    k, size = np.exp(shape), np.exp(scale)
    first, second = gamma(1 + 1 / k), gamma(1 + 2 / k)
    return float(size * first), float(size * np.sqrt(second - first**2))


def _beta_start(mean: float, sd: float) -> tuple[float, float]:
    total = max(mean * (1 - mean) / sd**2 - 1, 0.1)
    return float(np.log(mean * total)), float(np.log((1 - mean) * total))


def _beta_moments(a: float, b: float) -> tuple[float, float]:
    first, second = np.exp(a), np.exp(b)
    total = first + second
    return float(first / total), float(np.sqrt(first * second / (total + 1)) / total)


FAMILIES = {
    "normal": Family(
        lambda mean, sd: (mean, float(np.log(sd))),
        lambda a, b, p: a + np.exp(b) * ndtri(p),
        lambda a, b: (a, float(np.exp(b))),
    ),
    "log-normal": Family(
        lambda mean, sd: (
            float(np.log(mean / np.sqrt(1 + (sd / mean) ** 2))),
            float(np.log(np.sqrt(np.log1p((sd / mean) ** 2)))),
        ),
        lambda a, b, p: np.exp(a + np.exp(b) * ndtri(p)),
        lambda a, b: (
            float(np.exp(a + np.exp(2 * b) / 2)),
            float(np.sqrt(np.expm1(np.exp(2 * b))) * np.exp(a + np.exp(2 * b) / 2)),
        ),
    ),
    "gamma": Family(
        lambda mean, sd: (float(np.log((mean / sd) ** 2)), float(np.log(sd**2 / mean))),
        lambda a, b, p: np.exp(b) * gammaincinv(np.exp(a), p),
        lambda a, b: (float(np.exp(a + b)), float(np.exp(a / 2 + b))),
    ),
    "weibull": Family(
        _weibull_start,
        lambda a, b, p: np.exp(b) * (-np.log1p(-p)) ** np.exp(-a),
        _weibull_moments,
    ),
    "beta": Family(
        _beta_start,
        lambda a, b, p: betaincinv(np.exp(a), np.exp(b), p),
        _beta_moments,
    ),
}
