"""The door to networks: tables in, every pair out, and what cannot be done as a value."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.results import NotEstimable
from evidence.wording.phrases import catalog
from tests.stats.network_as_r import CASES, R

SENN = next(case for case in CASES if case["id"] == "h/rankogram/Senn2013")


def senn() -> pd.DataFrame:
    data = R["inputs"][SENN["input"]]
    return pd.DataFrame(
        {
            "study": data["studlab"],
            "treat1": data["treat1"],
            "treat2": data["treat2"],
            "yi": data["TE"],
            "sei": data["seTE"],
        }
    )


def rare() -> pd.DataFrame:
    data = {
        "trial": ["A", "A", "B", "B", "C", "C", "D", "D"],
        "drug": ["new", "old", "new", "none", "old", "none", "new", "none"],
        "events": [3, 5, 2, 6, 4, 7, 0, 0],
        "n": [90, 92, 70, 71, 60, 61, 40, 40],
    }
    return pd.DataFrame(data)


def test_a_published_network_by_one_call():
    found = ev.network(senn(), measure="MD", lower_is_better=True, tau2_method="DL")
    assert found.k == 26
    assert len(found.estimates) == 45
    assert found.tau2 == pytest.approx(0.1087, abs=5e-5)
    best = max(found.ranks, key=lambda one: one.p_score)
    assert best.treatment == "rosiglitazone"
    assert best.sucra == pytest.approx(SENN["out"]["sucra_random"][6], abs=0.02)
    one = found.against("rosiglitazone", "placebo")
    other = found.against("placebo", "rosiglitazone")
    assert (one.estimate, one.ci_low) == (-other.estimate, -other.ci_high)
    assert one.prediction_low < one.ci_low < one.estimate < one.ci_high < one.prediction_high
    assert found.as_read()["sitagliptin"] == found.as_read()["sitagliptin"]
    with pytest.raises(KeyError):
        found.against("placebo", "nothing")


def test_everything_is_a_table_too():
    found = ev.network(senn(), measure="MD")
    frame = found.to_frame()
    assert len(frame) == 45
    assert {"treatment", "comparator", "direct", "indirect", "share_direct"} <= set(frame.columns)
    league = found.league()
    assert league.shape == (10, 10)
    assert league.loc["placebo", "metformin"].startswith("-1.")
    assert league.loc["benfluorex", "acarbose"].count("[") == 1
    assert league.loc["acarbose", "benfluorex"] == ""
    shares = found.contributions()
    direct = shares.drop(columns=["mean_path", "parallel_studies"])
    assert direct.sum(axis=1).to_numpy() == pytest.approx(100)
    assert "<table" in found._repr_html_()
    assert str(found).startswith("MD against vildagliptin: acarbose")
    assert "\n" not in str(found)
    assert found.consistency.between_df == 7
    assert found.consistency.between_q + found.consistency.within_q == pytest.approx(found.q)


def test_ratios_are_read_as_ratios():
    found = ev.network(
        rare(), measure="OR", columns={"study": "trial", "treatment": "drug"}, reference="none"
    )
    estimate, low, high = found.as_read()["new"]
    assert estimate == pytest.approx(np.exp(found.against("new", "none").estimate))
    assert 0 < low < estimate < high


def test_rare_events_leave_out_what_says_nothing_and_say_so():
    columns = {"study": "trial", "treatment": "drug"}
    for method in ("MH", "NCH"):
        found = ev.network(rare(), measure="OR", method=method, columns=columns)
        assert [row.study_id for row in found.left_out] == ["D"]
        assert (found.k, found.model, found.method) == (3, "common", method)
        assert isinstance(found.ranks, NotEstimable)
        with pytest.raises(ValueError, match="no contributions"):
            found.contributions()
    with pytest.raises(ChoiceUnknown, match="inverse-variance"):
        ev.network(senn(), measure="MD", method="MH")


def test_what_cannot_be_done_is_a_value_with_words():
    line = senn().iloc[:1]
    found = ev.network(line, measure="MD")
    assert isinstance(found, NotEstimable)
    common = ev.network(line, measure="MD", model="common")
    keys = [found.reason, common.consistency.reason, common.ranks.reason]
    keys += ["no_ranks_of_rare_events", "common_effect_only", "no_spread_no_curve"]
    phrases = catalog()
    for key in keys:
        assert f"not_estimable.{key}" in phrases
    assert "left_out.arm_without_events" in phrases


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sei": [0.1, None, 0.2]}, "sei not a finite number at position 1"),
        ({"yi": [0.1, "0,2", 0.3]}, "yi not a finite number at position 1"),
        ({"treat1": ["a", None, "a"]}, "treat1 without a name at position 1"),
        ({"treat2": ["b", "b", "d"], "treat1": ["a", "a", "c"]}, r"0, 1; 2, 3 \(0 a, 1 b, 2 c"),
        ({"study": ["x", "x", "y"], "treat2": ["b", "b", "c"]}, "twice, at positions 0, 1"),
        ({"study": ["x", "x", "y"]}, "lacks comparisons of treatments 1 and 2"),
    ],
)
def test_rows_that_cannot_be_are_named(change, why):
    rows = {
        "study": ["x", "y", "z"],
        "treat1": ["a", "a", "b"],
        "treat2": ["b", "c", "c"],
        "yi": [0.1, 0.2, 0.3],
        "sei": [0.1, 0.2, 0.2],
    }
    with pytest.raises(ValueError, match=why):
        ev.network(rows | change)


@pytest.mark.parametrize(
    ("choices", "option"),
    [
        ({"model": "bayesian"}, "model"),
        ({"tau2_method": "PM"}, "tau2_method"),
        ({"split": "loops"}, "split"),
        ({"method": "bucher"}, "method"),
        ({"method": "MH", "model": "random"}, "model"),
        ({"nothing": 1}, "option"),
        ({"reference": "nobody"}, "reference"),
        ({"columns": {"yi": "effect"}}, "yi"),
        ({"columns": {"colour": "yi"}}, "column"),
        ({"level": 95}, "level"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_right_ones(choices, option):
    with pytest.raises(ChoiceUnknown) as fault:
        ev.network(senn(), measure="MD", **choices)
    assert fault.value.option == option
    assert fault.value.choices


def test_arms_need_their_measure_and_columns():
    with pytest.raises(ChoiceUnknown, match="measure"):
        ev.network(rare(), columns={"study": "trial", "treatment": "drug"})
    with pytest.raises(ChoiceUnknown, match="mean"):
        ev.network(rare(), measure="MD", columns={"study": "trial", "treatment": "drug"})
