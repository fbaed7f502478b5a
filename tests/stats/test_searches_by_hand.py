"""Fits and their diagnostics where a hand calculation, or a limit, says what they have to be."""

import math

import numpy as np
import pytest
from scipy import special

from evidence.stats.coefficients import coefficients_of
from evidence.stats.dependent import search
from evidence.stats.dependent.cluster_deletion import delete_clusters
from evidence.stats.dependent.fit import _settled, fit_dependent
from evidence.stats.dependent.predictions import residuals
from evidence.stats.dependent.robust_tests import robust_wald_test
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.surface import Surface
from evidence.stats.dependent.terms import Intercepts, Structured, nested
from evidence.stats.design import design
from evidence.stats.location_scale import fit_location_scale, variances_at
from evidence.stats.refits import fit_mean
from evidence.stats.regression_influence import _marked, regression_influence
from evidence.stats.small_study.asymmetry_regression import asymmetry_beside, asymmetry_regression
from evidence.stats.small_study.deviations import without_rounding
from evidence.stats.small_study.rank_correlation import kendall

YI = np.array([0.1, 0.5, 0.2, 0.9, 0.6, 1.4, 0.3, 1.0])
VI = np.array([0.02, 0.05, 0.03, 0.08, 0.04, 0.06, 0.02, 0.05])
XI = np.column_stack([np.ones(8), [3.0, 4.0, 2.0, 7.0, 5.0, 9.0, 3.0, 6.0]])


