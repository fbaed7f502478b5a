"""Free coordinates of a random term, profiles, comparisons and robust errors, by small examples."""

import math

import numpy as np
import pytest
from scipy.stats import chi2

from evidence.stats.dependent.assumed_covariance import Contrast, Times, assumed_covariance
from evidence.stats.dependent.coefficient_tests import coefficients_with_tests
from evidence.stats.dependent.components import component_of
from evidence.stats.dependent.coordinates import free_of, natural
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.profile_interval import likelihood_ratio, profile_interval
from evidence.stats.dependent.robust_tests import robust_coefficients
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.terms import Intercepts, Structured

EFFECTS = np.array([0.1, 0.5, -0.3, 0.2, 0.9, 1.4, -0.6, 0.3, 0.4, 0.8, -0.2, 1.1])
VI = np.full(12, 0.04)


def term(structure, levels=3, **more):
    groups = 12 // levels
    inner, outer = list(range(levels)) * groups, np.repeat(range(groups), levels).tolist()
    return Structured(inner, outer, structure, **more)


def component(structure, levels=3, **more):
    return component_of(term(structure, levels, **more), EFFECTS, VI)


@pytest.mark.parametrize(("structure", "rho"), [("CS", -0.4), ("HCS", 0.6), ("AR", 0.3)])
@pytest.mark.parametrize("signs", [(1, 1, 1), (1, -1, 1), (-1, -1, -1)])
def test_covariances_from_standard_deviations_of_any_sign(structure, rho, signs):
    held = component(structure)
    sds = np.array([0.4, 0.7, 3.0]) if structure == "HCS" else np.array([0.7])
    free = free_of(held, sds, np.array([rho]))
    free[: len(sds)] *= signs[: len(sds)]
    found = natural(held, free)
    lags = np.abs(np.subtract.outer(range(3), range(3)))
    correlation = rho ** (lags if structure == "AR" else np.minimum(lags, 1))
    assert found.covariance == pytest.approx(correlation * np.outer(sds, sds), rel=1e-12)
    assert found.variances == pytest.approx(sds**2, rel=1e-12)
    assert found.correlations == pytest.approx([rho], rel=1e-12)


def test_two_levels_may_be_opposite_and_three_half_so():
    for levels, lowest in ((2, -1.0), (3, -0.5)):
        held = component("CS", levels)
        low, high = (natural(held, np.array([1.0, end])) for end in (-math.pi / 2, math.pi / 2))
        assert (low.correlations[0], high.correlations[0]) == pytest.approx((lowest, 1.0))
        back = natural(held, free_of(held, np.ones(1), np.array([0.9 * lowest])))
        assert back.correlations == pytest.approx([0.9 * lowest], rel=1e-12)
        # At their limits they are set just inside: a thousandth of half the way.
        for at, limit in ((lowest, lowest), (1.0, 1.0)):
            inside = natural(held, free_of(held, np.ones(1), np.array([at]))).correlations[0]
            assert abs(inside - limit) == pytest.approx(0.001 * (1 - lowest) / 2, rel=1e-9)


def test_all_pairs_of_levels_have_a_correlation():
    found = natural(component("UN"), np.array([1.0, 1.0, 1.0, 0.3, 0.2, -0.4]))
    cells = found.covariance / np.sqrt(np.outer(found.variances, found.variances))
    assert found.correlations == pytest.approx([cells[0, 1], cells[0, 2], cells[1, 2]], rel=1e-12)
    # The first angle is that of the first pair alone.
    assert cells[0, 1] == pytest.approx(math.sin(0.3), rel=1e-12)


FAR = np.abs(np.subtract.outer([0.0, 20.0, 70.0], [0.0, 20.0, 70.0]))


def test_a_range_there_and_back():
    held = component("SPEXP", distance=FAR)
    found = natural(held, free_of(held, np.array([0.7]), np.array([50.0])))
    assert found.correlations == pytest.approx([50.0], rel=1e-12)
    assert found.covariance == pytest.approx(0.49 * np.exp(-FAR / 50), rel=1e-12)


def test_the_omnibus_test_has_the_fewest_degrees_of_freedom():
    studies, first = np.repeat(range(6), 2).tolist(), np.tile([0.0, 1.0], 6)
    xi = np.column_stack([np.ones(12), np.repeat([0.0, 1.0, 0, 1, 1, 0], 2), first])
    terms = [Intercepts(studies), Intercepts(list(range(12)))]
    fit = fit_dependent(EFFECTS, VI, terms=terms, xi=xi)
    found = coefficients_with_tests(fit, test="t", dfs="contain")
    # 6 studies, or 12 effects, less 3 coefficients.
    assert [one.df for one in found.coefficients] == [3.0, 3.0, 9.0]
    assert found.omnibus.residual_df == 3.0


SPREAD = fit_dependent(EFFECTS, VI, terms=[Intercepts(list(range(12)))])
AGREE = fit_dependent([0.3, 0.3, 0.31], [0.1] * 3, terms=[Intercepts([0, 1, 2])])


