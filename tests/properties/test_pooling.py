"""What must hold of pooling whatever the studies found."""

import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evidence.stats.fit_statistics import log_likelihood
from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
)
from evidence.stats.pooling import TESTS, pool_effects
from evidence.stats.prediction import RULES, prediction_interval
from evidence.stats.tau2 import COMMON_EFFECT, METHODS, WEIGHTED, estimate_tau2
from evidence.stats.tau2_interval import (
    generalised_q_interval,
    inconsistency_interval,
    profile_likelihood_interval,
    q_profile_interval,
)
from evidence.stats.tested_mean import BARELY

PLAIN = [method for method in METHODS if method not in WEIGHTED]
RANDOM = [method for method in PLAIN if method not in COMMON_EFFECT]
every_method = st.sampled_from(PLAIN)


@st.composite
def studies(draw, least=2, most=12):
    k = draw(st.integers(least, most))
    yi = draw(st.lists(st.floats(-5, 5).map(lambda y: round(y, 3)), min_size=k, max_size=k))
    vi = draw(st.lists(st.floats(0.001, 5).map(lambda v: round(v, 4)), min_size=k, max_size=k))
    return np.array(yi), np.array(vi)


quietly = settings(max_examples=50, deadline=None)


def spread(yi):
    """The scale on which rounding in tau2 is small."""
    return float(np.var(yi)) + 1e-9


@quietly
@given(studies(), every_method, st.randoms(use_true_random=False))
def test_order_of_studies_does_not_matter(effects, method, shuffle):
    yi, vi = effects
    turn = list(range(len(yi)))
    shuffle.shuffle(turn)
    found = estimate_tau2(yi, vi, method=method)
    turned = estimate_tau2(yi[turn], vi[turn], method=method)
    assert turned.value == pytest.approx(found.value, rel=1e-9, abs=1e-11 * spread(yi))
    pooled = pool_effects(yi, vi, tau2=found.value)
    again = pool_effects(yi[turn], vi[turn], tau2=found.value)
    assert again.estimate == pytest.approx(pooled.estimate, rel=1e-11, abs=1e-12)
    assert again.se == pytest.approx(pooled.se, rel=1e-12)


@quietly
@given(studies(), every_method, st.sampled_from(TESTS))
def test_turning_the_sign_turns_the_interval(effects, method, test):
    yi, vi = effects
    tau2 = estimate_tau2(yi, vi, method=method)
    assert estimate_tau2(-yi, vi, method=method)[0] == tau2.value
    pooled = pool_effects(yi, vi, tau2=tau2.value, test=test)
    turned = pool_effects(-yi, vi, tau2=tau2.value, test=test)
    assert (turned.ci_low, turned.ci_high) == (-pooled.ci_high, -pooled.ci_low)
    assert np.array_equal([turned.p_value], [pooled.p_value], equal_nan=True)


@quietly
@given(studies(), every_method, st.sampled_from([2.0**-20, 0.25, 1024.0, 2.0**20]))
def test_another_unit_rescales_all(effects, method, unit):
    yi, vi = effects
    found = estimate_tau2(yi, vi, method=method)
    scaled = estimate_tau2(unit * yi, unit**2 * vi, method=method)
    allowed = 1e-10 * spread(yi) * unit**2
    assert scaled.value == pytest.approx(unit**2 * found.value, rel=1e-10, abs=allowed)
    assert scaled.local_maxima == found.local_maxima
    pooled = pool_effects(yi, vi, tau2=found.value, test="knha")
    again = pool_effects(unit * yi, unit**2 * vi, tau2=unit**2 * found.value, test="knha")
    assert again.estimate == pytest.approx(unit * pooled.estimate, rel=1e-12)
    if pooled.variance_factor > 0:
        assert again.se == pytest.approx(unit * pooled.se, rel=1e-9)