def test_dfbetas_of_a_line_are_those_of_weighted_least_squares():
    found = delete_clusters(fit_dependent(YI, VI, xi=XI), list("aabbccdd"))

    def line(keep):
        bread = np.linalg.inv(XI[keep].T @ (XI[keep] / VI[keep, None]))
        return bread @ XI[keep].T @ (YI[keep] / VI[keep]), bread

    whole, bread = line(np.ones(8, dtype=bool))
    for code in range(4):
        without, _ = line(np.arange(8) // 2 != code)
        expected = (whole - without) / np.sqrt(np.diag(bread))
        np.testing.assert_allclose(found.dfbetas[code], expected, rtol=1e-9)


def test_nothing_is_told_without_the_one_cluster_that_has_a_level_of_two():
    outcome = ["x", "y", "x", "x", "x", "x", "x", "x"]
    term = Structured(outcome, list("aabbccdd"), "DIAG")
    found = delete_clusters(fit_dependent(YI, VI, terms=[term]), list("aabbccdd"))
    assert [one is None for one in found.without] == [True, False, False, False]
    assert np.isnan(found.cook).tolist() == [True, False, False, False]


def test_terms_that_differ_are_told_apart_and_terms_that_do_not_are_not():
    groups = ["a", "a", "b", "b", "c", "c", "d", "d"]
    yi = [0.1, 0.4, 1.2, 1.7, -0.6, -0.9, 0.5, 1.1]
    assert fit_dependent(yi, [0.01] * 8, terms=nested(groups, list(range(8)))).separable
    twice = fit_dependent(yi, [0.01] * 8, terms=[Intercepts(groups), Intercepts(groups)])
    assert not twice.separable


def test_a_deviation_that_lifts_the_likelihood_by_rounding_alone_is_zero():
    # The rise by 1e-7 squared times the slope is below 1e-12 of all.
    yi, vi = np.resize([-1.5, 1.5], 400), np.ones(400)
    fit = fit_dependent(yi, vi, terms=[Intercepts(list(range(400)))])
    assert fit.terms[0].variances[0] == pytest.approx(1.25, abs=0.01)
    assert _settled(fit.model, np.array([1e-7])).tolist() == [0.0]


def test_an_effect_with_a_coefficient_of_its_own_has_no_residual_and_no_error():
    xi = np.column_stack([np.ones(8), np.arange(8) == 3])
    found = residuals(fit_dependent(YI, VI, xi=xi))
    assert (found.residual[3], found.se[3], found.standardised[3]) == (0.0, 0.0, 0.0)
    assert found.hat[3] == pytest.approx(1.0)


def test_a_robust_test_of_two_coefficients_is_the_same_in_other_units():
    clusters = list("abcdefgh")
    fit = fit_dependent(YI, VI, xi=XI)
    found = sandwich(fit, clusters, rule="CR2")
    plain = robust_wald_test(fit.coefficients, found, np.eye(2))
    other = robust_wald_test(fit.coefficients, found, np.diag([1.0, 1e5]))
    assert math.isfinite(plain.statistic)
    assert other.statistic == pytest.approx(plain.statistic, rel=1e-6)


def test_a_location_scale_model_needs_more_effects_than_coefficients():
    line = design(XI[:2])
    mean = design(np.ones((2, 1)))
    for one, other in ((line, mean), (mean, line)):
        with pytest.raises(ValueError, match="at least 3 effects needed"):
            fit_location_scale(YI[:2], VI[:2], one, other)


def test_a_variance_at_zero_has_no_standard_error():
    mean = design(np.ones((4, 1)))
    # Q is 2.5: below 3 the likelihood falls from zero on, above 1.5 it bends downwards there.
    yi = [0.25, -0.25, 0.25, -0.25]
    found = fit_location_scale(yi, [0.1] * 4, mean, mean, link="identity")
    assert found.at_edge
    assert found.tau2.tolist() == [0.0] * 4
    assert np.isnan(found.scale.se).all()


def test_a_variance_on_a_straight_line_and_its_limits_are_not_below_zero():
    scale = coefficients_of(np.array([0.1]), np.array([[0.2]]), df=None, level=0.95)
    found = variances_at(scale, np.array([[1.0], [-1.0]]), link="identity")
    reach = 1.959963984540054 * 0.2
    assert found.tau2 == pytest.approx([0.1, 0.0])
    assert found.low == pytest.approx([0.0, 0.0])
    assert found.high == pytest.approx([0.1 + reach, -0.1 + reach])


def test_one_effect_tested_by_t_leaves_no_degree_of_freedom():
    pooled = fit_mean(np.array([0.3]), np.array([0.04]), method="REML", test="knha").pooled
    assert pooled.df == 0.0
    assert math.isnan(pooled.p_value)


def test_influence_on_a_line_needs_four_effects():
    with pytest.raises(ValueError, match="at least 4 effects needed"):
        regression_influence(YI[:3], VI[:3], design(XI[:3]), method="FE")
    found = regression_influence(YI[:4], VI[:4], design(XI[:4]), method="FE")
    assert found.hat.sum() == pytest.approx(2.0)


def test_cooks_distance_at_one_half_marks_nothing_and_beyond_it_does():
    line = design(XI)
    found = regression_influence(np.zeros(8), np.ones(8), line, method="FE")
    # A chi-square of two degrees of freedom is below 2 log 2 half of the time.
    half = 2 * math.log(2)
    while special.chdtr(2, half) < 0.5:
        half = float(np.nextafter(half, 2))
    assert special.chdtr(2, half) == 0.5
    found = found._replace(hat=np.zeros(8), cook_d=np.resize([half, half + 1e-9], 8))
    assert _marked(found, 8, 2).tolist() == [False, True] * 4


def test_three_effects_beside_an_intercept_are_a_regression_on_their_errors():
    yi, vi = [0.1, 0.4, 0.3], [0.01, 0.04, 0.09]
    found = asymmetry_beside(yi, vi, np.ones((3, 1)), method="EE")
    sei = np.sqrt(vi)
    slope, _ = np.polyfit(sei, yi, 1, w=1 / sei)
    assert found.slope == pytest.approx(slope)


def test_standard_errors_that_differ_by_a_tenth_are_not_the_same():
    yi, sei = [0.1, 0.4, 0.3, 0.2], np.array([0.10, 0.104, 0.107, 0.11])
    slope, intercept = np.polyfit(sei, yi, 1, w=1 / sei)
    found = asymmetry_regression(yi, sei**2, method="EE")
    assert (found.slope, found.intercept) == pytest.approx((slope, intercept))


@pytest.mark.parametrize(
    ("off", "largest", "rounded"),
    [
        # Within a million millionth of the largest effect there is rounding alone.
        ([1e-13, -1e-13], 1.0, [0.0, 0.0]),
        ([1e-10, -1e-10], 1000.0, [0.0, 0.0]),
        ([1e-10, -1e-10], 1.0, [1e-10, -1e-10]),
        ([10.0**-12, 0.0], 1.0, [0.0, 0.0]),
        ([0.0, 0.0], 0.0, [0.0, 0.0]),
        # Twelve digits after the first one: 0.2 and the thirteenth digit after its point.
        ([0.2, 0.2 + 4e-14], 1.0, [0.2, 0.2]),
        ([-0.2, 0.4], 0.7, [-0.2, 0.4]),
        ([30.0, -50.0], 70.0, [30.0, -50.0]),
    ],
)
def test_distances_keep_twelve_digits(off, largest, rounded):
    found = without_rounding(np.array(off), np.array([largest, -largest]))
    np.testing.assert_allclose(found, rounded, rtol=1e-14, atol=0)
    assert (found[0] == found[1]) == (rounded[0] == rounded[1])


def test_distances_that_differ_in_the_twelfth_digit_stay_apart():
    found = without_rounding(np.array([0.2, 0.2 + 2e-13]), np.array([1.0, -1.0]))
    assert found[0] != found[1]


def test_as_many_concordant_as_discordant_pairs_have_a_probability_of_one():
    # Of the 24 orders of four, 1, 3, 5, 6, 5, 3 and 1 have 0, 1, 2, 3, 4, 5 and 6 such pairs.
    found = kendall(np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 4.0, 3.0, 1.0]))
    assert found.exact
    assert (found.tau, found.p_value) == (pytest.approx(-1 / 3), pytest.approx(18 / 24))
    even = kendall(np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 2.0, 1.0, 4.0]))
    assert (even.tau, even.p_value) == (0.0, 1.0)


