"""Pooling: every number against metafor, and what is refused."""

import pytest

from evidence.errors import ChoiceUnknown
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.pool import pool
from evidence.synthesis.results import NotEstimable, PooledEffect
from tests.stats.r_values import read_golden
from tests.synthesis.golden import golden, planned_data

OURS = {"z": "wald", "t": "t", "knha": "hartung-knapp-unguarded", "adhoc": "hartung-knapp"}
RULE = {"z": "z", "t": "t(k-1)", "knha": "t(k-1)", "adhoc": "t(k-1)"}
CLOSED = {"rel": 1e-11, "abs": 1e-13}
SEARCHED = {"rel": 1e-9, "abs": 1e-11}
"""metafor searches with a tolerance of 1e-13 on tau squared."""


def pooled_as(case):
    common = case["method"] == "EE"
    return pool(
        effect_sizes(planned_data(case["data"], case["measure"])),
        model="common" if common else "random",
        tau2_method="REML" if common else case["method"],
        ci_method=OURS[case["test"]],
        prediction_rule=RULE[case["test"]],
    )


@pytest.mark.parametrize("case", golden()["pooling"], ids=lambda case: case["id"])
def test_pooling_matches_metafor(case):
    pooled, out = pooled_as(case), case["out"]
    near = CLOSED if case["method"] in ("DL", "EE") else SEARCHED
    spread = pooled.heterogeneity
    ours = {
        "estimate": pooled.estimate,
        "se": pooled.se,
        "ci_low": pooled.ci_low,
        "ci_high": pooled.ci_high,
        "statistic": pooled.statistic,
        "p_value": pooled.p_value,
        "tau2": spread.tau2,
        "i2": spread.i2,
        "h2": spread.h2,
        "q": spread.q,
        "q_p": spread.p_value,
    }
    for name, value in ours.items():
        assert value == pytest.approx(out[name], **near), name
    assert pooled.weights == pytest.approx(out["weights"], **near)


@pytest.mark.parametrize(
    "case",
    [case for case in golden()["pooling"] if case["method"] != "EE"],
    ids=lambda case: case["id"],
)
def test_intervals_match_metafor(case):
    pooled, out = pooled_as(case), case["out"]
    spread = pooled.heterogeneity
    assert (pooled.prediction.low, pooled.prediction.high) == pytest.approx(
        out["prediction"], **SEARCHED
    )
    if spread.interval_method == "none":
        assert out["tau2_ci"] == ["NA", "NA"] or out["tau2_ci"] == [0, 0]
        assert "tau2_interval_empty" in pooled.adjustments
        return
    assert (spread.tau2_low, spread.tau2_high) == pytest.approx(out["tau2_ci"], **SEARCHED)
    assert (spread.i2_low, spread.i2_high) == pytest.approx(out["i2_ci"], **SEARCHED)


def test_the_guard_bites_where_effects_are_alike_and_says_so():
    alike = effect_sizes(planned_data("alike", "MD"))
    guarded = pool(alike)
    unguarded = pool(alike, ci_method="hartung-knapp-unguarded")
    wald = pool(alike, ci_method="wald")
    assert "hartung_knapp_guard" in guarded.adjustments
    assert "hartung_knapp_guard" not in unguarded.adjustments
    assert guarded.se == wald.se > unguarded.se
    assert guarded.ci_low < wald.ci_low < unguarded.ci_low


def test_the_guard_is_silent_where_effects_differ():
    assert pool(effect_sizes(planned_data("apart", "MD"))).adjustments == ()


def test_everything_about_the_method_is_told():
    pooled = pool(effect_sizes(planned_data("apart", "SMD")), tau2_method="DL", ci_method="wald")
    assert (pooled.model, pooled.tau2_method, pooled.ci_method) == ("random", "DL", "wald")
    assert (pooled.variance_method, pooled.shared_control) == ("LS", "none")
    assert (pooled.k, pooled.n, pooled.level) == (7, 571, 0.95)
    assert pooled.prediction.rule == "HTS t(k-2)"
    assert pooled.heterogeneity.i2_from == "tau2"
    assert sum(pooled.weights) == pytest.approx(100)


def three(*yi):
    return effects_of({"yi": yi, "vi": [0.02] * len(yi)}, measure="SMD")


def test_one_study_is_not_pooled():
    alone = pool(three(0.4))
    assert alone == NotEstimable(wanted="pooled", reason="one_study", values={"labels": "1"})
    assert pool(three()).reason == "no_studies"


def test_two_studies_are_pooled_with_a_warning_and_nothing_is_predicted():
    two = pool(three(0.4, 0.1))
    assert isinstance(two, PooledEffect)
    assert "two_studies" in two.adjustments
    assert two.prediction == NotEstimable(
        wanted="prediction", reason="too_few_to_predict", values={"k": "2"}
    )


def test_a_common_effect_has_no_variance_between_studies():
    pooled = pool(three(0.4, 0.1, 0.9), model="common", ci_method="wald")
    spread = pooled.heterogeneity
    assert (pooled.tau2_method, spread.tau2, spread.i2_from) == ("none", 0, "Q")
    assert (spread.tau2_low, spread.i2_low, spread.interval_method) == (None, None, "none")
    assert pooled.prediction.reason == "common_effect"


