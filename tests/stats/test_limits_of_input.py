"""Formulas at the very limits of what they take, with answers reckoned by hand."""

import math

import numpy as np
import pytest
from scipy import stats

from evidence.stats.change_scores import standard_deviation_of_change
from evidence.stats.coefficients import coefficients_of, contrasts, wald_test
from evidence.stats.correlated import rotate
from evidence.stats.correlations import correlation
from evidence.stats.covariance_blocks import Block, errors_of, require_covariance
from evidence.stats.d_from_reported import d_from_chi_square
from evidence.stats.determination import (
    explained_variance,
    explained_variance_by_density,
    f_from_p,
)
from evidence.stats.early_five_numbers import hozo_mean
from evidence.stats.effects import estimable
from evidence.stats.escalc import escalc, sample_sizes
from evidence.stats.events.counted_estimate import distance_from
from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.events.peto import peto
from evidence.stats.events.stratified_tables import ZeroCellRule, kept_tables
from evidence.stats.fit_statistics import fit_statistics
from evidence.stats.five_numbers import five_numbers
from evidence.stats.glmm.choices import GlmmChoices, checked_choices
from evidence.stats.glmm.glmm import glmm
from evidence.stats.heterozygosity import relative_excess_heterozygosity
from evidence.stats.labbe import labbe_points
from evidence.stats.leave_one_out import leave_one_out
from evidence.stats.multivariate.outcomes import outcomes_of


def test_changes_that_go_all_together_or_all_apart():
    assert standard_deviation_of_change(3.0, 1.0, [1.0, -1.0]).tolist() == [2.0, 4.0]
    with pytest.raises(ValueError, match="outside -1 to 1"):
        standard_deviation_of_change(3.0, 1.0, 1.5)


def test_nothing_and_everything_have_no_d():
    for chi in (0.0, 100.0):
        with pytest.raises(ValueError, match="not between"):
            d_from_chi_square(chi, 100)


def test_what_is_infinite_is_no_effect():
    for yi, vi in ((math.inf, 0.1), (0.1, math.inf)):
        assert np.isnan(estimable(yi, vi)).all()


@pytest.mark.parametrize(("n", "mean"), [(25, 16.25), (26, 12.0)])
def test_the_median_stands_for_the_mean_above_twenty_five(n, mean):
    # (1 + 2 x 12 + 40)/4 at 25 and below.
    assert hozo_mean(five_numbers(n=n, low=1, median=12, high=40)) == pytest.approx(
        mean, abs=0.25 if n == 25 else 0
    )


def test_explained_shares_at_their_limits():
    # 4 x 0.25 x 0.75**2 over (20**2 - 1)(20 + 3)/(20 - 3 - 1)**2.
    known = 4 * 0.25 * 0.75**2 / (399 * 23 / 16**2)
    assert explained_variance(0.25, 3, 20, vtype="LS2").vi == pytest.approx(known, rel=1e-14)
    assert explained_variance(1.0, 3, 5).yi.tolist() == [1.0]
    with pytest.raises(ValueError, match="no degrees of freedom"):
        explained_variance(0.25, 3, 4)
    # F with 2 and d degrees of freedom has p above (p**(-2/d) - 1) d/2.
    assert f_from_p(0.05, 2, 23) == pytest.approx((0.05**-0.1 - 1) * 10, rel=1e-12)


def test_a_density_of_many_people_is_nearly_normal():
    # By the delta method of U/(U + W), U and W chi-square, U with noncentrality n 0.9/0.1.
    found = explained_variance_by_density(0.9, 2, 4000)
    assert found.vi == pytest.approx(4 * 0.9 * 0.1**2 * (1 - 0.9 / 2) / 4000, rel=0.01)
    z = explained_variance_by_density(0.9, 2, 4000, z=True)
    assert z.vi == pytest.approx(found.vi / 0.1**2, rel=1e-12)


def test_one_person_may_be_missing_a_genotype():
    assert relative_excess_heterozygosity([1, 2], [2, 0], [1, 2]).yi[0] == 0.0


def test_one_person_has_a_correlation_without_variance():
    found = correlation(0.5, 1)
    assert (found.yi[0], np.isnan(found.vi[0])) == (0.5, True)
    with pytest.raises(ValueError, match="ni below 1"):
        correlation(0.5, 0.5)


@pytest.mark.parametrize("count", [{"ai": 5, "n1i": 4}, {"ai": 1, "bi": 2, "n1i": 4}])
def test_a_size_is_the_sum_of_its_counts(count):
    with pytest.raises(ValueError, match="n1i"):
        escalc("OR", **count, ci=1, di=1)


