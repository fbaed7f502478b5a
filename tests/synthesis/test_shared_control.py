"""A shared control group is never counted twice: three ways, all against R, and refusals."""

import math

import numpy as np
import pytest

from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.pool import pool
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.shared_control import share_control
from evidence.vocabulary import Measure
from tests.stats.r_values import at
from tests.synthesis.golden import golden, planned_data
from tests.synthesis.planned import BETTER, WORSE, against, contrast, counted, member, planned

CONTINUOUS, BINARY = ["MD", "SMD"], ["RR", "OR", "RD"]
SEARCHED = {"rel": 1e-9, "abs": 1e-11}
MV = {"rel": 1e-6, "abs": 1e-8}
"""``rma.mv`` maximises by steps over log tau squared: seven digits, and never quite zero."""


def effects_of(measure):
    if measure in CONTINUOUS:
        return effect_sizes(planned_data("sharing", measure))
    rows = [
        counted(
            row["study"],
            (row["e1"], row["n1"]),
            (row["e2"], row["n2"]),
            treated=f"{row['study']}.{i}",
        )
        for i, row in enumerate(golden()["data"]["events"])
    ]
    return effect_sizes(planned(*rows, measure=Measure(measure)))


def out(measure, choice):
    return at(golden()["shared"][measure])[choice]


def check(pooled, expected, near):
    found = (pooled.estimate, pooled.se, pooled.ci_low, pooled.ci_high)
    names = ("estimate", "se", "ci_low", "ci_high")
    assert found == pytest.approx([expected[name] for name in names], **near)
    assert pooled.heterogeneity.tau2 == pytest.approx(expected["tau2"], **near)
    assert pooled.heterogeneity.q == pytest.approx(expected["q"], rel=1e-10)
    assert pooled.weights == pytest.approx(expected["weights"], **near)


@pytest.mark.parametrize("measure", CONTINUOUS)
@pytest.mark.parametrize("choice", ["merge", "split"])
def test_merged_and_split_arms_match_r(measure, choice):
    effects, expected = effects_of(measure), out(measure, choice)
    shared = share_control(effects, choice)
    # The merged standard deviation comes from people in R, whose sum has rounding of its own.
    assert [one.yi for one in shared.effects.effects] == pytest.approx(expected["yi"], rel=1e-11)
    assert [one.vi for one in shared.effects.effects] == pytest.approx(expected["vi"], rel=1e-11)
    pooled = pool(effects, shared_control=choice)
    check(pooled, expected, SEARCHED)
    assert pooled.shared_control == choice


@pytest.mark.parametrize("measure", BINARY)
def test_split_counts_match_r(measure):
    shared, expected = share_control(effects_of(measure), "split"), out(measure, "split")
    assert [one.yi for one in shared.effects.effects] == pytest.approx(expected["yi"], rel=1e-12)
    assert [one.vi for one in shared.effects.effects] == pytest.approx(expected["vi"], rel=1e-12)


@pytest.mark.parametrize("measure", CONTINUOUS + BINARY)
def test_correlated_comparisons_match_r(measure):
    effects, expected = effects_of(measure), out(measure, "correlated")
    blocks = share_control(effects, "correlated").blocks
    for block in blocks:
        of_r = np.array(expected["V"])[np.ix_(block.places, block.places)]
        assert block.covariance == pytest.approx(of_r, rel=1e-12)
    pooled = pool(effects, shared_control="correlated")
    check(pooled, expected, MV)
    assert pooled.ci_method == "t"
    assert pooled.adjustments == ("control_correlated", "hartung_knapp_not_correlated")
    limits = [pooled.prediction.low, pooled.prediction.high]
    assert limits == pytest.approx([expected["pi_low"], expected["pi_high"]], **MV)


def test_arms_of_one_trial_are_not_so_many_degrees_of_freedom():
    shared = pool(sharing(), shared_control="correlated")
    assert (shared.k, shared.df) == (3, 1.0)
    assert isinstance(shared.prediction, NotEstimable)
    assert shared.prediction.values == {"k": "2"}


