"""Groups whose quantiles are those of a distribution have its mean and standard deviation."""

import math

import numpy as np
import pytest
from scipy import stats

from evidence.stats.fitted_quantiles import nearest_quantiles
from evidence.stats.five_numbers import five_numbers
from evidence.stats.log_normal_five_numbers import log_normal_moments

QUARTERS = np.array([0.25, 0.5, 0.75])


def quartiles(values):
    return five_numbers(n=40, **dict(zip(("q1", "median", "q3"), values, strict=True)))


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("weibull", stats.weibull_min(3.0, scale=7.0)),
        ("gamma", stats.gamma(2.5, scale=4.0)),
        ("log-normal", stats.lognorm(0.6, scale=9.0)),
        ("beta", stats.beta(2.0, 3.0)),
        ("normal", stats.norm(-3.0, 8.0)),
    ],
)
def test_a_family_is_found_again(name, drawn):
    found = nearest_quantiles(quartiles(drawn.ppf(QUARTERS)))
    assert found.route == f"qe {name}"
    assert (found.mean, found.sd) == pytest.approx((drawn.mean(), drawn.std()), rel=1e-6)


@pytest.mark.parametrize(("low", "families"), [(0.0, {"normal"}), (0.01, {"weibull", "gamma"})])
def test_no_positive_family_has_a_quantile_of_zero(low, families):
    found = nearest_quantiles(quartiles([low, 3.0, 9.0]))
    assert found.route.removeprefix("qe ") in families


@pytest.mark.parametrize(
    ("given", "weights", "bias", "fourth"),
    [
        # Shi and others (2020), with the constants as metafor's conv.fivenum has them.
        (("low", "median", "high"), (0.565, 0.37, 2.26, 5.92, 1.48), "range", 2.23),
        (("q1", "median", "q3"), (0.57, 0.75, 2.28, 12, 3), "quartiles", 19.2),
        (("low", "q1", "median", "q3", "high"), (0.405, 0.315, 1.62, 5.04, 1.26), "five", 3.93),
    ],
)
def test_a_log_normal_group_is_taken_back(given, weights, bias, fourth):
    n, printed = 50, {"low": 2.0, "q1": 6.0, "median": 11.0, "q3": 19.0, "high": 58.0}
    low, q1, median, q3, high = (math.log(value) for value in printed.values())
    xi = 2 * stats.norm.ppf((n - 0.375) / (n + 0.25))
    eta = 2 * stats.norm.ppf((0.75 * n - 0.125) / (n + 0.25))
    if bias == "range":
        share = 4 / (4 + n**0.75)
        mu = share * (low + high) / 2 + (1 - share) * median
        raw, z = (high - low) / xi, 1.01 + 0.25 / math.log(n) ** 2
        s4 = raw**4 / (1 + fourth / math.log(n) ** 2)
    elif bias == "quartiles":
        share = 0.7 + 0.39 / n
        mu = share * (q1 + q3) / 2 + (1 - share) * median
        raw, z = (q3 - q1) / eta, 1 + 1.58 / n
        s4 = raw**4 / (1 + fourth / n**1.2)
    else:
        one, two = 2.2 / (2.2 + n**0.75), 0.7 - 0.72 / n**0.55
        mu = one * (low + high) / 2 + two * (q1 + q3) / 2 + (1 - one - two) * median
        share = 1 / (1 + 0.07 * n**0.6)
        raw = share * (high - low) / xi + (1 - share) * (q3 - q1) / eta
        z, s4 = 1 + 0.28 / math.log(n) ** 2, raw**4 / (1 + fourth / n)
    s2 = raw**2 / z
    first, double, single = (
        1 + (a * s2 + b * s4) / n for a, b in (weights[:2], weights[2:4], (weights[2], weights[4]))
    )
    variance = math.exp(2 * mu + 2 * s2) / double - math.exp(2 * mu + s2) / single
    found = log_normal_moments(five_numbers(n=n, **{name: printed[name] for name in given}))
    assert found.mean == pytest.approx(math.exp(mu + s2 / 2) / first, rel=1e-13)
    assert found.sd == pytest.approx(math.sqrt(variance), rel=1e-13)