def test_a_point_of_an_empty_table_is_moved():
    found = labbe_points([0, 5, 10], [10, 10, 10], [2, 10, 4], [10, 10, 10], measure="RR")
    moved = [[2.5, 10.5, 4.5], [0.5, 5.5, 10.5]]
    assert np.array(found) == pytest.approx(np.log(np.array(moved) / 11), rel=1e-14)
    whole = labbe_points([0, 5], [10, 10], [2, 10], [10, 10], measure="RD")
    assert np.array(whole) == pytest.approx(np.array([[0.2, 1.0], [0.0, 0.5]]), rel=1e-14)
    alone = labbe_points([5], [10], [0], [10], measure="OR")
    assert alone.control == pytest.approx([math.log(0.5 / 10.5)], rel=1e-14)


def test_two_studies_are_enough_to_leave_one_out():
    found = leave_one_out([0.0, 1.0], [1.0, 1.0], method="EE")
    assert found.estimate.tolist() == [1.0, 0.0]
    with pytest.raises(ValueError, match="2"):
        leave_one_out([0.0], [1.0], method="EE")


def test_a_study_without_events_says_nothing_to_peto():
    none = {"ai": [10, 0], "n1i": [100, 50], "ci": [20, 0], "n2i": [100, 50]}
    rule = ZeroCellRule(add=0.0, to="none")
    found, alone = (
        peto(pooled=rule, single=rule, **{name: column[:k] for name, column in none.items()})
        for k in (2, 1)
    )
    assert found.estimate == alone.estimate
    assert (alone.heterogeneity.df, alone.heterogeneity.p_value) == (0, 1.0)
    assert (found.heterogeneity.df, found.heterogeneity.p_value) == (0, 1.0)


def test_two_studies_differ_by_one_degree():
    # O - E of 2 and 0 with the hypergeometric variances: the sum of squares about the mean.
    found = peto(ai=[12, 10], n1i=[50, 50], ci=[8, 10], n2i=[50, 50])
    v = 20 * 80 * 50 * 50 / (100**2 * 99)
    assert found.heterogeneity.q == pytest.approx(2 * (1 / v) ** 2 * v, rel=1e-12)
    assert found.heterogeneity.df == 1


def test_a_group_of_one_is_a_group():
    rule = ZeroCellRule(add=0.0, to="none", drop00=False)
    one = {"ai": [1, 3], "n1i": [1, 9], "ci": [1, 2], "n2i": [1, 9]}
    assert kept_tables(one, rule).kept.all()
    for empty in ("1", "2"):
        events = {"1": "ai", "2": "ci"}[empty]
        with pytest.raises(ValueError, match="counts nobody"):
            kept_tables(one | {f"n{empty}i": [0, 9], events: [0, 2]}, rule)


def test_one_event_in_a_weighted_sum_is_not_none():
    # Up and down are 1 x 1/2 each.
    found = mantel_haenszel("RR", ai=[2], n1i=[10], ci=[1], n2i=[10])
    assert found.estimate == pytest.approx(math.log(2), rel=1e-14)


@pytest.mark.parametrize("events", [(1, 0), (0, 1)])
def test_no_events_in_one_group_have_no_common_ratio(events):
    first, second = events
    found = mantel_haenszel(
        "RR",
        ai=[first, first],
        n1i=[10, 10],
        ci=[second, second],
        n2i=[10, 10],
    )
    assert math.isnan(found.estimate)


@pytest.mark.parametrize(
    ("coding", "loadings"), [("1/2", (0.5, -0.5)), ("1", (1.0, 0.0)), ("0", (0.0, 1.0))]
)
def test_variation_lies_where_it_is_coded(coding, loadings):
    assert GlmmChoices(coding=coding).loadings == loadings


@pytest.mark.parametrize(
    ("measure", "model", "method", "points"),
    [
        ("OR", "UM.RS", "ML", 1),
        ("IRR", "UM.RS", "ML", 1),
        ("OR", "UM.RS", "EE", 7),
        ("OR", "UM.FS", "ML", 7),
        ("IRR", "CM.EL", "ML", 7),
        ("OR", "CM.EL", "ML", 40),
    ],
)
def test_nodes_that_nobody_chose(measure, model, method, points):
    assert GlmmChoices(model=model, method=method).points_of(measure) == points


def test_what_nine_digits_tell_apart_is_refused():
    with pytest.raises(ValueError, match="is not vi"):
        require_covariance(np.arange(2), np.eye(2) * 1.2, np.ones(2), np.zeros(2, dtype=bool))
    askew = np.array([[1.0, 0.2], [0.21, 1.0]])
    with pytest.raises(ValueError, match="not symmetric"):
        require_covariance(np.arange(2), askew, np.ones(2), np.zeros(2, dtype=bool))


