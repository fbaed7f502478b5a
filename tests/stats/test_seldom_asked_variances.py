"""Variances that are seldom asked for, by what they must equal among those that are."""

import math
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import norm
from scipy.stats import t as student

from evidence.stats.escalc import escalc
from evidence.stats.pre_post_ratios import (
    ratio_of_paired_means,
    ratio_of_paired_relative_spreads,
    ratio_of_paired_spreads,
)
from evidence.stats.shrinkage import random_effects
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.smd_reexpressed import as_log_odds_ratio, as_response, in_scale_units
from evidence.stats.split_control import split_variance
from evidence.stats.standardised_contrast import standardised_contrast
from evidence.stats.two_groups import two_groups
from evidence.stats.two_times import two_times

GROUPS = {"m1i": 10, "sd1i": 2, "n1i": 12, "m2i": 8, "sd2i": 3, "n2i": 20}


def of_groups(measure, vtype, **more):
    found = escalc(measure, vtype=vtype, **GROUPS | more)
    return float(found.yi[0]), float(found.vi[0])


def test_hedges_variance_with_fewer_people_below_the_line():
    g, vi = of_groups("SMD", "LS3")
    ends = 1 / 12 + 1 / 20
    assert (vi - ends) / g**2 == pytest.approx(1 / (2 * (32 - 3.94)), rel=1e-11)


def test_under_no_effect_g_is_a_scaled_t():
    j = math.gamma(15) / (math.sqrt(15) * math.gamma(14.5))
    _, vi = of_groups("SMD", "H0")
    assert vi == pytest.approx(j**2 * (1 / 12 + 1 / 20) * student.var(30), rel=1e-12)
    # A t of two degrees of freedom has no variance; one of three has that of three.
    few = escalc("SMD", vtype="H0", **GROUPS | {"n1i": [2, 2], "n2i": [2, 3]})
    assert np.isfinite(few.yi).all()
    j = math.gamma(1.5) / (math.sqrt(1.5) * math.gamma(1))
    assert few.vi == pytest.approx([math.nan, j**2 * (5 / 6) * 3], rel=1e-12, nan_ok=True)


def test_unequal_spreads_with_sizes_in_the_part_of_the_means():
    plain = {"correct": False}
    alike = plain | {"m2i": 10}
    means = of_groups("SMDH", "LS2", **alike)[1]
    spreads = of_groups("SMDH", "LS", **plain)[1] - of_groups("SMDH", "LS", **alike)[1]
    assert of_groups("SMDH", "LS3", **plain)[1] == pytest.approx(means + spreads, rel=1e-12)
    more = plain | {"n1i": 13, "n2i": 21}
    assert of_groups("SMDH", "LS2", **plain)[1] == pytest.approx(
        of_groups("SMDH", "LS", **more)[1], rel=1e-12
    )


@pytest.mark.parametrize(("by", "measure"), [("pooled", "SMD"), ("control", "SMD1")])
def test_a_contrast_that_is_not_adjusted_is_the_plain_standardised_mean(by, measure):
    groups = two_groups(12, 10, 2, 20, 8, 3)
    spread = math.sqrt((11 * 4 + 19 * 9) / 30) if by == "pooled" else 3
    found = standardised_contrast(2.0, spread * math.sqrt(1 / 12 + 1 / 20), groups, by=by)
    yi, vi = of_groups(measure, "LS")
    assert (float(found.yi[0]), float(found.vi[0])) == pytest.approx((yi, vi), rel=1e-12)
    # Half the standard error is a quarter of the variance of the difference.
    half = standardised_contrast(2.0, spread * math.sqrt(1 / 12 + 1 / 20) / 2, groups, by=by)
    assert vi - float(half.vi[0]) == pytest.approx(0.75 * (1 / 12 + 1 / 20), rel=1e-12)


def test_the_small_sample_factor_by_its_approximation():
    exact = [float(1 - Fraction(3, 4 * m - 1)) for m in (2, 10, 100)]
    found = small_sample_factor([1, 2, 10, 100], "approx")
    assert found == pytest.approx([math.nan, *exact], rel=1e-15, nan_ok=True)
    j = [math.sqrt(2 / m) * math.gamma(m / 2) / math.gamma((m - 1) / 2) for m in (2, 10, 100)]
    assert small_sample_factor([1, 2, 10, 100]) == pytest.approx([math.nan, *j], nan_ok=True)
    assert small_sample_factor([2, 10], False).tolist() == [1.0, 1.0]


def paired(formula, r, **more):
    found = formula(two_times(10, 2, 8, 3, 12, r), **more)
    return float(found.yi[0]), float(found.vi[0])


