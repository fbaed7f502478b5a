"""Climbing hills whose tops are known: from the top itself, past an edge, on a ridge, for ever."""

import math

import numpy as np
import pytest

from evidence.stats.hill_climb import Surface, climb


def bowl(place):
    return Surface(-float(place @ place), -2 * place, -2 * np.eye(len(place)))


def log_hill(place):
    """log x - x, which has its top at 1 and is not there below 0."""
    (x,) = place
    return Surface(math.log(x) - x, np.array([1 / x - 1]), np.array([[-1 / x**2]]))


def test_a_climb_from_the_top_ends_there():
    top = climb(bowl, lambda place: bowl(place).height, np.zeros(2))
    assert (top.converged, top.place.tolist(), top.surface.height) == (True, [0.0, 0.0], 0.0)


def test_a_step_over_the_edge_is_halved():
    def height(place):
        return log_hill(place).height if place[0] > 0 else -math.inf

    top = climb(log_hill, height, np.array([2.5]))
    assert top.converged
    assert top.place == pytest.approx([1.0], abs=1e-9)
    assert top.surface.height == pytest.approx(-1.0, abs=1e-15)


def test_a_ridge_is_a_top_though_rounding_tilts_it():
    def ridge(place):
        return Surface(-float(place[0] ** 2), np.array([-2 * place[0], 1e-20]), np.diag([-2.0, 0]))

    top = climb(ridge, lambda place: ridge(place).height, np.array([1.0, 5.0]))
    assert top.converged
    assert top.place == pytest.approx([0.0, 5.0], abs=1e-6)


def test_a_hill_without_a_top_is_not_climbed():
    def slope(place):
        return Surface(float(place[0]), np.ones(1), np.zeros((1, 1)))

    top = climb(slope, lambda place: float(place[0]), np.zeros(1))
    assert not top.converged
    # Never more than three at once, and two hundred times.
    assert top.place == pytest.approx([600.0], rel=1e-12)


def test_a_climb_can_be_given_up():
    top = climb(
        bowl, lambda place: bowl(place).height, np.full(1, 9.0), given_up=lambda at: at[0] < 7
    )
    assert (top.converged, top.place.tolist()) == (False, [6.0])


def test_a_saddle_is_left_for_the_top():
    def saddle(place):
        """x^2 - x^4, with tops at the roots of a half."""
        (x,) = place
        return Surface(x**2 - x**4, np.array([2 * x - 4 * x**3]), np.array([[2 - 12 * x**2]]))

    top = climb(saddle, lambda place: saddle(place).height, np.array([0.1]))
    assert top.converged
    assert top.place == pytest.approx([0.5**0.5], rel=1e-7)


def test_where_no_step_rises_only_one_within_rounding_is_a_top():
    for tilt, converged in ((1e-6, True), (1e-4, False)):

        def flat(place, tilt=tilt):
            return Surface(0.0, np.array([tilt]), np.array([[-1.0]]))

        assert climb(flat, lambda place: 0.0, np.zeros(1)).converged is converged
