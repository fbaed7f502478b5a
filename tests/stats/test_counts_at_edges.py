"""Counts of events where there is little of them: one study, one group empty, no spread."""

import math

import numpy as np
import pytest
from scipy.stats import chi2

from evidence.stats.events.around_mantel_haenszel import pool_around_mantel_haenszel
from evidence.stats.events.counted_residuals import counted_residuals
from evidence.stats.events.peto import peto
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial
from evidence.stats.glmm.fitting import fit_common, fit_each
from evidence.stats.glmm.glmm import glmm
from evidence.stats.glmm.heterogeneity import wald_statistic, wald_statistic_of_each
from evidence.stats.glmm.one_effect import one_effect, quadrature
from evidence.stats.glmm.two_groups import every_study_its_effect, groups, random_study_effects
from evidence.stats.two_by_two import two_by_two

ONE = {"ai": [10], "n1i": [100], "ci": [20], "n2i": [100]}
TWO = {"ai": [10, 4], "n1i": [100, 50], "ci": [20, 9], "n2i": [100, 50]}
NOBODY = {name: [*column, 0 if name in ("ai", "ci") else 50] for name, column in TWO.items()}


def test_one_study_leaves_no_spread_around_mantel_and_haenszel():
    found = pool_around_mantel_haenszel("OR", **ONE)
    assert found.tau2 == 0.0
    # The log odds ratio of one table, by hand.
    assert found.pooled.estimate == pytest.approx(math.log(10 * 80 / (90 * 20)), rel=1e-14)


def test_tables_that_agree_leave_no_spread_around_mantel_and_haenszel():
    alike = {name: column * 3 for name, column in ONE.items()}
    assert pool_around_mantel_haenszel("OR", **alike).tau2 == 0.0


def test_two_studies_have_residuals_each_from_the_other():
    found = counted_residuals("PETO", peto, **TWO).deleted
    alone = [peto(**{name: [column[at]] for name, column in TWO.items()}) for at in (0, 1)]
    far = alone[0].estimate - alone[1].estimate
    both = math.hypot(alone[0].se, alone[1].se)
    assert found.residual == pytest.approx([far, -far], rel=1e-13)
    assert found.se == pytest.approx([both, both], rel=1e-13)
    with pytest.raises(ValueError, match="2"):
        counted_residuals("PETO", peto, **ONE)


def test_a_study_without_events_adds_nothing_to_petos_estimate():
    with_them, without = peto(**NOBODY), peto(**TWO)
    assert (with_them.estimate, with_them.se) == (without.estimate, without.se)
    assert with_them.heterogeneity == without.heterogeneity


def test_petos_heterogeneity_is_tested_among_two_informative_studies():
    q, df, p_value = peto(**TWO).heterogeneity
    alone = [peto(**{name: [column[at]] for name, column in TWO.items()}) for at in (0, 1)]
    far = alone[0].estimate - alone[1].estimate
    assert (q, df) == (pytest.approx(far**2 / (alone[0].se ** 2 + alone[1].se ** 2)), 1)
    assert p_value == pytest.approx(chi2.sf(q, 1), rel=1e-12)


@pytest.mark.parametrize("nobody", [[], [0]])
def test_petos_heterogeneity_is_not_tested_in_one_informative_study(nobody):
    tables = {
        name: column + (nobody if name in ("ai", "ci") else [50] * len(nobody))
        for name, column in ONE.items()
    }
    found = peto(**tables, single=ZeroCellRule(drop00=False)).heterogeneity
    assert tuple(found) == (pytest.approx(0.0, abs=1e-25), 0, 1.0)


def test_a_common_rate_of_one_study_is_its_own_but_has_no_t():
    common = GlmmChoices(method="EE")
    found = glmm("IRLN", common, xi=[4], ti=[20])
    assert float(found.coefficients.estimate[0]) == pytest.approx(math.log(0.2), rel=1e-12)
    assert float(found.coefficients.se[0]) == pytest.approx(0.5, rel=1e-9)
    assert found.tau2 == 0.0
    assert found.peaks == 1
    assert math.isnan(found.tau2_se)
    with pytest.raises(ValueError, match="at least 2 studies needed, 1 given"):
        glmm("IRLN", common, test="t", xi=[4], ti=[20])


