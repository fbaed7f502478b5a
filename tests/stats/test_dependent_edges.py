"""Models of dependent effects where a term, block or matrix says little or nothing."""

import math

import numpy as np
import pytest

from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.cluster_deletion import delete_clusters
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.likelihood import heights
from evidence.stats.dependent.predictions import inconsistency
from evidence.stats.dependent.terms import Intercepts, Structured
from evidence.stats.design import design

YI = np.array([0.1, 0.5, -0.2, 0.4, 0.9, 0.3, 0.6, 0.0])
VI = np.array([0.1, 0.2, 0.15, 0.1, 0.3, 0.2, 0.1, 0.25])
PAIRS = np.repeat(np.arange(4), 2)
IN_PAIRS = [
    Block(np.array([2 * pair, 2 * pair + 1]), np.array([[a, 0.05], [0.05, b]]))
    for pair, (a, b) in enumerate(VI.reshape(4, 2))
]


def test_errors_of_two_left_behind_stay_correlated():
    whole = fit_dependent(YI, VI, terms=[Intercepts(PAIRS.tolist())], blocks=IN_PAIRS)
    without = delete_clusters(whole, PAIRS.tolist()).without[3]
    rest = fit_dependent(
        YI[:6], VI[:6], terms=[Intercepts(PAIRS[:6].tolist())], blocks=IN_PAIRS[:3]
    )
    assert without.fit.log_likelihood == pytest.approx(rest.fit.log_likelihood, rel=1e-9)
    assert without.coefficients == pytest.approx(rest.coefficients, rel=1e-6)


@pytest.mark.parametrize(("structure", "left"), [("CS", True), ("DIAG", False)])
def test_without_a_level_a_variance_of_its_own_is_lost(structure, left):
    level = [0, 1, 0, 1, 0, 1, 0, 2]
    fit = fit_dependent(YI, VI, terms=[Structured(level, PAIRS.tolist(), structure)])
    found = delete_clusters(fit, PAIRS.tolist()).without
    assert [one is not None for one in found] == [True, True, True, left]


@pytest.mark.parametrize("structure", ["CS", "UN"])
def test_levels_that_never_meet_have_no_correlation(structure):
    levels = [0, 1] * 4
    apart = fit_dependent(YI, VI, terms=[Structured(levels, list(range(8)), structure)])
    assert apart.terms[0].correlations == pytest.approx([0.0], abs=0)
    met = fit_dependent(YI, VI, terms=[Structured(levels, PAIRS.tolist(), structure)])
    assert abs(met.terms[0].correlations[0]) > 0.01


def test_the_likelihood_is_nothing_where_there_is_no_covariance():
    fit = fit_dependent(YI, VI, terms=[Structured([0, 1] * 4, PAIRS.tolist(), "HCS")])
    # Two levels so wide and so alike that rounding leaves nothing of the errors.
    good, bad = heights(fit.model, np.array([[0.5, 0.5, 0.2], [1e12, 3e12, math.pi / 2]]))
    assert math.isfinite(good)
    assert bad == -math.inf


def test_nothing_varies_where_nothing_can():
    fit = fit_dependent([0.1, 0.9], [0.1, 0.2], xi=np.eye(2))
    assert (fit.typical, inconsistency(fit)) == (0.0, (0.0, ()))
    term = Intercepts([0, 1], sigma2=0.0)
    fit = fit_dependent([0.1, 0.9], [0.1, 0.2], xi=np.eye(2), terms=[term], method="ML")
    assert inconsistency(fit) == (0.0, (0.0,))


@pytest.mark.parametrize(("off", "spanned"), [(1e-5, False), (1e-9, True)])
def test_a_column_all_but_constant_spans_the_mean(off, spanned):
    found = design([[1 + off], [1 - off], [1 + off], [1 - off]])
    assert (found.spans_mean, found.intercept) == (spanned, None)
