"""What R's meta package has beyond metafor, against metafor, base R and the papers' formulas."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.events.around_mantel_haenszel import pool_around_mantel_haenszel
from evidence.stats.hartung_knapp_guards import pool_guarded
from evidence.stats.inconsistency_limits import inconsistency_limits
from evidence.stats.kenward_roger import kenward_roger
from evidence.stats.prediction_of_effects import predict_from_effects
from evidence.stats.share_intervals import rate_limits, share_limits
from evidence.stats.shared_spread import pool_with_shared_spread
from evidence.stats.tau2 import estimate_tau2
from tests.stats.r_values import differences, read_golden

R = read_golden("meta_methods.json")
CASES = R["cases"]
Out = dict[str, Any]
CLOSED, ITERATED = 1e-11, 1e-8
"""R's tau2 by REML and PM was iterated to 1e-13."""


def inputs(case: Out) -> Out:
    return {name: np.array(column) for name, column in R["inputs"][case["input"]].items()}


def guard(case: Out) -> Out:
    data, args = inputs(case), case["args"]
    tau2 = estimate_tau2(data["yi"], data["vi"], method=args["method"]).value
    level = args["level"] / 100
    found = pool_guarded(data["yi"], data["vi"], tau2=tau2, guard=args["guard"], level=level)
    return told(found)


def told(found: Any) -> Out:
    return {
        "b": found.estimate,
        "se": found.se,
        "ci_lb": found.ci_low,
        "ci_ub": found.ci_high,
        "pval": found.p_value,
    }


def by_kenward_roger(case: Out) -> Out:
    data = inputs(case)
    found = kenward_roger(data["yi"], data["vi"])
    out = told(found) | {"df": found.df}
    if found.df > 1:
        return out | {"pi_lb": found.prediction_low, "pi_ub": found.prediction_high}
    assert np.isnan([found.prediction_low, found.prediction_high]).all()
    return out


def prediction(case: Out) -> Out:
    data, args = inputs(case), case["args"]
    tau2 = estimate_tau2(data["yi"], data["vi"], method=args["method"]).value
    found = predict_from_effects(data["yi"], data["vi"], tau2=tau2, rule=args["rule"])
    limits = {"pi_lb": found.low, "pi_ub": found.high}
    return limits if found.df is None else {"df": found.df, **limits}


def subgroups(case: Out) -> Out:
    data, args = inputs(case), case["args"]
    found = pool_with_shared_spread(
        data["yi"], data["vi"], data["group"].tolist(), method=args["method"], test=args["test"]
    )
    each = [told(one) for one in found.pooled]
    columns = {name: [one[name] for one in each] for name in ("b", "se", "ci_lb", "ci_ub")}
    tests = {"QE": found.within.q, "Q": found.between.q, "Qp": found.between.p_value}
    return {"tau2": found.tau2.value, **columns, **tests}


def inconsistency(case: Out) -> Out:
    args = case["args"]
    found = inconsistency_limits(args["Q"], args["df"], level=args["level"])
    return {"H2": [one.h2 for one in found], "I2": [one.i2 for one in found]}


def shares(case: Out) -> Out:
    data, args = inputs(case), case["args"]
    return share_limits(data["x"], data["n"], **args)._asdict()


def rates(case: Out) -> Out:
    data = inputs(case)
    return rate_limits(data["x"], data["n"], level=case["args"]["level"])._asdict()


def around(case: Out) -> Out:
    found = pool_around_mantel_haenszel(case["args"]["measure"], **case["out"]["data"])
    out = told(found.pooled) | {"tau2": found.tau2, "Q": found.heterogeneity.q}
    del out["pval"]
    return out | {"common": found.common, "data": case["out"]["data"]}


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "guard": guard,
    "kenward_roger": by_kenward_roger,
    "prediction": prediction,
    "shared_spread": subgroups,
    "inconsistency": inconsistency,
    "share": shares,
    "rate": rates,
    "around_mh": around,
}


def test_every_family_is_exercised() -> None:
    assert set(Counter(case["family"] for case in CASES)) == set(FAMILIES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_number_is_rs(case: Out) -> None:
    iterated = case["args"] and case["args"].get("method") in ("REML", "PM")
    rtol = ITERATED if iterated or case["family"] == "kenward_roger" else CLOSED
    ours = FAMILIES[case["family"]](case)
    assert list(differences(ours, case["out"], rtol=rtol, atol=lambda path: 1e-14)) == []


def test_what_is_no_study_is_refused() -> None:
    with pytest.raises(ValueError, match="rule"):
        predict_from_effects([0.1, 0.2], [0.1, 0.1], tau2=0.0, rule="NNF")
    assert np.isnan(predict_from_effects([0.1, 0.2], [0.1, 0.1], tau2=0.0, rule="HTS").low)
    with pytest.raises(ValueError, match="guard"):
        pool_guarded([0.1, 0.2], [0.1, 0.1], tau2=0.0, guard="none")
    with pytest.raises(ValueError, match="rule"):
        share_limits([1], [2], rule="exact")
    with pytest.raises(ValueError, match=r"xi .*\[1\]|xi"):
        share_limits([1, 3], [2, 2])
    with pytest.raises(ValueError, match="person-time"):
        rate_limits([1], [0])
    with pytest.raises(ValueError, match="Cochran"):
        inconsistency_limits(1.0, 0)
    assert np.isnan(inconsistency_limits(1.5, 1).low.i2)
