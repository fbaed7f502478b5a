"""A table of effects in, a pooled effect out; bad rows refused with place and reason."""

import pandas as pd
import pytest

from evidence.errors import ChoiceUnknown
from evidence.synthesis.pool_table import effects_of, pool_frame
from tests.synthesis.golden import golden

CASE = next(case for case in golden()["pooling"] if case["id"] == "apart/SMD/REML/adhoc")


@pytest.mark.parametrize("make", [dict, pd.DataFrame], ids=["mapping", "frame"])
def test_columns_give_what_metafor_gives(make):
    pooled = pool_frame(make({"yi": CASE["yi"], "vi": CASE["vi"]}), measure="SMD")
    assert pooled.estimate == pytest.approx(CASE["out"]["estimate"], rel=1e-9)
    assert pooled.ci_low == pytest.approx(CASE["out"]["ci_low"], rel=1e-9)
    assert (pooled.variance_method, pooled.n) == ("reported", None)


def test_other_column_names_and_labels():
    table = pd.DataFrame({"trial": ["A", "B"], "d": [0.1, 0.4], "v": [0.1, 0.2]}, index=[7, 9])
    found = effects_of(table, yi="d", vi="v", study="trial", measure="SMD")
    assert [effect.label for effect in found.effects] == ["A", "B"]


def test_every_bad_row_is_named_at_once():
    table = {"yi": [0.1, float("nan"), "0,3", 0.4], "vi": [0.1, 0.2, 0.1, -0.1]}
    with pytest.raises(ValueError, match="yi not a finite number at positions 1, 2; vi not above"):
        pool_frame(table)


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="yi has 2 rows and vi has 1"):
        pool_frame({"yi": [0.1, 0.2], "vi": [0.1]})


def test_a_trial_named_twice_is_refused():
    table = {"study": ["A", "A"], "yi": [0.1, 0.2], "vi": [0.1, 0.1]}
    assert pool_frame(table).reason == "duplicate_study"


@pytest.mark.parametrize(
    ("about", "option"),
    [({"yi": "effect"}, "yi"), ({"vi": "se"}, "vi"), ({"measure": "HR"}, "measure")],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(about, option):
    with pytest.raises(ChoiceUnknown) as told:
        pool_frame({"yi": [0.1, 0.2], "vi": [0.1, 0.1]}, **about)
    assert told.value.option == option


def test_a_hundred_thousand_effects_are_pooled():
    k = 100_000
    yi = [0.1 + 0.3 * (i % 7) for i in range(k)]
    pooled = pool_frame({"yi": yi, "vi": [0.1] * k}, tau2_method="DL", measure="SMD")
    assert pooled.k == k
    assert pooled.estimate == pytest.approx(sum(yi) / k, rel=1e-9)
