"""Diagnostics as tables: R's numbers on the rows they belong to."""

from copy import copy

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import read_golden

GOLDEN = read_golden("e_diag.json")
ROWS = pd.Index([f"row {i}" for i in range(13)])
PLAIN = {"tau2_method": "DL", "ci_method": "wald"}


def case(family, dataset="bcg_RR", method=None):
    (found,) = [
        one
        for one in GOLDEN["cases"]
        if one["id"].startswith(f"e/{family}/{dataset}")
        and (method is None or one["args"]["method"] == method)
    ]
    return found, GOLDEN["inputs"][found["input"]]


def table(given):
    return pd.DataFrame({"yi": given["yi"], "vi": given["vi"]}, index=ROWS)


def test_leave_one_out_is_metafors():
    found, given = case("leave1out", method="EE")
    ours = ev.leave_one_out(table(given), model="common")
    assert ours.index.equals(ROWS)
    for name, theirs in (("estimate", "estimate"), ("ci_low", "ci_lb"), ("i2", "I2")):
        assert ours[name].tolist() == pytest.approx(found["out"][theirs], rel=1e-10)


def test_influence_is_metafors():
    found, given = case("influence", method="DL")
    ours = ev.influence(table(given), **PLAIN)
    assert ours.index.equals(ROWS)
    for name in ("rstudent", "dffits", "cook_d", "cov_r", "hat", "dfbs"):
        assert ours[name].tolist() == pytest.approx(found["out"][name], rel=1e-10)


def test_cumulative_is_metafors_in_the_order_added():
    found, given = case("cumul", method="DL")
    ours = ev.cumulative(table(given).assign(year=given["order_by"]), order="year", **PLAIN)
    assert ours.index.tolist() == [ROWS[place - 1] for place in found["out"]["order"]]
    assert ours["estimate"].tolist() == pytest.approx(found["out"]["estimate"], rel=1e-10)


def test_plot_coordinates_are_metafors():
    found, given = case("coords")
    out = found["out"]
    common = ev.baujat(table(given), model="common")
    assert common["contribution"].tolist() == pytest.approx(out["baujat_EE_x"], rel=1e-10)
    random = ev.radial(table(given), ci_method="wald")
    assert random["standardised"].tolist() == pytest.approx(out["radial_REML_z"], rel=1e-7)
    around = ev.radial(table(given), centred=True, model="common")
    assert (around["standardised"] * around["precision"]).sum() == pytest.approx(0, abs=1e-9)


def test_labbe_is_metafors():
    found, given = first_labbe()
    cells = pd.DataFrame({name: given[name] for name in ("ai", "bi", "ci", "di")})
    cells = cells.assign(n1=cells.ai + cells.bi, n2=cells.ci + cells.di)
    ours = ev.labbe(found["args"]["measure"], cells, ai="ai", n1i="n1", ci="ci", n2i="n2")
    assert ours["control"].tolist() == pytest.approx(found["out"]["x"], rel=1e-10)
    assert ours["treated"].tolist() == pytest.approx(found["out"]["y"], rel=1e-10)


def first_labbe():
    found = next(one for one in GOLDEN["cases"] if one["id"].startswith("e/labbe/"))
    return found, GOLDEN["inputs"][found["input"]]


TABLE = {"yi": [0.1, 0.3, 0.8], "vi": [0.02, 0.03, 0.02]}


@pytest.mark.parametrize("diagnose", [ev.leave_one_out, ev.influence, ev.baujat, ev.radial])
def test_sets_of_effects_and_tables_give_the_same(diagnose):
    pd.testing.assert_frame_equal(diagnose(effects_of(TABLE)), diagnose(TABLE))


@pytest.mark.parametrize(
    ("diagnose", "k", "reason"),
    [
        (ev.leave_one_out, 1, "one_study"),
        (ev.leave_one_out, 0, "no_studies"),
        (ev.influence, 2, "too_few_to_predict"),
        (ev.baujat, 1, "one_study"),
        (ev.radial, 1, "one_study"),
    ],
)
def test_too_few_is_a_value(diagnose, k, reason):
    found = diagnose({name: column[:k] for name, column in TABLE.items()})
    assert isinstance(found, NotEstimable)
    assert found.reason == reason


@pytest.mark.parametrize("diagnose", [ev.leave_one_out, ev.influence, ev.baujat, ev.radial])
def test_a_study_counted_twice_is_a_value(diagnose):
    assert diagnose({**TABLE, "study": ["A", "A", "B"]}).reason == "duplicate_study"


def test_cumulative_of_nothing_and_by_what_does_not_exist():
    assert ev.cumulative({"yi": [], "vi": []}, order=[]).reason == "no_studies"
    with pytest.raises(ChoiceUnknown, match="year"):
        ev.cumulative(TABLE, order="year")
    by_numbers = ev.cumulative(TABLE, order=[3, 2, 1])
    assert by_numbers["study"].tolist() == ["3", "2", "1"]
    assert np.isnan(by_numbers["ci_low"].iloc[0])


def test_what_does_not_exist_is_answered_with_what_does():
    for wrong in ({"method": "DL"}, {"tau2_method": "XX"}, {"yi": "effect"}):
        with pytest.raises(ChoiceUnknown):
            ev.influence(TABLE, **wrong)
    counts = {"a": [1], "n1": [5], "c": [2], "n2": [5]}
    with pytest.raises(ChoiceUnknown):
        ev.labbe("SMD", counts, ai="a", n1i="n1", ci="c", n2i="n2")
    with pytest.raises(ChoiceUnknown):
        ev.labbe("RR", counts, ai="b", n1i="n1", ci="c", n2i="n2")


def test_labbe_takes_those_without_the_event_for_all():
    counts = {"ai": [5, 9], "bi": [15, 11], "ci": [10, 8], "di": [10, 12]}
    named = {"e": [5, 9], "n": [20, 20], "c": [10, 8], "m": [20, 20]}
    by_size = ev.labbe("OR", named, ai="e", n1i="n", ci="c", n2i="m")
    assert ev.labbe("OR", counts).equals(by_size)
    with pytest.raises(ChoiceUnknown, match="n2i"):
        ev.labbe("OR", {"ai": [5], "n1i": [20], "ci": [10]})


def test_a_number_of_a_result_that_cannot_be_had_is_answered_with_the_reason():
    found = ev.pool({"yi": [0.1, 0.2], "vi": [0.1, 0.1], "study": ["Oslo", "Oslo"]})
    with pytest.raises(AttributeError, match=r"ci_low: .*Oslo"):
        _ = found.ci_low
    assert not hasattr(found, "_weights") and copy(found) == found
    apart = ev.pool({"yi": [0.1, 0.2], "vi": [0.1, 0.1], "study": ["Oslo", "Oslo"]}, study=None)
    assert apart.k == 2