@pytest.mark.parametrize("more", [0, 1, 2, 3, 5, 8])
def test_a_common_rate_is_that_of_all_events_and_time_to_the_last_digit(more):
    events, time = np.array([4, 9, 1 + more]), np.array([20, 31 + more, 9])
    found = glmm("IRLN", GlmmChoices(method="EE"), xi=events, ti=time).coefficients
    assert float(found.estimate[0]) == pytest.approx(math.log(events.sum() / time.sum()), rel=1e-14)


def test_a_spread_of_nothing_has_no_error():
    found = glmm("IRLN", xi=[4, 8], ti=[20, 40])
    assert found.tau2 == 0.0
    assert math.isnan(found.tau2_se)


def test_rates_that_differ_have_a_spread_about_a_rate_between_them():
    found = glmm("IRLN", xi=[2, 30, 9], ti=[40, 40, 40])
    common = glmm("IRLN", GlmmChoices(method="EE"), xi=[2, 30, 9], ti=[40, 40, 40])
    assert math.log(2 / 40) < float(found.coefficients.estimate[0]) < math.log(30 / 40)
    assert found.tau2 > 0.1
    assert found.log_likelihood > common.log_likelihood + 1


def test_one_finite_effect_cannot_differ_from_itself():
    assert wald_statistic(np.array([1.0, np.inf]), np.array([2.0, 0.0]), np.ones((2, 1))) == 0.0


def test_effects_that_hang_together_are_tested_by_the_whole_curvature():
    """Every second derivative by differences of slopes; every effect against the first."""
    counts = groups(two_by_two([2, 5, 9, 4], [48, 35, 81, 30], [4, 9, 12, 2], [46, 31, 78, 40]))
    ones = np.ones((4, 1))
    model = random_study_effects(counts, ones, GlmmChoices(model="UM.RS", method="EE"), 7)
    layout = every_study_its_effect(counts, 7)
    each = fit_each(layout, fit_common(model), model)
    top = np.concatenate([each.own, each.shared])

    def slope(place):
        at = layout.likelihood(place[4:], place[:4]).slope
        return np.concatenate([at @ layout.pattern, np.einsum("kip,ki->p", layout.design, at)])

    def bend(move):
        """Central differences at four distances, exact for a polynomial of degree 8."""
        shares = ((1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280))
        return sum(share * (slope(top + n * move) - slope(top - n * move)) for n, share in shares)

    step = 1e-2
    information = -np.array([bend(one) / step for one in np.eye(6) * step])
    contrasts = np.hstack([-np.ones((3, 1)), np.eye(3), np.zeros((3, 2))])
    apart = contrasts @ top
    covariance = contrasts @ np.linalg.inv(information) @ contrasts.T
    wald = apart @ np.linalg.solve(covariance, apart)
    assert wald_statistic_of_each(layout, each, ones) == pytest.approx(wald, rel=1e-8)


@pytest.mark.parametrize("points", [1, 2, 3])
def test_slopes_are_those_of_the_sum_whatever_its_nodes(points):
    counts = tuple(Binomial(np.array([x]), np.array([n])) for x, n in ((2.0, 9.0), (5.0, 4.0)))
    place, rule, step = np.array([[-0.4, 0.7, 1.3, -0.8]]), quadrature(points), 1e-5
    slopes = one_effect(counts, place, rule).slope[0]
    for at, move in enumerate(np.eye(4)[:, None, :] * step):
        up, down = (one_effect(counts, place + sign * move, rule).value[0] for sign in (1, -1))
        assert slopes[at] == pytest.approx((up - down) / (2 * step), rel=1e-6, abs=1e-8)
