"""Meta-regression by formula: R's numbers from R's data, and rows refused with their places."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.synthesis.meta_regression import meta_regression
from evidence.synthesis.results import NotEstimable

GOLDEN = Path(__file__).parent.parent / "golden" / "d_metareg.json"
R = json.loads(GOLDEN.read_text(encoding="utf-8"))
INTERVALS = {"z": "wald", "knha": "hartung-knapp-unguarded"}

TRIALS = {
    "yi": [0.1, 0.3, 0.6, 0.5, 0.9, 0.4],
    "vi": [0.02, 0.03, 0.02, 0.04, 0.03, 0.03],
    "year": [1990, 1995, 2000, 2005, 2010, 2001],
    "dose": ["low", "mid", "high", "mid", "high", "low"],
}


def in_our_spelling(formula: str) -> str:
    """R's formula as formulaic writes it."""
    return formula.removeprefix("~").replace("factor(", "C(").replace("^", "**")


def one_of_each():
    """For every formula and data set, the first case of each way to fit it."""
    seen = {}
    for case in R["cases"]:
        if case["id"].startswith("d/rma/"):
            args = case["args"]
            seen.setdefault((case["input"], args["mods"], args["method"] == "EE"), case)
    return list(seen.values())


def table_of(case):
    """The data R had; category codes that R made a factor of are the formula's to mark."""
    data = R["inputs"][case["input"]]
    k = len(data["yi"])
    return {
        name: column
        for name, column in data.items()
        if not name.startswith("X") and len(column) == k
    }


@pytest.mark.parametrize("case", one_of_each(), ids=lambda case: case["id"])
def test_a_formula_gives_rs_model_matrix_and_numbers(case):
    args, out = case["args"], case["out"]
    common = args["method"] == "EE"
    ways = {"model": "common"} if common else {"tau2_method": args["method"]}
    found = meta_regression(
        in_our_spelling(args["mods"]),
        table_of(case),
        ci_method=INTERVALS[args["test"]],
        **ways,
    )
    order = rs_order(case, found)
    for name, column in (("estimate", "b"), ("se", "se"), ("p_value", "pval")):
        ours = [getattr(found.coefficients[place], name) for place in order]
        assert ours == pytest.approx(out[column], rel=1e-6, abs=1e-9), name
    assert found.omnibus.statistic == pytest.approx(out["QM"], rel=1e-6)
    assert found.omnibus.p_value == pytest.approx(out["QMp"], rel=1e-6)
    assert found.heterogeneity.q == pytest.approx(out["QE"], rel=1e-6)
    assert found.heterogeneity.tau2 == pytest.approx(out["tau2"], rel=1e-6, abs=1e-12)
    assert found.fit.aicc == pytest.approx(next(iter(out["fit"].values()))["AICc"], rel=1e-6)


def rs_order(case, found):
    """Which of our coefficients each of R's is, by the words and brackets their names hold."""
    parts = [sorted(parts_of(name)) for name in found.names]
    theirs = [sorted(parts_of(name)) for name in R["inputs"][case["input"]]["X_names"]]
    assert sorted(parts) == sorted(theirs)
    return [parts.index(one) for one in theirs]


def parts_of(name):
    plain = name.replace("(Intercept)", "Intercept").replace("**", "^")
    plain = re.sub(r"\b(?:factor|C)\((\w+)\)", r"\1", plain)
    plain = re.sub(r"\[(?:T\.)?(.*?)\]", r"\1", plain)
    return [part.replace(" ", "") for part in plain.split(":")]