@quietly
@given(studies(), every_method, st.sampled_from([-3.0, 0.125, 2.5]))
def test_adding_a_constant_moves_the_mean_alone(effects, method, moved):
    yi, vi = effects
    found = estimate_tau2(yi, vi, method=method)
    again = estimate_tau2(yi + moved, vi, method=method)
    assert again.value == pytest.approx(found.value, rel=1e-8, abs=1e-10 * spread(yi))


@quietly
@given(studies(least=1), st.floats(0, 10), st.floats(0.5, 0.99))
def test_the_mean_lies_between_the_extremes(effects, tau2, level):
    yi, vi = effects
    pooled = pool_effects(yi, vi, tau2=tau2, level=level)
    slack = 1e-12 * (1 + np.abs(yi).max())
    assert yi.min() - slack <= pooled.estimate <= yi.max() + slack
    assert pooled.ci_low < pooled.estimate < pooled.ci_high
    assert pooled.weights.sum() == pytest.approx(100, rel=1e-12)
    assert (pooled.weights > 0).all()
    assert pooled.se <= np.sqrt((vi + tau2).min()) * (1 + 1e-14)


@quietly
@given(studies(), every_method)
def test_tau2_is_never_negative_and_says_how_it_went(effects, method):
    found = estimate_tau2(*effects, method=method)
    assert found.value >= 0
    assert found.converged
    assert found.method == method
    assert found.local_maxima >= 1


@quietly
@given(studies(), st.sampled_from(["DL", "PM", "EB", "DLIT", "SJIT", "HSk"]))
def test_no_more_spread_than_chance_is_no_variance(effects, method):
    yi, vi = effects
    q = cochran_q(yi, vi)
    value = estimate_tau2(yi, vi, method=method).value
    assert (value == 0) == (q.q <= q.df) or abs(q.q - q.df) < 1e-9
    if value == 0:
        assert pool_effects(yi, vi, tau2=value).estimate == pool_effects(yi, vi).estimate
        assert inconsistency_from_q(q.q, q.df).i2 == pytest.approx(0, abs=1e-7)


@quietly
@given(studies(), st.sampled_from(["REML", "ML"]))
def test_no_tau2_is_more_likely_than_the_one_found(effects, method):
    yi, vi = effects

    def height(tau2):
        mu = pool_effects(yi, vi, tau2=tau2).estimate
        return log_likelihood(yi, vi, mu=mu, tau2=tau2, restricted=method == "REML")

    best = height(estimate_tau2(yi, vi, method=method).value)
    for tau2 in (0.0, *np.geomspace(1e-5, 100, 60)):
        assert height(tau2) <= best + 1e-11 * (1 + abs(best))


@quietly
@given(studies(), st.sampled_from(["z", "t", "knha", "adhoc"]))
def test_guarded_intervals_are_never_narrower_than_walds(effects, test):
    yi, vi = effects
    tau2 = estimate_tau2(yi, vi, method="REML").value
    wald = pool_effects(yi, vi, tau2=tau2)
    guarded = pool_effects(yi, vi, tau2=tau2, test="adhoc")
    plain = pool_effects(yi, vi, tau2=tau2, test="knha")
    assert guarded.se >= wald.se * (1 - 1e-12)
    assert guarded.ci_high >= wald.ci_high
    assert guarded.guard_bit == (plain.variance_factor < BARELY)
    assert not pool_effects(yi, vi, tau2=tau2, test=test).guard_bit or test == "adhoc"


@quietly
@given(studies(), every_method, st.sampled_from(list(RULES)))
def test_a_prediction_is_wider_than_its_quantile_times_se(effects, method, rule):
    yi, vi = effects
    assume(rule != "HTS t(k-2)" or len(yi) > 2)
    tau2 = estimate_tau2(yi, vi, method=method).value
    pooled = pool_effects(yi, vi, tau2=tau2)
    wide = prediction_interval(pooled.estimate, pooled.se, tau2, k=len(yi), rule=rule)
    assert wide.low <= pooled.ci_low + 1e-12
    assert wide.high >= pooled.ci_high - 1e-12


