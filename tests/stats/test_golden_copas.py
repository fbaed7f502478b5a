"""Copas and Shi's selection model against R: integrals, many starts, and what was published."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from evidence.stats.escalc import escalc
from evidence.stats.small_study.copas import FURTHEST, fit_copas, selection_strength
from evidence.stats.small_study.copas_likelihood import copas_log_likelihood, propensity
from tests.published.test_meta_output import ASPIRIN
from tests.stats.r_values import differences, read_golden

R = read_golden("copas.json")
CASES = R["cases"]
Out = dict[str, Any]
INTEGRATED, SEARCHED = 1e-10, 1e-6
"""R's integrals are asked for 11 digits; its Newton steps have second differences for slopes."""


def columns(case: Out) -> tuple[np.ndarray, np.ndarray]:
    data = R["inputs"][case["input"]]
    return np.array(data["yi"]), np.array(data["vi"])


def strength(case: Out) -> tuple[float, float]:
    shares = {name: case["args"][name] for name in ("least_precise", "most_precise")}
    return selection_strength(columns(case)[1], **shares)


def likelihood(case: Out) -> Out:
    yi, vi = columns(case)
    ui = propensity(np.sqrt(vi), *strength(case))
    parameters = np.array(case["args"]["parameters"])
    return {"l": copas_log_likelihood(yi, np.sqrt(vi), ui, parameters)[0]}


def fit(case: Out) -> Out:
    gamma0, gamma1 = strength(case)
    found = fit_copas(*columns(case), gamma0=gamma0, gamma1=gamma1)
    assert found.converged
    return {
        "gamma0": gamma0,
        "gamma1": gamma1,
        "b": found.estimate,
        "se": found.se,
        "ci_lb": found.ci_low,
        "ci_ub": found.ci_high,
        "zval": found.statistic,
        "rho": found.rho,
        "tau2": found.tau2,
        "ll": found.log_likelihood,
        "unpublished": found.unpublished,
        "residual": found.residual.statistic,
        "residual_p": found.residual.p_value,
    }


def unselected(case: Out) -> Out:
    found = fit_copas(*columns(case), **case["args"])
    assert (found.rho, found.unpublished) == (0, pytest.approx(0, abs=1e-20))
    return {"b": found.estimate, "tau2": found.tau2, "ll": found.log_likelihood}


FAMILIES: dict[str, Callable[[Out], Out]] = {
    "likelihood": likelihood,
    "fit": fit,
    "unselected": unselected,
}