@pytest.mark.parametrize("case", [c for c in R["cases"] if "/predict/" in c["id"]], ids=str)
def test_predictions_are_metafors(case):
    data = R["inputs"][case["input"]]
    names = [name for name in ("ablat", "year", "score", "x") if name in data]
    new = np.asarray(data["newmods"], dtype=float).reshape(len(data["newmods"]), -1)
    at = {name: new[:, place] for place, name in enumerate(names)}
    back = np.exp if "transf=exp" in case["call"] else np.asarray
    for test, out in case["out"].items():
        found = meta_regression(
            in_our_spelling(case["args"]["mods"]),
            table_of(case),
            ci_method=INTERVALS[test],
            prediction_rule="z" if test == "z" else "t(k-1)",
        )
        rows = ev.predict(found, at)
        assert back([row.estimate for row in rows]) == pytest.approx(out["pred"], rel=1e-9)
        assert back([row.ci_low for row in rows]) == pytest.approx(out["ci_lb"], rel=1e-8)
        assert back([row.prediction.high for row in rows]) == pytest.approx(out["pi_ub"], rel=1e-8)


def test_a_mean_alone_is_pooling():
    table = {"yi": TRIALS["yi"], "vi": TRIALS["vi"]}
    for method in ("REML", "DL", "PM", "SJ"):
        pooled = ev.pool(table, tau2_method=method)
        found = ev.meta_regression("1", table, tau2_method=method)
        (mean,) = found.coefficients
        assert mean.estimate == pytest.approx(pooled.estimate, rel=1e-13)
        assert (mean.ci_low, mean.ci_high) == pytest.approx((pooled.ci_low, pooled.ci_high))
        assert found.heterogeneity.i2 == pytest.approx(pooled.heterogeneity.i2)
        assert found.heterogeneity.tau2_high == pytest.approx(pooled.heterogeneity.tau2_high)
        (at,) = ev.predict(found, {"any": [0]})
        assert at.prediction.low == pytest.approx(pooled.prediction.low)


@pytest.mark.parametrize(
    ("formula", "change", "told"),
    [
        ("year", {"year": [1990, None, 2000, 2005, 2010, float("inf")]}, "year .*positions 1, 5"),
        ("dose", {"dose": ["low", "mid", None, "mid", "high", "low"]}, "dose .*position 2"),
        ("year", {"vi": [0.02, 0.0, 0.02, 0.04, -1, 0.03]}, "vi not above 0 at positions 1, 4"),
        ("year", {"year": ["1990", "1995", "2,0", "1", "2", "3"]}, "written as text"),
        ("log(year)", {"year": [0, 1, 2, 3, 4, 5]}, r"log\(year\).*\[0\]"),
        ("year + I(2*year)", {}, "follow from others"),
        ("year +", {}, "formula 'year \\+'"),
    ],
)
def test_rows_and_formulas_that_cannot_be_are_refused_with_their_places(formula, change, told):
    with pytest.raises(ValueError, match=told):
        ev.meta_regression(formula, {**TRIALS, **change})


def test_all_faults_are_told_at_once():
    bad = {**TRIALS, "vi": [0.02, 0, 1, 1, 1, 1], "year": [1, 2, None, 4, 5, 6]}
    with pytest.raises(ValueError, match=r"vi not above 0 at position 1; year .* at position 2"):
        ev.meta_regression("year", bad)


@pytest.mark.parametrize(
    ("formula", "choices", "right"),
    [
        ("nope", {}, "dose"),
        ("year", {"tau2_method": "GENQ"}, "REML"),
        ("year", {"tau2_method": "XX"}, "REML"),
        ("year", {"ci_method": "z"}, "hartung-knapp"),
        ("year", {"weights": "w"}, "year"),
        ("year", {"missing": "drop"}, "leave out"),
        ("year", {"redundant": "keep"}, "drop"),
        ("year", {"nonsense": 1}, "tau2_method"),
        ("year", {"yi": "effect"}, "vi"),
        ("year", {"measure": "XX"}, "SMD"),
    ],
)
def test_an_unknown_choice_is_answered_with_the_right_ones(formula, choices, right):
    with pytest.raises(ChoiceUnknown) as refused:
        ev.meta_regression(formula, TRIALS, **choices)
    assert right in refused.value.choices


