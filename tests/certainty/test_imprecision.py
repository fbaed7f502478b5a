"""Imprecision, on the cases GRADE's guidance describes and on what must hold for any interval."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.certainty.imprecision import imprecision
from evidence.certainty.target import Target
from evidence.vocabulary import Measure
from tests.certainty.bodies import body, outcome, scale

FINITE = st.floats(-3, 3, allow_nan=False)


def strokes(threshold):
    """Strokes prevented, as a difference of risks: 1.3 % (0.6 to 2.0)."""
    panel = outcome(scale="RD", mid=threshold)
    return body(Measure.RD, -0.013, -0.020, -0.006, n=20000, outcome=panel)


def test_the_example_of_grade_6_without_side_effects():
    # GRADE guidelines 6, doi 10.1016/j.jclinepi.2011.01.012, figure 1: 1.3 % (0.6 to 2.0) against
    # a threshold of 0.5 %: the whole interval lies beyond it, precision is sufficient.
    found = imprecision(strokes(0.005), Target.IMPORTANT)
    assert (found.levels, found.reason) == (0, "crosses_none")


def test_the_example_of_grade_6_with_serious_toxicity():
    # The same interval against a threshold of 1 %: it crosses, and is rated down.
    found = imprecision(strokes(0.010), Target.IMPORTANT)
    assert (found.levels, found.reason) == (1, "crosses_one")


def test_harm_that_may_be_none_in_a_published_profile():
    # BMJ 2018;363:k5108, table 3: 3 more bleedings per 1000 (1 fewer to 7 more) is rated down for
    # imprecision because the interval includes no difference.
    found = imprecision(body(Measure.RD, 0.003, -0.001, 0.007), Target.EFFECT)
    assert found.levels == 1


def test_ratios_against_the_rough_guide_of_grade_6():
    # RR below 0.75 or above 1.25 is appreciable: an interval from 0.70 to 1.30 holds both.
    log = math.log
    found = imprecision(body(Measure.RR, log(0.95), log(0.70), log(1.30)))
    assert (found.levels, found.words["threshold"]) == (2, "rr_075_125")
    narrow = imprecision(body(Measure.RR, log(1.0), log(0.8), log(1.2), n=50000))
    assert narrow.levels == 0


def test_a_ratio_that_may_be_large_benefit_or_large_harm_is_three_levels():
    # OR 0.61 (0.09 to 4.27): the example of a missed imprecision in Langendam 2010.
    log = math.log
    found = imprecision(body(Measure.OR, log(0.61), log(0.09), log(4.27)))
    assert found.levels == 3


def test_bands_of_the_panel_count_boundaries():
    # GRADE guidance 35: one boundary, one level; two, two; three or more, three.
    panel = outcome(scale="SMD", small=0.2, moderate=0.5, large=0.8)
    for low, expected in ((-0.45, 0), (-0.6, 1), (-0.9, 2)):
        found = imprecision(body(estimate=-0.4, low=low, high=-0.25, outcome=panel))
        assert (found.levels, found.rule) == (expected, "bands")
    wide = imprecision(body(estimate=-0.4, low=-0.9, high=0.1, outcome=panel))
    assert wide.levels == 3


def test_a_large_effect_on_few_people():
    # Core GRADE 2, figure 4: no threshold crossed, a large effect, fewer people than the optimal
    # information size: one level; below 30 % of it two may be considered. OIS is 126 for 0.5 SD.
    few = imprecision(body(estimate=-1.2, low=-1.7, high=-0.7, n=100))
    assert (few.levels, few.at_most, few.reason) == (1, 1, "few_people")
    assert few.numbers["ois"] == 126
    far = imprecision(body(estimate=-1.2, low=-1.7, high=-0.7, n=37))
    assert (far.levels, far.at_most) == (1, 2)
    enough = imprecision(body(estimate=-1.2, low=-1.7, high=-0.7, n=126))
    assert (enough.levels, enough.at_most) == (0, 0)


def test_a_moderate_effect_on_few_people_is_left_to_people():
    found = imprecision(body(estimate=-0.6, low=-0.68, high=-0.52, n=100))
    assert (found.levels, found.at_most) == (0, 1)


def test_the_panels_threshold_comes_before_the_scales_and_that_before_the_default():
    evidence = {"estimate": -9.0, "low": -14.0, "high": -4.0, "measure": Measure.MD}
    panel = outcome(scale="VAS", mid=3)
    declared = imprecision(body(**evidence, instrument=scale(mid=8), outcome=panel))
    assert (declared.levels, declared.words["threshold"]) == (0, "panel")
    of_scale = imprecision(body(**evidence, instrument=scale(mid=8)))
    assert (of_scale.levels, of_scale.words["threshold"]) == (1, "instrument")
    default = imprecision(body(**evidence, instrument=scale(), sd=20.0, sd_source="trials"))
    assert default.words["threshold"] == "half_sd_of_scale"
    assert default.numbers["mid_high"] == 10
    nobody = imprecision(body(**evidence))
    assert (nobody.levels, nobody.words["target"]) == (0, Target.EFFECT)


def test_thresholds_on_the_absolute_scale_need_a_control_risk():
    # RR 0.8 (0.7 to 0.9) at a risk of 10 %: 20 fewer per 1000 (30 to 10 fewer).
    panel = outcome(scale="RD", mid=0.015)
    ratio = [math.log(one) for one in (0.8, 0.7, 0.9)]
    found = imprecision(body(Measure.RR, *ratio, control_risk=0.1, outcome=panel))
    assert found.words["scale"] == "absolute"
    assert found.numbers["absolute_low"] == pytest.approx(-0.03)
    assert found.levels == 1
    without = imprecision(body(Measure.RR, *ratio, outcome=panel))
    assert without.words["threshold"] == "rr_075_125"


def test_without_an_interval_nothing_can_be_told():
    found = imprecision(body(estimate=-0.4, n=300))
    assert (found.levels, found.reason) == (None, "no_interval")
    assert found.numbers == {"people": 300}


@given(FINITE, st.floats(0, 2), st.floats(0, 2), st.floats(0, 2), st.integers(5, 2000))
def test_a_wider_interval_never_gives_fewer_levels(estimate, below, above, more, n):
    for target in (None, Target.EFFECT, Target.IMPORTANT, Target.LITTLE, Target.MODERATE):
        narrow = body(estimate=estimate, low=estimate - below, high=estimate + above, n=n)
        wide = body(estimate=estimate, low=estimate - below - more, high=estimate + above, n=n)
        first, second = imprecision(narrow, target), imprecision(wide, target)
        assert second.levels >= first.levels
        assert second.at_most >= first.at_most


@given(FINITE, st.floats(0, 2), st.floats(0, 2), st.integers(5, 2000))
def test_turning_the_direction_changes_nothing(estimate, below, above, n):
    for target in (None, Target.EFFECT, Target.LITTLE, Target.LARGE):
        one = imprecision(
            body(estimate=estimate, low=estimate - below, high=estimate + above, n=n), target
        )
        other = imprecision(
            body(estimate=-estimate, low=-estimate - above, high=-estimate + below, n=n), target
        )
        if estimate == 0 and target is None:
            continue
        assert (one.levels, one.at_most) == (other.levels, other.at_most)


@given(FINITE, st.floats(0, 2), st.floats(0, 2), st.integers(5, 2000), st.integers(0, 2000))
def test_more_people_never_give_more_levels(estimate, below, above, n, more):
    limits = {"estimate": estimate, "low": estimate - below, "high": estimate + above}
    few, many = imprecision(body(**limits, n=n)), imprecision(body(**limits, n=n + more))
    assert many.levels <= few.levels
