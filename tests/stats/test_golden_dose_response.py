"""Every dose-response curve in the golden file, every number it holds.

The curves of single studies are compared with R's effective counts, and the pooled curve at R's
variances between studies: both are where R's own searches stop. What ours are is held beside it:
counts that solve their equations, and a likelihood that is never lower.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest

from evidence.stats.dose_response.effective_counts import (
    covariance_of,
    greenland_longnecker,
    hamling,
)
from evidence.stats.dose_response.fit import DoseResponseFit, fit_dose_response
from evidence.stats.dose_response.studies import Study
from tests.stats.dose_response_as_r import (
    CASES,
    METHODS,
    SHAPES,
    Out,
    at_psi,
    covariances_as_r,
    fit_as_r,
    kind,
    outputs,
    studies_of,
)
from tests.stats.r_values import differences

STOPPED = 2.0**-26
"""optim() stops where a step changes the log-likelihood by less than this share."""

SIMPLEX = 2e-4
"""Hamling's proportions are kept to the root of 1e-8, where R's search for his counts stops."""

CANCELLED = 1e-15
"""R takes the probability below from one."""

BELOW_THE_TOP = {
    "j/dosresmeta/alcohol_esoph/quadratic/gl/reml",
    "j/dosresmeta/alcohol_esoph/quadratic/h/reml",
    "j/dosresmeta/alcohol_lc/quadratic/gl/ml",
    "j/dosresmeta/alcohol_lc/rcs3/h/reml",
    "j/dosresmeta/coffee_mort/rcs3/gl/ml",
    "j/dosresmeta/coffee_stroke/quadratic/gl/ml",
    "j/dosresmeta/oc_breast/quadratic/gl/reml",
    "j/dosresmeta/process_bc/quadratic/h/reml",
    "j/dosresmeta/red_bc/quadratic/gl/ml",
}
"""Where R's variances between studies are not those of highest likelihood."""

NO_COUNTS = {"coffee_stroke"}
"""One study there has a standard error of 0.013 with 335 cases: no counts give so small a one."""

FITTED = [case for case in CASES if kind(case) != "covar.logrr"]
LIKELIEST = [case for case in FITTED if case["args"]["method"] in ("reml", "ml")]


def by_id(case: Out) -> str:
    return str(case["id"])


def precision(case: Out) -> float:
    found_by_simplex = case["args"].get("covariance") == "h"
    return max(float(case["tol"]["rtol"]), SIMPLEX if found_by_simplex else 0.0)


def allowance(path: str) -> float:
    return CANCELLED if path.startswith("/Qp") else 0.0


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 99
    assert {case["id"] for case in CASES} >= BELOW_THE_TOP


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    theirs = case["out"]
    if kind(case) == "covar.logrr":
        ours: Out = {"V": covariances_as_r(case)[0].tolist()}
    else:
        fit = fit_as_r(case)
        if case in LIKELIEST:
            fit = at_psi(fit, theirs["Psi"])
        ours = outputs(case, fit)
    found = list(differences(ours, theirs, rtol=precision(case), atol=allowance))
    assert found == []


def height(case: Out, fit: DoseResponseFit) -> float:
    return fit.one_stage if kind(case) == "dosresmeta1stage" else fit.pooled.log_likelihood


@pytest.mark.parametrize("case", LIKELIEST, ids=by_id)
def test_no_likelihood_is_lower_than_rs(case: Out) -> None:
    fit, theirs = fit_as_r(case), case["out"]
    there = height(case, at_psi(fit, theirs["Psi"]))
    short = STOPPED * abs(there)
    gained = height(case, fit) - there
    assert fit.pooled.converged
    assert gained >= -1e-11 * abs(there)
    if case["id"] in BELOW_THE_TOP:
        assert gained > short
    else:
        # As far from ours as a likelihood so little lower may be.
        reach = math.sqrt(2 * max(short, gained)) * np.sqrt(np.diag(fit.pooled.covariance))
        assert (np.abs(fit.pooled.coefficients - theirs["coef"]) <= reach).all()


def all_studies() -> list[tuple[str, int, Study]]:
    inputs = {case["input"]: case for case in CASES}
    return [
        (name.split("#")[0], place, study)
        for name, case in inputs.items()
        for place, study in enumerate(studies_of(case))
    ]


STUDIES = all_studies()


def test_greenland_and_longneckers_counts_solve_their_equations() -> None:
    for _, _, study in STUDIES:
        counts = greenland_longnecker(study)
        rest = counts.n - counts.cases if study.design == "cc" else counts.n
        ratio = counts.cases / rest
        assert np.log(ratio / ratio[study.reference]) == pytest.approx(study.y, abs=1e-9)
        assert counts.cases.sum() == pytest.approx(study.cases.sum(), rel=1e-12)
        assert (counts.n == study.n).all()


def variance_of(counts: tuple[np.ndarray, np.ndarray], study: Study) -> np.ndarray:
    cases, n = counts
    part: dict[str, Callable[[], np.ndarray]] = {
        "cc": lambda: 1 / cases + 1 / (n - cases),
        "ir": lambda: 1 / cases,
        "ci": lambda: 1 / cases - 1 / n,
    }
    own = part[study.design]()
    return (own + own[study.reference])[study.others]


def test_hamlings_counts_solve_his_equations() -> None:
    refused = set()
    for name, place, study in STUDIES:
        try:
            counts = hamling(study)
        except ValueError:
            refused.add((name, place))
            continue
        crude = study.n - study.cases if study.design == "cc" else study.n
        rest = counts.n - counts.cases if study.design == "cc" else counts.n
        ratio = counts.cases / rest
        assert np.log(ratio / ratio[study.reference]) == pytest.approx(study.y, abs=1e-9)
        assert variance_of(counts, study) == pytest.approx(study.v[study.others], rel=1e-9)
        share = crude[study.reference] / crude.sum()
        assert rest[study.reference] / rest.sum() == pytest.approx(share, rel=1e-8)
        whole = crude.sum() / study.cases.sum()
        assert rest.sum() / counts.cases.sum() == pytest.approx(whole, rel=1e-8)
    assert {name for name, _ in refused} == NO_COUNTS
    assert len(refused) == 1


@pytest.mark.parametrize("case", [case for case in FITTED if case["input"][0] == "m"], ids=by_id)
def test_our_own_counts_tell_the_same_story(case: Out) -> None:
    """Where risks are small, treating them as odds moves no coefficient by a standard error."""
    args, theirs = case["args"], case["out"]
    given = studies_of(case)
    method = {"gl": "GL", "h": "hamling"}[args.get("covariance", "gl")]
    fit = fit_dose_response(
        given,
        [covariance_of(study, method=method) for study in given],
        shape=SHAPES[args["form"]],
        knots=args.get("knots"),
        method=METHODS[args["method"]],
    )
    se = np.sqrt(np.diag(theirs["vcov"]))
    assert (np.abs(fit.pooled.coefficients - theirs["coef"]) < se).all()