def test_every_family_is_exercised() -> None:
    assert Counter(case["family"] for case in CASES) == {
        "likelihood": 27,
        "fit": 9,
        "unselected": 3,
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_number_is_rs(case: Out) -> None:
    rtol = INTEGRATED if case["family"] == "likelihood" else SEARCHED
    ours = FAMILIES[case["family"]](case)
    assert list(differences(ours, case["out"], rtol=rtol, atol=lambda path: 1e-9)) == []


@pytest.mark.parametrize("rho", [-0.95, -0.3, 0.6])
@pytest.mark.parametrize("strong", [(0.4, 0.1), (-2.0, 0.5), (-6.0, 0.3)])
def test_slopes_are_those_of_the_height(rho: float, strong: tuple[float, float]) -> None:
    yi, vi = columns({"input": "hackshaw"})
    si = np.sqrt(vi)
    ui, at = propensity(si, *strong), np.array([0.1, 0.2, rho, 0.05])
    steps = 1e-6 * np.eye(4)
    differences_ = [
        (copas_log_likelihood(yi, si, ui, at + h)[0] - copas_log_likelihood(yi, si, ui, at - h)[0])
        / 2e-6
        for h in steps
    ]
    assert copas_log_likelihood(yi, si, ui, at)[1] == pytest.approx(differences_, rel=1e-6)


def test_turning_or_stretching_the_scale_turns_or_stretches_the_answer() -> None:
    yi, vi = columns({"input": "teachers"})
    gamma0, gamma1 = selection_strength(vi, least_precise=0.5, most_precise=0.95)
    plain = fit_copas(yi, vi, gamma0=gamma0, gamma1=gamma1)
    turned = fit_copas(-yi, vi, gamma0=gamma0, gamma1=gamma1)
    wide = fit_copas(1000 * yi, 1e6 * vi, gamma0=gamma0, gamma1=1000 * gamma1)
    assert (turned.estimate, turned.rho) == pytest.approx((-plain.estimate, -plain.rho), rel=1e-6)
    assert wide.estimate == pytest.approx(1000 * plain.estimate, rel=1e-6)
    assert wide.tau2 == pytest.approx(1e6 * plain.tau2, rel=1e-6)
    assert wide.residual.statistic == pytest.approx(plain.residual.statistic, abs=1e-7)
    jacobian = len(yi) * np.log(1000)
    assert wide.log_likelihood == pytest.approx(plain.log_likelihood - jacobian, rel=1e-9)


def test_passive_smoking_as_copas_and_shi_published_it() -> None:
    """doi:10.1136/bmj.320.7232.417: 24 % falls to 15 % "if only 60% of studies" are included."""
    yi, vi = columns({"input": "hackshaw"})
    everything = fit_copas(yi, vi, gamma0=10.0, gamma1=0.0)
    assert round(100 * (np.exp(everything.estimate) - 1)) == 24
    gamma0, gamma1 = selection_strength(vi, least_precise=0.385, most_precise=0.99)
    found = fit_copas(yi, vi, gamma0=gamma0, gamma1=gamma1)
    assert len(yi) / (len(yi) + found.unpublished) == pytest.approx(0.6, abs=0.01)
    assert round(100 * (np.exp(found.estimate) - 1)) == 15


ASPIRIN_START = (-0.132, -0.49995, 0.0982)
"""Random effects by DerSimonian and Laird and half the bound of rho: where metasens begins."""


def uphill_from_where_metasens_begins(si: np.ndarray, ui: np.ndarray, yi: np.ndarray) -> Out:
    """Climb our likelihood from its start, in its mu, rho and tau, by another search."""

    def down(at: np.ndarray) -> float:
        point = np.array([at[0], 0.0, at[1], at[2] ** 2])
        return -copas_log_likelihood(yi, si, ui, point)[0]

    found = minimize(
        down, ASPIRIN_START, method="Nelder-Mead", bounds=[(-2, 2), (-0.9999, 0.9999), (0, 2)]
    )
    return {"b": found.x[0], "ll": -found.fun}


def test_aspirin_as_metasens_tells_of_it() -> None:
    """The help page of ``metasens::copas``: log odds ratios below -0.12 to -0.03.

    It begins near, and stays on, the lower of two peaks at both ends of its walk.
    """
    ai, n1i, ci, n2i = (np.array(ASPIRIN[name]) for name in ("ai", "n1i", "ci", "n2i"))
    effects = escalc("OR", ai=ai, bi=n1i - ai, ci=ci, di=n2i - ci)
    yi, si = effects.yi, np.sqrt(effects.vi)
    steepest = 1.29 / (1 / si.min() - 1 / si.max())
    ends = ((10.0, 0.0), (-0.25 - steepest / si.max(), steepest))
    for (gamma0, gamma1), low, high in zip(ends, (-0.2, -0.035), (-0.12, -0.025), strict=True):
        theirs = uphill_from_where_metasens_begins(si, propensity(si, gamma0, gamma1), yi)
        ours = fit_copas(yi, effects.vi, gamma0=gamma0, gamma1=gamma1)
        assert low < theirs["b"] < high
        assert ours.log_likelihood > theirs["ll"] + 0.002
        assert ours.local_maxima == 2
        assert ours.residual.p_value > 0.1


def test_what_is_no_probability_or_no_spread_is_refused() -> None:
    with pytest.raises(ValueError, match="least_precise"):
        selection_strength([0.1, 0.2], least_precise=1.0, most_precise=0.99)
    with pytest.raises(ValueError, match="most_precise"):
        selection_strength([0.1, 0.2], least_precise=0.5, most_precise=0.0)
    with pytest.raises(ValueError, match="same in all"):
        selection_strength([0.1, 0.1], least_precise=0.5, most_precise=0.9)
    with pytest.raises(ValueError, match="at least 3"):
        fit_copas([0.1, 0.2], [0.1, 0.2], gamma0=0.0, gamma1=0.1)
    assert 0.999 < FURTHEST < 1
