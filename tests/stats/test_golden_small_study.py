"""Small-study effects against R: every case in the golden file, every number it holds."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.trim_and_fill import trim_and_fill
from tests.stats.r_values import differences, number
from tests.stats.small_study_as_r import (
    CASES,
    FAMILIES,
    Out,
    compared,
    data_of,
    selection_of,
)

RTOL = {"p_uniform": 1e-9, "p_curve": 1e-9, "p_uniform_star": 1e-5}
CLOSED = 1e-9
UNIROOT = 2.0**-12
"""R's uniroot stops within this of a root unless told otherwise (.Machine$double.eps^0.25)."""

INTEGRATED = 5e-6
"""R's integrate() was asked for seven digits of each study's share."""

LEFT_OUT = 5.8e-7
"""Share of true effects further than five tau from their mean, which metafor's tes() leaves out."""

SEARCHED = 1e-3
"""Share of a standard error within which metafor's BFGS is near the top: a likelihood that differs
by 1e-6 is not told apart from the highest."""

TIES_BY_ROUNDING = {
    f"trimfill/symmetric/REML/{estimator}/{side}"
    for estimator in ("L0", "Q0")
    for side in ("", "left", "right")
}
"""A funnel that is its own mirror image: which way rounding tips its mean decides R's answer."""


def without_first(case: Out) -> bool:
    """Whether the step others are compared with is empty: metafor goes on towards infinity."""
    return case["args"].get("type") == "stepfun" and np.atleast_1d(case["out"]["counts"])[0] == 0


FAILED = [case for case in CASES if "error" in case["out"]]
STRAYED = [case for case in FAILED if "convergence" in case["out"]["error"]]
FITTED = [case for case in CASES if case["family"] == "selmodel" and case not in FAILED]
REFUSED = [case for case in FAILED if case not in STRAYED]
REFUSED += [case for case in FITTED if without_first(case)]
SELECTION = [case for case in FITTED if not without_first(case)]
REST = [
    case
    for case in CASES
    if case["family"] != "selmodel" and case not in FAILED and case["id"] not in TIES_BY_ROUNDING
]


def by_id(case: Out) -> str:
    return str(case["id"])


def allowance(case: Out) -> Callable[[str], float]:
    out, family = case["out"], case["family"]
    if family == "tes" and case["args"]["random"]:
        k = len(out["power"])
        most = {"power": LEFT_OUT, "statistic": 4 * k * LEFT_OUT * (1 + (out["statistic"] or 0))}
        return lambda path: next((most[name] for name in most if name in path), k * LEFT_OUT)
    if family == "tes_limit":
        return lambda path: UNIROOT
    if family == "limit":
        # R's tau2 of zero is 1e-14 or so, and its root enters.
        return lambda path: 1e-6 if out["tau2"] < 1e-12 else 1e-13
    if family in ("selmodel_fixed", "selmodel_moderator"):
        return lambda path: 1e-5
    return lambda path: 1e-12


def given_by_r(case: Out) -> Out:
    return {key: value for key, value in case["out"].items() if value is not None and value != {}}


def test_every_family_is_exercised() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES) == 1476
    assert {case["family"] for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize("case", REST, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    theirs = given_by_r(case)
    if case["family"] == "fsn" and case["args"]["type"] == "Fisher":
        theirs.pop("n")
    ours = compared(FAMILIES[case["family"]](case), theirs)
    rtol = RTOL.get(case["family"], CLOSED)
    assert list(differences(ours, theirs, rtol=rtol, atol=allowance(case))) == []


def test_fishers_fail_safe_n_in_metafor_is_never_above_the_count() -> None:
    fisher = [c["out"] for c in CASES if c["family"] == "fsn" and c["args"]["type"] == "Fisher"]
    assert all(out["counted"] - 4 <= out["n"] <= out["counted"] for out in fisher)


@pytest.mark.parametrize("case", REFUSED, ids=by_id)
def test_what_r_cannot_estimate_is_refused_by_us(case: Out) -> None:
    with pytest.raises(ValueError, match=r"Q0|steps"):
        if case["family"] == "trimfill":
            args = case["args"] | {"side": case["args"]["side"] or None}
            trim_and_fill(*data_of(case), **args)
        else:
            fit_selection_model(*data_of(case), selection_of(case), method=case["args"]["method"])


@pytest.mark.parametrize("case", STRAYED, ids=by_id)
def test_where_metafors_search_does_not_end_ours_does(case: Out) -> None:
    fit = fit_selection_model(*data_of(case), selection_of(case), method=case["args"]["method"])
    assert fit.converged and fit.on_bound == ("tau2",)
    assert fit.selection.statistic >= 0


def on_edge(out: Out) -> bool:
    """Whether metafor ended on the edge of what parameters may be, or with variance all but 0."""
    delta = np.atleast_1d(np.asarray(out["delta"], dtype=np.float64))
    low = 1e-4
    return bool(out["tau2"] < 1e-4 or (delta < low).any() or (delta > 99).any())


@pytest.mark.parametrize("case", SELECTION, ids=by_id)
def test_a_selection_model_is_at_least_as_high_as_metafors(case: Out) -> None:
    out, ours = case["out"], FAMILIES["selmodel"](case)
    assert ours["ll"] >= out["ll"] - INTEGRATED
    assert ours["lrt_df"] == out["lrt_df"]
    if case["args"]["type"] == "stepfun":
        assert list(ours["counts"]) == list(out["counts"])
    assert ours["ll"] <= out["ll"] + 1e-5, "metafor stopped short: note it in DIVERGENCES.md"
    assert ours["lrt"] == pytest.approx(out["lrt"], abs=3e-5)
    for name in ("aic", "bic", "aicc"):
        assert ours[name] == pytest.approx(number(out[name]), abs=3e-5)
    if not on_edge(out):
        same_estimates(ours, out)


def same_estimates(ours: dict[str, Any], out: Out) -> None:
    pairs = [("estimate", "se"), ("tau2", "se_tau2"), ("delta", "se_delta")]
    for name, error in pairs:
        theirs, errors = np.atleast_1d(out[name]), np.atleast_1d(out[error])
        for place, (value, se) in enumerate(zip(theirs, errors, strict=True)):
            mine = float(np.atleast_1d(ours[name])[place])
            size = number(se)
            if math.isnan(size):
                size = abs(mine)
            assert mine == pytest.approx(float(value), abs=SEARCHED * size + 1e-9), name
            if not math.isnan(number(se)):
                found = float(np.atleast_1d(ours[error])[place])
                assert found == pytest.approx(number(se), rel=5e-3), error