def test_a_variance_of_nothing_has_a_limit_above():
    found = profile_interval(AGREE, 0, "variance")
    assert (found.estimate, found.low) == (0.0, 0.0)
    assert 0 < found.high < math.inf


@pytest.mark.parametrize(
    ("structure", "levels", "limits"),
    [("CS", 2, (-1.0, 1.0)), ("CS", 3, (-0.5, 1.0)), ("SPEXP", 3, (35e-6, math.inf))],
)
def test_effects_with_large_errors_say_nothing_of_their_correlation(structure, levels, limits):
    """The interval is all there can be; a range from a millionth of the middle distance, 35."""
    far = FAR if structure == "SPEXP" else None
    fit = fit_dependent(EFFECTS, VI * 10, terms=[term(structure, levels, distance=far)])
    found = profile_interval(fit, 0, "correlation")
    assert (found.low, found.high) == pytest.approx(limits, rel=1e-12)


def test_models_are_compared_where_they_can_be():
    held = fit_dependent(EFFECTS, VI, terms=[Intercepts(list(range(12)), sigma2=0.0)])
    found = likelihood_ratio(SPREAD, held)
    statistic = 2 * (SPREAD.fit.log_likelihood - held.fit.log_likelihood)
    assert (found.statistic, found.df) == (pytest.approx(statistic), 1)
    assert found.p_value == pytest.approx(chi2.sf(statistic, 1), rel=1e-9, abs=0)
    assert found.p_boundary == pytest.approx(chi2.sf(statistic, 1) / 2, rel=1e-9, abs=0)
    terms = [Intercepts(list(range(12)))]
    others = fit_dependent(EFFECTS + 1, VI, terms=[Intercepts(list(range(12)), sigma2=0.0)])
    by_ml = fit_dependent(EFFECTS, VI, terms=terms, method="ML")
    for wrong in (others, by_ml):
        with pytest.raises(ValueError, match="other effects, or by another likelihood"):
            likelihood_ratio(SPREAD, wrong)
    with pytest.raises(ValueError, match="no more parameters"):
        likelihood_ratio(SPREAD, SPREAD)
    xi = np.column_stack([np.ones(12), np.arange(12.0)])
    with pytest.raises(ValueError, match="not compared by REML"):
        likelihood_ratio(fit_dependent(EFFECTS, VI, terms=terms, xi=xi), SPREAD)
    more = fit_dependent(EFFECTS, VI, terms=terms, xi=xi, method="ML")
    assert likelihood_ratio(more, by_ml).df == 1


def test_a_cluster_with_a_coefficient_of_its_own_says_nothing_of_the_others():
    """CR2, where what such a cluster leaves is nothing: as if it were not there."""
    groups = np.repeat(range(5), [2, 2, 3, 2, 3])
    alone = (groups == 0).astype(float)
    fixed = [Intercepts(groups.tolist(), sigma2=0.1)]
    whole = fit_dependent(EFFECTS, VI, terms=fixed, xi=np.column_stack([np.ones(12), alone]))
    kept = groups > 0
    fixed = [Intercepts(groups[kept].tolist(), sigma2=0.1)]
    rest = fit_dependent(EFFECTS[kept], VI[kept], terms=fixed)
    found = robust_coefficients(whole.coefficients, sandwich(whole, groups.tolist(), rule="CR2"))[0]
    other = robust_coefficients(
        rest.coefficients, sandwich(rest, groups[kept].tolist(), rule="CR2")
    )[0]
    assert found.estimate == pytest.approx(other.estimate, rel=1e-10)
    assert found.se == pytest.approx(other.se, rel=1e-9)
    assert found.df == pytest.approx(other.df, rel=1e-8)
    # clubSandwich 0.5.8, coef_test(rma.mv(...), vcov = "CR2"), of the cluster's own coefficient.
    own = robust_coefficients(whole.coefficients, sandwich(whole, groups.tolist(), rule="CR2"))[1]
    assert (own.se, own.df) == pytest.approx((0.143795333146732, 2.99709899711794), rel=1e-9)


def test_contrasts_share_by_group_and_time():
    """Each effect is the first group less the second; means at other times correlate by phi."""
    contrast = Contrast(["a", "b"], ["c", "c"], [10, 10], [10, 10])
    (block,) = assumed_covariance([1.0, 1.0], [0, 0], contrast=contrast)
    assert block.covariance[0, 1] == pytest.approx(0.5, rel=1e-13)
    against = Contrast(["a", "c"], ["c", "b"], [10, 10], [10, 10])
    (block,) = assumed_covariance([1.0, 1.0], [0, 0], contrast=against)
    assert block.covariance[0, 1] == pytest.approx(-0.5, rel=1e-13)
    (block,) = assumed_covariance([1.0, 1.0], [0, 0], times=Times([0.0, 2.0], 0.6))
    assert block.covariance[0, 1] == pytest.approx(0.36, rel=1e-13)
    (block,) = assumed_covariance([1.0, 1.0], [0, 0], times=Times([0.0, 2.0], 0.0))
    assert block.covariance[0, 1] == 0.0