def test_correlated_arms_of_one_trial_alone_are_not_pooled_by_t():
    alone = pool(sharing().only(*sharing().effects[:2]), shared_control="correlated")
    assert isinstance(alone, NotEstimable)
    assert (alone.reason, alone.values) == ("one_study", {"labels": "A, x; A, y"})


@pytest.mark.parametrize("measure", CONTINUOUS)
def test_without_the_arms_numbers_half_is_assumed_and_said(measure):
    full = effects_of(measure)
    rows = [
        member(
            contrast(
                one.arm_id,
                one.control_id,
                one.yi,
                se=math.sqrt(one.vi),
                measure=Measure(measure),
            )
        )
        for one in full.effects
    ]
    bare = effect_sizes(planned(*rows, measure=Measure(measure), higher_is=BETTER))
    pooled = pool(bare, shared_control="correlated")
    check(pooled, out(measure, "assumed"), MV)
    assert "correlation_assumed" in pooled.adjustments


def sharing(**about):
    return effect_sizes(
        planned(
            against("A", (30, 10, 5), (32, 12, 5), treated="A.x"),
            against("A", (28, 11, 6), (32, 12, 5), treated="A.y"),
            against("B", (40, 10, 5), (41, 13, 6)),
            **about,
        )
    )


def test_without_a_choice_a_shared_control_is_refused_by_name():
    refused = pool(sharing())
    assert isinstance(refused, NotEstimable)
    assert (refused.wanted, refused.reason) == ("pooled", "shared_control")
    assert refused.values == {"labels": "A, x; A, y"}


def test_nobody_is_counted_twice():
    everyone = 30 + 28 + 32 + 40 + 41
    for choice in ("merge", "split", "correlated"):
        assert pool(sharing(), shared_control=choice).n == pytest.approx(everyone)


def test_merged_arms_are_one_effect_that_names_all_its_rows():
    merged = share_control(sharing(), "merge").effects.effects[0]
    assert merged.label == "A, x + y"
    assert merged.row_ids == ("A.x.result", "A.control.result", "A.y.result")
    assert (merged.experimental.n, merged.comparator.n) == (58, 32)


def test_a_choice_is_recorded_only_where_there_is_something_to_choose():
    plain = effect_sizes(planned_data("apart", "MD"))
    for choice in ("merge", "split", "correlated"):
        pooled = pool(plain, shared_control=choice)
        assert (pooled.shared_control, pooled.adjustments) == ("none", ())
        assert pooled == pool(plain)


def test_a_turned_sign_stays_turned():
    scales = {"scale": BETTER}
    kept = sharing(measure=Measure.SMD)
    turned = sharing(measure=Measure.SMD, higher_is=WORSE, scales=scales)
    for choice in ("merge", "split", "correlated"):
        one, other = (pool(each, shared_control=choice) for each in (kept, turned))
        assert other.estimate == pytest.approx(-one.estimate)
        assert other.heterogeneity.tau2 == pytest.approx(one.heterogeneity.tau2)


def contrasts(**about):
    rows = (
        contrast("A.x", "A.c", -2.0, -4.0, 0.0, **about),
        contrast("A.y", "A.c", -1.0, -3.0, 1.0, **about),
        contrast("B.x", "B.c", -3.0, -5.0, -1.0),
    )
    return effect_sizes(planned(*(member(row) for row in rows)))


def test_a_printed_difference_is_split_by_its_variance():
    shared = share_control(contrasts(n=50, versus_n=50), "split")
    before = contrasts(n=50, versus_n=50).effects[0].vi
    assert shared.effects.effects[0].vi == pytest.approx(1.5 * before)
    assert shared.effects.effects[0].comparator.n == 25
    assert shared.adjustments == ("control_split", "control_split_by_variance")