def test_left_out_rows_and_dropped_coefficients_are_listed():
    table = {**TRIALS, "year": [1990, None, 2000, 2005, 2010, 2001], "study": list("ABCDEF")}
    found = ev.meta_regression(
        "year + I(2*year)", table, missing="leave out", redundant="drop", ci_method="wald"
    )
    assert [row.study_id for row in found.left_out] == ["B"]
    assert found.dropped == ("I(2 * year)",)
    assert {"moderators_missing", "coefficients_dropped"} <= set(found.adjustments)
    kept = {name: [c for i, c in enumerate(column) if i != 1] for name, column in table.items()}
    assert found.coefficients == ev.meta_regression("year", kept, ci_method="wald").coefficients


def test_too_few_effects_are_not_estimable():
    few = {name: column[:4] for name, column in TRIALS.items()}
    found = ev.meta_regression("year + dose", few)
    assert isinstance(found, NotEstimable)
    assert found.values == {"k": "4", "p": "4"}


def test_weights_of_the_users_own():
    table = {**TRIALS, "w": [1.0, 2, 3, 4, 5, 6]}
    found = ev.meta_regression("year", table, weights="w", tau2_method="GENQ")
    assert found.weighting == "w"
    assert found.tau2_method == "GENQ"
    equal = ev.meta_regression("year", {**table, "w": [2.0] * 6}, weights="w", tau2_method="HE")
    plain = np.polyfit(table["year"], table["yi"], 1)
    assert equal.coefficients[1].estimate == pytest.approx(plain[0], rel=1e-9)


def test_a_result_reads_as_a_line_a_table_and_a_page():
    found = ev.meta_regression("yi ~ dose", TRIALS, measure="RR", ci_method="wald")
    assert re.fullmatch(r"RR ~ dose: Intercept .*\(k = 6, random, REML, wald\)", str(found))
    frame = found.to_frame()
    assert list(frame["name"]) == list(found.names)
    assert {"estimate", "se", "ci_low", "ci_high", "level", "k", "vif"} <= set(frame.columns)
    assert "<table" in found._repr_html_()
    estimate, low, high = found.as_read()["Intercept"]
    assert estimate == pytest.approx(np.exp(found.coefficients[0].estimate))
    assert low < estimate < high
    (at,) = ev.predict(found, {"dose": ["low"]})
    assert at.as_read()[0] > 1
    assert "dose = low" in str(at)


def test_questions_about_several_coefficients():
    found = ev.meta_regression("dose", TRIALS, tau2_method="ML", ci_method="wald")
    both = ev.joint_test(found, found.names[1:])
    for name in ("names", "statistic", "df", "residual_df", "p_value"):
        assert getattr(both, name) == getattr(found.omnibus, name)
    apart = ev.contrast(found, {"dose[T.low]": 1, "dose[T.mid]": -1})
    low, mid = (one.estimate for one in found.coefficients[1:])
    assert apart.estimate == pytest.approx(low - mid)
    null = ev.meta_regression("1", TRIALS, tau2_method="ML", ci_method="wald")
    ratio = ev.compare_models(found, null)
    assert ratio.df == 2
    assert ratio.statistic == pytest.approx(
        2 * (found.fit.log_likelihood - null.fit.log_likelihood)
    )
    with pytest.raises(ChoiceUnknown):
        ev.compare_models(ev.meta_regression("dose", TRIALS), null)
    with pytest.raises(ChoiceUnknown):
        ev.contrast(found, {"dose[T.none]": 1})
    with pytest.raises(ValueError, match="no more coefficients"):
        ev.compare_models(null, found)


def test_predicting_asks_for_what_the_model_knows():
    found = ev.meta_regression("year + dose", TRIALS, ci_method="wald")
    assert isinstance(ev.predict(found, {"year": [2000], "dose": ["low"]})[0].prediction.low, float)
    with pytest.raises(ChoiceUnknown) as refused:
        ev.predict(found, {"year": [2000], "dose": ["none"]})
    assert refused.value.choices == ("high", "low", "mid")
    with pytest.raises(ChoiceUnknown):
        ev.predict(found, {"dose": ["low"]})
    with pytest.raises(ValueError, match="position"):
        ev.predict(found, {"year": [None], "dose": ["low"]})
    common = ev.meta_regression("year", TRIALS, model="common")
    missing = ev.predict(common, {"year": [2000]})[0].prediction
    assert isinstance(missing, NotEstimable)
    two = {name: column[:3] for name, column in TRIALS.items()}
    lean = ev.meta_regression("year", two, ci_method="wald")
    assert isinstance(ev.predict(lean, {"year": [2000]})[0].prediction, NotEstimable)


