"""What two points of a likelihood prove, on curves so plain that it is seen by hand."""

import math

import pytest

from evidence.stats.bends import (
    Bend,
    expected_peak,
    limits,
    newton_step,
    only_falls,
    only_rises,
    turns_up_once,
)


def bend(left, left_slope, right, right_slope=0.0, at=0.0):
    return Bend(at, left, left_slope, right, right_slope)


@pytest.mark.parametrize(
    ("given", "top", "slope"),
    [
        # 2 x**2 = 6 x; 2 x**2 = 4 (x + 2); 2 x**2 = 0.2 x, whose root lies below least.
        ((6.0, 2.0, 1.0, 1.0), 2.0, 6**-0.5),
        ((4.0, 2.0, 1.0, 3.0), 5**0.5, 0.5),
        ((0.2, 2.0, 1.0, 1.0), 0.0, 5**0.5),
    ],
)
def test_the_ceiling_is_the_larger_root(given, top, slope):
    assert limits(*given) == pytest.approx((top, slope), rel=1e-14)


def test_a_step_has_the_slope_of_its_value():
    # 1 - L**2/R at L = 2 + x/2, R = 5 + 2 x: -2 L L'/R + L**2 R'/R**2.
    assert newton_step(bend(2.0, 0.5, 5.0, 2.0)) == pytest.approx((0.2, -0.4 + 0.32), rel=1e-14)


@pytest.mark.parametrize(
    ("right", "right_slope", "width", "falls"),
    [
        # (1 + x)**2 - right - right_slope x, from 0 to width.
        (0.5, 3.0, math.inf, True),
        (0.75, 3.0, math.inf, False),
        (0.76, 3.0, math.inf, False),
        (0.8, 3.0, 0.1, True),
        (0.8, 3.0, 0.3, False),
        (1.0, 1.5, math.inf, True),
        (1.0, 2.5, math.inf, False),
        # What only touches is not proven.
        (1.0, 2.0, math.inf, False),
    ],
)
def test_a_parabola_above_zero_falls(right, right_slope, width, falls):
    assert bool(only_falls(bend(1.0, 0.3, right, right_slope), 1.0, width)) is falls


@pytest.mark.parametrize("unit", [1.0, 1e5])
@pytest.mark.parametrize(
    ("left", "slope", "rights", "rises"),
    [
        # From 1 at slope 1, two units on: tangents cross at 0.75, at the height of 1.75.
        (2.0, 0.2, (2.5, 4.1), True),
        (2.0, 0.2, (2.4, 4.0), False),
        # Nearly straight: they cross in the middle, at the height of 2.
        (2.9, 0.9, (3.9, 4.0), False),
        (2.9, 0.9, (4.0, 4.1), True),
        # Straight.
        (3.0, 1.0, (1.0, 9.0), True),
        (3.0, 1.0, (0.9, 9.0), False),
        # Crossing before and after by rounding: at the ends.
        (1.0, 0.2, (1.0, 1.0), True),
        (1.0, 0.2, (0.9, 0.9), False),
        (4.0, 0.2, (2.0, 9.1), True),
        (4.0, 0.2, (2.0, 8.9), False),
    ],
)
def test_tangents_below_a_chord_rise(left, slope, rights, rises, unit):
    here = bend(1.0, 1.0 / unit, rights[0], at=1.0 * unit)
    there = bend(left, slope / unit, rights[1], at=3.0 * unit)
    assert bool(only_rises(here, there)) is rises


def test_level_lines_do_not_cross():
    assert only_rises(bend(1.0, 0.0, 2.0), bend(1.0, 0.0, 2.0, at=1.0))


@pytest.mark.parametrize(("right_slope", "once"), [(6.1, True), (6.0, False), (5.9, False)])
def test_a_fall_and_a_rise_turn_once(right_slope, once):
    assert turns_up_once(bend(0.1, 2.0, 0.1), bend(1.5, 9.0, 1.0, right_slope)) is once


def test_straight_curves_meet_where_expected():
    # (1 + x/2)**2 = 2 + x/4 at 1; nothing is ahead of what already falls.
    assert expected_peak(bend(1.0, 0.5, 2.0, 0.25)) == pytest.approx(1.0, rel=1e-14)
    assert expected_peak(bend(2.0, 0.5, 1.0, 0.25)) == 0.0
