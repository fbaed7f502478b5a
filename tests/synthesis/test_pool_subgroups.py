"""Subgroups of a table, with a variance between studies each and with one for all."""

import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import read_golden

GOLDEN = read_golden("meta_methods.json")
TABLE = {
    "yi": [0.1, 0.3, 0.6, 0.9, 0.2],
    "vi": [0.02, 0.03, 0.02, 0.03, 0.05],
    "dose": ["low", "low", "high", "high", "none"],
}


def test_each_subgroup_is_pooled_as_alone():
    found = ev.pool_subgroups(TABLE, "dose", measure="SMD")
    frame = pd.DataFrame(TABLE)
    for one in found.groups[:2]:
        alone = ev.pool(frame[frame["dose"] == one.group].reset_index(), measure="SMD")
        assert one.pooled == alone
    assert found.groups[2].pooled.reason == "one_study"
    assert found.test.left_out == ("none",)
    told = found.to_frame().set_index("group")
    assert told.loc["none", "reason"] == "one_study"
    assert told["k"].tolist() == [2, 2, 1]
    assert set(found.as_read()) == {"low", "high"}
    assert "<table" in found._repr_html_()


INTERVALS = {"z": "wald", "t": "t", "knha": "hartung-knapp-unguarded"}
SHARED = [case for case in GOLDEN["cases"] if case["family"] == "shared_spread"]


@pytest.mark.parametrize("case", SHARED, ids=lambda case: case["id"])
def test_one_variance_for_all_is_as_in_r(case):
    method, out = case["args"]["method"], case["out"]
    data = GOLDEN["inputs"][case["input"]]
    methods = {"tau2_method": method, "ci_method": INTERVALS[case["args"]["test"]]}
    found = ev.pool_subgroups(data, "group", spread="shared", **methods)
    pairs = zip(found.groups, out["b"], out["se"], out["ci_lb"], strict=True)
    for one, estimate, se, low in pairs:
        if len(one.members) > 1:
            told = (one.pooled.estimate, one.pooled.se, one.pooled.ci_low)
            assert told == pytest.approx((estimate, se, low), rel=1e-7)
    if all(len(one.members) > 1 for one in found.groups):
        assert (found.test.q, found.test.p_value) == pytest.approx((out["Q"], out["Qp"]), rel=1e-6)


def test_the_method_of_a_shared_variance_is_named():
    found = ev.pool_subgroups(TABLE, "dose", spread="shared", tau2_method="DL")
    assert found.spread == "shared"
    first, second, _ = found.groups
    assert first.pooled.tau2_method == second.pooled.tau2_method == "DL"
    assert first.pooled.heterogeneity.tau2 == second.pooled.heterogeneity.tau2 > 0
    assert "tau2 shared" in str(found)


def test_too_few_effects_share_no_variance():
    table = {"yi": [0.1, 0.3], "vi": [0.02, 0.03], "dose": ["low", "high"]}
    found = ev.pool_subgroups(table, "dose", spread="shared")
    assert isinstance(found, NotEstimable)
    assert found.reason == "too_few_for_shared_spread"
    assert isinstance(ev.pool_subgroups(table, "dose").test, NotEstimable)


@pytest.mark.parametrize(
    ("asked", "fault", "words"),
    [
        ({"by": "nonsense"}, ChoiceUnknown, "dose"),
        ({"spread": "nonsense"}, ChoiceUnknown, "shared"),
        ({"spread": "shared", "model": "common"}, ChoiceUnknown, "random"),
        ({"spread": "shared", "ci_method": "kenward-roger"}, ChoiceUnknown, "wald"),
        ({"spread": "shared", "shared_control": "split"}, ChoiceUnknown, "none"),
        ({"nonsense": 1}, ChoiceUnknown, "tau2_method"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, fault, words):
    with pytest.raises(fault, match=words):
        ev.pool_subgroups(TABLE, **{"by": "dose", **asked})


def test_a_row_without_a_subgroup_is_named():
    table = {**TABLE, "dose": ["low", "", None, "high", "high"]}
    with pytest.raises(ValueError, match="dose empty at positions 1, 2"):
        ev.pool_subgroups(table, "dose")
