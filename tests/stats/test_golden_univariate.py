"""Every univariate model in the golden file, every number it holds."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.likelihood import Likelihood
from evidence.stats.pooling import pool_effects
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import chi_square_quantile
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_likelihood import score_with_slope, tau2_se
from evidence.stats.tau2_moments import quadratic_form
from tests.stats.r_values import differences
from tests.stats.univariate_as_metafor import CASES, FAMILIES, effects_of, family, weights_of

CONTROL = 1e-13
"""Where R's iterations were told to stop: a tau2 this close to zero is R's zero."""

UNIROOT = 2.0**-13
"""R's uniroot stops within this of a root unless told otherwise (.Machine$double.eps^0.25)."""

RTOL = {"closed": 1e-10, "iterative": 1e-8, "unsaid": 1e-9}
"""Tighter than the file's own 1e-9 and 1e-7; R's uniroot (PMM, GENQM) is good for the latter."""

SEARCH_ENDED = {
    "b/rma/normand1999_MD/HS",
    "b/rma/normand1999_MD/HSk",
    "b/rma/edge_k2_het/HE",
    "b/rma/edge_k2_het/HSk",
    "b/rma/edge_k2_het/REML",
    "b/rma/edge_k2_het/PM",
    "b/rma/edge_k2_het/GENQ",
    "b/rma/edge_large_scale/DL",
    "b/rma/edge_large_scale/HS",
    "b/rma/edge_large_scale/HSk",
}
"""metafor looks for the upper limit no further than max(100, 10 tau2), which it reached here."""

Out = dict[str, Any]


def by_id(case: Out) -> str:
    return str(case["id"])


def allowance(case: Out) -> Callable[[str], float]:
    """How far from ours R's own tolerances may have left each of its numbers."""
    out = case["out"]
    interval = UNIROOT if (case["args"] or {}).get("method") in ("GENQ", "GENQM") else CONTROL
    iterative = (case.get("tol") or {}).get("class") == "iterative"
    vt = out.get("vt") or 1.0
    control = CONTROL * sjit_lag(case)

    def of(path: str) -> float:
        found = path.split("/")[1:]
        tau2 = interval if found[0] == "confint_QP" and found[-1] != "est" else control
        if found[0].startswith("confint") or (iterative and found[0] in ("tau2", "I2")):
            return {"tau2": 1.0, "I2(%)": 100 / vt, "I2": 100 / vt, "H2": 1 / vt}[
                found[1] if len(found) > 1 else found[0]
            ] * tau2
        if found[0].startswith("ranef"):
            return CONTROL
        if found[-1] == "dev":
            return 1e-14 * abs(out["fit"][found[1]]["ll"])
        return 0.0

    return of


def sjit_lag(case: Out) -> float:
    """How many of its last steps SJIT still had to go: near zero each is Q/(k - 1) of the one
    before."""
    if (case["args"] or {}).get("method") != "SJIT":
        return 1.0
    yi, vi = effects_of(case)
    rate = q_at(yi, vi, 0.0) / (len(yi) - 1)
    return 1 / (1 - rate) if rate < 1 else 1.0


def squared(found: Out) -> Out:
    """The same with tau written as its square: R's tolerance is one of tau2."""
    out = dict(found)
    for name in ("confint_QP", "confint_PL"):
        if name in out:
            rows = dict(out[name])
            for limit, value in rows.pop("tau").items():
                assert value == pytest.approx(np.sqrt(rows["tau2"][limit]), rel=1e-14)
            out[name] = rows
    for name in ("ranef", "ranef_se"):
        if name in out:
            out[name] = np.square(out[name]).tolist()
    return out


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 1250
    assert {family(case) for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_metafors(case: Out) -> None:
    stated = case.get("tol") or {"class": "unsaid"}
    by_uniroot = case["args"] and case["args"].get("method") in ("PMM", "GENQM")
    rtol = stated["rtol"] if by_uniroot else RTOL[stated["class"]]
    theirs = squared({key: value for key, value in case["out"].items() if key != "dflt"})
    ours = squared(FAMILIES[family(case)](case))
    found = differences(ours, theirs, rtol=rtol, atol=allowance(case))
    ended = case["id"] in SEARCH_ENDED
    assert [line for line in found if not (ended and line.startswith("/confint_QP/"))] == []


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] in SEARCH_ENDED], ids=by_id)
def test_metafors_upper_limit_ended_at_its_ceiling(case: Out) -> None:
    yi, vi = effects_of(case)
    limits = case["out"]["confint_QP"]["tau2"]
    assert limits["ub"] == pytest.approx(max(100, 10 * limits["est"]), rel=1e-12)
    assert q_at(yi, vi, limits["ub"]) > chi_square_quantile(0.975, len(yi) - 1)


def step_of(method: str, yi: np.ndarray, vi: np.ndarray, tau2: float) -> float:
    """How far metafor's own iteration would move from a tau2."""
    df = len(yi) - 1
    if method in ("ML", "REML"):
        data = Likelihood(yi, np.ones_like(yi), vi, method == "REML")
        step = score_with_slope(data, tau2)[0] * tau2_se(data, tau2) ** 2 / 2
        while tau2 + step < 0:
            step /= 2
        return step
    wi = 1 / (vi + tau2)
    excess = q_at(yi, vi, tau2) - df
    moved = {
        "EB": tau2 + excess * len(yi) / df / wi.sum(),
        "SJIT": tau2 + tau2 * excess / df,
        "DLIT": tau2 + excess / quadratic_form(yi, vi, wi).mean_slope,
    }[method]
    return float(max(0.0, moved) - tau2)


DEFAULTS = [case for case in CASES if "dflt" in case["out"]]
FISHER_THRESHOLD = 1e-5


@pytest.mark.parametrize("case", DEFAULTS, ids=by_id)
def test_metafor_left_to_its_defaults_stopped_near_our_root(case: Out) -> None:
    yi, vi = effects_of(case)
    method, left = case["args"]["method"], case["out"]["dflt"]
    weights = weights_of(case, vi)
    if method in ("PM", "PMM", "GENQM"):
        tau2 = estimate_tau2(yi, vi, method=method, weights=weights).value
        assert left["tau2"] == pytest.approx(tau2, abs=UNIROOT)
    else:
        assert abs(step_of(method, yi, vi, left["tau2"])) <= FISHER_THRESHOLD
    pooled = pool_effects(yi, vi, tau2=left["tau2"], weights=weights)
    assert left["b"] == pytest.approx(pooled.estimate, rel=1e-12, abs=1e-15)
    assert left["se"] == pytest.approx(pooled.se, rel=1e-12)
