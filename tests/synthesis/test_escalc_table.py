"""A table of what studies reported in, the same table with effects out."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from tests.stats.r_values import read_golden

GOLDEN = read_golden("a_escalc.json")
CELLS = {"ai": "ai", "bi": "bi", "ci": "ci", "di": "di"}


def case(name):
    (found,) = [one for one in GOLDEN["cases"] if one["id"] == f"a/escalc/{name}"]
    return GOLDEN["inputs"][found["input"]], found["out"]


@pytest.mark.parametrize("measure", ["RR", "RD", "YUQ"])
def test_columns_give_what_metafor_gives(measure):
    given, theirs = case(f"bcg/{measure}")
    table = pd.DataFrame(given).set_index(pd.Index(range(100, 113), name="trial"))
    found = ev.escalc(measure, table, **{name: name for name in given})
    assert found["yi"].tolist() == pytest.approx(theirs["yi"], rel=1e-11)
    assert found["vi"].tolist() == pytest.approx(theirs["vi"], rel=1e-11)
    assert found.index.equals(table.index)
    assert [*found] == [*table, "yi", "vi", "measure"]
    assert set(found["measure"]) == {measure}


def test_the_table_given_is_left_alone():
    table = pd.DataFrame({"events": [1], "n": [9], "events_c": [3], "n_c": [9]})
    before = table.copy()
    ev.escalc("RR", table, ai="events", n1i="n", ci="events_c", n2i="n_c")
    pd.testing.assert_frame_equal(table, before)


def test_from_counts_to_a_pooled_ratio_without_saying_ratio_twice():
    given, _ = case("bcg/RR")
    found = ev.pool(ev.escalc("RR", given, **{name: name for name in given}))
    assert str(found).startswith("RR 0.48")


def test_a_number_holds_for_every_row_and_options_pass_through():
    table = {"m1": [3.0, 4.0], "m2": [2.0, 3.5], "s1": [1.0, 1.2], "s2": [1.1, 1.0], "n": [20, 30]}
    names = {"m1i": "m1", "m2i": "m2", "sd1i": "s1", "sd2i": "s2", "ni": "n"}
    by_number = ev.escalc("MC", table, ri=0.5, **names)
    by_column = ev.escalc("MC", {**table, "r": [0.5, 0.5]}, ri="r", **names)
    assert by_number["vi"].tolist() == by_column["vi"].tolist()
    zero = {"a": [0, 3], "n1": [10, 10], "c": [2, 4], "n2": [10, 10]}
    cells = {"ai": "a", "n1i": "n1", "ci": "c", "n2i": "n2"}
    more = ev.escalc("RR", zero, add=1.0, **cells)["yi"]
    assert more[0] == pytest.approx(np.log((1 / 12) / (3 / 12)), rel=1e-12)


def test_signs_are_turned_row_by_row():
    table = {"m1": [3.0, 3.0], "m2": [2.0, 2.0], "s": [1.0, 1.0], "n": [20, 20], "worse": [1, 0]}
    names = {"m1i": "m1", "m2i": "m2", "sd1i": "s", "sd2i": "s", "n1i": "n", "n2i": "n"}
    assert ev.escalc("MD", table, flip="worse", **names)["yi"].tolist() == [-1.0, 1.0]
    assert ev.escalc("MD", table, flip=True, **names)["yi"].tolist() == [-1.0, -1.0]


BAD = {"a": [1, None, 3], "n1": [9, 9, 9], "c": [2, 2, 2], "n2": [9, 9, 9]}
CALLED = {"ai": "a", "n1i": "n1", "ci": "c", "n2i": "n2"}


def test_rows_without_numbers_are_refused_with_their_place_or_kept_on_request():
    with pytest.raises(ValueError, match="ai not reported at position 1"):
        ev.escalc("RR", BAD, **CALLED)
    kept = ev.escalc("RR", BAD, missing="keep", **CALLED)
    assert kept["yi"].isna().tolist() == [False, True, False]
    with pytest.raises(ValueError, match="yi not a finite number at position 1"):
        ev.pool(kept)


def test_rows_without_an_effect_are_refused_with_their_place():
    empty = {"a": [0, 3], "n1": [10, 10], "c": [0, 4], "n2": [10, 10]}
    with pytest.raises(ValueError, match="not to be had as RR at position 0"):
        ev.escalc("RR", empty, drop00=True, **CALLED)


def test_text_is_no_number():
    with pytest.raises(ValueError, match=r"a \(ai\) holds text, not a number, at position 1"):
        ev.escalc("RR", {**BAD, "a": [1, "2,5", 3]}, **CALLED)


@pytest.mark.parametrize(
    ("measure", "columns", "option"),
    [("HR", CALLED, "measure"), ("RR", {**CALLED, "ai": "events"}, "ai")],
)
def test_what_does_not_exist_is_answered_with_what_does(measure, columns, option):
    with pytest.raises(ChoiceUnknown) as told:
        ev.escalc(measure, BAD, **columns)
    assert told.value.option == option


def test_a_name_the_measure_does_not_take_is_answered_with_those_it_takes():
    with pytest.raises(ValueError, match="column: 'm1i' is not one of ai, ci, bi, di, n1i, n2i"):
        ev.escalc("RR", BAD, m1i="a", **CALLED)


def test_columns_of_another_length_are_refused():
    with pytest.raises(ValueError, match="ai has 2 rows and the table has 3"):
        ev.escalc("RR", BAD, **{**CALLED, "ai": [1, 2]})
