"""Risk of bias, inconsistency, indirectness, publication bias and reasons to rate up."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.certainty.body import Match
from evidence.certainty.inconsistency import inconsistency, non_overlapping_pairs, sides
from evidence.certainty.indirectness import indirectness
from evidence.certainty.publication_bias import publication_bias
from evidence.certainty.risk_of_bias import compare_by_risk, risk_class, risk_of_bias
from evidence.certainty.suggest import start_of, suggestions
from evidence.certainty.target import Target
from evidence.certainty.upgrades import upgrades
from evidence.vocabulary import Certainty, Domain, Measure
from tests.certainty.bodies import body, study


def by_risk(*risks, effects=None, ses=None):
    effects = effects or [-0.5] * len(risks)
    ses = ses or [0.1] * len(risks)
    studies = tuple(
        study(f"T{i}", effects[i], ses[i], weight=100 / len(risks), risk=risk)
        for i, risk in enumerate(risks)
    )
    return body(estimate=-0.5, low=-0.6, high=-0.4, studies=studies, tau2=0.0)


@pytest.mark.parametrize(
    ("low", "expected"), [(4, 0), (3, 0), (2, 1), (1, 2), (0, 2)], ids="{}".format
)
def test_weight_at_low_risk_as_metaumbrella_screens_it(low, expected):
    # From 75 % no level, from 50 % one, below two. One study a side cannot be compared, and
    # where they differ the share decides.
    risks = ["low"] * low + ["high"] * (4 - low)
    effects = [-0.2] * low + [-0.9] * (4 - low)
    found = risk_of_bias(by_risk(*risks, effects=effects))
    assert found.levels == expected
    assert found.numbers["low_share"] == pytest.approx(low / 4)


def test_studies_at_high_risk_that_show_the_same_are_no_reason():
    # Core GRADE 4: similar results, no rating down on the share alone.
    found = risk_of_bias(by_risk("low", "low", "high", "high", "high", "high"))
    assert (found.levels, found.at_most, found.reason) == (0, 2, "similar")


def test_the_comparison_is_a_test_of_two_pooled_effects():
    # By hand: two studies with se 0.2 a side pool to se 0.2/sqrt(2); difference 0.4, its se 0.2.
    found = compare_by_risk(
        by_risk("low", "low", "high", "high", effects=[-0.2, -0.2, -0.6, -0.6], ses=[0.2] * 4)
    )
    assert found.difference == pytest.approx(-0.4)
    assert found.p_value == pytest.approx(math.erfc(2 / math.sqrt(2)))  # z = 2


def test_what_nobody_has_assessed_is_said():
    found = risk_of_bias(by_risk("low", "", "", "high"))
    assert (found.levels, found.reason) == (None, "not_assessed")
    assert found.numbers["assessed"] == 2
    # Three of four at low risk: the fourth cannot change the answer.
    assert risk_of_bias(by_risk("low", "low", "low", "")).levels == 0


def test_words_of_tools_in_the_languages():
    assert [risk_class(one) for one in ("Low", "LAV", "noe risiko", "høg", "kanskje")] == [
        "low",
        "low",
        "some concerns",
        "high",
        "",
    ]


def spread(effects, se=0.1, prediction=None, ci=(-0.6, -0.4)):
    studies = tuple(study(f"T{i}", yi, se) for i, yi in enumerate(effects))
    low, high = prediction or (None, None)
    return body(
        estimate=-0.5,
        low=ci[0],
        high=ci[1],
        studies=studies,
        i2=50.0,
        k=len(effects),
        prediction_low=low,
        prediction_high=high,
    )


def test_consistent_studies_and_prediction():
    found = inconsistency(spread([-0.5, -0.55, -0.45], prediction=(-0.7, -0.3)), Target.EFFECT)
    assert (found.levels, found.reason) == (0, "consistent")


def test_prediction_beyond_the_interval_as_cinema_counts_it():
    # The confidence interval is clear of no effect; the prediction interval holds it (one
    # level), or reaches an important effect the other way (two).
    crosses = inconsistency(spread([-0.9, -0.6, 0.1], prediction=(-1.2, 0.2)), Target.EFFECT)
    assert (crosses.levels, crosses.reason) == (1, "prediction_crosses")
    beyond = inconsistency(spread([-1.2, -0.6, 0.7], prediction=(-1.9, 0.9)), Target.EFFECT)
    assert (beyond.levels, beyond.reason) == (2, "prediction_beyond")


def test_a_wide_prediction_alone_suggests_nothing_where_the_studies_agree():
    found = inconsistency(spread([-0.5, -0.55, -0.45], prediction=(-1.6, 0.6)), Target.EFFECT)
    assert (found.levels, found.at_most, found.reason) == (0, 2, "only_prediction")


def test_i_squared_alone_decides_nothing():
    # All estimates on one side and overlapping: whatever I squared is.
    for i2 in (0.0, 50.0, 95.0):
        evidence = replace(spread([-0.5, -0.55, -0.45], prediction=(-0.7, -0.3)), i2=i2)
        assert inconsistency(evidence, Target.EFFECT).levels == 0


def test_studies_on_both_sides_that_do_not_overlap():
    found = inconsistency(spread([-1.0, -0.5, 0.5]), Target.EFFECT)
    assert (found.levels, found.reason) == (1, "studies_apart")
    assert (found.numbers["below"], found.numbers["above"]) == (2, 1)


def test_two_studies_are_too_few():
    assert inconsistency(spread([-0.5, 0.5])).reason == "too_few"


def test_a_published_estimate_without_its_studies():
    found = inconsistency(body(estimate=-0.5, low=-0.7, high=-0.3, i2=79.0))
    assert (found.levels, found.reason, found.numbers["i2"]) == (None, "studies_unknown", 79)


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=8), st.floats(0.05, 1))
def test_turning_the_direction_of_studies_changes_nothing(effects, se):
    one = tuple(study(f"T{i}", yi, se) for i, yi in enumerate(effects))
    other = tuple(study(f"T{i}", -yi, se) for i, yi in enumerate(effects))
    assert non_overlapping_pairs(one) == non_overlapping_pairs(other)
    assert sides(one, 0.0) == sides(other, 0.0)[::-1]


def test_indirectness_is_never_worked_out():
    fits = [Match(element=e, fits="yes") for e in ("intervention", "comparison", "outcome")]
    wrong = Match(element="population", fits="partly", reason="older people")
    assert indirectness(body()).reason == "not_coded"
    assert indirectness(body(matches=(*fits, wrong))).reason == "mismatches"
    right = Match(element="population", fits="yes")
    found = indirectness(body(matches=(*fits, right)))
    assert (found.levels, found.reason) == (None, "fits")


def test_no_test_of_asymmetry_below_ten_studies():
    nine = tuple(study(f"T{i}", -0.5 - i / 10, 0.1 + i / 20) for i in range(9))
    found = publication_bias(body(studies=nine))
    assert (found.levels, found.reason, found.numbers["k"]) == (None, "too_few", 9)


def test_asymmetry_of_the_bcg_trials_matches_metafor():
    # dat.bcg, log risk ratios: regtest(rma(yi, vi)) gives z = -0.8033, p = 0.4218 in metafor 5.0.1
    yi = [-0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.0120, -0.4694]
    yi += [-1.3713, -0.3394, 0.4459, -0.0173]
    vi = [0.3256, 0.1946, 0.4154, 0.0200, 0.0512, 0.0069, 0.2230, 0.0040, 0.0564, 0.0730]
    vi += [0.0124, 0.5325, 0.0714]
    studies = tuple(
        study(f"T{i}", one, math.sqrt(other))
        for i, (one, other) in enumerate(zip(yi, vi, strict=True))
    )
    found = publication_bias(body(Measure.RR, studies=studies))
    assert (found.levels, found.words["test"]) == (0, "egger")
    assert found.numbers["asymmetry_p"] == pytest.approx(0.4218, abs=5e-4)


def test_small_studies_with_larger_effects_are_seen():
    studies = tuple(
        study(
            f"T{i}", -0.1 - i * 0.15, 0.05 + i * 0.05, n1=400 / (i + 1) ** 2, n2=400 / (i + 1) ** 2
        )
        for i in range(12)
    )
    found = publication_bias(body(studies=studies))
    assert (found.levels, found.words["test"]) == (1, "pustejovsky")


@pytest.mark.parametrize(
    ("ratio", "levels"), [(1.9, 0), (2.1, 1), (0.45, 1), (5.5, 2), (0.15, 2), (0.6, 0)]
)
def test_large_effects_of_non_randomised_studies_as_grade_9_has_it(ratio, levels):
    evidence = body(Measure.RR, math.log(ratio), randomised=False)
    assert upgrades(evidence)[0].levels == levels
    assert upgrades(replace(evidence, randomised=True)) == ()


def test_evidence_that_is_rated_down_is_not_rated_up():
    evidence = body(Measure.RR, math.log(3.0), randomised=False)
    assert upgrades(evidence, {Domain.IMPRECISION: 1})[0].reason == "rated_down"


def test_non_randomised_evidence_starts_low_and_has_eight_domains():
    evidence = body(Measure.RR, math.log(3.0), randomised=False)
    assert start_of(evidence) is Certainty.LOW
    assert [one.domain for one in suggestions(evidence)] == list(Domain)
    assert start_of(body()) is Certainty.HIGH
