"""Doses with fewer than one case, and several outcomes where nothing is left to test."""

import math

import numpy as np
import pytest
from scipy.stats import chi2

from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.terms import Intercepts, Structured
from evidence.stats.dose_response.effective_counts import (
    EffectiveCounts,
    covariance_of_counts,
    hamling,
)
from evidence.stats.dose_response.studies import study_of
from evidence.stats.multivariate.fit import fit_multivariate, fitted_at
from evidence.stats.multivariate.moments import psi_by_moments
from evidence.stats.multivariate.outcomes import outcomes_of
from evidence.stats.tau2 import estimate_tau2

CASES, PEOPLE = np.array([0.4, 0.6, 0.8]), np.array([0.9, 0.95, 0.98])


def crude(design, cases, people):
    """Doses whose relative risks are those of the counts themselves."""
    part = {
        "cc": 1 / cases + 1 / (people - cases),
        "ir": 1 / cases,
        "ci": 1 / cases - 1 / people,
    }[design]
    risk = cases / (people - cases if design == "cc" else people)
    v = np.where(np.arange(3) == 0, 0.0, part[0] + part)
    study = study_of([0, 1, 2], np.log(risk / risk[0]), v, cases, people, design=design)
    return study, part


@pytest.mark.parametrize("design", ["cc", "ir", "ci"])
def test_counts_below_one_are_their_own_effective_counts(design):
    study, part = crude(design, CASES, PEOPLE)
    found = hamling(study)
    assert found.cases == pytest.approx(CASES, rel=1e-9)
    assert found.n == pytest.approx(PEOPLE, rel=1e-9)
    covariance = covariance_of_counts(study, found)
    assert covariance[0, 1] == pytest.approx(part[0], rel=1e-9)
    assert np.diag(covariance) == pytest.approx(part[0] + part[1:], rel=1e-12)


@pytest.mark.parametrize("design", ["cc", "ir", "ci"])
def test_covariances_keep_the_variances_reported(design):
    study, part = crude(design, np.array([3.0, 5.0, 8.0]), np.array([20.0, 30.0, 40.0]))
    larger = study._replace(v=study.v * np.array([0.0, 4.0, 9.0]))
    found = covariance_of_counts(larger, EffectiveCounts(study.cases, study.n))
    assert np.diag(found) == pytest.approx(larger.v[1:], rel=1e-13)
    # Standard errors are two and three times as large; the correlation stays.
    assert found[0, 1] == pytest.approx(6 * part[0], rel=1e-13)


@pytest.mark.parametrize("y", [[0.3], [0.3, 0.9]])
def test_outcomes_with_nothing_to_spare_are_not_tested(y):
    """Of each outcome, and of all together: with a study fewer than the next test has."""
    one = outcomes_of([y], [np.eye(len(y)) * 0.1])
    found = fitted_at(one, np.zeros((len(y), len(y))), method="FE")
    for test in (found.q, *found.q_of_outcomes):
        assert tuple(test) == (0.0, 0, 1.0)


def test_an_outcome_of_one_study_is_not_tested_though_others_are():
    y = [[0.0, 0.5], [1.0, math.nan]]
    errors = [np.eye(2) * 0.5, [[0.5, math.nan], [math.nan, math.nan]]]
    found = fitted_at(outcomes_of(y, errors), np.zeros((2, 2)), method="FE")
    # Two effects a distance of 1 apart, each with variance 1/2.
    assert found.q.q == pytest.approx(1.0, rel=1e-13)
    assert (found.q.df, found.q.p_value) == (1, pytest.approx(chi2.sf(1.0, 1), rel=1e-12))
    assert found.q_of_outcomes[0].q == pytest.approx(1.0, rel=1e-13)
    assert tuple(found.q_of_outcomes[1]) == (0.0, 0, 1.0)


