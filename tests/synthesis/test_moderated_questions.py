"""What models with moderators expect and are asked, by R's metafor and clubSandwich."""

import numpy as np
import pandas as pd
import pytest

import evidence as ev
from evidence.synthesis.results import NotEstimable
from tests.stats.r_values import ByName, read_golden

R = read_golden("moderated_questions.json")
CASES = ByName(R["cases"])
OUTCOMES = pd.DataFrame(R["inputs"]["outcomes"])
AT = pd.DataFrame({"dose": [-1.0, 0.5, 2.0], "outcome": ["mood", "pain", "sleep"]})
SUMS = ({"outcome[T.pain]": 1.0, "outcome[T.sleep]": -1.0}, {"Intercept": 1.0, "dose": 2.0})
OF_OUTCOME = ["outcome[T.pain]", "outcome[T.sleep]"]


def three_level(**choices):
    asked = {"random": "study/effect", "moderators": "dose + outcome", "intervals": "none"}
    return ev.multilevel(OUTCOMES, **(asked | choices))


def test_a_three_level_model_is_asked():
    found = three_level()
    theirs = CASES["three_level"]
    expected = ev.predict(found, AT)
    for name in ("estimate", "se", "ci_low", "ci_high"):
        assert [getattr(one, name) for one in expected] == pytest.approx(theirs[name], rel=1e-5)
    assert [one.prediction.low for one in expected] == pytest.approx(theirs["pi_low"], rel=1e-5)
    assert [one.prediction.high for one in expected] == pytest.approx(theirs["pi_high"], rel=1e-5)
    sums = [ev.contrast(found, parts) for parts in SUMS]
    assert [one.estimate for one in sums] == pytest.approx(theirs["contrast"], rel=1e-5)
    assert [one.se for one in sums] == pytest.approx(theirs["contrast_se"], rel=1e-5)
    assert [one.p_value for one in sums] == pytest.approx(theirs["contrast_p"], rel=1e-5)
    joint = ev.joint_test(found, OF_OUTCOME)
    assert [joint.statistic, joint.p_value] == pytest.approx(theirs["joint"], rel=1e-5)


def test_a_robust_model_is_asked_by_satterthwaites_degrees_of_freedom():
    found = three_level(ci_method="cluster-robust")
    theirs = CASES["robust"]
    sums = [ev.contrast(found, parts) for parts in SUMS]
    for name in ("estimate", "se", "df", "ci_low", "ci_high"):
        assert [getattr(one, name) for one in sums] == pytest.approx(theirs[name], rel=1e-4)
    joint = ev.joint_test(found, OF_OUTCOME)
    told = [joint.statistic, joint.df, joint.residual_df, joint.p_value]
    assert told == pytest.approx(theirs["joint"], rel=1e-4)
    again = ev.joint_test(found, [{name: 2.0} for name in OF_OUTCOME])
    assert again.p_value == pytest.approx(joint.p_value)


def test_models_of_dependent_effects_are_compared():
    theirs = CASES["compared"]
    by_ml = {"tau2_method": "ML", "ci_method": "wald"}
    moderators = ev.compare_models(three_level(**by_ml), three_level(moderators="dose", **by_ml))
    assert [moderators.statistic, moderators.p_value] == pytest.approx(
        theirs["moderators"], rel=1e-5
    )
    terms = ev.compare_models(three_level(), three_level(random="study"))
    assert [terms.statistic, terms.p_value] == pytest.approx(theirs["terms"], rel=1e-4, abs=1e-8)


def test_a_new_effect_has_the_variance_of_its_level():
    asked = {"random": "outcome | study", "moderators": "0 + outcome", "structure": "DIAG"}
    found = ev.multilevel(OUTCOMES, ci_method="wald", intervals="none", **asked)
    each = [one.prediction for one in ev.predict(found, AT)]
    theirs = CASES["by_level"]
    assert [one.low for one in each] == pytest.approx(theirs["pi_low"], rel=1e-4)
    assert [one.high for one in each] == pytest.approx(theirs["pi_high"], rel=1e-4)
    common = ev.multilevel(
        OUTCOMES, ci_method="wald", intervals="none", **(asked | {"moderators": "dose"})
    )
    assert isinstance(ev.predict(common, {"dose": [1.0]})[0].prediction, NotEstimable)