def test_effects_far_closer_than_their_errors_have_no_variance_between_them():
    yi = np.array([0.1, 0.1001, 0.1, 0.1001])
    fit = fit_dependent(yi, np.ones(4), terms=[Intercepts(list("abcd"))])
    assert fit.terms[0].variances.tolist() == [0.0]
    assert fit.coefficients[0] == pytest.approx(yi.mean())


def climbed(monkeypatch, start, height, slope, bend):
    """Climb a landscape of one's own instead of a likelihood."""
    monkeypatch.setattr(search, "heights", lambda _, points: np.array([*map(height, points)]))
    monkeypatch.setattr(search, "deviations", lambda _: np.zeros(len(start), dtype=bool))
    monkeypatch.setattr(
        search, "surface", lambda _, free: Surface(height(free), slope(free), bend(free))
    )
    return search.climb(None, np.array(start))


def test_the_top_of_a_gable_is_found_where_slopes_do_not_help(monkeypatch):
    top = climbed(
        monkeypatch,
        [0.9],
        lambda at: -abs(at[0] - 0.3),
        lambda at: -np.sign(at - 0.3),
        lambda _: np.zeros((1, 1)),
    )
    assert top.free == pytest.approx([0.3], abs=1e-6)


def test_the_top_of_a_sloping_ridge_is_found_where_slopes_do_not_help(monkeypatch):
    top = climbed(
        monkeypatch,
        [0.9, 0.9],
        lambda at: -10 * abs(at.sum() - 1) - (at[0] - 0.2) ** 2,
        lambda at: -10 * np.sign(at.sum() - 1) * np.ones(2) - np.array([2 * (at[0] - 0.2), 0]),
        lambda _: np.diag([-2.0, 0.0]),
    )
    assert top.free == pytest.approx([0.2, 0.8], abs=1e-4)


def test_a_valley_with_a_limit_on_one_side_is_left_on_the_other(monkeypatch):
    # By its slopes: the search that needs none would find the top as well, but is not for this.
    monkeypatch.setattr(search, "minimize", None)
    top = climbed(
        monkeypatch,
        [0.0],
        lambda at: at[0] ** 2 - at[0] ** 4 if at[0] <= 0 else -math.inf,
        lambda at: 2 * at - 4 * at**3,
        lambda at: np.array([[2 - 12 * at[0] ** 2]]),
    )
    assert top.free == pytest.approx([-math.sqrt(0.5)])
