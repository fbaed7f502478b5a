"""Estimators, tests, weights, intervals and links with moderators, against values made with R."""

import numpy as np
import pytest

from evidence.stats.coefficients import wald_test
from evidence.stats.design import design
from evidence.stats.fit_statistics import log_likelihood
from evidence.stats.heterogeneity import cochran_q
from evidence.stats.location_scale import fit_location_scale
from evidence.stats.permutation_test import Model, permutation_test
from evidence.stats.regression import regress_effects
from evidence.stats.regression_prediction import predict_effects
from evidence.stats.tau2 import WEIGHTED, estimate_tau2
from evidence.stats.tau2_interval import generalised_q_interval, q_profile_interval
from tests.stats.r_values import differences, read_golden

R = read_golden("metaregression.json")
STOPPED = 1e-12
"""Where R's iterations were told to stop."""

UNIROOT = 2.0**-13
"""R's uniroot() inside rma() (PM, PMM) stops within this of a root."""


def every(name):
    return pytest.mark.parametrize("case", R[name], ids=[case["id"] for case in R[name]])


def weights_of(case):
    weights = case.get("weights")
    return {None: None, "w": case["w"], "none": np.ones(len(case["yi"]))}[weights]


def fitted(case, tau2):
    model = design(case["x"])
    weights = weights_of(case)
    found = regress_effects(
        case["yi"],
        case["vi"],
        model,
        tau2=tau2,
        weights=weights,
        test=case["test"],
        level=case.get("level", 0.95),
    )
    b, omnibus = found.coefficients, wald_test(found.coefficients, model.moderators)
    q = cochran_q(case["yi"], case["vi"], xi=model.basis)
    return {
        "b": b.estimate,
        "se": b.se,
        "statistic": b.statistic,
        "p_value": b.p_value,
        "ci_low": b.ci_low,
        "ci_high": b.ci_high,
        "vb": b.covariance,
        "qm": omnibus.statistic,
        "qmp": omnibus.p_value,
        "s2w": found.variance_factor,
        "qe": q.q,
        "qep": q.p_value,
        "ll": log_likelihood(
            case["yi"],
            case["vi"],
            mu=found.fitted,
            tau2=tau2,
            restricted=case["method"] == "REML",
            xi=model.basis,
        ),
    }


def estimated(case):
    weights = weights_of(case) if case["method"] in WEIGHTED else None
    xi = design(case["x"]).basis
    return estimate_tau2(case["yi"], case["vi"], method=case["method"], weights=weights, xi=xi)


@every("cases")
def test_the_variance_left_is_metafors(case):
    tau2 = estimated(case)
    assert tau2.converged
    by_uniroot = case["method"] in ("PM", "PMM")
    near = 3e-11 if not by_uniroot else UNIROOT
    assert tau2.value == pytest.approx(case["out"]["tau2"], rel=1e-10, abs=near)
    assert tau2.se == pytest.approx(case["out"]["se_tau2"], rel=1e-8 if not by_uniroot else 1e-2)


@every("cases")
def test_the_fit_at_metafors_variance_is_metafors(case):
    theirs = {key: value for key, value in case["out"].items() if not key.endswith("tau2")}
    size = np.abs(theirs["b"]) + 4 * np.array(theirs["se"])

    def near_zero(path):
        name, _, place = path[1:].partition("[")
        if name == "vb":
            return 1e-12 * float(
                np.prod([theirs["se"][int(one)] for one in place[:-1].split("][")])
            )
        return 1e-9 * size[int(place[:-1])] if name.startswith("ci_") else 0.0

    found = fitted(case, case["out"]["tau2"])
    assert not list(differences(found, theirs, rtol=1e-8, atol=near_zero))


@pytest.mark.parametrize("case", R["origin"], ids=lambda case: case["method"])
def test_a_line_through_the_origin_keeps_the_mean_of_the_effects(case):
    model = design(case["x"])
    tau2 = estimate_tau2(case["yi"], case["vi"], method=case["method"], xi=model.basis).value
    assert tau2 == pytest.approx(case["tau2"], rel=1e-5)
    found = regress_effects(case["yi"], case["vi"], model, tau2=case["tau2"])
    assert found.coefficients.estimate[0] == pytest.approx(case["b"], rel=1e-12)
    assert found.coefficients.se[0] == pytest.approx(case["se"], rel=1e-12)
    assert cochran_q(case["yi"], case["vi"], xi=model.basis).q == pytest.approx(case["qe"])
    likelihood = log_likelihood(
        case["yi"],
        case["vi"],
        mu=found.fitted,
        tau2=case["tau2"],
        restricted=case["method"] == "REML",
        xi=model.xi,
    )
    assert likelihood == pytest.approx(case["ll"], rel=1e-12)


@every("intervals")
def test_intervals_of_the_variance_left_are_rs(case):
    xi, w = design(case["x"]).basis, case["w"]
    profile = q_profile_interval(case["yi"], case["vi"], xi=xi)
    assert [profile.low, profile.high] == pytest.approx(case["q_profile"], abs=1e-10)
    jackson = generalised_q_interval(case["yi"], case["vi"], weights=w, xi=xi)
    median = estimate_tau2(case["yi"], case["vi"], method="GENQM", weights=w, xi=xi).value
    found = [jackson.low, median, jackson.high]
    assert found == pytest.approx(case["likely"], rel=1e-8, abs=1e-10)


@every("predictions")
def test_prediction_rules_are_metafors(case):
    model = design(case["x"])
    tau2 = estimate_tau2(case["yi"], case["vi"], method="DL", xi=model.basis).value
    b = regress_effects(case["yi"], case["vi"], model, tau2=tau2, test=case["test"]).coefficients
    rule = {"riley": "riley", "t": "t(k-1)"}[case["rule"]]
    found = predict_effects(b, case["rows"], tau2=tau2, k=len(case["yi"]), rule=rule)
    for name, values in case["out"].items():
        assert getattr(found, name) == pytest.approx(values, rel=1e-10), name


@every("permutations")
def test_orders_that_look_the_same_count_once_as_in_metafor(case):
    model = design(case["x"])
    how = Model("DL", case["test"], None, model.moderators)
    found = permutation_test(case["yi"], case["vi"], model, model=how, exact=True)
    assert found.refits == case["refits"]
    assert found.p_value == pytest.approx(case["p_value"], abs=1e-12)
    assert found.omnibus_p_value == pytest.approx(case["omnibus"], abs=1e-12)


@every("scales")
def test_location_scale_models_are_metafors(case):
    model, scale = design(case["x"]), design(case["z"])
    found = fit_location_scale(
        case["yi"], case["vi"], model, scale, method=case["method"], link=case["link"], test="t"
    )
    theirs = case["out"]
    assert found.converged
    assert found.log_likelihood >= theirs["ll"] - 1e-12
    assert found.log_likelihood == pytest.approx(theirs["ll"], abs=1e-7)
    wald = wald_test(found.scale, scale.moderators).statistic
    ours = {
        "b": found.location.coefficients.estimate,
        "se": found.location.coefficients.se,
        "alpha": found.scale.estimate,
        "se_alpha": found.scale.se,
        "p_alpha": found.scale.p_value,
        "qs": wald,
        "ll": found.log_likelihood,
        "tau2": found.tau2,
    }
    assert not list(differences(ours, theirs, rtol=1e-3))
