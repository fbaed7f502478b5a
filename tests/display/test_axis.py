"""Axes: natural ticks, and a range that one outlier does not decide."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.display.plots.axis import axis_range, make_axis

SPANS = [(-1.1, -0.8, -0.5), (-0.9, -0.4, 0.1), (-0.6, -0.3, 0.0), (-0.7, -0.5, -0.3)]


def labels(low, high, *, is_ratio, most=6):
    axis = make_axis((low, high), (0.0, 150.0), is_ratio=is_ratio, most=most)
    return [tick.value for tick in axis.ticks]


def test_all_intervals_fit_where_none_is_extreme():
    assert axis_range(SPANS, [], [0.0]) == (-1.1, 0.1)


def test_an_outlier_does_not_decide_the_range():
    low, high = axis_range([*SPANS, (90.0, 100.0, 110.0)], [], [0.0])
    assert low == -1.1
    assert high < 3


def test_an_interval_a_little_beyond_the_fence_is_shown_whole():
    spans = [(value, value, value) for value in (8.38, 5.12, 1.41, 19.56, 7.18)]
    assert axis_range(spans, [], [0.0]) == (0.0, 19.56)


def test_no_effect_is_always_on_the_axis():
    assert axis_range([(4.0, 5.0, 6.0)], [], [0.0]) == (0.0, 6.0)


def test_a_summary_is_shown_whole_up_to_three_times_the_range():
    assert axis_range([(-1.0, 0.0, 1.0)], [(-2.5, 0.0, 2.5)], [0.0]) == (-2.5, 2.5)
    assert axis_range([(-1.0, 0.0, 1.0)], [(-99.0, 0.0, 99.0)], [0.0]) == (-3.0, 3.0)


def test_a_guide_far_away_is_left_out():
    assert axis_range([(-1.0, 0.0, 1.0)], [], [0.0, 2.0]) == (-1.0, 2.0)
    assert axis_range([(-1.0, 0.0, 1.0)], [], [0.0, 50.0]) == (-1.0, 1.0)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.3, 3.0, [0.5, 0.75, 1.0, 1.5, 2.0, 3.0]),
        (0.25, 8.0, [0.25, 0.5, 1.0, 2.0, 4.0, 8.0]),
        (0.02, 50.0, [0.1, 1.0, 10.0]),
        (0.9, 1.3, [0.9, 1.0, 1.1, 1.25]),
        (0.95, 1.02, [0.96, 0.98, 1.0, 1.02]),
        (1e-9, 1e9, [0.0001, 0.01, 1.0, 100.0, 10000.0]),
    ],
)
def test_ratios_have_natural_ticks(low, high, expected):
    assert labels(math.log(low), math.log(high), is_ratio=True) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-1.1, 0.1, [-1.0, -0.8, -0.6, -0.4, -0.2, 0.0]),
        (-17.0, 10.0, [-15.0, -10.0, -5.0, 0.0, 5.0, 10.0]),
        (0.0, 1.0, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_differences_have_round_ticks(low, high, expected):
    assert labels(low, high, is_ratio=False) == pytest.approx(expected)


@given(
    st.floats(-1e5, 1e5),
    st.floats(1e-4, 1e5),
    st.integers(3, 9),
)
def test_ticks_lie_on_the_axis_and_are_few(low, width, most):
    axis = make_axis((low, low + width), (10.0, 160.0), is_ratio=False, most=most)
    assert 1 <= len(axis.ticks) <= most
    assert all(axis.holds(tick.at) or math.isclose(tick.at, 0, abs_tol=1e-9) for tick in axis.ticks)
    assert all(10.0 <= axis.x(tick.at) <= 160.0 for tick in axis.ticks)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.01, 20)), min_size=1, max_size=40))
def test_the_order_of_studies_does_not_matter(studies):
    spans = [(y - w, y, y + w) for y, w in studies]
    assert axis_range(spans, [], [0.0]) == axis_range(spans[::-1], [], [0.0])


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.floats(-2e3, 2e3))
def test_places_keep_the_order_of_values_and_stay_on_the_axis(low, width, value):
    axis = make_axis((low, low + width), (10.0, 160.0), is_ratio=False, most=6)
    assert 10.0 <= axis.x(value) <= 160.0
    assert axis.x(low) < axis.x(low + width)


@given(st.floats(0.1, 0.9), st.floats(1.1, 10.0), st.integers(4, 7))
def test_a_ratio_axis_marks_no_effect_and_both_sides_of_it(low, high, most):
    axis = make_axis((math.log(low), math.log(high)), (0.0, 100.0), is_ratio=True, most=most)
    values = [tick.value for tick in axis.ticks]
    assert 2 <= len(values) <= most
    assert 1.0 in values
    assert low > 0.2 or min(values) < 1.0
    assert high < 5.0 or max(values) > 1.0
