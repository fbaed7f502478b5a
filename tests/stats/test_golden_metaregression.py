"""Every model with moderators in the golden file, every number it holds."""

from collections.abc import Callable
from typing import Any

import pytest
from scipy import optimize

from evidence.stats.explained_heterogeneity import explained_heterogeneity
from evidence.stats.regression import regress_effects
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_likelihood import Likelihood, score_with_slope, tau2_se
from tests.stats.moderated_allowances import allowance
from tests.stats.moderated_as_metafor import (
    CASES,
    FAMILIES,
    design_of,
    effects_of,
    family,
    named,
    r2,
)
from tests.stats.r_values import ByName, differences, read_golden

UNSAID = 1e-9
FISHER_THRESHOLD = 1e-5
"""Where metafor stops when left to its defaults."""

LOST = ByName({case["id"]: case for case in read_golden("metaregression.json")["lost"]})
"""Cases whose R squared metafor did not give: see validation/r/DIVERGENCES.md."""

Out = dict[str, Any]


def by_id(case: Out) -> str:
    return str(case["id"])


def rtol_of(case: Out) -> float:
    stated = case.get("tol") or {}
    return float(stated.get("rtol", UNSAID))


def of_kind(kind: str) -> list[Out]:
    return [case for case in CASES if family(case) == kind]


def limits_near_zero(case: Out) -> Callable[[str], float]:
    """A limit is as exact as the prediction it stands beside."""

    def of(path: str) -> float:
        test, name = path.split("/")[1:]
        name, place = name.rstrip("]").split("[")
        return UNSAID * abs(case["out"][test]["pred"][int(place)]) if name != "se" else 0.0

    return of


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 399
    assert {family(case) for case in CASES} == set(FAMILIES)
    assert set(LOST) == {c["id"] for c in of_kind("rma") if c["out"]["R2"] is None}


@pytest.mark.parametrize("case", of_kind("rma"), ids=by_id)
def test_every_number_is_metafors(case: Out) -> None:
    theirs = {key: value for key, value in case["out"].items() if key != "R2" or value is not None}
    ours = {key: value for key, value in FAMILIES["rma"](case).items() if key in theirs}
    assert set(case["out"]) - set(theirs) == ({"R2"} if case["id"] in LOST else set())
    found = differences(
        ours, theirs, rtol=rtol_of(case), atol=allowance(case["out"], rtol_of(case))
    )
    assert list(found) == []


@pytest.mark.parametrize("case", of_kind("predict"), ids=by_id)
def test_predictions_are_metafors(case: Out) -> None:
    ours = FAMILIES["predict"](case)
    assert not list(differences(ours, case["out"], rtol=UNSAID, atol=limits_near_zero(case)))


@pytest.mark.parametrize("case", of_kind("gvif") + of_kind("locscale"), ids=by_id)
def test_group_inflation_and_location_scale_models_are_metafors(case: Out) -> None:
    ours = FAMILIES[family(case)](case)
    assert not list(differences(ours, case["out"], rtol=rtol_of(case)))


@pytest.mark.parametrize("case", of_kind("permutest_exact"), ids=by_id)
def test_permutations_are_metafors(case: Out) -> None:
    ours, theirs = FAMILIES["permutest_exact"](case), dict(case["out"])
    observed = theirs.pop("zval")
    if case["args"]["method"] == "REML":
        assert_left_to_its_defaults(case, observed)
    else:
        assert ours["zval"] == pytest.approx(observed, rel=UNSAID)
    ours.pop("zval")
    assert not list(differences(ours, theirs, rtol=1e-12))


def assert_left_to_its_defaults(case: Out, observed: list[float]) -> None:
    """The statistic is that of a tau2 from which Fisher scoring would hardly move."""
    (yi, vi), model = effects_of(case), named(case, case["args"]["mods"] or "~ 1")
    best = estimate_tau2(yi, vi, method="REML", xi=model.basis).value

    def away(tau2: float) -> float:
        b = regress_effects(yi, vi, model, tau2=abs(tau2), test=case["args"]["test"]).coefficients
        return float(b.statistic[0]) - observed[0]

    there = abs(optimize.newton(away, best or 1e-9, tol=1e-15))
    data = Likelihood(yi, model.basis, vi, True)
    step = score_with_slope(data, there)[0] * tau2_se(data, there) ** 2 / 2
    while there + step < 0:
        step /= 2
    assert abs(step) <= FISHER_THRESHOLD or there == pytest.approx(best, abs=1e-12)


@pytest.mark.parametrize("case", [c for c in CASES if c["id"] in LOST], ids=by_id)
def test_r_squared_that_metafor_lost_is_that_of_its_two_models(case: Out) -> None:
    left = case["out"]["tau2"]
    found = r2(case, left, design_of(case))
    assert found == pytest.approx(explained_heterogeneity(LOST[case["id"]]["tau2"], left))
    if "LRT_vs_null" in case["out"]:
        assert found == pytest.approx(case["out"]["LRT_vs_null"]["R2"])
