"""The same synthesis under other choices, and without each effect in turn."""

import pytest

from evidence.errors import ChoiceUnknown
from evidence.synthesis.analyse import analyse
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Obtained
from tests.stats.r_values import at
from tests.synthesis.golden import golden, planned_data
from tests.synthesis.planned import against, contrast, member, planned

SECOND = Obtained.SECOND_HAND
ROWS = [
    against("A", (30, 10, 5), (28, 13, 6)),
    against("B", (40, 9, 5), (44, 13, 6), obtained=SECOND),
    against("C", (25, 11, 5), (24, 12, 6)),
    against("D", (33, 4, 5), (31, 14, 6)),
]


def by_key(analysis):
    return {variation.key: variation for variation in analysis.variations}


def test_leave_one_out_matches_metafor():
    found = analyse(planned_data("apart", "SMD")).leave_one_out
    expected = at(golden()["leave_one_out"])
    assert [one.left_out for one in found] == [(name,) for name in "ABCDEFG"]
    estimates = [one.pooled.estimate for one in found]
    assert estimates == pytest.approx(expected["estimate"], rel=1e-8)
    tau2 = [one.pooled.heterogeneity.tau2 for one in found]
    assert tau2 == pytest.approx(expected["tau2"], rel=1e-7)


def test_leave_one_out_of_two_leaves_nothing_to_pool():
    found = analyse(planned(*ROWS[:2]))
    assert [one.pooled.reason for one in found.leave_one_out] == ["one_study", "one_study"]


def test_other_methods_are_tried_and_the_main_one_is_not_tried_again():
    found = by_key(analyse(planned(*ROWS)))
    assert {"common_effect", "DL_wald", "PM_hk", "REML_wald"} <= set(found)
    assert "REML_hk" not in found
    assert found["common_effect"].pooled.heterogeneity.tau2 == 0
    assert found["DL_wald"].pooled.tau2_method == "DL"
    other = by_key(analyse(planned(*ROWS), tau2_method="DL", ci_method="wald"))
    assert "REML_hk" in other
    assert "DL_wald" not in other
    assert other["REML_hk"].pooled == analyse(planned(*ROWS)).pooled


def test_first_hand_numbers_alone():
    found = by_key(analyse(planned(*ROWS)))["first_hand"]
    assert (found.left_out, found.pooled.k) == (("B",), 3)
    assert "first_hand" not in by_key(analyse(planned(*ROWS[2:], ROWS[0])))


def test_each_outlier_is_left_out_by_itself():
    found = analyse(planned(*ROWS), outliers=("D", "A"))
    without = [one for one in found.variations if one.key == "without_outlier"]
    assert [one.left_out for one in without] == [("D",), ("A",)]
    assert without[0].pooled.estimate > found.pooled.estimate
    assert found.pooled.k == 4


def test_an_outlier_that_is_not_there_is_answered_with_the_trials():
    with pytest.raises(ChoiceUnknown) as told:
        analyse(planned(*ROWS), outliers=("Z",))
    assert told.value.choices == ("A", "B", "C", "D")


def test_a_row_set_aside_stands_in_for_its_trial_or_is_added():
    aside = {"use": "set aside", "reason": "why"}
    adjusted = member(contrast("A.treated", "A.control", -2.0, -4.0, 0.0), **aside)
    found = analyse(planned(*ROWS, adjusted, against("E", (30, 10, 5), (28, 13, 6), **aside)))
    instead, added = (by_key(found)[f"set_aside_{how}"] for how in ("instead", "added"))
    assert (instead.left_out, instead.pooled.k) == (("A",), 4)
    assert instead.put_in == ("A, A.treated-A.control",)
    assert (added.left_out, added.put_in, added.pooled.k) == ((), ("E",), 5)
    assert [left.words.nb for left in found.left_out] == ["why", "why"]


def test_a_row_set_aside_replaces_its_own_comparison_only():
    rows = [
        against("S", (30, 10, 5), (32, 12, 5), treated="S.x"),
        against("S", (28, 11, 6), (32, 12, 5), treated="S.y"),
        *ROWS,
        member(contrast("S.x", "S.control", -2.0, -4.0, 0.0), use="set aside", reason="why"),
    ]
    found = analyse(planned(*rows), shared_control="correlated")
    assert by_key(found)["set_aside_instead"].left_out == ("S, x",)
    assert by_key(found)["set_aside_instead"].pooled.k == 6


def test_the_other_ways_with_a_shared_control_are_tried():
    rows = [
        against("S", (30, 10, 5), (32, 12, 5), treated="S.x"),
        against("S", (28, 11, 6), (32, 12, 5), treated="S.y"),
        *ROWS,
    ]
    found = analyse(planned(*rows), shared_control="split")
    ways = {key: one for key, one in by_key(found).items() if key.startswith("shared_")}
    assert set(ways) == {"shared_merge", "shared_correlated"}
    assert {one.pooled.shared_control for one in ways.values()} == {"merge", "correlated"}
    assert len(found.effects) == 6 == len(found.leave_one_out)
    assert len(analyse(planned(*rows), shared_control="merge").effects) == 5


def test_without_a_choice_for_a_shared_control_effects_are_shown_and_nothing_pooled():
    rows = [
        against("S", (30, 10, 5), (32, 12, 5), treated="S.x"),
        against("S", (28, 11, 6), (32, 12, 5), treated="S.y"),
    ]
    found = analyse(planned(*rows))
    assert found.pooled.reason == "shared_control"
    assert (len(found.effects), found.variations, found.leave_one_out) == (2, (), ())


def test_rows_planned_to_be_shown_are_shown():
    found = analyse(planned(*ROWS, action="show"))
    assert found.pooled == NotEstimable(wanted="pooled", reason="only_shown", values={})
    assert len(found.effects) == 4
    assert all(one.ci_low < one.yi < one.ci_high for one in found.effects)
    assert (found.variations, found.leave_one_out, found.subgroups) == ((), (), ())


def test_an_analysis_says_what_it_is_of():
    found = analyse(planned(*ROWS))
    assert (found.synthesis_id, found.outcome_id, found.instrument_id) == ("S", "O", "scale")
    assert isinstance(found.pooled, PooledEffect)
    assert found.pooled.ci_method == "hartung-knapp"
