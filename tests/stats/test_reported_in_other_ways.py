"""Effects reported in other ways, at the least that is needed and where nothing can be said."""

import math

import numpy as np
import pytest
from scipy.stats import norm

from evidence.stats.escalc import escalc
from evidence.stats.matched_pairs import correlation_of_margins, marginal_odds_ratio
from evidence.stats.normal_mean import mean_over_normal
from evidence.stats.partial_correlations import semi_partial_correlation, semi_partial_from_t
from evidence.stats.person_time import two_rates
from evidence.stats.power_of_synthesis import power_of_synthesis
from evidence.stats.two_by_two import two_by_two

SIZES = {"n1i": 12, "n2i": 20}
A = 0.7
D = 2**0.5 * norm.ppf(A)


@pytest.mark.parametrize("vtype", ["LS", "LS2"])
def test_superiority_with_spreads_is_that_of_means_so_far_apart(vtype):
    spreads = {"sd1i": 2.0, "sd2i": 46**0.5}
    stated = escalc("CLESN", ai=A, **spreads, **SIZES, vtype=vtype)
    means = escalc("CLESN", m1i=5 * D + 3, m2i=3.0, **spreads, **SIZES, vtype=vtype)
    assert stated.yi == pytest.approx([A], rel=1e-13)
    assert stated.vi == pytest.approx(means.vi, rel=1e-12)


def test_superiority_without_spreads_is_that_of_equal_ones():
    stated = escalc("CLESN", ai=A, **SIZES)
    by_d = escalc("CLESN", di=D, **SIZES)
    assert stated.yi == pytest.approx(by_d.yi, rel=1e-13)
    assert stated.vi == pytest.approx(by_d.vi, rel=1e-12)
    # A t of d over the root of 1/12 + 1/20, or the p-value of that t on 30 degrees of freedom.
    t = 1.5
    d = t * math.sqrt(1 / 12 + 1 / 20)
    assert escalc("CLESN", ti=t, **SIZES).yi == pytest.approx([norm.cdf(d / 2**0.5)], rel=1e-12)
    from_p = escalc("CLESN", pi=0.14406692185, **SIZES).yi
    assert from_p == pytest.approx([norm.cdf(d / 2**0.5)], rel=1e-6)


def test_a_change_from_its_p_value_has_one_degree_of_freedom_less_than_people():
    # One degree of freedom: P(|t| > 1) is a half. The change is t over the root of 2 people.
    found = escalc("SMCC", pi=[0.5, -0.5], ni=[2, 2], correct=False).yi
    assert found == pytest.approx([2**-0.5, -(2**-0.5)], rel=1e-12)


@pytest.mark.parametrize("r", [-1.0, 1.0])
def test_margins_may_go_wholly_together_or_apart(r):
    margins = two_by_two(40, 40, 40, 40)
    found = marginal_odds_ratio(margins, r)
    # No difference; each log odds has the variance 1/20.
    assert (found.yi[0], found.vi[0]) == pytest.approx((0.0, 0.1 * (1 - r)), abs=1e-15)
    for beyond in (1.01 * r, 1.5 * r):
        with pytest.raises(ValueError, match=r"r .* at position 0"):
            marginal_odds_ratio(margins, beyond)


def test_a_share_of_both_times_from_none_to_all():
    margins = two_by_two(40, 40, 40, 40)
    assert correlation_of_margins(margins, [0.0, 0.25, 0.5]).tolist() == [-1.0, 0.0, 1.0]
    assert correlation_of_margins(two_by_two(4, 0, 3, 1), [1.0]).tolist() != [1.0]
    assert np.isnan(correlation_of_margins(margins, [0.51, 0.75, 1.0])).all()
    for beyond in (-0.01, 1.01, 1.5):
        with pytest.raises(ValueError, match=r"both .* at position 0"):
            correlation_of_margins(margins, beyond)


def test_means_over_normals_are_held_within_limits():
    # Half a normal distribution: root(2/pi) times its spread.
    zero, one = np.zeros(1), np.ones(1)
    half = mean_over_normal(lambda x: x, zero, one, low=0.0)
    assert half == pytest.approx([math.sqrt(2 / math.pi)], rel=1e-9)
    both = mean_over_normal(lambda x: x, zero, np.array([0.25]), high=0.0)
    assert both == pytest.approx([-0.5 * math.sqrt(2 / math.pi)], rel=1e-9)
    spread = mean_over_normal(np.square, np.array([1.0]), np.array([4.0]))
    assert spread == pytest.approx([5.0], rel=1e-12)


@pytest.mark.parametrize(("m", "n", "told"), [(3, 5, True), (3, 4, False), (3, 3, False)])
def test_a_regression_needs_a_person_more_than_coefficients(m, n, told):
    if told:
        assert np.isfinite(semi_partial_correlation(0.3, m, n, 0.25).yi).all()
        return
    with pytest.raises(ValueError, match="leaves no degrees of freedom at position 0"):
        semi_partial_correlation(0.3, m, n, 0.25)


def test_a_regression_has_a_predictor():
    assert np.isfinite(semi_partial_correlation(0.3, 1, 9, 0.25).yi).all()
    with pytest.raises(ValueError, match="mi not above 0 at position 0"):
        semi_partial_correlation(0.3, 0, 9, 0.25)


@pytest.mark.parametrize("wrong", [-0.01, 1.01, 1.5])
def test_shares_and_correlations_of_regressions_have_ends(wrong):
    for r2 in (0.0, 1.0):
        assert np.isfinite(semi_partial_from_t(0.0, 3, 9, r2)).all()
    for formula, given in (
        (semi_partial_correlation, (0.3, 3, 9, wrong)),
        (semi_partial_from_t, (0.1, 3, 9, wrong)),
    ):
        with pytest.raises(ValueError, match=r"r2i .* at position 0"):
            formula(*given)
    with pytest.raises(ValueError, match=r"ri .* at position 0"):
        semi_partial_correlation(math.copysign(abs(wrong) + 1, wrong), 3, 9, 0.3)
    assert semi_partial_correlation([-1.0, 1.0], 3, 9, 1.0).yi.tolist() == [-1.0, 1.0]


def test_events_and_time_at_their_least():
    assert two_rates(0, 0.5, 1, 0.1, to="none").x1.tolist() == [0.0]
    for name, wrong in (("x1i", -1), ("x2i", -0.5), ("t1i", 0), ("t2i", 0)):
        given = {"x1i": 1, "t1i": 1, "x2i": 1, "t2i": 1} | {name: wrong}
        with pytest.raises(ValueError, match=f"{name} .* at position 0"):
            two_rates(**given)


def test_the_power_of_one_study_is_its_own():
    # The variance of d = 0 in groups of 50 is 1/25.
    found = power_of_synthesis(0.0, k=1, n1=50, n2=50)
    assert found == pytest.approx(0.05, rel=1e-9)
    assert power_of_synthesis(0.4, k=1, n1=50, n2=50) < power_of_synthesis(0.4, k=2, n1=50, n2=50)
    for wrong in ({"k": 0}, {"k": 1, "inflation": 0.99}):
        with pytest.raises(ValueError, match="below 1"):
            power_of_synthesis(0.4, **{"n1": 50, "n2": 50} | wrong)
