"""Effects from what articles report: the least and the most a formula takes."""

import math

import numpy as np
import pytest

from evidence.stats.d_from_reported import (
    d_from_chi_square,
    d_from_gains,
    d_from_phi,
    d_with_variance,
    within_spread,
)
from evidence.stats.delta_method import carried
from evidence.stats.effects import Effects
from evidence.stats.two_by_two import two_by_two
from evidence.stats.two_group_ratios import (
    ratio_of_means,
    ratio_of_relative_spreads,
    ratio_of_spreads,
)
from evidence.stats.two_groups import two_groups

NAN = math.nan
# c = sd^2 / (n m^2) is 1/4 in the first group and 1/10 in the second.
GROUPS = two_groups(4, 2, 2, 10, 3, 3)
SPREADS = (4 / 9 + 10 / 81) / 2


def test_second_order_variances_of_ratios():
    means = 1 / 4 + 1 / 10 + (1 / 16 + 1 / 100) / 2
    assert ratio_of_means(GROUPS, vtype="LS2").vi == pytest.approx([means])
    assert ratio_of_spreads(GROUPS, vtype="LS2").vi == pytest.approx([SPREADS])
    both = ratio_of_relative_spreads(GROUPS, vtype="LS2").vi
    assert both == pytest.approx([means + SPREADS])


def test_a_mean_variation_is_of_studies_that_tell_both():
    # metafor: escalc("ROM", vtype = "AVHO") of the same
    columns = [4, 5, 6], [2, 1, NAN], [2, 1, 1], [10, 10, 10], [3, 2, 2], [3, NAN, 1]
    found = ratio_of_means(two_groups(*columns), vtype="AVHO").vi
    assert found == pytest.approx([0.35, 0.30, 0.2667], abs=5e-5)


def test_tables_that_tell_nothing_are_dropped():
    cells = [5, 0, 5, 0, 1], [0, 5, 0, 5, 1], [7, 0, 7, 1, 1], [0, 7, 3, 7, 1]
    dropped = two_by_two(*cells, drop00=True, to="none")
    assert np.isnan(dropped.ai).tolist() == [True, True, False, False, False]
    assert dropped.others[4] == 2


@pytest.mark.parametrize("at", [-1e6, 1e-3, 0.5, 1e6])
def test_a_slope_is_right_to_eleven_digits(at):
    found = carried(
        Effects(np.array([at]), np.array([1.0])), lambda x: np.arctan(x / (1 + abs(at)))
    )
    slope = (1 + abs(at)) / ((1 + abs(at)) ** 2 + at**2)
    assert found.vi == pytest.approx([slope**2], rel=1e-11, abs=0)


def test_the_least_that_is_taken():
    assert d_with_variance(0.0, 1, 1).vi == pytest.approx([2.0])
    assert d_from_chi_square(0.5, 1.0).yi == pytest.approx([2.0])
    gains = d_from_gains((1.0, 0.0), (0.5, 0.5), (1.0, -1.0), (2, 2))
    assert gains.yi == pytest.approx([2.0])
    assert gains.vi == pytest.approx([2 + 4 / 8])


@pytest.mark.parametrize("phi", [-1.0, 1.0, 1.5, -2.5])
def test_a_phi_of_one_has_no_d(phi):
    with pytest.raises(ValueError, match="phi"):
        d_from_phi(phi, 10)


@pytest.mark.parametrize("r", [(1.1, 0.5), (0.5, -1.1), (-1.9, 0.5), (0.5, 1.9)])
def test_a_correlation_beyond_one_is_refused(r):
    with pytest.raises(ValueError, match="r outside"):
        d_from_gains((1.0, 0.0), (1.0, 1.0), r, (9, 9))


def test_a_difference_may_not_be_all_of_the_spread():
    # One at 2 and three at 0: nothing is left within.
    with pytest.raises(ValueError, match="too large"):
        within_spread(1.0, 2.0, 1, 3)
