"""What searches answer at the edge of what they are asked, by small examples."""

import math

import numpy as np
import pytest

from evidence.stats.design import design
from evidence.stats.regression import regress_effects
from evidence.stats.small_study.excess_significance import no_excess_effect
from evidence.stats.small_study.limit_meta_analysis import _unexplained
from evidence.stats.small_study.selection_search import Bounds, _believed
from evidence.stats.tau2 import estimate_tau2


def test_effects_without_a_significant_one_have_no_excess_at_any_effect():
    assert math.isnan(no_excess_effect([0.0, 0.01, -0.01], [1.0, 1.0, 1.0]))


def test_points_on_one_height_leave_no_share_unexplained():
    assert math.isnan(_unexplained(np.array([1.0, 2.0]), np.array([1.0, 4.0])))


def test_a_median_unbiased_variance_of_equal_effects_is_found_at_zero():
    found = estimate_tau2([0.1, 0.1, 0.1], [1.0, 1.0, 1.0], method="GENQM", weights=[1, 2, 3])
    assert (found.value, found.converged) == (0.0, True)


def test_weights_of_zero_that_leave_a_moderator_alone_are_named():
    xi = design([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    with pytest.raises(ValueError, match=r"weights 0 leaves columns .* at position 2"):
        regress_effects([0.1, 0.2, 0.3], [0.1, 0.1, 0.1], xi, weights=[1.0, 1.0, 0.0])


@pytest.mark.parametrize(("gain", "taken"), [(1.0, 0.5), (3.0, 1.0)])
def test_a_top_is_taken_before_a_stop_that_is_little_higher(gain, taken):
    bounds = Bounds(
        low=np.zeros(1),
        high=np.ones(1),
        free=np.array([True]),
        edge=np.array([False]),
        unit=np.ones(1),
    )
    heights = {0.5: 0.0, 1.0: gain}
    found = _believed(
        lambda point: (heights[float(point[0])], np.zeros(1)),
        [np.array([1.0]), np.array([0.5])],
        bounds,
    )
    assert found.tolist() == [taken]