def test_transformations_keep_their_own_numbers():
    found = ev.meta_regression("center(year)", TRIALS, ci_method="wald")
    straight = ev.meta_regression("year", TRIALS, ci_method="wald")
    (one,), (other,) = (ev.predict(model, {"year": [1999]}) for model in (found, straight))
    assert one.estimate == pytest.approx(other.estimate, rel=1e-10)


def test_permutations_through_the_door_are_metafors():
    (case,) = (
        c for c in R["cases"] if c["id"] == "d/permutest_exact/hart1999_IRR/~ year/REML/knha"
    )
    found = ev.permutation_test("year", table_of(case), ci_method="hartung-knapp-unguarded")
    assert list(found.p_values.values()) == pytest.approx(case["out"]["pval"])
    assert (found.refits, found.exact, found.failed) == (360, True, 0)
    drawn = [
        ev.permutation_test("year", table_of(case), exact=False, times=50, seed=seed)
        for seed in (1, 1, 2)
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    assert "50 arrangements, drawn" in str(drawn[0])
    assert list(found.to_frame()["name"]) == ["Intercept", "year"]
    with pytest.raises(ChoiceUnknown):
        ev.permutation_test("year", table_of(case), tail="both")


def test_location_scale_through_the_door_is_metafors():
    name = "d/locscale/mcdaniel1994_ZCOR/~type|~type/REML/z"
    (case,) = (c for c in R["cases"] if c["id"] == name)
    found = ev.location_scale("type", table_of(case), scale="type", ci_method="wald")
    assert [one.estimate for one in found.scale] == pytest.approx(case["out"]["alpha"], rel=1e-5)
    assert [one.se for one in found.location] == pytest.approx(case["out"]["se"], rel=1e-5)
    assert found.scale_test.statistic == pytest.approx(case["out"]["QS"], rel=1e-5)
    assert found.converged
    assert list(found.to_frame()["part"]) == ["location"] * 3 + ["scale"] * 3
    assert "log tau2 ~ type" in str(found)
    for choices in ({"tau2_method": "DL"}, {"link": "sqrt"}, {"model": "common"}):
        with pytest.raises(ChoiceUnknown):
            ev.location_scale("type", table_of(case), scale="type", **choices)


def test_a_scale_without_variation_is_told():
    table = {
        "yi": [0.1, 0.1, 0.1, 0.1, 1.0, -1.0, 2.0, -2.0],
        "vi": [0.1] * 8,
        "g": list("aaaabbbb"),
    }
    found = ev.location_scale("1", table, scale="g", ci_method="wald")
    assert "scale_at_edge" in found.adjustments
    assert np.isnan(found.scale[0].se)
    edge = ev.location_scale("1", table, scale="0 + g", link="identity", ci_method="wald")
    assert edge.tau2[0] == pytest.approx(0.0, abs=1e-12)
    assert edge.tau2[-1] > 1
    assert edge.location[0].estimate == pytest.approx(found.location[0].estimate, abs=1e-6)


def test_a_location_is_read_as_ratios_where_effects_are():
    table = {"yi": [0.1, 0.4, 0.2, 0.9, 0.6], "vi": [0.02] * 5, "x": [1, 2, 3, 4, 5]}
    found = ev.location_scale("x", table, scale="x", measure="RR", ci_method="wald")
    read = found.as_read()
    assert set(read) == {one.name for one in found.location}
    for one in found.location:
        told = [one.estimate, one.ci_low, one.ci_high]
        assert read[one.name] == pytest.approx([2.718281828459045**value for value in told])
