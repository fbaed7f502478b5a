"""Every model of several outcomes in the golden file, every number it holds."""

import math
from typing import Any

import numpy as np
import pytest

from evidence.stats.heterogeneity import inconsistency_from_q
from evidence.stats.multivariate.fit import MultivariateFit, fit_multivariate, fitted_at
from evidence.stats.multivariate.outcomes import Outcomes, outcomes_of, with_correlation
from evidence.stats.multivariate.predictions import study_effects
from tests.stats.r_values import differences, read_golden

R = read_golden("j_mv_dr_dta.json")
Out = dict[str, Any]
CASES = [case for case in R["cases"] if case["id"].startswith("j/mixmeta/")]
LIKELIEST = [case for case in CASES if case["args"].get("method", "reml") != "fixed"]

STOPPED = 2.0**-26
"""mixmeta stops where a step changes the log-likelihood by less than this share."""

YEARS = 1e-10
"""R inverts the products of years near 2000 with ones: ten digits of residuals are left."""


def by_id(case: Out) -> str:
    return str(case["id"])


def matrix(lower: list[float]) -> np.ndarray:
    """A symmetric matrix from its lower triangle, column by column."""
    size = int((math.sqrt(8 * len(lower) + 1) - 1) / 2)
    found = np.zeros((size, size))
    rows, columns = np.triu_indices(size)
    found[columns, rows] = found[rows, columns] = lower
    return found


def numbers(column: list[float | None]) -> list[float]:
    return [math.nan if one is None else one for one in column]


def given(case: Out) -> Outcomes:
    data = R["inputs"][case["input"]]
    if "V1" in data:
        y = np.column_stack([numbers(data["y1"]), numbers(data["y2"])])
        variances = np.column_stack([numbers(data["V1"]), numbers(data["V2"])])
        return outcomes_of(y, with_correlation(variances, case["args"]["Scor"]))
    errors = np.array([matrix(row) for row in data["S"]])
    if "b" in data:
        return outcomes_of(data["b"], errors)
    moderated = "pubyear" in case["args"].get("formula", "")
    ones = np.ones(len(errors))
    x = np.column_stack([ones, data["pubyear"]]) if moderated else None
    return outcomes_of(np.column_stack([data["PD"], data["AL"]]), errors, x=x)


def fitted(case: Out) -> MultivariateFit:
    method = case["args"].get("method", "reml").upper()
    structure = str(case["args"].get("bscov", "un")).upper()
    return fit_multivariate(
        given(case), method={"FIXED": "FE"}.get(method, method), structure=structure
    )


def outputs(case: Out, fit: MultivariateFit) -> Out:
    tests = [fit.q, *fit.q_of_outcomes]
    fixed = fit.method == "FE"
    out = {
        "coef": fit.coefficients.tolist(),
        "vcov": fit.covariance.tolist(),
        "Psi": None if fixed else fit.psi.tolist(),
        "logLik": fit.log_likelihood,
        "Q": [test.q for test in tests],
        "Qdf": [test.df for test in tests],
        "I2": [inconsistency_from_q(test.q, test.df).i2 for test in tests],
        "blup": None if fixed else study_effects(fit).tolist(),
    }
    return {key: out[key] for key in case["out"]}


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 7


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    """At R's variances between studies, where its search found them."""
    fit, theirs = fitted(case), case["out"]
    if case in LIKELIEST:
        fit = fitted_at(fit.outcomes, np.array(theirs["Psi"]), method=fit.method)
    found = outputs(case, fit)
    rtol = case["tol"]["rtol"]
    assert list(differences(found, theirs, rtol=rtol, atol=lambda path: YEARS)) == []


@pytest.mark.parametrize("case", LIKELIEST, ids=by_id)
def test_no_likelihood_is_lower_than_rs(case: Out) -> None:
    fit, theirs = fitted(case), case["out"]
    there = fitted_at(fit.outcomes, np.array(theirs["Psi"]), method=fit.method).log_likelihood
    gained = fit.log_likelihood - there
    assert fit.converged
    assert -1e-11 * abs(there) <= gained <= STOPPED * abs(there)
    reach = math.sqrt(2 * STOPPED * abs(there)) * np.sqrt(np.diag(fit.covariance))
    assert (np.abs(fit.coefficients - theirs["coef"]) <= reach).all()