def test_what_cannot_be_done_is_told():
    assert share_control(contrasts(), "merge").reason == "merge_needs_arms"
    assert share_control(contrasts(), "split").reason == "split_needs_sizes"
    assert pool(contrasts(), shared_control="correlated", tau2_method="DL") == NotEstimable(
        wanted="pooled", reason="tau2_needs_likelihood", values={"method": "DL"}
    )


def test_a_printed_ratio_is_not_split():
    rows = [
        contrast(f"A.{arm}", "A.c", 2.0, 1.0, 4.0, measure=Measure.RR, n=50, versus_n=50)
        for arm in "xy"
    ]
    effects = effect_sizes(planned(*(member(row) for row in rows), measure=Measure.RR))
    assert share_control(effects, "split").reason == "split_needs_events"


def test_a_control_group_measured_at_two_times_is_not_merged():
    effects = effect_sizes(
        planned(
            against("A", (30, 10, 5), (32, 12, 5), treated="A.x"),
            against("A", (28, 11, 6), (31, 14, 5), treated="A.y"),
        )
    )
    assert share_control(effects, "merge").reason == "merge_control_differs"
    assert share_control(effects, "correlated").adjustments == ("correlation_assumed",)


def test_a_control_group_too_small_to_share_is_not_split():
    rows = [counted("A", (1, 9), (1, 2), treated=f"A.{arm}") for arm in "xyz"]
    effects = effect_sizes(planned(*rows, measure=Measure.RD))
    assert share_control(effects, "split").reason == "split_too_small"


def test_a_control_group_without_events_still_has_a_covariance():
    rows = [counted("A", (3, 30), (0, 30), treated=f"A.{arm}") for arm in "xy"]
    effects = effect_sizes(planned(*rows, measure=Measure.RR))
    (block,) = share_control(effects, "correlated").blocks
    assert block.covariance[0, 1] == pytest.approx(1 / 0.5 - 1 / 31)
    assert np.linalg.eigvalsh(block.covariance).min() > 0


@pytest.mark.parametrize("choice", ["none", "merge", "split", "correlated"])
def test_one_comparison_told_twice_is_refused(choice):
    rows = (against("A", (30, 10, 5), (32, 12, 5)), against("A", (29, 9, 5), (30, 12, 5)))
    refused = pool(effect_sizes(planned(*rows)), shared_control=choice)
    assert refused.reason == "duplicate_comparison"


@pytest.mark.parametrize("choice", ["none", "merge", "split", "correlated"])
def test_people_in_two_comparisons_without_a_common_control_are_refused(choice):
    rows = (contrast("A.x", "A.c", -2.0, -4.0, 0.0), contrast("A.y", "A.x", -1.0, -3.0, 1.0))
    effects = effect_sizes(planned(*(member(row) for row in rows)))
    assert pool(effects, shared_control=choice).reason == "duplicate_study"


def test_two_comparisons_of_different_people_in_one_trial_are_pooled():
    rows = (contrast("A.x", "A.c", -2.0, -4.0, 0.0), contrast("A.y", "A.d", -1.0, -3.0, 1.0))
    effects = effect_sizes(planned(*(member(row) for row in rows)))
    assert pool(effects).k == 2


def test_what_is_of_independent_effects_alone_is_replaced_or_refused_and_told():
    effects = effects_of("MD")
    plain = pool(effects, shared_control="correlated", ci_method="t")
    kenward_roger = pool(effects, shared_control="correlated", ci_method="kenward-roger")
    assert kenward_roger.adjustments == ("control_correlated", "kenward_roger_not_correlated")
    assert kenward_roger.ci_method == "t"
    assert kenward_roger.prediction == plain.prediction
    ruled = pool(effects, shared_control="correlated", prediction_rule="HK")
    assert ruled.prediction == NotEstimable(
        wanted="prediction", reason="prediction_of_correlated", values={"rule": "HK"}
    )