def test_i2_from_q_is_what_revman_prints():
    pooled = pool(three(0.4, 0.1, 0.9), i2_from="Q")
    spread = pooled.heterogeneity
    assert spread.i2 == pytest.approx(100 * (spread.q - 2) / spread.q)
    assert spread.i2_low is None


def test_another_level_widens_the_interval():
    wide, narrow = pool(three(0.4, 0.1, 0.9), level=0.99), pool(three(0.4, 0.1, 0.9), level=0.9)
    assert wide.ci_low < narrow.ci_low < narrow.ci_high < wide.ci_high


@pytest.mark.parametrize(
    ("option", "wrong", "right"),
    [
        ("tau2_method", "reml", "REML"),
        ("ci_method", "HKSJ", "hartung-knapp"),
        ("model", "fixed", "common"),
        ("shared_control", "halve", "split"),
        ("i2_from", "H2", "tau2"),
        ("prediction_rule", "t", "HTS t(k-2)"),
        ("level", 95, "0.95"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(option, wrong, right):
    with pytest.raises(ChoiceUnknown) as told:
        pool(three(0.4, 0.1), **{option: wrong})
    assert told.value.option == option
    assert right in told.value.choices


def test_hartung_knapp_is_not_for_a_common_effect():
    with pytest.raises(ChoiceUnknown) as told:
        pool(three(0.4, 0.1), model="common", ci_method="hartung-knapp")
    assert told.value.choices == ("wald", "t")
    assert pool(three(0.4, 0.1), model="common").ci_method == "wald"


META = read_golden("meta_methods.json")


def of_meta(family):
    return [case for case in META["cases"] if case["family"] == family]


def pooled_by_meta(case, **choices):
    data = META["inputs"][case["input"]]
    return pool({"yi": data["yi"], "vi": data["vi"]}, **choices)


def assert_mean(pooled, out):
    ours = (pooled.estimate, pooled.se, pooled.ci_low, pooled.ci_high, pooled.p_value)
    theirs = [out[name] for name in ("b", "se", "ci_lb", "ci_ub", "pval")]
    assert ours == pytest.approx(theirs, rel=1e-8, abs=1e-14)


@pytest.mark.parametrize("case", of_meta("guard"), ids=lambda case: case["id"])
def test_metas_guards_by_one_argument(case):
    args = case["args"]
    named = {"se": "", "ci": "-ci", "IQWiG6": "-IQWiG6"}[args["guard"]]
    pooled = pooled_by_meta(
        case,
        tau2_method=args["method"],
        ci_method=f"hartung-knapp{named}",
        level=args["level"] / 100,
    )
    assert_mean(pooled, case["out"])
    assert pooled.ci_method == f"hartung-knapp{named}"


@pytest.mark.parametrize("case", of_meta("kenward_roger"), ids=lambda case: case["id"])
def test_kenward_and_roger_by_one_argument(case):
    pooled = pooled_by_meta(case, ci_method="kenward-roger", prediction_rule="KR-PR")
    if case["out"]["df"] < 1:
        assert pooled.reason == "kenward_roger_without_freedom"
        return
    assert_mean(pooled, case["out"])
    assert pooled.df == pytest.approx(case["out"]["df"], rel=1e-8)
    limits = (pooled.prediction.low, pooled.prediction.high)
    assert limits == pytest.approx([case["out"]["pi_lb"], case["out"]["pi_ub"]], rel=1e-8)


@pytest.mark.parametrize("case", of_meta("prediction"), ids=lambda case: case["id"])
def test_metas_rules_of_prediction_by_one_argument(case):
    args, out = case["args"], case["out"]
    found = pooled_by_meta(case, tau2_method=args["method"], prediction_rule=args["rule"])
    if case["input"] == "pair":
        assert found.prediction.reason == "too_few_to_predict"
        return
    assert found.prediction.rule == args["rule"]
    limits = (found.prediction.low, found.prediction.high)
    assert limits == pytest.approx([out["pi_lb"], out["pi_ub"]], rel=1e-8)


def test_kenward_and_roger_belong_to_reml():
    for choice in ({"ci_method": "kenward-roger"}, {"prediction_rule": "KR"}):
        with pytest.raises(ChoiceUnknown) as told:
            pool(three(0.4, 0.1, 0.9), tau2_method="DL", **choice)
        assert told.value.choices == ("REML",)
    assert pool(three(0.4, 0.1, 0.9), ci_method="kenward-roger").prediction.rule == "KR"


def test_a_wider_wald_interval_is_told():
    alike = three(0.31, 0.3, 0.29)
    wider = pool(alike, ci_method="hartung-knapp-ci")
    wald = pool(alike, ci_method="wald")
    assert wider.adjustments[0] == "hartung_knapp_wald_wider"
    assert (wider.ci_low, wider.ci_high) == (wald.ci_low, wald.ci_high)
