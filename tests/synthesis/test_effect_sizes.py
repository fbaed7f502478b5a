"""From rows to effects: the route, the sign, the interval, and nothing dropped in silence."""

import math

import pytest

from evidence.errors import ChoiceUnknown
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.vocabulary import Measure, Obtained
from tests.stats.r_values import ByName
from tests.synthesis.golden import golden, planned_data
from tests.synthesis.planned import (
    BETTER,
    WORSE,
    against,
    contrast,
    counted,
    member,
    planned,
    result,
)

ROUTES = ByName(golden()["routes"])
HERE = ((30, 10, 5), (28, 13, 6))


def one(*members, **about):
    """The only effect of a synthesis."""
    found = effect_sizes(planned(*members, **about))
    assert [left.reason for left in found.left_out] == []
    (effect,) = found.effects
    return effect


def refused(*members, **about):
    """The only reason of a synthesis without effects."""
    found = effect_sizes(planned(*members, **about))
    assert found.effects == ()
    (left,) = found.left_out
    return left.reason


@pytest.mark.parametrize("measure", ["MD", "SMD"])
@pytest.mark.parametrize("name", ["alike", "apart"])
def test_effects_of_means_match_metafor(name, measure):
    case = next(
        case for case in golden()["pooling"] if (case["data"], case["measure"]) == (name, measure)
    )
    effects = effect_sizes(planned_data(name, measure)).effects
    assert [effect.yi for effect in effects] == pytest.approx(case["yi"], rel=1e-13)
    assert [effect.vi for effect in effects] == pytest.approx(case["vi"], rel=1e-13)
    assert {effect.route for effect in effects} == {"means_sds"}


def test_an_effect_of_means_carries_its_arms_and_a_wald_interval():
    effect = one(against("A", *HERE))
    assert (effect.yi, effect.vi) == pytest.approx((-3, 25 / 30 + 36 / 28))
    assert (effect.ci_low, effect.ci_high) == pytest.approx(
        (-3 - 1.959964 * math.sqrt(effect.vi), -3 + 1.959964 * math.sqrt(effect.vi)), abs=1e-5
    )
    assert effect.level == 0.95
    assert (effect.experimental.n, effect.experimental.mean, effect.experimental.sd) == (30, 10, 5)
    assert (effect.arm_id, effect.control_id) == ("A.treated", "A.control")
    assert effect.row_ids == ("A.treated.result", "A.control.result")
    assert effect.source_ids == ("source of A",)


def test_a_standard_deviation_from_a_standard_error():
    effect = one(member(result("A.x", 25, 10, 1.2, dispersion_type="SE"), result("A.c", 16, 12, 5)))
    assert effect.experimental.sd == pytest.approx(1.2 * 5)
    assert effect.route == "sd_from_se"


def test_a_standard_deviation_from_the_interval_of_a_mean():
    told = ROUTES["arm_ci"]
    arm = result(
        "A.x",
        told["n"],
        3.2,
        dispersion_type="CI",
        dispersion_low=told["low"],
        dispersion_high=told["high"],
    )
    effect = one(member(arm, result("A.c", 16, 12, 1.2, dispersion_type="SE")))
    assert effect.experimental.sd == pytest.approx(told["sd"], rel=1e-12)
    assert effect.route == "sd_from_ci"


def test_a_contrast_at_97_5_per_cent_keeps_its_own_interval():
    told = ROUTES["ci_975"]
    effect = one(member(contrast("A.x", "A.c", -8.3, told["low"], told["high"], ci_level=97.5)))
    assert math.sqrt(effect.vi) == pytest.approx(told["se"], rel=1e-12)
    assert (effect.ci_low, effect.ci_high, effect.level) == (told["low"], told["high"], 0.975)
    assert (effect.route, effect.experimental.n) == ("contrast_ci", None)


def test_a_contrast_with_a_standard_error():
    effect = one(member(contrast("A.x", "A.c", -2.0, se=0.5, n=40, versus_n=44)))
    assert (effect.vi, effect.route, effect.level) == (0.25, "contrast_se", 0.95)
    assert (effect.experimental.n, effect.comparator.n) == (40, 44)


def test_an_interval_without_level_is_not_guessed_at():
    told = {"ci_level": None}
    assert refused(member(contrast("A.x", "A.c", -2, -3, -1, **told))) == "ci_level_unknown"
    assert one(member(contrast("A.x", "A.c", -2, -3, -1, se=0.4, **told))).route == "contrast_se"


def test_a_ratio_with_a_p_value_takes_the_normal_distribution():
    told = ROUTES["p_z"]
    ratio = contrast(
        "A.x", "A.c", math.exp(told["estimate"]), measure=Measure.RR, p_value=told["p"], n=20,
        versus_n=20,
    )  # fmt: skip
    effect = one(member(ratio), measure=Measure.RR)
    assert math.sqrt(effect.vi) == pytest.approx(told["se"], rel=1e-12)
    assert effect.route == "contrast_p"


