"""The mean's permutation test by the engine: what fitting one by one gives."""

import pytest

import evidence as ev
from evidence.synthesis.permutation_test import Arrangements, permute_rows
from evidence.synthesis.regression_choices import choose_regression
from evidence.synthesis.regression_data import Columns, regression_data

TABLE = {
    "yi": [0.41, 0.12, 0.30, -0.05, 0.55, 0.22, 0.10, 0.35],
    "vi": [0.02, 0.05, 0.03, 0.04, 0.06, 0.02, 0.03, 0.05],
    "year": [1, 2, 3, 4, 5, 6, 7, 8],
}


def one_by_one(formula: str, arranged: Arrangements, **choices: str):
    chosen = choose_regression(**choices)
    rows = regression_data(formula, TABLE, Columns(None, "yi", "vi", None, "study"), chosen)
    return permute_rows(rows, chosen, arranged)


def assert_same(ours, theirs) -> None:
    assert ours.p_values == theirs.p_values
    assert ours.omnibus_p_value == theirs.omnibus_p_value
    assert ours.statistics == pytest.approx(theirs.statistics, rel=1e-12)
    assert (ours.refits, ours.exact, ours.failed) == (theirs.refits, theirs.exact, theirs.failed)


@pytest.mark.parametrize("tail", ["two-sided", "greater", "less"])
@pytest.mark.parametrize(
    ("method", "ci"), [("DL", "wald"), ("REML", "hartung-knapp"), ("PM", "t"), ("SJ", "wald")]
)
def test_signs_turned_at_once_are_signs_turned_one_by_one(method, ci, tail):
    choices = {"tau2_method": method, "ci_method": ci}
    ours = ev.permutation_test("1", TABLE, tail=tail, **choices)
    assert_same(ours, one_by_one("1", Arrangements(tail=tail), **choices))
    assert ours.exact
    assert ours.refits == 256


def test_drawn_signs_are_the_same_with_the_same_seed():
    ours = ev.permutation_test("1", TABLE, exact=False, times=99, seed=4)
    assert_same(ours, one_by_one("1", Arrangements(exact=False, times=99, seed=4)))
    assert (ours.seed, ours.refits, ours.exact) == (4, 99, False)


def test_moderators_are_tested_as_before():
    ours = ev.permutation_test("year", TABLE, exact=False, times=40, seed=1, tau2_method="DL")
    arranged = Arrangements(exact=False, times=40, seed=1)
    assert_same(ours, one_by_one("year", arranged, tau2_method="DL"))
