"""Own weights, a known variance between studies, and its intervals, by the public door."""

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.stats.tau2_interval import generalised_q_interval
from evidence.synthesis.results import NotEstimable
from tests.stats.univariate_as_metafor import CASES, effects_of, weights_of

TABLE = {"yi": [0.1, 0.5, 0.3], "vi": [0.02, 0.03, 0.02], "w": [1.0, 2.0, 0.0]}


def told(start: str, *, every: int) -> list:
    cases = [case for case in CASES if case["id"].startswith(f"b/{start}/")]
    return [pytest.param(case, id=case["id"]) for case in cases[::every]]


def table_of(case):
    yi, vi = effects_of(case)
    return {"yi": yi, "vi": vi}


def as_metafor(pooled):
    return {
        "b": [pooled.estimate],
        "se": [pooled.se],
        "zval": [pooled.statistic],
        "pval": [pooled.p_value],
        "ci_lb": [pooled.ci_low],
        "ci_ub": [pooled.ci_high],
        "tau2": pooled.heterogeneity.tau2,
        "I2": pooled.heterogeneity.i2,
        "QE": pooled.heterogeneity.q,
    }


def assert_as_metafor(pooled, out):
    for name, ours in as_metafor(pooled).items():
        assert ours == pytest.approx(out[name], rel=1e-7, abs=1e-12), name
    if pooled.model == "random":
        assert pooled.prediction.low == pytest.approx(out["pi_lb"], rel=1e-7)


@pytest.mark.parametrize("case", told("rma_weights", every=7))
def test_own_weights_are_metafors(case):
    table = table_of(case)
    weights = weights_of(case, table["vi"])
    methods = methods_of(case)
    pooled = ev.pool({**table, "w": weights}, weights="w", **methods)
    assert_as_metafor(pooled, case["out"])
    assert "own_weights" in pooled.adjustments
    assert ev.pool(table, weights=weights.tolist(), **methods) == pooled


@pytest.mark.parametrize("case", told("rma_unweighted", every=9))
def test_equal_weights_are_metafors(case):
    assert_as_metafor(ev.pool(table_of(case), weights=1, **methods_of(case)), case["out"])


@pytest.mark.parametrize("case", told("rma_fixedtau2", every=6))
def test_a_known_variance_is_metafors(case):
    tau2 = case["args"]["tau2"]
    pooled = ev.pool(table_of(case), tau2=tau2, ci_method="wald", prediction_rule="z")
    assert_as_metafor(pooled, case["out"])
    assert pooled.tau2_method == "given"
    assert pooled.heterogeneity.interval_method == "none"
    assert "τ² ved en verdi gitt på forhånd" in ev.state(pooled, "nb")


def methods_of(case):
    if case["args"]["method"] == "EE":
        return {"model": "common"}
    method = case["args"]["method"]
    return {"tau2_method": method, "ci_method": "wald", "prediction_rule": "z"}


@pytest.mark.parametrize("rule", ["QP", "PL"])
@pytest.mark.parametrize("data", ["bcg_OR", "bcg_RR"])
def test_intervals_of_the_variance_are_metafors(data, rule):
    case = next(one for one in CASES if one["id"] == f"b/rma/{data}/REML")
    found = ev.pool(table_of(case), ci_method="wald", tau2_interval=rule).heterogeneity
    limits = case["out"][f"confint_{rule}"]
    assert found.interval_method.startswith(rule)
    for name, low, high in (
        ("tau2", found.tau2_low, found.tau2_high),
        ("I2(%)", found.i2_low, found.i2_high),
        ("H2", found.h2_low, found.h2_high),
    ):
        assert (low, high) == pytest.approx((limits[name]["lb"], limits[name]["ub"]), rel=1e-4)


@pytest.mark.parametrize("rule", ["BJ", "J"])
def test_an_estimate_by_weights_has_the_interval_by_these_weights(rule):
    vi = np.array([0.02, 0.09, 0.01])
    table = {"yi": [0.1, 0.9, 0.3], "vi": vi}
    weights = 1 / vi if rule == "BJ" else 1 / np.sqrt(vi)
    expected = generalised_q_interval(table["yi"], vi, weights=weights)
    by_rule = ev.pool(table, tau2_interval=rule).heterogeneity
    assert (by_rule.tau2_low, by_rule.tau2_high) == (expected.low, expected.high)
    assert by_rule.interval_method == rule
    by_weights = ev.pool(table, tau2_method="GENQ", weights=weights.tolist()).heterogeneity
    assert (by_weights.tau2_low, by_weights.tau2_high) == (expected.low, expected.high)
    assert by_weights.interval_method == "GENQ"


def test_an_estimate_by_weights_needs_them():
    found = ev.pool(TABLE, tau2_method="GENQ")
    assert isinstance(found, NotEstimable)
    assert found.reason == "tau2_needs_weights"


@pytest.mark.parametrize(
    ("asked", "fault", "words"),
    [
        ({"weights": "nonsense"}, ChoiceUnknown, "w"),
        ({"weights": [1.0]}, ValueError, "weights has 1 rows and the table has 3"),
        ({"weights": [1.0, -1.0, 1.0]}, ValueError, "position 1"),
        ({"weights": "w", "ci_method": "kenward-roger"}, ChoiceUnknown, "wald"),
        ({"weights": "w", "prediction_rule": "HTS"}, ChoiceUnknown, "riley"),
        ({"weights": "w", "shared_control": "split"}, ChoiceUnknown, "none"),
        ({"tau2": -0.1}, ValueError, "tau2: -0.1"),
        ({"tau2": float("nan")}, ValueError, "tau2: nan"),
        ({"tau2": 0.1, "model": "common"}, ChoiceUnknown, "random"),
        ({"tau2": 0.1, "ci_method": "kenward-roger"}, ChoiceUnknown, "wald"),
        ({"tau2": 0.1, "prediction_rule": "KR"}, ChoiceUnknown, "riley"),
        ({"tau2_interval": "PL", "tau2_method": "DL"}, ChoiceUnknown, "REML"),
        ({"tau2_interval": "nonsense"}, ChoiceUnknown, "QP"),
    ],
)
def test_what_has_no_use_is_refused(asked, fault, words):
    with pytest.raises(fault, match=words):
        ev.pool(TABLE, **asked)
