"""Parts of the formula book at the edges of what they take, where a wrong sign hides easily."""

import numpy as np
import pytest

from evidence.stats.hartung_knapp_guards import pool_guarded
from evidence.stats.pooling import ratio
from evidence.stats.q_statistic import tau2_where_q_is
from evidence.stats.shared_spread import pool_with_shared_spread
from evidence.stats.weighted_mean import weighted_mean

NAN = np.nan


@pytest.mark.parametrize(
    ("values", "weights", "mean"),
    [
        ([1.0, 4.0], [2.0, NAN], 1.0),
        ([NAN, 4.0], [2.0, 1.0], 4.0),
        ([1.0, 3.0], [0.25, 0.25], 2.0),
        ([1.0, 3.0], [0.0, 0.0], NAN),
        ([NAN], [1.0], NAN),
    ],
)
def test_a_weighted_mean_is_of_what_is_there(values, weights, mean):
    found = weighted_mean(np.array(values), np.array(weights))
    assert found == pytest.approx(mean, rel=1e-15, nan_ok=True)


@pytest.mark.parametrize("xi", [None, np.full((3, 1), 3**-0.5)])
def test_effects_that_agree_have_no_variance_and_no_search(xi):
    found = tau2_where_q_is(np.full(3, 0.4), np.array([0.1, 0.2, 0.3]), 2.0, xi)
    assert (found.value, found.converged) == (0.0, True)


@pytest.mark.parametrize("xi", [None, np.full((3, 1), 3**-0.5)])
def test_with_equal_variances_the_root_is_the_spread_less_the_variance(xi):
    yi = np.array([0.0, 1.0, 2.0])
    found = tau2_where_q_is(yi, np.full(3, 0.25), 2.0, xi)
    # Q = 2/(0.25 + tau2)
    assert found.value == pytest.approx(0.75, rel=1e-13)
    assert found.converged


@pytest.mark.parametrize(
    ("estimate", "se", "told"),
    [(1.0, 2.0, 0.5), (3.0, 0.0, np.inf), (-3.0, 0.0, -np.inf), (0.0, 0.0, NAN), (1.0, NAN, NAN)],
)
def test_a_ratio_to_no_error_is_boundless_or_nothing(estimate, se, told):
    assert ratio(estimate, se) == pytest.approx(told, nan_ok=True)


def test_a_guard_says_when_it_bit():
    alike = {"yi": [0.31, 0.3, 0.29], "vi": [0.02, 0.03, 0.02], "tau2": 0.0}
    assert pool_guarded(**alike, guard="ci").guard_bit
    apart = {"yi": [0.1, 0.9, 0.5], "vi": [0.02, 0.03, 0.02], "tau2": 0.1}
    assert not pool_guarded(**apart, guard="ci").guard_bit


def test_a_subgroup_of_one_is_tested_by_its_own_error():
    found = pool_with_shared_spread(
        [0.1, 0.5, 0.9], [0.02] * 3, ["a", "a", "b"], method="EE", test="knha"
    )
    assert [one.df for one in found.pooled] == [1.0, None]
    assert found.pooled[1].se == pytest.approx(0.02**0.5)
