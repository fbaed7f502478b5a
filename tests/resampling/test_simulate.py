"""Invented worlds: what theory says of them, and the same worlds from the same seed."""

import math

import numpy as np
import pytest
from scipy import stats

import evidence as ev
from evidence.errors import ChoiceUnknown
from evidence.resampling.scenario import DISTRIBUTIONS, observed, scenario_of, sizes_of
from evidence.stats.pooling import pool_effects


def within(value: float, wanted: float, error: float) -> bool:
    """Whether a number lies within four Monte Carlo errors of what theory says."""
    return abs(value - wanted) < 4 * error


def test_a_common_effect_with_known_variances_covers_at_its_level():
    """Witness: the normal distribution; with known variances the Wald interval is exact."""
    for level in (0.8, 0.95):
        found = ev.simulate(
            k=4, n=[10, 40], measure="GEN", methods=[("EE", "wald")], times=20_000, level=level
        )
        one = found.methods[0]
        assert within(one.coverage, level, one.coverage_se)
        assert within(one.bias, 0.0, one.bias_se)
        weights = 2 * (5 + 20)
        assert one.width == pytest.approx(2 * stats.norm.ppf((1 + level) / 2) / math.sqrt(weights))
        assert one.excluding == pytest.approx(1 - one.coverage)
        assert one.failed == 0


def test_equal_variances_make_hartung_knapp_exact():
    """Witness: Student's t; with equal variances the unguarded test is the one-sample t test."""
    found = ev.simulate(
        k=5,
        n=25,
        measure="GEN",
        effect=0.4,
        tau2=0.3,
        methods=[("DL", "hartung-knapp-unguarded"), ("REML", "hartung-knapp"), ("DL", "wald")],
        times=20_000,
        seed=3,
    )
    exact, guarded, wald = found.methods
    assert within(exact.coverage, 0.95, exact.coverage_se)
    assert guarded.coverage >= exact.coverage
    assert wald.coverage < 0.92
    assert found.methods[0].bias == pytest.approx(wald.bias, abs=1e-9)


def test_a_known_shift_is_seen_as_bias():
    def too_high(yi, vi, level):
        pooled = pool_effects(yi, vi, level=level)
        return pooled.estimate + 1.0, pooled.ci_low + 1.0, pooled.ci_high + 1.0, 0.0

    found = ev.simulate(
        k=3, n=30, measure="MD", methods=[("mine", too_high), ("EE", "wald")], times=400
    )
    mine, ours = found.methods
    assert mine.bias == pytest.approx(ours.bias + 1.0)
    assert mine.width == pytest.approx(ours.width)
    assert mine.coverage < 0.05
    assert mine.prediction_coverage is None


@pytest.mark.parametrize("name", DISTRIBUTIONS)
def test_true_effects_have_mean_zero_and_variance_one(name):
    drawn = DISTRIBUTIONS[name](np.random.default_rng(1), (1000, 300))
    assert drawn.mean() == pytest.approx(0.0, abs=0.01)
    assert drawn.var() == pytest.approx(1.0, abs=0.03)


@pytest.mark.parametrize("measure", ["SMD", "MD", "OR", "RR"])
def test_what_is_observed_lies_around_the_true_effect(measure):
    scenario = scenario_of(2, sizes_of([(60, 40), 50]), effect=0.2, measure=measure)
    seen = observed(scenario, np.full((20_000, 2), 0.2), np.random.default_rng(2))
    z = (seen.yi - 0.2) / np.sqrt(seen.vi)
    assert np.nanmean(seen.yi) == pytest.approx(0.2, abs=0.02)
    assert np.nanstd(z) == pytest.approx(1.0, abs=0.03)


def test_prediction_intervals_are_held_against_a_new_study():
    """Witness: with many large studies the mean is known, and so is where a new one lies."""
    found = ev.simulate(
        k=60,
        n=20_000,
        measure="GEN",
        tau2=0.2,
        methods=[("REML", "wald", "z"), ("EE", "wald")],
        times=2000,
    )
    predicted, common = found.methods
    assert predicted.prediction_coverage == pytest.approx(0.95, abs=0.02)
    assert predicted.prediction_rule == "z"
    assert common.prediction_coverage is None
    assert predicted.tau2_bias == pytest.approx(0.0, abs=0.01)


def test_worlds_with_studies_that_say_nothing_are_counted():
    with pytest.raises(ValueError, match="0 of 50 worlds"):
        ev.simulate(k=2, n=5, measure="RR", risk=1e-9, times=50)
    found = ev.simulate(k=2, n=8, measure="RR", risk=0.1, times=200)
    one = found.methods[0]
    assert one.failed > 0
    assert one.worlds + one.failed == 200


def test_the_same_seed_gives_the_same_worlds_whatever_is_held_at_a_time(monkeypatch):
    asked = {"k": 4, "n": [20, (10, 30)], "tau2": 0.1, "times": 300}
    one, same, other = (ev.simulate(**asked, seed=seed) for seed in (1, 1, 2))
    assert one == same
    assert one.methods != other.methods
    frame = one.to_frame()
    assert frame["n"][0] == "20/20 10/30"
    assert "seed 1" in str(one)
    monkeypatch.setattr("evidence.resampling.simulate.AT_A_TIME", 40)
    parted = ev.simulate(**asked, seed=1)
    assert parted.methods[0].worlds == 300


def test_unknown_words_and_impossible_worlds_are_refused():
    with pytest.raises(ChoiceUnknown, match="measure"):
        ev.simulate(k=3, n=10, measure="SMDX")
    with pytest.raises(ChoiceUnknown, match="option"):
        ev.simulate(k=3, n=10, tau=0.1)
    with pytest.raises(ChoiceUnknown, match="ci_method"):
        ev.simulate(k=3, n=10, methods=[("EE", "hartung-knapp")])
    with pytest.raises(ChoiceUnknown, match="tau2_method"):
        ev.simulate(k=3, n=10, methods=[("REMLL", "wald")])
    for wrong in ({"k": 1, "n": 10}, {"k": 3, "n": 1}, {"k": 3, "n": 10, "tau2": -1.0}):
        with pytest.raises(ValueError, match="at least"):
            ev.simulate(**wrong)
    with pytest.raises(ValueError, match="times"):
        ev.simulate(k=3, n=10, times=1)
