"""One door to every route from printed quantiles to mean and standard deviation."""

from collections.abc import Callable
from typing import NamedTuple

from evidence.stats.fitted_quantiles import nearest_quantiles
from evidence.stats.five_numbers import (
    FiveNumbers,
    MeanSd,
    Skewness,
    luo_mean,
    shi_sd,
    skewness,
    wan_sd,
)
from evidence.stats.log_normal_five_numbers import log_normal_moments
from evidence.stats.order_statistics import best_linear_unbiased
from evidence.stats.power_transformed import likeliest_power, symmetric_power
from evidence.stats.refusal import require_choice


class FromQuantiles(NamedTuple):
    """Mean and standard deviation from quantiles, the route, and the test of skewness."""

    mean: float
    sd: float
    route: str
    skewness: Skewness


def mean_from_quantiles(numbers: FiveNumbers, *, method: str = "luo/wan/shi") -> FromQuantiles:
    """Estimate mean and standard deviation from a median with range or quartiles.

    Parameters
    ----------
    numbers : FiveNumbers
        Printed quantiles.
    method : {"luo/wan/shi", "log-normal", "qe", "bc", "mln", "blue"}
        Normal data by Luo's mean and the standard deviation of Wan, or of Shi from all five; the
        same for log-normal data; the nearest of several distributions; a power that makes the
        quantiles symmetric, or the likeliest one; or generalised least squares, for normal data.

    Returns
    -------
    FromQuantiles
        The numbers also where the data are skewed; ``skewness.skewed`` then warns against the
        methods for normal data.

    Raises
    ------
    ValueError
        For an unknown method, or quantiles it cannot take.

    References
    ----------
    Luo D, Wan X, Liu J, Tong T. Optimally estimating the sample mean from the sample size, median,
    mid-range, and/or mid-quartile range. Statistical Methods in Medical Research
    2018;27:1785-1805. https://doi.org/10.1177/0962280216669183

    Examples
    --------
    >>> from evidence.stats.five_numbers import five_numbers
    >>> found = mean_from_quantiles(five_numbers(n=25, q1=6, median=10, q3=15))
    >>> round(found.mean, 3), round(found.sd, 3), found.route, found.skewness.skewed
    (10.358, 7.075, 'luo/wan/shi', False)
    """
    require_choice("method", method, METHODS)
    found = METHODS[method](numbers)
    return FromQuantiles(*found, skewness(numbers))


def _normal(numbers: FiveNumbers) -> MeanSd:
    sd = shi_sd(numbers) if numbers.shape == "five" else wan_sd(numbers)
    return MeanSd(luo_mean(numbers), sd, "luo/wan/shi")


METHODS: dict[str, Callable[[FiveNumbers], MeanSd]] = {
    "luo/wan/shi": _normal,
    "log-normal": log_normal_moments,
    "qe": nearest_quantiles,
    "bc": symmetric_power,
    "mln": likeliest_power,
    "blue": best_linear_unbiased,
}