@quietly
@given(studies(), st.sampled_from(["PM", "REML", "ML"]))
def test_intervals_for_tau2_hold_the_estimate_they_belong_to(effects, method):
    yi, vi = effects
    found = estimate_tau2(yi, vi, method=method).value
    if method == "PM":
        interval = q_profile_interval(yi, vi)
    else:
        interval = profile_likelihood_interval(yi, vi, method=method)
    assert 0 <= interval.low <= interval.high
    assert interval.empty or interval.low <= found * (1 + 1e-9) + 1e-12
    assert found <= interval.high * (1 + 1e-9) + 1e-12
    wider = q_profile_interval(yi, vi, level=0.99)
    narrower = q_profile_interval(yi, vi, level=0.9)
    assert wider.low <= narrower.low + 1e-12
    assert narrower.high <= wider.high + 1e-12
    at = inconsistency_interval(interval, vi)
    assert 0 <= at.low.i2 <= at.high.i2 < 100


@settings(max_examples=25, deadline=None)
@given(studies())
def test_equal_variances_make_jacksons_interval_the_q_profile(effects):
    yi, vi = effects
    level = np.full_like(vi, vi[0])
    ours, theirs = generalised_q_interval(yi, level), q_profile_interval(yi, level)
    assert ours.low == pytest.approx(theirs.low, rel=1e-8, abs=1e-9 * vi[0])
    assert ours.high == pytest.approx(theirs.high, rel=1e-8, abs=1e-9 * vi[0])


@pytest.mark.parametrize("method", PLAIN)
def test_equal_effects_have_no_variance_between_them(method):
    yi, vi = np.full(5, 0.3), np.array([0.1, 0.2, 0.3, 0.4, 0.5])
    tau2 = estimate_tau2(yi, vi, method=method).value
    assert tau2 == 0
    pooled = pool_effects(yi, vi, tau2=tau2)
    assert pooled.estimate == pytest.approx(0.3, rel=1e-15)


def test_equal_effects_leave_hartung_and_knapp_nothing():
    pooled = pool_effects([0.3] * 4, [0.1, 0.2, 0.3, 0.4], test="knha")
    assert (pooled.se, pooled.statistic, pooled.p_value) == (0.0, np.inf, 0.0)
    guarded = pool_effects([0.3] * 4, [0.1, 0.2, 0.3, 0.4], test="adhoc")
    assert guarded.guard_bit
    assert guarded.se == pool_effects([0.3] * 4, [0.1, 0.2, 0.3, 0.4]).se
    assert np.isnan(pool_effects([0.0] * 3, [1.0, 1.0, 1.0], test="knha").p_value)


@pytest.mark.parametrize("method", RANDOM)
def test_one_huge_weight_decides_without_breaking(method):
    yi, vi = [0.5, -2.0, 3.0, 0.1], [1e-12, 0.5, 0.4, 0.6]
    found = estimate_tau2(yi, vi, method=method)
    assert np.isfinite(found.value)
    assert pool_effects(yi, vi).estimate == pytest.approx(0.5, abs=1e-10)


@pytest.mark.parametrize("method", RANDOM)
def test_two_studies_are_enough(method):
    agree = estimate_tau2([0.1, 0.1001], [0.2, 0.3], method=method)
    differ = estimate_tau2([-1.0, 2.0], [0.02, 0.03], method=method)
    assert agree.value < 1e-6
    assert differ.value > 0


def test_a_hundred_thousand_studies_take_little_time_and_memory():
    draw = np.random.default_rng(8)
    vi = draw.uniform(0.01, 1, 100_000)
    yi = draw.normal(0.2, np.sqrt(vi + 0.3))
    tracemalloc.start()
    begun = time.perf_counter()
    found = estimate_tau2(yi, vi, method="REML")
    pool_effects(yi, vi, tau2=found.value, test="adhoc")
    q_profile_interval(yi, vi)
    cochran_q(yi, vi)
    taken, (_, peak) = time.perf_counter() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.value == pytest.approx(0.3, rel=0.05)
    assert peak < 50 * yi.nbytes
    assert taken < 10
