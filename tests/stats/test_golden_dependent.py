"""Every model of dependent effects in the golden file, every number it holds."""

import math
from collections.abc import Callable
from typing import Any

import pytest

from evidence.stats.dependent.held_fit import held_fit
from evidence.stats.dependent.profile_interval import profile_interval
from evidence.stats.quantiles import chi_square_quantile
from tests.stats.dependent_as_metafor import (
    CASES,
    FAMILIES,
    berkey_fit,
    family,
    three_level,
)
from tests.stats.r_values import differences

UNIROOT = 2.0**-13
"""R's uniroot stops within this of a root unless told otherwise (.Machine$double.eps^0.25)."""

CANCELLED = 4.5e-16
"""robumeta takes the probability below from one, which leaves this much of a small p."""

NEGLIGIBLE = 1e-6
"""R's optimisers stop with a variance of zero at less than this share of all variances."""

Out = dict[str, Any]


def by_id(case: Out) -> str:
    return str(case["id"])


def logged(out: Any, name: str = "") -> Any:
    """The same with p-values as logarithms: their relative error grows with the statistic."""
    if isinstance(out, dict):
        return {key: logged(value, key) for key, value in out.items()}
    if name.startswith("p_") or name in ("pval", "QMp", "QEp", "p"):
        values = out if isinstance(out, list) else [out]
        return [math.log(value) if value else -math.inf for value in map(float, values)]
    return out


def allowance(case: Out) -> Callable[[str], float]:
    """How far from ours R's own tolerances may have left each of its numbers."""
    kind, out = family(case), case["out"]
    total = sum(out.get("sigma2") or []) or sum(out.get("tau2") or []) if kind in STRUCTURED else 0

    def of(path: str) -> float:
        leaf = path.split("/")[-1].split("[")[0]
        if kind == "robumeta":
            return CANCELLED if leaf == "p" else 1e-13
        if "confint" in kind:
            return UNIROOT if leaf in ("lb", "ub") else 0.0
        if kind == "threelevel_LRT" and leaf.startswith("p_"):
            return 1e-6  # a statistic of rounding alone is a p-value of one less its root
        if kind == "diag":
            return {"dfbetas": 1e-6, "cook": 1e-9, "rstudent_z": 1e-6}.get(leaf, 0.0)
        return {
            "sigma2": NEGLIGIBLE * total,
            "by_level": 100 * NEGLIGIBLE,
            "G": NEGLIGIBLE * total,
        }.get(leaf, 1e-9)

    return of


STRUCTURED = set(FAMILIES) - {"robumeta", "robust", "robust_uni", "diag", "vcalc_forms"}


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 144
    assert {family(case) for case in CASES} == set(FAMILIES)


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    theirs = {key: value for key, value in case["out"].items() if key != "noise"}
    ours = FAMILIES[family(case)](case)
    if family(case) != "robumeta":
        theirs, ours = logged(theirs), logged(ours)
    rtol = case["tol"]["rtol"]
    assert list(differences(ours, theirs, rtol=rtol, atol=allowance(case))) == []


@pytest.mark.parametrize("case", [case for case in CASES if "fit" in case["out"]], ids=by_id)
def test_the_likelihood_is_no_lower_than_rs(case: Out) -> None:
    (ours,) = FAMILIES[family(case)](case)["fit"].values()
    (theirs,) = case["out"]["fit"].values()
    assert ours["ll"] >= theirs["ll"] - 1e-11 * abs(theirs["ll"])


PROFILED = [
    (case, term, kind, place)
    for case in CASES
    if "confint" in family(case)
    for term, kind, place in (
        [(0, "variance", 0), (0, "variance", 1), (0, "correlation", 0)]
        if "berkey" in case["id"]
        else [(0, "variance", 0), (1, "variance", 0)]
    )
]


@pytest.mark.parametrize(("case", "term", "kind", "place"), PROFILED)
def test_limits_lie_where_the_profile_crosses(case: Out, term: int, kind: str, place: int) -> None:
    if "berkey" in case["id"]:
        fit = berkey_fit(case, "UN", "REML", "~ outcome - 1")
    else:
        fit = three_level(case)
    found = profile_interval(fit, term, kind, place)
    drop = chi_square_quantile(0.05, 1) / 2
    for limit in (found.low, found.high):
        held = held_fit(fit, term, kind, place, limit).fit.log_likelihood
        if limit in (0.0, 1.0):  # the parameter can go no further
            assert held > fit.fit.log_likelihood - drop
        else:
            assert held == pytest.approx(fit.fit.log_likelihood - drop, abs=1e-7)
