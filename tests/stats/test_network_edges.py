"""Networks of a few comparisons, in every unit, and arms that say little."""

import math

import numpy as np
import pytest

from evidence.stats.merge_arms import merge_arms, merge_event_arms
from evidence.stats.network.adjusted_weights import adjusted_weights
from evidence.stats.network.aggregated_designs import aggregate
from evidence.stats.network.arms import compare_arms
from evidence.stats.network.comparisons import comparisons_of
from evidence.stats.network.heterogeneity import network_tau2
from evidence.stats.network.least_squares import dersimonian_laird, least_squares

LOOP = ([0.1, 0.5, 0.9], [0.3, 0.2, 0.4], [0, 0, 1], [1, 2, 2], [0, 1, 2])


def loop(unit=1.0):
    te, se, *who = LOOP
    return comparisons_of(np.array(te) * unit, np.array(se) * unit, *who)


@pytest.mark.parametrize("unit", [1e-6, 1.0, 100.0])
def test_a_loop_is_the_same_in_every_unit(unit):
    found = least_squares(loop(unit), adjusted_weights(loop(unit)), loop().incidence)
    # 0.1 + 0.9 - 0.5 is left round the loop, with variance 0.29.
    assert found.q == pytest.approx(0.25 / 0.29, rel=1e-9)
    assert found.rank == 2


def test_a_strong_link_leaves_a_weak_one_its_place():
    chain = comparisons_of([0.5, 1.0], [1e-3, 10.0], [0, 1], [1, 2], [0, 1])
    found = least_squares(chain, adjusted_weights(chain), chain.incidence)
    assert found.rank == 2
    assert found.fitted == pytest.approx([0.5, 1.0])


@pytest.mark.parametrize("unit", [1e-3, 1.0, 100.0])
def test_moments_of_two_treatments_are_dersimonian_and_lairds(unit):
    te, se = np.array([0.0, 1.0, 3.0]) * unit, np.full(3, 0.5) * unit
    same = comparisons_of(te, se, [0] * 3, [1] * 3, [0, 1, 2])
    # Equal errors: the variance between effects, 7/3, less that of errors.
    found = network_tau2(same, method="DL")
    assert found.value == pytest.approx((7 / 3 - 0.25) * unit**2, rel=1e-9)
    assert (found.converged, found.local_maxima) == (True, 1)
    alike = comparisons_of(te / 100, se, [0] * 3, [1] * 3, [0, 1, 2])
    assert network_tau2(alike, method="DL").value == 0.0


def test_a_network_without_a_loop_has_no_spread():
    chain = comparisons_of([0.5, 1.0], [0.1, 0.2], [0, 1], [1, 2], [0, 1])
    assert dersimonian_laird(chain, chain.incidence) == 0.0


def test_effects_of_a_design_are_their_weighted_mean():
    two = comparisons_of([0.2, 0.5], [0.1, 0.2], [0, 0], [1, 1], [0, 1])
    assert aggregate(two).effects == pytest.approx([(4 * 0.2 + 0.5) / 5])


@pytest.mark.parametrize("unit", [1e-5, 1.0, 1e5])
def test_errors_of_four_arms_must_go_together(unit):
    first, second = [0, 0, 0, 1, 1, 2], [1, 2, 3, 2, 3, 3]
    fine = comparisons_of([0.0] * 6, np.full(6, unit), first, second, [0] * 6)
    # All alike: each comparison counts half of itself.
    assert adjusted_weights(fine) == pytest.approx(np.full(6, 0.5) / unit**2, rel=1e-9)
    apart = fine._replace(se=np.sqrt([3.9, 1, 1, 1, 1, 1]) * unit)
    with pytest.raises(ValueError, match="not possible"):
        adjusted_weights(apart)
    three = comparisons_of([0.0] * 3, np.full(3, unit), [0, 0, 1], [1, 2, 2], [0] * 3)
    with pytest.raises(ValueError, match="not possible"):
        adjusted_weights(three._replace(se=np.array([1, 1, 3]) * unit))


@pytest.mark.parametrize(
    ("measure", "events", "te"),
    [
        ("IRR", [0, 2], math.log(0.05 / 0.5)),
        ("IRR", [1, 2], math.log(0.1 / 0.4)),
        ("IRD", [0, 2], -0.4),
    ],
)
def test_a_rate_of_nothing_is_filled_in_all_arms(measure, events, te):
    found = compare_arms(measure, [0, 1], [0, 0], events=events, time=[10, 5])
    assert found.te == pytest.approx([te])
    if measure == "IRR":
        added = 0.5 * (0 in events)
        assert found.se**2 == pytest.approx([sum(1 / (one + added) for one in events)])


def test_arms_without_a_spread_have_no_effect():
    with pytest.raises(ValueError, match="variance above 0"):
        compare_arms("MD", [0, 1], [0, 0], mean=[1, 2], sd=[0, 0], n=[9, 9])


def test_two_people_may_be_merged():
    assert merge_arms([1, 1], [0.0, 2.0], [0.0, 0.0]) == (2.0, 1.0, pytest.approx(2**0.5))
    both = merge_arms([[1, 1], [2, 2]], [[0.0, 2.0], [1.0, 1.0]], [[0.0, 0.0], [2.0, 2.0]])
    assert both.mean.tolist() == [1.0, 1.0]
    assert both.sd == pytest.approx([2**0.5, (8 / 3) ** 0.5])
    with pytest.raises(ValueError, match="too small"):
        merge_arms([1], [0.0], [0.0])
    with pytest.raises(ValueError, match="different number"):
        merge_arms([2, 2], [0.0, 1.0], [1.0, 1.0, 1.0])


def test_events_are_added_over_the_last_axis():
    found = merge_event_arms(np.ones((2, 3, 4)), np.ones((2, 3, 4)))
    for added in found:
        assert added.tolist() == [[4.0] * 3] * 2
    with pytest.raises(ValueError, match="above n"):
        merge_event_arms([2, 1], [1, 1])


def test_an_empty_cell_is_filled_in_its_own_study():
    events, n = [0, 5, 2, 5, 10, 5], [10] * 6
    found = compare_arms("OR", [0, 1] * 3, [0, 0, 1, 1, 2, 2], events=events, n=n)
    odds = [0.5 / 10.5, 2 / 8, 10.5 / 0.5]
    assert found.te == pytest.approx(np.log(odds))


def test_arms_of_a_study_share_one_standard_deviation():
    columns = {"mean": [1, 3, 4], "sd": [1, 2, 1], "n": [3, 5, 4]}
    found = compare_arms("SMD", [0, 1, 2], [0] * 3, correct=False, **columns)
    te = np.array([-2, -3, -1]) / math.sqrt((2 * 1 + 4 * 4 + 3 * 1) / 9)
    assert found.te == pytest.approx(te)
    sizes = np.array([1 / 3 + 1 / 5, 1 / 3 + 1 / 4, 1 / 5 + 1 / 4])
    assert found.se**2 == pytest.approx(sizes + te**2 / 24)


def test_two_people_an_arm_have_a_standard_deviation():
    pair = {"mean": [1, 3], "sd": [1, 1], "n": [2, 2]}
    assert compare_arms("SMD", [0, 1], [0, 0], correct=False, **pair).te == pytest.approx([-2.0])