def test_a_difference_with_a_p_value_takes_t_where_the_groups_are_known():
    told = ROUTES["p_t"]
    sizes = {"n": told["n"], "versus_n": told["versus_n"]}
    row = contrast("A.x", "A.c", told["estimate"], p_value=told["p"], **sizes)
    effect = one(member(row))
    assert math.sqrt(effect.vi) == pytest.approx(told["se"], rel=1e-12)
    assert effect.route == "contrast_p_t"
    unknown = one(member(contrast("A.x", "A.c", told["estimate"], p_value=told["p"])))
    assert unknown.route == "contrast_p"
    assert unknown.vi > effect.vi


def test_t_and_f_give_the_standard_error_that_made_them():
    by_error = one(member(contrast("A.x", "A.c", -2.0, se=0.8)))
    by_t = one(member(contrast("A.x", "A.c", -2.0, t_value=-2.5)))
    by_f = one(member(contrast("A.x", "A.c", -2.0, f_value=6.25)))
    assert (by_t.vi, by_t.yi) == pytest.approx((by_error.vi, by_error.yi), rel=1e-14)
    assert (by_f.vi, by_f.yi) == pytest.approx((by_error.vi, by_error.yi), rel=1e-14)
    assert (by_t.route, by_f.route) == ("contrast_t", "contrast_f")
    ratio = one(
        member(contrast("A.x", "A.c", 2.0, measure=Measure.OR, t_value=2.0)), measure=Measure.OR
    )
    assert math.sqrt(ratio.vi) == pytest.approx(math.log(2) / 2, rel=1e-14)


def test_a_t_goes_before_a_p_value_and_behind_an_interval():
    told = {"p_value": 0.2, "t_value": -2.5}
    assert one(member(contrast("A.x", "A.c", -2.0, **told))).route == "contrast_t"
    assert one(member(contrast("A.x", "A.c", -2, -3, -1, **told))).route == "contrast_ci"
    nothing = contrast("A.x", "A.c", -2.0, t_value=0.0, f_value=0.0)
    assert refused(member(nothing)) == "no_uncertainty"


def test_t_alone_gives_the_standardised_difference_the_means_give():
    arms = against("A", (30, 12.0, 4.0), (26, 9.5, 5.0))
    from_means = one(arms, measure=Measure.SMD)
    pooled = math.sqrt((29 * 16 + 25 * 25) / 54)
    t = 2.5 / (pooled * math.sqrt(1 / 30 + 1 / 26))
    sizes = {"n": 30, "versus_n": 26, "measure": Measure.SMD}
    from_t = one(member(contrast("A.x", "A.c", None, t_value=t, **sizes)), measure=Measure.SMD)
    assert (from_t.yi, from_t.vi) == pytest.approx((from_means.yi, from_means.vi), rel=1e-12)
    assert from_t.route == "contrast_t_smd"
    unknown = contrast("A.x", "A.c", None, t_value=t, measure=Measure.SMD)
    assert refused(member(unknown), measure=Measure.SMD) == "no_estimate"
    assert refused(member(contrast("A.x", "A.c", None, t_value=t, n=30, versus_n=26))) == (
        "no_estimate"
    )


def test_a_ratio_is_analysed_on_the_log_scale():
    row = contrast("A.x", "A.c", 2.0, 1.0, 4.0, measure=Measure.OR)
    effect = one(member(row), measure=Measure.OR)
    assert (effect.yi, effect.ci_low, effect.ci_high) == pytest.approx(
        (math.log(2), 0, math.log(4))
    )


def test_events_give_ratios_and_differences():
    rows = counted("A", (12, 60), (20, 61))
    assert one(rows, measure=Measure.RR).yi == pytest.approx(math.log(12 / 60 / (20 / 61)))
    assert one(rows, measure=Measure.RD).yi == pytest.approx(12 / 60 - 20 / 61)
    assert one(rows, measure=Measure.OR).route == "events"


def test_a_trial_without_events_says_nothing_of_a_ratio():
    rows = counted("A", (0, 60), (0, 61))
    assert refused(rows, measure=Measure.RR) == "no_events_in_either"
    assert one(rows, measure=Measure.RD).yi == pytest.approx(0.5 / 61 - 0.5 / 62)


def test_a_correction_for_an_empty_cell_is_told_in_the_route():
    effect = one(counted("A", (0, 60), (4, 61)), measure=Measure.OR)
    assert effect.yi == pytest.approx(math.log(0.5 / 60.5 / (4.5 / 57.5)))
    assert effect.route == "events_corrected"


def test_the_sign_is_turned_where_a_scale_runs_against_the_outcome():
    scales = {"scale": BETTER, "same": WORSE}
    found = effect_sizes(
        planned(
            against("A", *HERE, instrument_id="same"),
            against("B", *reversed(HERE)),
            member(contrast("C.x", "C.c", 0.5, 0.2, 0.8, measure=Measure.SMD)),
            measure=Measure.SMD,
            higher_is=WORSE,
            scales=scales,
        )
    )
    kept, turned, printed = found.effects
    assert turned.yi == pytest.approx(kept.yi)
    assert turned.vi == pytest.approx(kept.vi)
    assert (kept.turned, turned.turned) == (False, True)
    assert (printed.yi, printed.ci_low, printed.ci_high) == pytest.approx((-0.5, -0.8, -0.2))


