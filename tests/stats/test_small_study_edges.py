"""Small-study and sequential methods at the least they take, and by answers known otherwise."""

import math

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import chi2, norm

from evidence.stats.sampled import checked
from evidence.stats.sequential.boundaries import stopping_boundaries
from evidence.stats.sequential.crossing import before, chance_above, chance_below
from evidence.stats.sequential.information_size import (
    information_needed,
    people_needed_for_risks,
)
from evidence.stats.small_study.adequately_powered import adequately_powered
from evidence.stats.small_study.asymmetry_regression import asymmetry_regression
from evidence.stats.small_study.limit_meta_analysis import limit_meta_analysis
from evidence.stats.small_study.p_uniform import p_uniform
from evidence.stats.small_study.p_uniform_star import p_uniform_star
from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.selection_setup import Selection, set_up


@pytest.mark.parametrize("power", [0, 1, 1.5, -0.5, math.nan])
def test_power_lies_between_nothing_and_all(power):
    with pytest.raises(ValueError, match=r"^power: "):
        information_needed(0.5, power=power)
    with pytest.raises(ValueError, match=r"^power: "):
        adequately_powered([0.5, 0.6, 0.9], [0.01, 0.02, 0.2], power=power)


def test_two_studies_may_have_power():
    found = adequately_powered([1.0, 1.2], [0.01, 0.02])
    assert found.powered.tolist() == [True, True]
    with pytest.raises(ValueError, match="2"):
        adequately_powered([1.0], [0.01])


@pytest.mark.parametrize("risks", [(0, 0.5), (0.5, 0), (1, 0.5), (0.5, 1), (1.5, 0.5), (0.5, 1.5)])
def test_risks_of_a_plan_lie_between_nothing_and_all(risks):
    with pytest.raises(ValueError, match="not both between"):
        people_needed_for_risks(*risks, power=0.8)


def test_a_look_after_all_information_has_nothing_to_spend():
    within, after = stopping_boundaries([0.5, 1.0]), stopping_boundaries([0.5, 1.0, 1.2])
    assert after.z == pytest.approx([*within.z, math.inf])
    early = stopping_boundaries([0.3, 0.6])
    assert np.isfinite(early.z).all()


@pytest.mark.parametrize("share", [0.25, 0.5, 1.0])
def test_a_first_look_sees_a_normal_statistic(share):
    shift = 2.0 * math.sqrt(share)
    assert chance_above(before(0.0), share, 1.96, 2.0) == pytest.approx(norm.sf(1.96 - shift))
    assert chance_below(before(0.0), share, -0.5, 2.0) == pytest.approx(norm.cdf(-0.5 - shift))


def test_three_studies_have_an_asymmetry():
    yi, vi = [0.1, 0.2, 0.7], [0.01, 0.02, 0.1]
    assert asymmetry_regression(yi, vi, model="lm", predictor="sei").df == 1.0
    with pytest.raises(ValueError, match="3"):
        asymmetry_regression(yi[:2], vi[:2], model="lm", predictor="sei")


def test_sizes_of_studies_of_any_unit():
    yi, vi = [0.1, 0.2, 0.7, 0.4], np.array([1.0, 2.0, 10.0, 5.0])
    slopes = [
        asymmetry_regression(np.array(yi) * unit, vi * unit**2, model="lm", predictor="sei").slope
        for unit in (1.0, 1e-6, 1e6)
    ]
    assert slopes == pytest.approx([slopes[0]] * 3, rel=1e-6)
    for people in ([9, 9, 9, 0], [9, 9, 9, -1]):
        with pytest.raises(ValueError, match="ni not above 0 at position 3"):
            asymmetry_regression(yi, vi, ni=people, predictor="ni")
    part = asymmetry_regression(yi, vi, ni=[0.5, 9, 20, 3], predictor="ni")
    assert math.isfinite(part.slope)
    with pytest.raises(ValueError, match="the same in all studies"):
        asymmetry_regression(yi, [1.0, 1.0, 1.0, 1 + 1e-9], model="lm", predictor="sei")


