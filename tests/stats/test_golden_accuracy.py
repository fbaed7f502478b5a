"""Every study of accuracy in the golden file, every number it holds."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from evidence.stats.accuracy.roc import area_under, sensitivity_at
from tests.stats.accuracy_as_r import (
    CASES,
    Out,
    area_as_r,
    at_psi,
    bivariate,
    kind,
    madad,
    phm,
    reitsma,
)
from tests.stats.r_values import differences

CANCELLED = 4.5e-16
"""mada takes the probability below from one, twice."""

STOPPED = 2.0**-26
"""mvmeta stops where a step changes the log-likelihood by less than this share."""

BIVARIATE = [case for case in CASES if kind(case) == "reitsma"]
LIKELIEST = [case for case in BIVARIATE if case["args"]["method"] != "mm"]


def by_id(case: Out) -> str:
    return str(case["id"])


def compared(case: Out) -> Out:
    """Ours, at R's variances between studies where its search found them."""
    if kind(case) != "reitsma":
        return {"madad": madad, "phm": phm}[kind(case)](case)
    fit = bivariate(case)
    return reitsma(case, at_psi(fit, case["out"]["Psi"]) if case in LIKELIEST else fit)


def test_every_case_is_exercised() -> None:
    assert len(CASES) == len({case["id"] for case in CASES}) == 22


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_every_number_is_rs(case: Out) -> None:
    def allowance(path: str) -> float:
        return CANCELLED if path.startswith("/summary_coef") and path.endswith("[3]") else 0.0

    rtol = case["tol"]["rtol"]
    assert list(differences(compared(case), case["out"], rtol=rtol, atol=allowance)) == []


@pytest.mark.parametrize("case", LIKELIEST, ids=by_id)
def test_no_likelihood_is_lower_than_rs(case: Out) -> None:
    fit = bivariate(case)
    there = at_psi(fit, case["out"]["Psi"]).pooled.log_likelihood
    gained = fit.pooled.log_likelihood - there
    assert fit.pooled.converged
    assert -1e-11 * abs(there) <= gained <= STOPPED * abs(there)
    reach = math.sqrt(2 * STOPPED * abs(there)) * np.sqrt(np.diag(fit.pooled.covariance))
    assert (np.abs(fit.pooled.coefficients - case["out"]["coef"]) <= reach).all()


@pytest.mark.parametrize("case", BIVARIATE, ids=by_id)
def test_the_area_is_what_trapezes_come_to(case: Out) -> None:
    """mada divides by the number of rates, not by the room between the first and the last."""
    fit = bivariate(case)

    def curve(rates: np.ndarray) -> np.ndarray:
        return sensitivity_at(fit, rates)

    fine = np.linspace(0.01, 0.99, 20_001)
    exact = area_under(lambda rate: float(curve(np.array([rate]))[0]), 0.01, 0.99)
    assert exact == pytest.approx(area_as_r(curve, fine) * len(fine) / (len(fine) - 1), abs=1e-6)


@pytest.mark.parametrize("power", [0.05, 0.4, 1.0])
def test_the_area_of_a_power_is_known(power: float) -> None:
    curve: Callable[[float], float] = lambda rate: rate**power  # noqa: E731
    assert area_under(curve) == pytest.approx(1 / (power + 1), rel=1e-10)
