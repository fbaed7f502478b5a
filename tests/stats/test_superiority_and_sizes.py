"""Probabilities of superiority, sizes of trials and limits of tau2 against what they must be."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from evidence.stats.escalc import escalc
from evidence.stats.superiority import d_of_superiority, superiority
from evidence.stats.tau2_interval import (
    generalised_q_interval,
    profile_likelihood_interval,
    q_profile_interval,
)
from evidence.stats.tau2_moments import quadratic_form
from evidence.stats.trial_size import trial_size_for_means, trial_size_for_risks
from evidence.stats.two_group_means import percent_of_range
from evidence.stats.two_groups import two_groups

PROBABILITIES = np.array([0.2, 0.5, 0.6, 0.93])


def test_newcombes_variance_is_hanley_and_mcneils_in_groups_of_equal_size():
    equal = superiority(PROBABILITIES, 7, 7, vtype="LS2").vi
    assert superiority(PROBABILITIES, 7, 7).vi == pytest.approx(equal, rel=1e-13)
    # It knows the sizes by their sum, and by the product of what is left of each.
    assert superiority(PROBABILITIES, 5, 9).vi * (4 * 8) == pytest.approx(equal * 36, rel=1e-13)


def test_no_superiority_has_the_variance_of_ranks():
    # (n1 + n2 + 1) / (12 n1 n2), with degrees of freedom for the two sizes below the line.
    assert superiority(0.5, 5, 9).vi == pytest.approx([15 / (12 * 4 * 8)], rel=1e-13)
    assert superiority(0.5, 5, 9, vtype="H0").vi == pytest.approx([15 / (12 * 5 * 9)], rel=1e-13)


def test_ties_take_a_quarter_of_their_share():
    without = superiority(0.6, 5, 9, vtype="LS2").vi
    tied = superiority(0.6, 5, 9, ties=[0.2, math.nan], vtype="LS2").vi
    assert tied == pytest.approx([without[0] - 0.2 / 4 / (4 * 8), without[0]], rel=1e-13)


def test_a_group_of_one_has_a_probability_without_variance():
    found = superiority(0.6, [1, 2], 9)
    assert np.isnan(found.vi).tolist() == [True, False]
    for wrong in ({"n1i": 0.5}, {"n2i": 0}, {"ai": 1.01}, {"ai": -0.01}, {"ties": 1.01}):
        with pytest.raises(ValueError, match="at position 0"):
            superiority(**({"ai": 0.6, "n1i": 5, "n2i": 9} | wrong))


def test_superiority_of_groups_of_one_spread_is_the_delta_method():
    """Phi(d / sqrt 2), its slope by differences, and metafor's variance of an uncorrected d."""
    d, sizes, step = np.array([-0.7, 0.0, 1.3]), {"n1i": [12] * 3, "n2i": [20] * 3}, 1e-5
    slope = (norm.cdf((d + step) / 2**0.5) - norm.cdf((d - step) / 2**0.5)) / (2 * step)
    variance = escalc("SMD", di=d, **sizes, correct=False).vi
    found = escalc("AUCN", di=d, **sizes)
    assert found.yi == pytest.approx(norm.cdf(d / 2**0.5), rel=1e-13)
    assert found.vi == pytest.approx(slope**2 * variance, rel=1e-9)
    # From means with one pooled spread, 2.
    groups = {"m1i": 2 * d, "m2i": [0.0] * 3, "sd1i": [2.0] * 3, "sd2i": [2.0] * 3, **sizes}
    pooled = escalc("AUCN", **groups, vtype="HO")
    assert pooled.yi == pytest.approx(found.yi, rel=1e-13)
    assert pooled.vi == pytest.approx(found.vi, rel=1e-13)


def of_means(d, n1, n2, vtype):
    """A mean difference of d by the root mean square of the spreads, which is 5."""
    return escalc("CLESN", m1i=5 * d, sd1i=1.0, n1i=n1, m2i=0.0, sd2i=7.0, n2i=n2, vtype=vtype).vi[
        0
    ]


def test_variances_of_superiority_differ_by_what_is_counted():
    # With sizes for degrees of freedom.
    assert of_means(0.8, 12, 20, "LS2") == pytest.approx(of_means(0.8, 13, 21, "LS"), rel=1e-13)
    # With sizes in the part of the means, degrees of freedom in that of the spreads.
    fall = math.exp(-(0.8**2) / 2)
    means = of_means(0.0, 12, 20, "LS2") * fall
    spreads = of_means(0.8, 12, 20, "LS") - of_means(0.0, 12, 20, "LS") * fall
    assert of_means(0.8, 12, 20, "LS3") == pytest.approx(means + spreads, rel=1e-13)
    # Under no effect the difference does not matter to the variance.
    given = {"m1i": 4.0, "sd1i": 1.0, "n1i": 12, "m2i": 0.0, "sd2i": 7.0, "n2i": 20}
    assert escalc("CLESN", **given, vtype="H0").yi == pytest.approx([norm.cdf(0.8 / 2**0.5)])
    none = of_means(0.0, 12, 20, "LS")
    assert of_means(0.8, 12, 20, "H0") == pytest.approx(none, rel=1e-13)
    assert none == pytest.approx((0.02 / 11 + 0.98 / 19) / (2 * math.pi), rel=1e-13)


