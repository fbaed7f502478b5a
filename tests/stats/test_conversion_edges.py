"""Conversions where one number stands in for others, or says nothing."""

import math

import numpy as np
import pytest

from evidence.stats.change_scores import correlation_from_change
from evidence.stats.escalc import escalc
from evidence.stats.fitted_quantiles import misfit
from evidence.stats.five_numbers import five_numbers
from evidence.stats.multivariate.outcomes import outcomes_of


def test_superiority_from_d_is_of_equal_spreads():
    found = escalc("CLESN", di=[0.5], n1i=[10], n2i=[20])
    # exp(-d**2 / 2) / (4 pi) (1/n1 + 1/n2 + d**2 / (2 (n1 + n2)))
    spread = 1 / 10 + 1 / 20 + 0.25 / 60
    assert found.vi == pytest.approx([math.exp(-0.125) / (4 * math.pi) * spread], rel=1e-14)


def test_a_normal_distribution_misses_the_middle():
    # The line nearest to 6, 10 and 15 at even distances misses them by 1/6, 1/3 and 1/6.
    assert misfit(five_numbers(n=25, q1=6, median=10, q3=15), "normal") == pytest.approx(1 / 6)


@pytest.mark.parametrize("wrong", [np.nan, np.inf])
def test_errors_that_are_no_numbers_are_refused(wrong):
    errors = [[1.0, 0.5], [0.5, 1.0]]
    outcomes_of([[0.1, 0.2]], [errors])
    for place in ((0, 1), (1, 1)):
        broken = np.array(errors)
        broken[place] = broken[place[::-1]] = wrong
        with pytest.raises(ValueError, match="no covariance"):
            outcomes_of([[0.1, 0.2]], [broken])


@pytest.mark.parametrize(("change", "r"), [(2.0, 1.0), (4.0, -1.0)])
def test_a_change_may_be_as_small_and_as_large_as_can_be(change, r):
    assert correlation_from_change(1.0, 3.0, change).tolist() == [r]
    with pytest.raises(ValueError, match="impossible"):
        correlation_from_change(1.0, 3.0, change - 0.1 * r)