def test_a_mean_difference_is_pooled_on_one_scale():
    assert refused(against("A", *HERE, instrument_id="other")) == "other_instrument"


def test_the_least_trustworthy_number_counts():
    ways = [Obtained.FIRST_HAND, Obtained.AI_EXTRACTED]
    arms = [
        result(name, 20, 10, 5, obtained=way)
        for name, way in zip(("A.x", "A.c"), ways, strict=True)
    ]
    assert one(member(*arms)).obtained is Obtained.AI_EXTRACTED
    unsaid = [result("A.x", 20, 10, 5), result("A.c", 20, 10, 5, obtained=None)]
    assert one(member(*unsaid)).obtained is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (member(result("A.x", 20, None, 5), result("A.c", 20, 10, 5)), "no_mean"),
        (member(result("A.x", None, 10, 5), result("A.c", 20, 10, 5)), "no_group_size"),
        (member(result("A.x", 20, 10, None), result("A.c", 20, 10, 5)), "no_dispersion"),
        (member(result("A.x", 20, 10, 5), result("A.c", 20, 10, 0)), "no_spread"),
        (
            member(result("A.x", 20, 10, 5), result("A.c", 20, 10, 5, dispersion_type="")),
            "dispersion_unknown",
        ),
        (
            member(result("A.x", 20, 10, 5, dispersion_type="IQR"), result("A.c", 20, 10, 5)),
            "dispersion_not_convertible",
        ),
        (
            member(result("A.x", 20, 10, dispersion_type="CI"), result("A.c", 20, 10, 5)),
            "no_dispersion",
        ),
        (
            member(result("A.x", 20, 9, 5), result("A.c", 20, 9, 5, instrument_id="other")),
            "arms_on_different_scales",
        ),
        (member(result("A.x", 20, 10, 5)), "no_numbers"),
        (member(contrast("A.x", "A.c", None)), "no_estimate"),
        (member(contrast("A.x", "A.c", -2)), "no_uncertainty"),
        (member(contrast("A.x", "A.c", -2, p_value=1.0)), "no_uncertainty"),
        (member(contrast("A.x", "A.c", -2, -2, -2)), "no_uncertainty"),
        (member(contrast("A.x", "A.c", -2, se=0.0)), "no_uncertainty"),
        (member(contrast("A.x", "A.c", 0.5, 0.1, 0.9, measure=Measure.SMD)), "other_measure"),
    ],
)
def test_a_row_without_an_effect_is_listed_with_its_reason(row, reason):
    assert refused(row) == reason


def test_ratios_that_cannot_be_are_listed():
    row = contrast("A.x", "A.c", 2.0, 0.0, 4.0, measure=Measure.RR)
    assert refused(member(row), measure=Measure.RR) == "ratio_not_positive"
    assert refused(against("A", *HERE), measure=Measure.RR) == "no_events"


def test_the_direction_of_a_scale_is_not_guessed_at():
    row = against("A", *HERE)
    assert refused(row, measure=Measure.SMD, scales={"scale": None}) == "direction_unknown"
    assert refused(row, measure=Measure.SMD, scales={}) == "direction_unknown"


def test_rows_set_aside_are_listed_with_the_words_of_the_table():
    rows = planned(
        against("A", *HERE),
        against("A", *HERE, use="set aside", reason="Another timepoint"),
        against("B", *HERE, use="set aside"),
    )
    found = effect_sizes(rows)
    assert [left.reason for left in found.left_out] == ["set_aside", "set_aside"]
    assert [left.words.nb for left in found.left_out] == ["Another timepoint", ""]
    assert found.left_out[0].row_ids == ("A.treated.result", "A.control.result")
    assert len(effect_sizes(rows, use=("set aside",)).effects) == 2


def test_every_row_is_an_effect_or_left_out():
    rows = planned(
        against("A", *HERE),
        against("B", *HERE, instrument_id="other"),
        member(contrast("C.x", "C.c", -2)),
        against("D", *HERE, use="set aside", reason="why"),
    )
    found = effect_sizes(rows)
    ids = {row for one in (*found.effects, *found.left_out) for row in one.row_ids}
    assert len(ids) == 7
    assert len(found.effects) + len(found.left_out) == len(rows.members)


def test_labels_tell_arms_of_one_trial_from_each_other():
    found = effect_sizes(
        planned(
            against("A", *HERE, treated="A.x"),
            against("A", *HERE, treated="A.y"),
            against("B", *HERE),
        )
    )
    assert [effect.label for effect in found.effects] == ["A, x", "A, y", "B"]


def test_another_measure_may_be_asked_for():
    found = effect_sizes(planned(against("A", *HERE)), measure="SMD")
    assert found.measure is Measure.SMD
    assert abs(found.effects[0].yi) < 1


@pytest.mark.parametrize(
    ("option", "asked"),
    [("measure", {"measure": "WMD"}), ("use", {"use": ("secondary",)})],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(option, asked):
    with pytest.raises(ChoiceUnknown) as told:
        effect_sizes(planned(against("A", *HERE)), **asked)
    assert told.value.option == option
    assert len(told.value.choices) > 1