def test_two_effects_of_a_study_have_one_node():
    assert checked_choices("OR", GlmmChoices(model="UM.RS", points=1)).points == 1
    with pytest.raises(ValueError, match="Laplace"):
        checked_choices("OR", GlmmChoices(model="UM.RS", points=2))
    with pytest.raises(ValueError, match="below 1"):
        checked_choices("OR", GlmmChoices(points=0))


def test_covariances_that_cannot_be_are_refused():
    good = [[1.0, 0.2], [0.2, 1.0]]
    bad = ([[1.0, 0.2], [0.3, 1.0]], [[1.0, 0.2], [np.nan, 1.0]], [[1.0, 0.0], [0.0, 0.0]])
    for one in bad:
        with pytest.raises(ValueError, match="no covariance matrix"):
            outcomes_of([[0.1, 0.2], [0.3, 0.1]], [good, one])
    with pytest.raises(ValueError, match="x not a finite number at position 1"):
        outcomes_of([[0.1, 0.2], [0.3, 0.1]], [good, good], x=[[1.0, 2.0], [1.0, np.inf]])
    # A difference that 9 digits show is not symmetric.
    with pytest.raises(ValueError, match="not symmetric"):
        errors_of([[1.0, 0.2], [0.2 + 1e-6, 1.0]])


def test_a_row_of_contrasts_is_as_long_as_the_coefficients():
    both = coefficients_of(np.array([1.0, 3.0]), np.eye(2), df=None, level=0.95)
    with pytest.raises(ValueError, match="rows of shape"):
        contrasts(both, [1, 2, 3])


def test_small_coefficients_are_tested_as_large_ones():
    small = coefficients_of(np.array([1e-8, 2e-8]), np.eye(2) * 1e-8, df=None, level=0.95)
    assert wald_test(small).statistic == pytest.approx(5.0, rel=1e-12)


def test_errors_that_are_one_and_the_same_have_no_rank():
    block = Block(np.arange(2), np.array([[1.0, 1 - 1e-14], [1 - 1e-14, 1.0]]))
    with pytest.raises(ValueError, match="full rank"):
        rotate([0.0, 1.0, 2.0], [1.0] * 3, [block])


def test_the_restricted_deviance_is_the_height():
    # Of contrasts with variance 2 at tau2 = 1: two of them, and squares of 2 about the mean.
    given = {"mu": 1.0, "tau2": 1.0, "tau2_estimated": True}
    found = fit_statistics([0.0, 1.0, 2.0], [1.0] * 3, restricted=True, **given)
    assert found.deviance == pytest.approx(2 * math.log(2 * math.pi * 2) + 2 / 2, rel=1e-13)


def test_a_size_beside_its_counts_changes_nothing():
    others = {"ci": 2, "di": 7, "n2i": 9}
    both = escalc("OR", ai=[1.0], bi=[3.0], n1i=[4.0], **others)
    assert both.yi.tolist() == escalc("OR", ai=[1.0], bi=[3.0], ci=2, di=7).yi.tolist()


def test_the_test_of_no_correlation_is_students():
    rng = np.random.default_rng(3)
    one, other = rng.normal(size=(2, 12))
    known = stats.pearsonr(one, one + 2 * other)
    found = correlation(known.statistic, 12, vtype="H0")
    t = found.yi[0] / found.vi[0] ** 0.5
    assert 2 * stats.t.sf(abs(t), 10) == pytest.approx(known.pvalue, rel=1e-12)


def test_people_seen_twice_are_counted_once():
    margins = {"ai": [10], "bi": [30], "ci": [14], "di": [26]}
    assert sample_sizes("MPORM", **margins, ri=[0.4]).tolist() == [40]
    assert sample_sizes("OR", **margins).tolist() == [80]


COUNTS = {"ai": [1, 4, 9], "n1i": [50, 40, 90], "ci": [3, 9, 2], "n2i": [50, 40, 90]}


def test_with_one_effect_the_deviance_is_the_test_of_heterogeneity():
    found = glmm("OR", GlmmChoices(model="CM.EL", method="EE"), **COUNTS)
    assert found.fit.deviance == pytest.approx(found.heterogeneity.lrt, rel=1e-12)
    one = {name: column[:1] for name, column in COUNTS.items()}
    with pytest.raises(ValueError, match="at least 2 studies"):
        glmm("OR", **one)


def test_one_effect_is_at_no_distance():
    assert distance_from(0.3, estimable([0.1], [0.2])) == (0.0, 0, 1.0)


def test_a_share_of_nobody_is_refused():
    with pytest.raises(ValueError, match="count nobody"):
        glmm("PLO", xi=[0, 1, 2], mi=[0, 3, 4])