@pytest.mark.parametrize("yi", [[0.1, 0.2, 0.4, 0.7, 0.3], [0.2, 0.9, 0.1, 0.7, 0.8]])
def test_parts_of_q_are_tested_on_their_degrees_of_freedom(yi):
    found = limit_meta_analysis(yi, [0.01, 0.02, 0.05, 0.1, 0.03])
    reach = norm.isf(0.025) * found.se
    limits = (found.estimate - reach, found.estimate + reach)
    assert (found.ci_low, found.ci_high) == pytest.approx(limits, rel=1e-12)
    with pytest.raises(ValueError, match="no small ones"):
        limit_meta_analysis(yi, [0.1] * 5)
    assert found.q_small_p == pytest.approx(chi2.sf(found.q_small, 1), rel=1e-10)
    assert found.q_residual_p == pytest.approx(chi2.sf(found.q_residual, 3), rel=1e-10)


@pytest.mark.parametrize("yi", [[1.97, 1.98, 1.99, 2.0], [2.2, 3.0, 2.5, 4.0, 1.0], [2.5]])
def test_p_values_beyond_the_limit_are_half_on_the_average(yi):
    found = p_uniform(yi, np.ones(len(yi)))
    limit = norm.isf(0.025)
    beyond = [y for y in yi if y > limit]
    shares = [norm.sf(y - found.estimate) / norm.sf(limit - found.estimate) for y in beyond]
    assert sum(shares) == pytest.approx(len(beyond) / 2, rel=1e-9)


def test_a_result_that_is_just_significant_tells_of_no_effect_however_small():
    just = math.nextafter(norm.isf(0.025), 3)
    assert p_uniform([just], [1.0]).estimate == -math.inf
    assert p_uniform([-just], [1.0], side="less").estimate == math.inf


SPLIT = np.array([0.1, 0.42, 0.5, 0.3, 0.66]), np.array([0.02, 0.03, 0.05, 0.04, 0.06])


def test_p_uniform_star_by_its_likelihood():
    yi, vi = SPLIT
    found = p_uniform_star(yi, vi)

    def height(mean, tau2):
        total = np.sqrt(vi + tau2)
        beyond = (norm.isf(0.025) * np.sqrt(vi) - mean) / total
        seen = yi / np.sqrt(vi) > norm.isf(0.025)
        share = np.where(seen, norm.logsf(beyond), norm.logcdf(beyond))
        return float((norm.logpdf(yi, mean, total) - share).sum())

    best = height(found.estimate, found.tau2)
    assert found.log_likelihood == pytest.approx(best, rel=1e-10)
    same = minimize_scalar(lambda mean: -height(mean, 0.0), bounds=(-2, 2), method="bounded")
    assert found.heterogeneity.statistic == pytest.approx(2 * (best + same.fun), abs=1e-7)
    none = minimize_scalar(lambda tau2: -height(0.0, tau2), bounds=(0, 2), method="bounded")
    at_zero = max(-none.fun, height(0.0, 0.0))
    assert found.effect.statistic == pytest.approx(2 * (best - at_zero), abs=1e-6)


EFFECTS = checked([0.5, -0.1, 0.4, 0.3], [0.02, 0.01, 0.05, 0.03])
ONES = np.ones((4, 1))


def test_what_a_selection_starts_from():
    slopes = np.column_stack([np.ones(4), [0.0, 1.0, 2.0, 4.0]])
    turned = set_up(EFFECTS, slopes, Selection("halfnorm", "less"))
    assert turned.data.yi == pytest.approx([-0.5, 0.1, -0.4, -0.3])
    assert turned.data.xi == pytest.approx(-slopes)
    made = set_up(EFFECTS, ONES, Selection("halfnorm", precision=[1, 2, 4, 8]))
    assert made.data.precision == pytest.approx([0.125, 0.25, 0.5, 1.0])
    assert set_up(EFFECTS, ONES, Selection("trunc", delta=0.5)).delta.tolist() == [1.0, 0.5]
    assert np.isnan(set_up(EFFECTS, ONES, Selection("trunc")).delta[1])
    assert set_up(EFFECTS, ONES, Selection("halfnorm", delta=0.0)).delta.tolist() == [0.0]
    with pytest.raises(ValueError, match="delta below 0"):
        set_up(EFFECTS, ONES, Selection("halfnorm", delta=-0.1))


def test_as_many_effects_as_parameters_are_enough():
    plain = Selection("stepfun", steps=0.025, delta=[1.0, 1.0])
    found = fit_selection_model([0.1, 0.6], [0.02, 0.02], plain)
    # Without selection the likelihood of two effects is highest at their mean and spread.
    assert float(found.coefficients.estimate[0]) == pytest.approx(0.35, rel=1e-7)
    assert found.tau2 == pytest.approx(0.0625 - 0.02, rel=1e-6)
    with pytest.raises(ValueError, match="2"):
        fit_selection_model([0.1], [0.02], plain)
