"""What articles report, turned into errors, spreads, risks and scales: at the edges, by hand."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from scipy.special import stdtrit

from evidence.stats.escalc import escalc
from evidence.stats.reported import (
    pooled_standard_deviation,
    standard_deviation_from_difference,
    standard_deviation_from_se,
    standard_error_from_ci,
    standard_error_from_p,
    standard_error_from_t,
)
from evidence.stats.risk_from_odds import odds_ratio_from_risk_ratio, risk_from_risk_ratio
from evidence.stats.share_intervals import rate_limits, share_limits
from evidence.stats.single_means import mean_in_percent, one_mean
from evidence.stats.transformations import transform

NORMAL = NormalDist()


def test_what_is_reported_may_be_small():
    assert standard_error_from_p(1.0, 2 * NORMAL.cdf(-2.0)) == pytest.approx([0.5])
    assert standard_error_from_t(1.0, 1.0).tolist() == [1.0]
    assert standard_deviation_from_se(0.5, 1).tolist() == [0.5]
    assert standard_deviation_from_difference(1.0, 1, 1) == pytest.approx([math.sqrt(0.5)])
    assert pooled_standard_deviation([0.5, 3.0], [2, 5]) == pytest.approx(math.sqrt(36.25 / 5))


@pytest.mark.parametrize("p", [-0.1, 0.0, 1.0, 1.5])
def test_what_is_no_p_value_tells_no_error(p):
    with pytest.raises(ValueError, match="p not between"):
        standard_error_from_p(1.0, p)


def test_what_has_no_size_tells_no_error():
    for function, more in ((standard_error_from_p, 0.5), (standard_error_from_t, 2.0)):
        with pytest.raises(ValueError, match="without size"):
            function(0.0, more)
    with pytest.raises(ValueError, match="equal to 0"):
        standard_error_from_t(1.0, 0.0)
    with pytest.raises(ValueError, match="not above low"):
        standard_error_from_ci(1.0, 1.0)
    with pytest.raises(ValueError, match="not above low"):
        mean_in_percent(1.0, 1.0, 2.0, 2.0)


@pytest.mark.parametrize(("measure", "more"), [("PCOR", {}), ("SPCOR", {"r2i": [0.5]})])
def test_a_p_value_of_a_predictor_has_its_degrees_of_freedom(measure, more):
    people = {"mi": [2], "ni": [20], **more}
    by_p = escalc(measure, pi=[0.04], **people)
    by_t = escalc(measure, ti=[stdtrit(17, 0.98)], **people)
    assert by_p.yi == pytest.approx(by_t.yi, rel=1e-12)
    assert by_p.yi[0] > 0


def test_a_reliability_may_be_whole_and_of_one():
    assert escalc("ARAW", ai=[1.0], mi=[2], ni=[10]).yi.tolist() == [1.0]
    assert np.isnan(escalc("ARAW", ai=[0.8], mi=[2], ni=[1]).vi).all()
    with pytest.raises(ValueError, match="ai above 1"):
        escalc("ARAW", ai=[1.5], mi=[2], ni=[10])


def test_a_mean_of_one_person_and_a_common_spread():
    assert one_mean(3.0, 3.0, 1).vi.tolist() == [9.0]
    # Of 2 and 4 degrees of freedom: (2 x 1 + 4 x 9) / 6
    found = one_mean([0.0, 0.0], [1.0, 3.0], [3, 5], vtype="HO").vi
    assert found == pytest.approx([38 / 18, 38 / 30])


def test_changes_by_the_first_spread():
    given = {"m1i": [10], "m2i": [8], "sd1i": [2], "sd2i": [2], "ri": [0.5]}
    # A change of 1 with a spread of 1: (1 + 1/2) / n
    plain = escalc("SMCRH", **given, ni=[40], vtype="LS2", correct=False)
    assert plain.vi == pytest.approx([1.5 / 40])
    least = [escalc("SMCC", **given, ni=[n], vtype="H0").vi[0] for n in (3, 4)]
    assert [math.isfinite(vi) for vi in least] == [False, True]


def test_nobody_has_no_share():
    with pytest.raises(ValueError, match="nobody"):
        escalc("PR", xi=[0, 1], mi=[0, 1])
    assert escalc("PR", xi=[1, 0.5], mi=[0, 0], to="none").yi.tolist() == [1.0, 1.0]
    assert transform("pft", [1.0], ni=[3]) == pytest.approx([(math.pi / 3 + math.pi / 2) / 2])


@pytest.mark.parametrize("wrong", [(0, 0), (0, -1), (1, math.inf), (-1, 5), (6, 5)])
def test_limits_of_a_share_are_of_people(wrong):
    assert share_limits([0], [1]).high[0] == pytest.approx(0.975)
    with pytest.raises(ValueError):
        share_limits([wrong[0]], [wrong[1]])


@pytest.mark.parametrize("wrong", [(1, 0), (1, -1), (1, math.inf), (-1, 5), (math.inf, 5)])
def test_limits_of_a_rate_are_of_person_time(wrong):
    assert rate_limits([0], [0.5]).high[0] == pytest.approx(-2 * math.log(0.025))
    with pytest.raises(ValueError):
        rate_limits([wrong[0]], [wrong[1]])


def test_risks_from_ratios():
    assert risk_from_risk_ratio([0.5, 3.0], 0.4) == pytest.approx([0.2, 1.0])
    assert odds_ratio_from_risk_ratio(1.5, 0.5) == pytest.approx([3.0])
    for ratio, p0 in ((2.0, 0.5), (3.0, 0.5)):
        with pytest.raises(ValueError, match="1 or more"):
            odds_ratio_from_risk_ratio(ratio, p0)
    for p0 in (-0.5, 0.0, 1.0, 1.5):
        with pytest.raises(ValueError, match="p0"):
            risk_from_risk_ratio(1.0, p0)


def test_a_cut_and_a_turning_by_hand():
    # 28 / 10 + 28 / 20
    assert transform("rpbtod", [0.6], n1i=[10], n2i=[20]) == pytest.approx([0.75 * math.sqrt(4.2)])
    cut = 0.4 / NORMAL.pdf(NORMAL.inv_cdf(0.2))
    assert transform("rpbtorbis", [0.3], pi=[0.2]) == pytest.approx([0.3 * cut])
    both = math.sqrt(2 / 9) / NORMAL.pdf(NORMAL.inv_cdf(1 / 3)) / math.sqrt(5.2)
    assert transform("dtorbis", [1.0], n1i=[10], n2i=[20]) == pytest.approx([both])
    # Odds of 1/4 three times as high are 3/4.
    assert transform("lnortord", [math.log(3)], pc=[0.2]) == pytest.approx([3 / 7 - 0.2])


def test_what_lies_beyond_a_scale_is_its_end():
    assert transform("iahw", [-0.5, 0.5, 1.5]).tolist() == [0.0, 0.875, 1.0]
    assert transform("ipft", [0.1, 1.5], ni=[10, 10]).tolist() == [0.0, 1.0]
    assert transform("iirft", [0.1], ti=[2.0]).tolist() == [0.0]
    lowest = transform("irft", [0.0], ti=[2.0])
    assert transform("iirft", lowest, ti=[2.0]) == pytest.approx([0.0], abs=0)


def test_a_rate_of_less_than_one_unit_of_time():
    assert escalc("IR", xi=[2], ti=[0.5]).yi.tolist() == [4.0]


def test_the_variance_of_a_share_may_be_unbiased():
    assert escalc("PR", xi=[3], mi=[9], vtype="UB").vi == pytest.approx([0.25 * 0.75 / 11])
