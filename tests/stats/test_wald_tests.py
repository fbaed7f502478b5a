"""Several coefficients tested at once, and combinations of them."""

import math

import numpy as np
import pytest

from evidence.stats.coefficients import coefficients_of, contrasts, wald_test

BOTH = coefficients_of(np.array([1.0, 3.0]), np.eye(2), df=None, level=0.95)


@pytest.mark.parametrize("places", [[], [0, 0], [0, 2]])
def test_each_coefficient_is_tested_once(places):
    with pytest.raises(ValueError, match="coefficients to test"):
        wald_test(BOTH, places)
    assert wald_test(BOTH, [1]).statistic == pytest.approx(9.0)


@pytest.mark.parametrize("row", [[1.0, math.nan], [math.inf, 1.0]])
def test_a_combination_is_of_numbers(row):
    with pytest.raises(ValueError, match="missing or infinite"):
        contrasts(BOTH, row)


def test_coefficients_that_follow_from_each_other_are_not_tested():
    # Of one error, and of two where one combination has none.
    for root in (np.array([[1.0], [2.0]]), np.array([[1.0, 0.0], [1.0, 0.0]])):
        same = coefficients_of(np.array([1.0, 2.0]), root, df=None, level=0.95)
        found = wald_test(same)
        assert (math.isnan(found.statistic), found.df, math.isnan(found.p_value)) == (True, 2, True)
    assert wald_test(same, [0]).statistic == pytest.approx(1.0)