TWICE = {"m1i": 10, "sd1i": 2, "n1i": 12, "m2i": 8, "sd2i": 3, "n2i": 12}


@pytest.mark.parametrize("vtype", ["LS", "LS2"])
def test_times_that_do_not_correlate_are_two_groups(vtype):
    for formula, measure in ((ratio_of_paired_means, "ROM"), (ratio_of_paired_spreads, "VR")):
        groups = escalc(measure, vtype=vtype, **TWICE)
        expected = (float(groups.yi[0]), float(groups.vi[0]))
        assert paired(formula, 0.0, vtype=vtype) == pytest.approx(expected, rel=1e-12)


def test_the_second_order_of_ratios_of_correlated_times():
    for r in (0.5, -0.8, 1.0):
        # Squares of two errors covary as the square of their correlation.
        first = 0.04 / 12
        found = ratio_of_paired_means(two_times(10, 2, 20, 4, 12, r), vtype="LS2").vi
        expected = 2 * first * (1 - r) + first**2 * (1 - r**2)
        assert found == pytest.approx([expected], rel=1e-12, abs=1e-17)
        _, vi = paired(ratio_of_paired_spreads, r, vtype="LS2")
        assert vi == pytest.approx((1 - r**2) / 11 + (1 - r**4) / 11**2, rel=1e-12, abs=1e-17)


@pytest.mark.parametrize("vtype", ["LS", "LS2"])
def test_relative_spreads_are_spreads_less_means(vtype):
    spreads = paired(ratio_of_paired_spreads, 0.5, vtype=vtype)
    means = paired(ratio_of_paired_means, 0.5, vtype=vtype, correct=True)
    found = paired(ratio_of_paired_relative_spreads, 0.5, vtype=vtype, correct=True)
    assert found == pytest.approx((spreads[0] - means[0], spreads[1] + means[1]), rel=1e-12)
    plain = paired(ratio_of_paired_relative_spreads, 0.5, correct=False)[0]
    assert plain == pytest.approx(math.log(2 / 10) - math.log(3 / 8), rel=1e-12)
    assert paired(ratio_of_paired_means, 0.5, correct=False)[0] == pytest.approx(math.log(10 / 8))


PAIRS = {"m1i": 10, "sd1i": 2, "m2i": 8, "sd2i": 3, "ri": 0.5}


def test_paired_superiority_is_the_delta_method():
    change = escalc("SMCRPH", **PAIRS, ni=12, correct=False)
    d, step = float(change.yi[0]), 1e-5
    slope = (norm.cdf((d + step) / 2**0.5) - norm.cdf((d - step) / 2**0.5)) / (2 * step)
    found = escalc("CLESCN", **PAIRS, ni=12)
    assert float(found.yi[0]) == pytest.approx(norm.cdf(d / 2**0.5), rel=1e-13)
    assert float(found.vi[0]) == pytest.approx(slope**2 * float(change.vi[0]), rel=1e-9)


def test_a_change_by_the_mean_spread_with_sizes_below_the_line():
    sizes = escalc("SMCRPH", **PAIRS, ni=12, vtype="LS2", correct=False).vi
    freedom = escalc("SMCRPH", **PAIRS, ni=13, vtype="LS", correct=False).vi
    assert sizes == pytest.approx(freedom, rel=1e-13)


def test_a_split_control_group_of_a_small_variance():
    # Half of 50 controls: 1/50 + 2/50 for 2/50.
    assert split_variance([0.04, 0.9, 1.0], 50, 50, parts=2) == pytest.approx([0.06, 1.35, 1.5])


def test_a_standardised_difference_told_otherwise():
    assert in_scale_units(-0.5, sd=10.0).value.tolist() == [-5.0]
    assert as_log_odds_ratio(0.5).value == pytest.approx([0.5 * math.pi / math.sqrt(3)])
    for risk in (0.0, 1.0):
        with pytest.raises(ValueError, match="comparison_risk not between 0 and 1"):
            as_response(0.5, comparison_risk=risk)


def test_a_shrunken_effect_has_limits_around_it():
    found = random_effects([1.0, 0.0], [0.5, 0.25], mu=0.2, se=0.1, tau2=0.5)
    real = np.array([1 / 2, 2 / 3])
    middle = real * np.array([0.8, -0.2])
    reach = norm.isf(0.025) * np.sqrt(real * [0.5, 0.25] + (real * 0.1) ** 2)
    assert found[0] == pytest.approx(middle, rel=1e-13)
    assert found[2] == pytest.approx(middle - reach, rel=1e-13)
    assert found[3] == pytest.approx(middle + reach, rel=1e-13)