@pytest.mark.parametrize("ci_method", ["wald", "cluster-robust"])
def test_single_effects_in_groups_that_cross(ci_method):
    asked = {"random": ["study", "lab"], "moderators": "dose", "ci_method": "wald"}
    found = ev.multilevel(OUTCOMES, intervals="none", **asked)
    theirs = CASES["single_effects"]
    if ci_method == "wald":
        ours = ev.cluster_influence(found)
        assert ours["cook_d"].tolist() == pytest.approx(theirs["cook"], rel=1e-3, abs=1e-6)
        assert ours["dfbs dose"].tolist() == pytest.approx(theirs["dfbs"][1], rel=1e-3, abs=1e-5)
        each = ev.cluster_influence(found, rows="effects")
        assert each["rstudent"].tolist() == pytest.approx(theirs["rstudent"], rel=1e-3, abs=1e-5)
    else:
        robust = three_level(ci_method=ci_method, moderators="dose")
        assert ev.cluster_influence(robust)["se"].gt(0).all()


def test_influence_with_weights_of_ones_own():
    table = pd.DataFrame(R["inputs"]["one"])
    ours = ev.influence(
        table.drop(columns="study"),
        moderators="dose",
        weights="w",
        tau2_method="DL",
        ci_method="hartung-knapp-unguarded",
    )
    theirs = CASES["own_weights"]
    assert ours["dfbs dose"].tolist() == pytest.approx(theirs["dfbs"][1], rel=1e-9)
    named = {"cook.d": "cook_d", "cov.r": "cov_r", "tau2.del": "tau2_del", "QE.del": "q_del"}
    for name in ("rstudent", "dffits", "hat", "weight", *named):
        assert ours[named.get(name, name)].tolist() == pytest.approx(theirs[name], rel=1e-9), name


def test_a_scale_is_asked():
    table = pd.DataFrame(R["inputs"]["steps"])
    found = ev.location_scale("z", table, scale="x", ci_method="t", prediction_rule="t(k-1)")
    expected = ev.predict(found, {"z": [0, 1], "x": [0.5, 2.5]})
    theirs = CASES["scale"]
    for name in ("estimate", "se", "ci_low", "tau2", "tau2_low", "tau2_high"):
        assert [getattr(one, name) for one in expected] == pytest.approx(theirs[name], rel=1e-5)
    assert [one.prediction.low for one in expected] == pytest.approx(theirs["pi_low"], rel=1e-5)
    assert [one.prediction.high for one in expected] == pytest.approx(theirs["pi_high"], rel=1e-5)


def test_a_steep_scale_has_a_top():
    x = np.linspace(-4, 4, 24)
    draws = np.random.default_rng(0).normal(size=24)
    table = {"yi": draws * np.sqrt(np.exp(6 * x - 3) + 0.1), "vi": np.full(24, 0.1), "x": x}
    found = ev.location_scale("1", table, scale="x", ci_method="wald")
    assert found.converged
    assert np.isfinite([one.se for one in found.scale]).all()


@pytest.mark.parametrize("case", R["tops"], ids=lambda case: case["id"])
def test_the_top_lies_beside_where_a_search_may_end(case):
    found = ev.multilevel(
        case["data"],
        random=[one.removeprefix("~ ") for one in case["random"]],
        structure=case["struct"],
        moderators=case["moderators"],
        tau2_method=case["method"],
        errors=case.get("rho"),
        cluster="study",
        intervals="none",
    )
    assert found.fit.log_likelihood == pytest.approx(case["top"], abs=1e-5)
    assert case["top"] > case["default"] + 1e-4


def test_what_the_fit_cannot_miss_has_no_residual():
    from evidence.stats.dependent.predictions import residuals

    table = {"yi": [0.1, 0.4, 0.7], "vi": [0.1, 0.1, 0.2], "arm": ["a", "a", "b"], "id": [1, 2, 3]}
    found = ev.multilevel(table, random="id", moderators="0 + arm", intervals="none")
    assert residuals(found.solved).standardised[2] == 0


def test_roots_are_read_as_r_reads_them():
    table = {"yi": [0.1, 0.4, 0.7, 0.2], "vi": [0.1] * 4, "n": [1.0, 4.0, 9.0, 16.0]}
    found = ev.meta_regression("yi ~ sqrt(n)", table, ci_method="wald")
    by_hand = ev.meta_regression("yi ~ root", {**table, "root": [1, 2, 3, 4]}, ci_method="wald")
    assert found.coefficients[1].estimate == pytest.approx(by_hand.coefficients[1].estimate)
    assert ev.predict(found, {"n": [4]})[0].estimate == pytest.approx(
        ev.predict(by_hand, {"root": [2]})[0].estimate
    )
