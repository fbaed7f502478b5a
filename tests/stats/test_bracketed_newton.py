"""A search for a root is Newton's where it may be: told by how often the function is looked at."""

import math

import pytest

from evidence.stats.bracketed_newton import falling_root


def searched(value, slope, low, high, start):
    """Return what was found and the places looked at."""
    places = []

    def look(function, here):
        places.append(here)
        return function(here), slope(here)

    return falling_root(look, tuple, value, low, high, start), places


def square(two):
    return {"value": lambda x: two - x * x, "slope": lambda x: -2 * x}


@pytest.mark.parametrize("two", [2.0, 2e-18, 2e18])
def test_steps_square_themselves_on_every_scale(two):
    unit = math.sqrt(two / 2)
    found, places = searched(**square(two), low=0.0, high=2 * unit, start=unit)
    assert found.converged
    assert found.value == pytest.approx(math.sqrt(two), rel=3e-16, abs=0)
    assert len(places) <= 5


def test_a_root_is_known_when_it_is_met():
    line = {"value": lambda x: 1 - x, "slope": lambda x: -1.0}
    assert searched(**line, low=0.0, high=2.0, start=1.0) == ((1.0, True), [1.0])


def test_the_second_step_is_not_foretold_from_one():
    found, places = searched(**square(2.0), low=0.0, high=2.0, start=1.5)
    assert found.value == pytest.approx(math.sqrt(2), rel=3e-16)
    assert places[:2] == [1.5, pytest.approx(1.5 - 0.25 / 3)]
    assert len(places) == 4


@pytest.mark.parametrize("ulps", [-1, 0, 1, 2])
def test_one_look_is_enough_beside_the_root(ulps):
    start = math.sqrt(2) + ulps * 2**-52
    found, places = searched(**square(2.0), low=1.0, high=2.0, start=start)
    assert found.converged
    assert found.value == pytest.approx(math.sqrt(2), rel=3e-16)
    assert len(places) == 1


@pytest.mark.parametrize("left", [-1e-17, 1e-17])
def test_a_step_lost_in_rounding_is_the_last(left):
    found, places = searched(lambda x: (1 - x) + left, lambda x: -1.0, 0.0, 2.0, 1.0)
    assert (found, places) == ((1.0, True), [1.0])


def test_a_short_step_out_of_the_bracket_is_not_the_last():
    def value(x):
        return 0.2 - (x - 1) - 3000 * (x - 1) ** 3

    found, _ = searched(value, lambda x: -1 - 9000 * (x - 1) ** 2, 0.9, 1.1, 1.0)
    assert found.converged
    assert value(found.value) == pytest.approx(0.0, abs=1e-14)


def test_a_step_out_of_the_bracket_halves_it():
    bent = {"value": lambda x: -math.atan(x - 1), "slope": lambda x: -1 / (1 + (x - 1) ** 2)}
    found, places = searched(**bent, low=-100.0, high=60.0, start=50.0)
    assert found.converged
    assert found.value == pytest.approx(1.0, rel=1e-15)
    assert places[1] == -25.0


@pytest.mark.parametrize("start", [0.0, 0.5])
def test_a_slope_that_does_not_fall_halves_the_bracket(start):
    cube = {"value": lambda x: 1 - x**3 + x * x, "slope": lambda x: -3 * x * x + 2 * x}
    found, places = searched(**cube, low=-1.0, high=3.0, start=start)
    assert found.converged
    assert found.value**3 - found.value**2 == pytest.approx(1.0, rel=1e-14)
    assert places[1] == start + (3 - start) / 2


def test_a_search_without_a_slope_ends_where_halving_ends():
    found, places = searched(lambda x: 2 - x * x, lambda x: 0.0, 0.0, 2.0, 1.0)
    assert found.converged
    assert found.value == pytest.approx(math.sqrt(2), rel=3e-16)
    assert len(places) < 60


def test_a_search_that_does_not_end_says_so():
    # Towards zero there is always a smaller number: two hundred looks do not reach it.
    found, places = searched(lambda x: -1.0, lambda x: 0.0, 0.0, 1.0, 1.0)
    assert not found.converged
    assert len(places) == 200
    assert found.value == 2.0**-200
