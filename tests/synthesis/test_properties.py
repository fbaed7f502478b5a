"""What holds for any trials: order, sides, units, bounds, and rows that do not count."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.synthesis.analyse import analyse
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.pool import pool
from evidence.vocabulary import Measure
from tests.synthesis.planned import against, planned

NEAR = {"rel": 1e-6, "abs": 1e-9}
arm = st.tuples(st.integers(5, 300), st.floats(-20, 20), st.floats(0.5, 15))
trials = st.lists(st.tuples(arm, arm), min_size=3, max_size=8)
measures = st.sampled_from([Measure.MD, Measure.SMD])
few = settings(max_examples=40, deadline=None)


def pooled(pairs, measure, **choices):
    rows = [against(f"T{i}", one, other) for i, (one, other) in enumerate(pairs)]
    return pool(effect_sizes(planned(*rows, measure=measure)), **choices)


def interval(found):
    return found.estimate, found.ci_low, found.ci_high


@few
@given(trials, measures, st.randoms())
def test_the_order_of_rows_does_not_matter(pairs, measure, random):
    shuffled = random.sample(pairs, len(pairs))
    one, other = pooled(pairs, measure), pooled(shuffled, measure)
    assert interval(one) == pytest.approx(interval(other), **NEAR)


@few
@given(trials, measures)
def test_swapping_arms_turns_the_sign(pairs, measure):
    one, other = pooled(pairs, measure), pooled([(b, a) for a, b in pairs], measure)
    estimate, low, high = interval(other)
    assert interval(one) == pytest.approx((-estimate, -high, -low), **NEAR)


@few
@given(trials, st.floats(0.01, 100))
def test_another_unit_rescales_a_mean_difference_and_leaves_a_standardised_one(pairs, unit):
    rescaled = [tuple((n, unit * m, unit * sd) for n, m, sd in pair) for pair in pairs]
    one, other = pooled(pairs, Measure.MD), pooled(rescaled, Measure.MD)
    scaled = tuple(unit * value for value in interval(one))
    assert interval(other) == pytest.approx(scaled, rel=1e-6, abs=1e-7 * unit)
    one, other = pooled(pairs, Measure.SMD), pooled(rescaled, Measure.SMD)
    assert interval(one) == pytest.approx(interval(other), **NEAR)


@few
@given(trials, measures)
def test_the_pooled_effect_lies_between_the_extremes(pairs, measure):
    rows = [against(f"T{i}", one, other) for i, (one, other) in enumerate(pairs)]
    effects = effect_sizes(planned(*rows, measure=measure))
    found = pool(effects)
    values = [effect.yi for effect in effects.effects]
    assert min(values) - 1e-9 <= found.estimate <= max(values) + 1e-9
    assert math.isclose(sum(found.weights), 100)
    assert 0 <= found.heterogeneity.i2 <= 100
    assert found.prediction.low <= found.ci_low + 1e-9
    assert found.ci_high <= found.prediction.high + 1e-9


@few
@given(trials, measures)
def test_the_guarded_interval_is_never_narrower_than_wald(pairs, measure):
    guarded, wald = pooled(pairs, measure), pooled(pairs, measure, ci_method="wald")
    assert guarded.ci_low <= wald.ci_low
    assert guarded.ci_high >= wald.ci_high


@few
@given(trials, arm, arm)
def test_a_row_set_aside_changes_nothing_that_is_pooled(pairs, one, other):
    rows = [against(f"T{i}", *pair) for i, pair in enumerate(pairs)]
    aside = against("T0", one, other, use="set aside", reason="why", treated="T0.other")
    found = analyse(planned(*rows, aside))
    assert found.pooled == analyse(planned(*rows)).pooled
    assert [left.words.nb for left in found.left_out] == ["why"]


@few
@given(trials, arm, arm, arm, measures)
def test_every_way_with_a_shared_control_counts_everybody_once(pairs, x, y, control, measure):
    rows = [
        against("S", x, control, treated="S.x"),
        against("S", y, control, treated="S.y"),
        *(against(f"T{i}", *pair) for i, pair in enumerate(pairs)),
    ]
    effects = effect_sizes(planned(*rows, measure=measure))
    people = x[0] + y[0] + control[0] + sum(a[0] + b[0] for a, b in pairs)
    for choice in ("merge", "split", "correlated"):
        assert pool(effects, shared_control=choice).n == pytest.approx(people)
