"""Models of dependent effects so plain that every number is known."""

from functools import cache

import numpy as np
import pytest
from scipy.stats import chi2

from evidence.stats.dependent.assumed_covariance import Times, assumed_covariance
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.coordinates import free_of, natural
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.held_fit import held_fit
from evidence.stats.dependent.predictions import inconsistency, residuals, weights
from evidence.stats.dependent.profile_interval import profile_interval
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.structures import angles, exchangeable
from evidence.stats.dependent.surface import surface
from evidence.stats.dependent.terms import Intercepts, Structured, nested

PLAIN = fit_dependent([0.0, 1.0, 2.0], [0.25] * 3, terms=[Intercepts([0, 1, 2])])


@cache
def three_outcomes(structure):
    rng = np.random.default_rng(5)
    trial, outcome = np.repeat(np.arange(9), 3), np.tile(np.arange(3), 9)
    true = np.repeat(rng.normal(0, 0.6, 9), 3) + rng.normal(0, 0.4, 27)
    between = Structured(outcome.tolist(), trial.tolist(), structure)
    # A second term, so that coordinates do not all stand first.
    terms = [Intercepts((np.arange(27) // 2).tolist()), between]
    return fit_dependent(true, rng.uniform(0.02, 0.08, 27), terms=terms)


def test_three_effects_with_one_error():
    # Their variance is 1: 1/4 is sampling error.
    assert PLAIN.terms[0].variances == pytest.approx([0.75], rel=1e-9)
    assert (PLAIN.q.q, PLAIN.q.df) == (pytest.approx(8.0, rel=1e-12), 2)
    assert PLAIN.q.p_value == pytest.approx(chi2.sf(8.0, 2), rel=1e-12)
    assert PLAIN.typical == pytest.approx(0.25, rel=1e-12)
    whole, each = inconsistency(PLAIN)
    assert (whole, *each) == pytest.approx((75.0, 75.0), rel=1e-8)
    assert weights(PLAIN) == pytest.approx(np.full((1, 3), 1 / 3), rel=1e-12)
    left = residuals(PLAIN)
    assert [*left.se, *left.hat] == pytest.approx([(2 / 3) ** 0.5] * 3 + [1 / 3] * 3, rel=1e-8)


def test_the_typical_error_weighs_what_moderators_leave():
    vi = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    xi = np.column_stack([np.ones(5), [0.0, 1.0, 2.0, 4.0, 7.0]])
    fit = fit_dependent([0.1, 0.9, 0.3, 1.4, 0.2], vi, terms=[Intercepts(list(range(5)))], xi=xi)
    w = np.diag(1 / vi)
    p = w - w @ xi @ np.linalg.inv(xi.T @ w @ xi) @ xi.T @ w
    assert fit.typical == pytest.approx(3 / np.trace(p), rel=1e-12)
    held = fit.solved.covariance
    total = np.diag(vi + fit.terms[0].variances[0])
    assert held.shape == (2, 2)
    inverse = np.linalg.inv(total)
    moved = np.linalg.inv(xi.T @ inverse @ xi) @ xi.T @ inverse
    assert weights(fit) == pytest.approx(moved, rel=1e-9)


def test_two_effects_have_one_degree_of_freedom():
    fit = fit_dependent([0.0, 1.0], [0.1, 0.1], terms=[Intercepts([0, 1])])
    for dfs in ("residual", "contain"):
        assert coefficients_with_tests(fit, test="t", dfs=dfs)[0][0].df == 1.0


@pytest.mark.parametrize("structure", ["CS", "HCS", "UN", "AR"])
def test_free_coordinates_and_back(structure):
    component = three_outcomes(structure).model.components[1]
    variances, shape = np.array([0.2, 0.5, 0.9]), np.array([-0.3])
    if structure in ("CS", "AR"):
        variances = variances[:1]
    correlations = shape
    if structure == "UN":
        correlations = np.array([0.1, -0.4, 0.5])
        whole = np.eye(3)
        whole[np.triu_indices(3, 1)] = correlations
        shape = angles(whole + np.triu(whole, 1).T)
    found = natural(component, free_of(component, np.sqrt(variances), shape))
    assert found.variances == pytest.approx(variances, rel=1e-12)
    assert found.correlations == pytest.approx(correlations, rel=1e-9)


def test_three_cannot_be_further_apart_than_a_half():
    assert exchangeable(3) == -0.5
    component = three_outcomes("CS").model.components[1]
    ends = [natural(component, np.array([1.0, turn])).correlations[0] for turn in (-1, 1)]
    assert natural(component, np.array([1.0, -np.pi / 2])).correlations == pytest.approx([-0.5])
    assert natural(component, np.array([1.0, np.pi / 2])).correlations == pytest.approx([1.0])
    assert -0.5 < ends[0] < ends[1] < 1


@pytest.mark.parametrize("structure", ["CS", "UN"])
@pytest.mark.parametrize("method", ["ML", "REML"])
def test_slopes_and_bends_are_those_of_the_height(structure, method):
    fit = three_outcomes(structure)
    model = fit.model._replace(restricted=method == "REML")
    place = fit.free + np.linspace(0.1, 0.3, len(fit.free))
    here, step = surface(model, place), 1e-5
    for one in np.eye(len(place)) * step:
        above, below = surface(model, place + one), surface(model, place - one)
        slope = (above.height - below.height) / (2 * step)
        assert here.slope @ one / step == pytest.approx(slope, rel=1e-5, abs=1e-6)
        bend = (above.slope - below.slope) / (2 * step)
        assert here.bend @ one / step == pytest.approx(bend, rel=1e-4, abs=1e-4)


def test_what_is_held_is_there():
    for place in (1, -1):
        with pytest.raises(ValueError, match="place"):
            held_fit(PLAIN, 0, "variance", place, 0.1)


def test_a_correlation_is_held_among_three():
    fit = three_outcomes("UN")
    held = held_fit(fit, 1, "correlation", 2, 0.25)
    # The two levels whose correlation is held come first.
    assert held.terms[1].correlations[0] == pytest.approx(0.25, abs=1e-9)
    there = held_fit(fit, 1, "correlation", 2, float(fit.terms[1].correlations[2]))
    assert there.fit.log_likelihood == pytest.approx(fit.fit.log_likelihood, rel=1e-7)


def test_as_many_clusters_as_coefficients_are_too_few():
    xi = np.column_stack([np.ones(4), [0.0, 1.0, 0.0, 1.0]])
    groups = [0, 0, 1, 1]
    fit = fit_dependent([0.1, 0.4, 0.3, 0.9], [0.1] * 4, terms=[Intercepts(groups)], xi=xi)
    with pytest.raises(ValueError, match="too few"):
        sandwich(fit, groups, rule="CR0")


@pytest.mark.parametrize("phi", [-1.0, 1.0])
def test_times_may_follow_each_other_wholly(phi):
    (block,) = assumed_covariance([1.0, 4.0], [0, 0], times=Times([0.0, 1.0], phi))
    assert block.covariance[0, 1] == pytest.approx(2 * phi)
    with pytest.raises(ValueError, match="phi"):
        assumed_covariance([1.0, 4.0], [0, 0], times=Times([0.0, 1.0], 1.5 * phi))


def test_variances_are_one_a_level():
    with pytest.raises(ValueError, match="1 variances for 2 levels"):
        nested(["a", "b"], [1, 1], sigma2=[0.1])
    with pytest.raises(ValueError):
        nested(["a", "b"], [1, 1, 2])
    assert [term.sigma2 for term in nested(["a", "b"], [1, 1])] == [None, None]


def test_a_profile_ends_where_it_has_fallen_by_chi_square():
    found = profile_interval(PLAIN, 0, "variance")
    for end in (found.low, found.high):
        if end > 0:
            lower = held_fit(PLAIN, 0, "variance", 0, end).fit.log_likelihood
            fallen = PLAIN.fit.log_likelihood - lower
            assert fallen == pytest.approx(chi2.isf(0.05, 1) / 2, rel=1e-6)
