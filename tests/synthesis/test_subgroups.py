"""Subgroups and their test for interaction, against metafor; and where they may not be tested."""

import pytest

from evidence.synthesis.analyse import analyse
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import Shared, share_control
from evidence.synthesis.subgroups import subgroups
from tests.synthesis.golden import golden, planned_data
from tests.synthesis.planned import against, planned

OURS = {"z": "wald", "adhoc": "hartung-knapp"}
SEARCHED = {"rel": 1e-8, "abs": 1e-11}
"""metafor takes the standard errors of two searches on, so one digit goes."""


@pytest.mark.parametrize("case", golden()["subgroups"], ids=lambda case: case["id"])
def test_subgroups_match_metafor(case):
    effects = effect_sizes(planned_data("apart", case["measure"]))
    found = subgroups(Shared(effects=effects), Choices(ci_method=OURS[case["test"]]))
    for group in found.groups[:2]:
        expected = case["groups"][group.group]
        pooled = group.pooled
        assert pooled.estimate == pytest.approx(expected["estimate"], **SEARCHED)
        assert pooled.se == pytest.approx(expected["se"], **SEARCHED)
        assert pooled.heterogeneity.tau2 == pytest.approx(expected["tau2"], **SEARCHED)
    assert found.test.q == pytest.approx(case["q"], **SEARCHED)
    assert found.test.p_value == pytest.approx(case["p_value"], **SEARCHED)
    assert found.test.df == case["df"]


def test_a_group_of_one_has_no_summary_and_no_part_in_the_test():
    found = analyse(planned_data("apart", "MD"), subgroups=True)
    assert [group.group for group in found.subgroups] == ["short", "long", "other"]
    assert [group.members for group in found.subgroups] == [(0, 1, 2), (3, 4, 5), (6,)]
    assert found.subgroups[2].pooled.reason == "one_study"
    assert found.subgroup_test.left_out == ("other",)


def test_one_subgroup_is_not_tested():
    rows = [against(name, (30, 10, 5), (28, 13, 6)) for name in "AB"]
    found = analyse(planned(*rows), subgroups=True)
    assert found.subgroup_test == NotEstimable(
        wanted="subgroup_test", reason="too_few_subgroups", values={"groups": "1"}
    )


def shared(choice):
    rows = [
        against("S", (30, 10, 5), (32, 12, 5), treated="S.x", group="x"),
        against("S", (28, 11, 6), (32, 12, 5), treated="S.y", group="y"),
        *(against(name, (30, 10, 5), (28, 13, 6), group="x") for name in "AB"),
        *(against(name, (33, 9, 5), (28, 14, 6), group="y") for name in "CD"),
    ]
    effects = share_control(effect_sizes(planned(*rows)), choice)
    return subgroups(effects, Choices(shared_control=choice))


def test_groups_that_share_a_control_are_tested_only_when_it_is_split():
    assert shared("correlated").test.reason == "subgroups_share_control"
    split = shared("split")
    assert split.test.df == 1
    assert [group.pooled.shared_control for group in split.groups] == ["split", "split"]


def test_groups_whose_arms_were_merged_have_no_summary():
    merged = shared("merge")
    assert merged.groups == ()
    assert merged.test.reason == "subgroups_merged"


def test_a_group_without_the_shared_control_records_none():
    for group in shared("correlated").groups:
        assert group.pooled.shared_control == "none"


def test_no_subgroups_where_none_were_asked_for():
    found = analyse(planned_data("apart", "MD"))
    assert (found.subgroups, found.subgroup_test) == ((), None)
