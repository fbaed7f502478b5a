"""Multilevel models from a table: R's numbers from R's data, and rows refused with their places."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.multilevel import multilevel
from evidence.synthesis.results import NotEstimable, Prediction
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

GOLDEN = Path(__file__).parent.parent / "golden" / "g_mv.json"
R = json.loads(GOLDEN.read_text(encoding="utf-8"))
RTOL = 1e-5

OUTCOMES = {
    "yi": [0.1, 0.2, 0.9, 1.1, 0.5, 0.3],
    "vi": [0.01, 0.02, 0.01, 0.02, 0.01, 0.02],
    "study": ["A", "A", "B", "B", "C", "C"],
    "effect": [1, 2, 1, 2, 1, 2],
    "year": [2001, 2001, 2005, 2005, 2010, 2010],
    "outcome": ["pain", "function"] * 3,
}


def cases(family):
    return [case for case in R["cases"] if case["id"].split("/")[1] == family]


def table_of(case):
    return {name: column for name, column in R["inputs"][case["input"]].items() if name != "X"}


def near(value):
    return pytest.approx(value, rel=RTOL, abs=1e-9)


@pytest.mark.parametrize("case", cases("threelevel"), ids=lambda case: case["id"])
def test_three_levels_are_metafors(case):
    args, out = case["args"], case["out"]
    found = multilevel(
        table_of(case),
        random=args["random"],
        tau2_method=args["method"],
        ci_method={"z": "wald", "t": "t"}[args["test"]],
        df_method="residual",
        intervals="none",
    )
    assert [found.estimate, found.se] == near([out["b"][0], out["se"][0]])
    assert [found.ci_low, found.ci_high] == near([out["ci_lb"][0], out["ci_ub"][0]])
    assert [one.members for one in found.components] == out["s_nlevels"]
    total = sum(out["sigma2"])
    assert [one.value for one in found.components] == pytest.approx(
        out["sigma2"], rel=RTOL, abs=1e-6 * total
    )
    assert found.i2 == near(out["I2"]["total"])
    assert isinstance(found.prediction, Prediction)
    assert [found.prediction.low, found.prediction.high] == near([out["pi_lb"], out["pi_ub"]])
    assert [found.q, found.q_p_value] == near([out["QE"], out["QEp"]])


@pytest.mark.parametrize("case", cases("threelevel_contain"), ids=lambda case: case["id"])
def test_degrees_of_freedom_are_of_groups_unless_asked(case):
    found = multilevel(table_of(case), random="L1/L2", intervals="none")
    assert found.coefficients[0].df == case["out"]["ddf"][0]
    assert found.ci_low == near(case["out"]["ci_lb"][0])


@pytest.mark.parametrize("case", cases("robust"), ids=lambda case: case["id"])
def test_robust_intervals_are_clubsandwichs(case):
    out = case["out"]["robust_CR2"]
    found = multilevel(table_of(case), random="L1/L2", ci_method="cluster-robust", intervals="none")
    assert [found.ci_low, found.ci_high] == near([out["ci_lb"][0], out["ci_ub"][0]])
    assert found.coefficients[0].df == near(out["dfs"][0])
    assert found.df_method == "satterthwaite"


@pytest.mark.parametrize("case", cases("vcalc"), ids=lambda case: case["id"])
def test_an_assumed_correlation_of_errors_is_vcalcs(case):
    found = multilevel(table_of(case), random="L1/L2", errors=0.6, ci_method="wald")
    assert [found.estimate, found.se] == near([case["out"]["b"][0], case["out"]["se"][0]])
    assert found.sampling == "correlated 0.6"


@pytest.mark.parametrize("case", cases("threelevel_mods"), ids=lambda case: case["id"])
def test_moderators_are_those_of_the_formula(case):
    name = case["args"]["mods"].removeprefix("~ ")
    found = multilevel(
        table_of(case), random="L1/L2", moderators=name, ci_method="cluster-robust",
        intervals="none",
    )  # fmt: skip
    out = case["out"]
    assert [one.estimate for one in found.coefficients] == near(out["b"])
    assert [one.p_value for one in found.coefficients] == near(out["CR2"]["p"])
    assert found.omnibus.residual_df == pytest.approx(out["Wald"]["df_denom"][1], rel=1e-4)
    assert found.omnibus.p_value == near(out["Wald"]["p"][1])


def test_several_outcomes_with_their_own_covariance_are_metafors():
    case = next(one for one in cases("berkey1998") if one["id"].endswith("UN/ML/~outcome-1"))
    data = R["inputs"][case["input"]]
    table = {name: column for name, column in data.items() if name != "V"}
    table["vi"] = np.diag(data["V"]).tolist()
    found = multilevel(
        table,
        random="outcome | trial",
        structure="UN",
        moderators="0 + outcome",
        errors=data["V"],
        tau2_method="ML",
        intervals="none",
    )
    out = case["out"]
    assert [one.estimate for one in found.coefficients] == near(out["b"])
    assert [one.value for one in found.components] == pytest.approx(
        [*out["tau2"], *out["rho"]], rel=1e-4
    )
    assert [one.levels for one in found.components] == [("AL",), ("PD",), ()]
    assert isinstance(found.i2, NotEstimable)
    assert isinstance(found.prediction, NotEstimable)


def test_the_result_can_be_read():
    found = ev.multilevel(OUTCOMES, random="study/effect", measure="RR")
    assert str(found).startswith("RR 1.667 [")
    assert "study 0.1715, study/effect 0" in str(found)
    frame = found.to_frame()
    assert frame["kind"].tolist() == ["coefficient", "variance", "variance"]
    assert frame["ci_method"].tolist() == ["t", "profile likelihood", "profile likelihood"]
    assert "<table" in found._repr_html_()
    assert found.as_read()[0] == pytest.approx(math.exp(found.estimate))
    assert found.components[0].low <= found.components[0].value <= found.components[0].high


def test_variances_that_cannot_be_told_apart_are_said_to_be():
    found = multilevel(
        {**OUTCOMES, "study": list("ABCDEF")}, random="study/effect", intervals="profile"
    )
    assert not found.separable
    assert "variances_not_separable" in found.adjustments
    assert {one.low for one in found.components} == {None}
    assert found.components[0].value == pytest.approx(found.components[1].value)


@pytest.mark.parametrize(
    ("table", "options", "said"),
    [
        ({"vi": [0.1, 0, 0.1, 0.1, math.nan, 0.1]}, {}, "vi not a finite number at position 4; "),
        (
            {"yi": [0.1, "0,2", 0.1, 0.1, 0.1, 0.1]},
            {},
            "yi holds '0,2', which is no number, at position 1",
        ),
        ({"study": ["A", None, "B", " ", "C", "C"]}, {}, "study missing at positions 1, 3"),
        ({}, {"random": "outcome | "}, "is not of the form"),
        ({}, {"random": []}, "at least one term"),
        ({}, {"errors": np.eye(6)}, "diagonal is not the sampling variances"),
        ({}, {"errors": 1.5}, "not all between -1 and 1"),
        ({}, {"random": "year", "cluster": "effect", "ci_method": "cluster-robust"}, "cut through"),
    ],
)
def test_what_cannot_be_pooled_is_refused_with_its_place(table, options, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        multilevel({**OUTCOMES, **table}, **{"random": "study/effect", **options})


@pytest.mark.parametrize(
    ("options", "choices"),
    [
        ({"random": "trial"}, "outcome"),
        ({"random": "outcome | study", "structure": "XX"}, "UN"),
        ({"ci_method": "knha"}, "cluster-robust"),
        ({"tau2_method": "DL"}, "REML"),
        ({"rule": "CR9"}, "CR2"),
        ({"cluster": "trial"}, "study"),
        ({"tests": "z"}, "ci_method"),
        ({"moderators": "dose"}, "year"),
        ({"measure": "XYZ"}, "SMD"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(options, choices):
    with pytest.raises(ChoiceUnknown) as fault:
        multilevel(OUTCOMES, **{"random": "study/effect", **options})
    assert choices in fault.value.choices


def test_too_few_effects_are_not_estimable():
    few = {name: column[:2] for name, column in OUTCOMES.items()}
    found = multilevel(few, random="study/effect", moderators="outcome")
    assert isinstance(found, NotEstimable)
    assert found.reason == "too_few_for_moderators"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "key",
    [
        "not_estimable.several_variances",
        "not_estimable.no_single_mean",
        "prediction_rule.t(df)",
        "adjustment.variances_not_separable",
        "adjustment.few_clusters",
    ],
)
def test_a_key_has_words(key, language):
    assert phrase(key, language)


def test_degrees_of_freedom_by_clusters_are_of_robust_tests_alone():
    table = {
        "yi": [0.1, 0.2, 0.9, 1.1, 0.5, 0.3, 0.4, 0.7],
        "vi": [0.01, 0.02, 0.01, 0.02, 0.01, 0.02, 0.02, 0.01],
        "study": [*"AABBCCDD"],
        "effect": [1, 2] * 4,
    }
    asked = {"random": "study/effect", "df_method": "clusters", "intervals": "none"}
    found = multilevel(table, **asked, ci_method="cluster-robust", rule="CR1p")
    assert (found.df_method, found.coefficients[0].df) == ("clusters", 3.0)
    with pytest.raises(ChoiceUnknown):
        multilevel(table, **asked)