def test_a_difference_back_from_superiority():
    assert d_of_superiority(PROBABILITIES) == pytest.approx(2**0.5 * norm.ppf(PROBABILITIES))
    assert d_of_superiority([0, 1]).tolist() == [-math.inf, math.inf]
    for wrong in (-0.01, 1.01, 1.5):
        with pytest.raises(ValueError, match="at position 0"):
            d_of_superiority(wrong)


@pytest.mark.parametrize(("alpha", "power"), [(0.05, 0.8), (0.01, 0.95), (0.2, 0.3)])
def test_a_trial_of_that_size_has_that_power(alpha, power):
    for difference in (0.2, -1.5):
        size = trial_size_for_means(difference, alpha=alpha, power=power)
        # The mean difference over its standard error, with half the people in each group.
        shift = abs(difference) * math.sqrt(size) / 2
        assert norm.sf(norm.isf(alpha / 2) - shift) == pytest.approx(power, rel=1e-12)


@pytest.mark.parametrize("difference", [0, 0.0, math.inf, -math.inf, math.nan])
def test_no_difference_has_no_size(difference):
    with pytest.raises(ValueError, match="difference"):
        trial_size_for_means(difference)
    assert trial_size_for_means(1) > 0


@pytest.mark.parametrize("risks", [(0, 0.5), (0.5, 0), (1, 0.5), (0.5, 1), (1.5, 0.5), (0.5, 1.5)])
def test_risks_lie_between_nothing_and_all(risks):
    with pytest.raises(ValueError, match="two risks between"):
        trial_size_for_risks(*risks)


def test_equal_risks_have_no_size():
    with pytest.raises(ValueError, match="two risks between"):
        trial_size_for_risks(0.3, 0.3)


@pytest.mark.parametrize("wrong", [0, 1, 1.5, -0.5, math.nan])
@pytest.mark.parametrize("name", ["alpha", "power"])
def test_levels_and_powers_lie_between_nothing_and_all(name, wrong):
    with pytest.raises(ValueError, match=r"alpha: .* or power"):
        trial_size_for_means(0.5, **{name: wrong})


def test_a_range_has_a_length():
    with pytest.raises(ValueError, match="high not above low at position 0"):
        percent_of_range(two_groups(9, 1, 1, 9, 1, 1), 3, 3)


INTERVALS = {
    "QP": q_profile_interval,
    "PL": lambda yi, vi, xi=None: profile_likelihood_interval(yi, vi, method="ML", xi=xi),
    "GENQ": generalised_q_interval,
}


@pytest.mark.parametrize("interval", INTERVALS.values(), ids=INTERVALS)
def test_an_interval_of_tau2_needs_an_effect_more_than_coefficients(interval):
    xi = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 3.0]])
    assert interval([0.0, 2.0, 0.5], [0.1] * 3, xi=xi).high > 0
    with pytest.raises(ValueError, match="3"):
        interval([0.0, 2.0], [0.1] * 2, xi=xi[:2])
    assert interval([0.0, 2.0], [0.1] * 2).high > 0
    with pytest.raises(ValueError, match="2"):
        interval([0.0], [0.1])


@pytest.mark.parametrize(("apart", "empty"), [(0.015, False), (0.0001, True)])
def test_an_interval_is_empty_where_effects_agree_too_well(apart, empty):
    found = q_profile_interval([0.0, apart], [1e-3, 1e-3])
    # Q is apart**2 / 0.002; chi-square with 1 degree of freedom is below 0.00098 in 1 of 40.
    assert found.empty is empty
    assert profile_likelihood_interval([0.0, apart], [1e-3, 1e-3], method="ML").empty is False


def test_weights_of_the_generalised_interval_are_those_of_inverse_variances():
    yi, vi = [0.1, 0.8, 0.4, -0.3], [0.02, 0.05, 0.03, 0.08]
    inverse = generalised_q_interval(yi, vi, weights=[1 / v for v in vi])
    assert generalised_q_interval(yi, vi) == inverse
    assert inverse != generalised_q_interval(yi, vi, weights=vi)


def test_the_spread_of_a_small_quadratic_form():
    # With weight a and error v each, a v times a chi-square with 1 degree of freedom.
    form = quadratic_form(np.array([0.0, 1.0]), np.ones(2), np.full(2, 0.1))
    assert form.se(0.0) == pytest.approx(0.1 * 2**0.5, rel=1e-13)
    assert form.se(0.5) == pytest.approx(0.15 * 2**0.5, rel=1e-13)