def test_outcomes_of_some_studies_are_tested_among_these():
    y = [[0.0, 0.5], [1.0, math.nan], [0.5, 2.5]]
    half, nothing = [[0.5, 0.0], [0.0, 0.5]], [[0.5, math.nan], [math.nan, math.nan]]
    found = fitted_at(outcomes_of(y, [half, nothing, half]), np.zeros((2, 2)), method="FE")
    # Squares about the mean over 1/2: 1/2 over it, and 2 over it.
    assert [one.q for one in found.q_of_outcomes] == pytest.approx([1.0, 4.0], rel=1e-13)
    assert [one.df for one in found.q_of_outcomes] == [2, 1]
    assert (found.q.q, found.q.df) == (pytest.approx(5.0, rel=1e-13), 3)


@pytest.mark.parametrize(
    ("structure", "free"), [("UN", 6), ("DIAG", 3), ("ID", 1), ("CS", 2), ("HCS", 4)]
)
def test_parameters_are_coefficients_and_what_the_structure_leaves_free(structure, free):
    outcomes = outcomes_of(np.arange(12.0).reshape(4, 3) ** 2, [np.eye(3)] * 4)
    for method, more in (("REML", free), ("FE", 0)):
        found = fitted_at(outcomes, np.eye(3), method=method, structure=structure)
        assert found.parameters == 3 + more
        assert isinstance(found.parameters, int)


def test_as_many_effects_as_coefficients_have_common_ones_alone():
    one = outcomes_of([[0.3, 0.9]], [np.eye(2) * 0.1])
    found = fit_multivariate(one, method="FE")
    assert found.coefficients == pytest.approx([0.3, 0.9])
    assert (found.converged, found.local_maxima) == (True, 1)
    assert (fitted_at(one, np.eye(2), method="MM").local_maxima) == 1
    assert fitted_at(one, np.eye(2), method="MM").converged
    for method in ("REML", "ML", "MM"):
        with pytest.raises(ValueError, match=f"{method} needs more effects than 2"):
            fit_multivariate(one, method=method)


@pytest.mark.parametrize("unit", [1.0, 100.0, 0.01])
def test_moments_of_outcomes_not_always_reported_go_with_their_unit(unit):
    y = np.array([[0.1, 1.6], [0.9, math.nan], [0.4, 0.0], [1.6, 0.9], [0.3, math.nan]])
    errors = np.array([np.diag([0.02, 0.03])] * 5)
    errors[np.isnan(y[:, 1]), 1], errors[np.isnan(y[:, 1]), :, 1] = math.nan, math.nan
    units = np.array([1.0, unit])
    found = psi_by_moments(outcomes_of(y * units, errors * np.outer(units, units)))
    fit = fit_multivariate(outcomes_of(y * units, errors * np.outer(units, units)), method="MM")
    assert fit.psi == pytest.approx(found, rel=1e-12)
    # Without correlated errors each variance is DerSimonian and Laird's.
    own = [
        estimate_tau2(column[there], np.full(there.sum(), vi), method="DL").value
        for column, there, vi in zip(y.T, ~np.isnan(y.T), (0.02, 0.03), strict=True)
    ]
    assert np.diag(found) == pytest.approx(own * units**2, rel=1e-12)
    # The covariance among the three studies that have both.
    both = np.cov(y[[0, 2, 3]].T)[0, 1]
    assert found[0, 1] / unit == pytest.approx(both, rel=1e-12)


TRIALS = np.repeat(["a", "b", "c", "d", "e"], 2).tolist()
EFFECTS = [0.1, 0.3, -0.4, 0.2, 0.9, 0.7, 0.4, 0.1, -0.2, 0.6]


def test_degrees_of_freedom_are_counted_among_the_groups_of_a_structure():
    """metafor: 5 trials less 1 coefficient, not 10 members less 1."""
    between = Structured(["first", "second"] * 5, TRIALS, "CS")
    fit = fit_dependent(EFFECTS, [0.05] * 10, terms=[between])
    assert coefficients_with_tests(fit, test="t", dfs="contain")[0][0].df == 4.0


def test_degrees_of_freedom_are_counted_among_relatives_one_by_one():
    related = np.full((5, 5), 0.5) + 0.5 * np.eye(5)
    term = Intercepts(TRIALS, correlation=related, levels=tuple("abcde"))
    fit = fit_dependent(EFFECTS, [0.05] * 10, terms=[term])
    assert coefficients_with_tests(fit, test="t", dfs="contain")[0][0].df == 4.0
