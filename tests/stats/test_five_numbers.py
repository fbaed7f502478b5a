"""Five printed numbers: which are taken, how lopsided they are, and which family is nearest."""

import math

import pytest
from scipy.optimize import minimize

from evidence.stats.fitted_quantiles import misfit, nearest_quantiles
from evidence.stats.five_numbers import five_numbers, skewness
from evidence.stats.group_correlations import biserial
from evidence.stats.order_statistics import best_linear_unbiased
from evidence.stats.two_groups import two_groups


def test_five_people_have_five_numbers():
    assert five_numbers(n=5, low=1, median=2, high=3).n == 5
    with pytest.raises(ValueError, match="below 5"):
        five_numbers(n=4, low=1, median=2, high=3)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ((2, 1, 3), "ascending"),
        ((1, 2, math.inf), "ascending"),
        ((-math.inf, 2, 3), "ascending"),
        ((2, 2, 2), "without spread"),
    ],
)
def test_numbers_ascend_and_differ(wrong, why):
    with pytest.raises(ValueError, match=why):
        five_numbers(n=25, q1=wrong[0], median=wrong[1], q3=wrong[2])


@pytest.mark.parametrize("values", [(1, 1, 3), (1, 3, 3)])
def test_two_of_three_may_be_alike(values):
    five_numbers(n=25, q1=values[0], median=values[1], q3=values[2])


@pytest.mark.parametrize(
    ("values", "statistic"),
    [
        ((1, 2, 3, 5, 12), 2.65 * math.log(30) / math.sqrt(50) * 7 / 11),
        ((1, 2, 2.2, 3, 3.5), 0.6),
    ],
)
def test_the_more_lopsided_of_ends_and_quartiles_counts(values, statistic):
    low, q1, median, q3, high = values
    found = skewness(five_numbers(n=50, low=low, q1=q1, median=median, q3=q3, high=high))
    assert found.statistic == pytest.approx(statistic)
    assert found.limit == pytest.approx(3 / math.sqrt(50) - 40 / 50**3)
    assert found.skewed


def test_few_are_lopsided_by_chance():
    found = skewness(five_numbers(n=5, low=0, q1=1, median=2, q3=3, high=5))
    assert found.limit == pytest.approx(3 / math.sqrt(5) - 0.32)
    assert found.statistic == pytest.approx(2.65 * math.log(3) / math.sqrt(5) / 5)
    assert not found.skewed


@pytest.mark.parametrize("low", [-0.01, 0.0])
@pytest.mark.parametrize(("median", "high"), [(0.25, 9.0), (0.05, 0.9)])
def test_numbers_that_are_not_above_zero_have_one_family(low, median, high):
    found = nearest_quantiles(five_numbers(n=25, q1=low, median=median, q3=high))
    assert found.route == "qe normal"


def test_the_nearest_is_nearer_than_any_other():
    def apart(point):
        return sum(
            (point[1] * (-math.log(1 - chance)) ** (1 / point[0]) - value) ** 2
            for chance, value in zip((0.25, 0.5, 0.75), (1.0, 2.0, 9.0), strict=True)
        )

    found = minimize(apart, (1.0, 3.0), method="Nelder-Mead", options={"xatol": 1e-10})
    told = misfit(five_numbers(n=25, q1=1, median=2, q3=9), "weibull")
    assert told == pytest.approx(found.fun, rel=1e-8)


@pytest.mark.parametrize("high", [0.75, 0.95])
def test_shares_may_be_beta(high):
    # Quantiles of a beta distribution with 1 and 1 are the shares themselves.
    share = five_numbers(n=20, low=1 - high, median=0.5, high=high)
    even = five_numbers(n=4 / (1 - 0.75), q1=0.25, median=0.5, q3=0.75)
    assert misfit(even, "beta") == pytest.approx(0.0, abs=1e-20)
    assert nearest_quantiles(share).sd > 0


@pytest.mark.parametrize("high", [1.0, 1.5])
def test_numbers_that_reach_one_are_no_shares(high):
    assert nearest_quantiles(five_numbers(n=25, q1=0.01, median=0.9, q3=high)).route != "qe beta"


def test_a_family_that_fits_wholly_is_found():
    # Quantiles of an exponential distribution with mean 2: mean and spread are 2.
    quarters = [2 * math.log(4 / 3), 2 * math.log(2), 2 * math.log(4)]
    exact = five_numbers(n=60, q1=quarters[0], median=quarters[1], q3=quarters[2])
    for family in ("weibull", "gamma"):
        assert misfit(exact, family) == pytest.approx(0.0, abs=1e-20)
    found = nearest_quantiles(exact)
    assert (found.mean, found.sd) == pytest.approx((2.0, 2.0), rel=1e-9)


def test_a_beta_distribution_is_found():
    # Quantiles of a beta distribution with 1 and 2: its mean is 1/3, its variance 1/18.
    quarters = [1 - math.sqrt(1 - chance) for chance in (0.25, 0.5, 0.75)]
    found = nearest_quantiles(
        five_numbers(n=60, q1=quarters[0], median=quarters[1], q3=quarters[2])
    )
    assert found.route == "qe beta"
    assert (found.mean, found.sd) == pytest.approx((1 / 3, 18**-0.5), rel=1e-8)


def test_numbers_in_balance_have_their_middle_for_mean():
    for more in ({}, {"q1": 3, "q3": 7}):
        balanced = five_numbers(n=9, low=0, median=5, high=10, **more)
        assert best_linear_unbiased(balanced).mean == pytest.approx(5.0)


def test_a_biserial_beyond_one_has_the_same_variance_either_way():
    one, other = two_groups(25, 10, 1, 25, 2, 1), two_groups(25, 2, 1, 25, 10, 1)
    assert biserial(one).yi[0] > 1
    assert biserial(one).vi == pytest.approx(biserial(other).vi)
