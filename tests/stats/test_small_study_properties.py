"""What must hold of small-study methods whatever the studies found."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats.small_study import fail_safe_n
from evidence.stats.small_study.adequately_powered import adequately_powered
from evidence.stats.small_study.asymmetry_of_counts import harbord, peters
from evidence.stats.small_study.asymmetry_regression import PREDICTORS, asymmetry_regression
from evidence.stats.small_study.excess_significance import (
    count_chances,
    excess_significance,
    power_of_studies,
)
from evidence.stats.small_study.limit_meta_analysis import limit_meta_analysis
from evidence.stats.small_study.p_uniform import p_uniform
from evidence.stats.small_study.p_uniform_star import p_uniform_star
from evidence.stats.small_study.precision_effect import pet_peese
from evidence.stats.small_study.published_share import grid_of, share_by_function
from evidence.stats.small_study.rank_correlation import asymmetry_rank_test, kendall
from evidence.stats.small_study.selection_functions import FUNCTIONS
from evidence.stats.small_study.selection_likelihood import (
    log_likelihood,
    selected_by_function,
    selected_by_steps,
)
from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.selection_setup import Selection
from evidence.stats.small_study.trim_and_fill import trim_and_fill

YI = np.array([0.9, 0.8, 0.7, 0.5, 0.45, 0.1, 0.4, 0.2, -0.1, 0.3])
VI = np.array([0.16, 0.12, 0.1, 0.04, 0.03, 0.03, 0.02, 0.01, 0.02, 0.015])
NI = np.array([25, 33, 40, 100, 133, 140, 200, 400, 210, 270], dtype=float)

studies = st.integers(4, 12).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(-2, 2), min_size=k, max_size=k),
        st.lists(st.floats(0.01, 1), min_size=k, max_size=k, unique=True),
    )
)


@settings(max_examples=40, deadline=None)
@given(studies, st.randoms(use_true_random=False))
def test_order_does_not_matter_and_a_sign_turns_the_slope(found, random) -> None:
    yi, vi = map(np.array, found)
    if np.ptp(yi) < 1e-6:
        return
    places = list(range(len(yi)))
    random.shuffle(places)
    options = {"model": "lm", "predictor": "sei"}
    one = asymmetry_regression(yi, vi, **options)
    other = asymmetry_regression(yi[places], vi[places], **options)
    turned = asymmetry_regression(-yi, vi, **options)
    assert other.slope == pytest.approx(one.slope, rel=1e-6, abs=1e-9)
    assert turned.slope == pytest.approx(-one.slope, rel=1e-6, abs=1e-9)
    assert turned.p_value == pytest.approx(one.p_value, rel=1e-6, abs=1e-9)
    ranked = asymmetry_rank_test(yi, vi)
    assert asymmetry_rank_test(yi[places], vi[places]).p_value == pytest.approx(
        ranked.p_value, nan_ok=True
    )


@pytest.mark.parametrize("predictor", PREDICTORS)
def test_rescaling_effects_leaves_the_test_as_it_is(predictor: str) -> None:
    one = asymmetry_regression(YI, VI, ni=NI, predictor=predictor)
    ten = asymmetry_regression(10 * YI, 100 * VI, ni=NI, predictor=predictor)
    assert ten.p_value == pytest.approx(one.p_value, rel=1e-7)


def test_eggers_test_is_the_intercept_of_the_standardised_regression() -> None:
    found = asymmetry_regression(YI, VI, model="lm")
    error = np.sqrt(VI)
    slope, intercept = np.polyfit(1 / error, YI / error, 1)
    assert (found.slope, found.intercept) == pytest.approx((intercept, slope), rel=1e-9)


def test_exact_and_normal_kendall_agree_with_counting_by_hand() -> None:
    # Of the 24 orders of four, 2 have |s| = 6 and 6 have |s| = 4.
    assert kendall(np.arange(4.0), np.arange(4.0)).p_value == pytest.approx(2 / 24)
    assert kendall(np.arange(4.0), np.array([0.0, 1, 3, 2])).p_value == pytest.approx(8 / 24)
    assert math.isnan(kendall(np.ones(4), np.arange(4.0)).p_value)


@settings(max_examples=40, deadline=None)
@given(studies)
def test_trim_and_fill_mirrors_when_signs_turn(found) -> None:
    yi, vi = map(np.array, found)
    if len(set(np.round(np.abs(yi), 6))) < len(yi):
        return
    left = trim_and_fill(yi, vi, side="left", method="EE")
    right = trim_and_fill(-yi, vi, side="right", method="EE")
    assert right.k0 == left.k0
    assert right.fit.pooled.estimate == pytest.approx(-left.fit.pooled.estimate, abs=1e-9)
    assert len(left.filled_yi) == left.k0


@pytest.mark.parametrize("estimator", ["L0", "R0", "Q0"])
@pytest.mark.parametrize("method", ["EE", "DL", "REML"])
def test_a_symmetric_funnel_is_left_as_it_is(estimator: str, method: str) -> None:
    yi, vi = [-0.6, 0.6, -0.3, 0.3, -0.1, 0.1, 0], [0.16, 0.16, 0.04, 0.04, 0.01, 0.01, 0.005]
    for side in ("left", "right", None):
        assert trim_and_fill(yi, vi, estimator=estimator, side=side, method=method).k0 == 0


# The numbers metafor's own tests hold, from Becker (2005) and version 4 (test_misc_fsn.r).


def general_of(name: str, **options: object) -> float:
    from tests.stats.r_values import read_golden

    columns = read_golden("small_study.json")["inputs"][name]
    return fail_safe_n.general(columns["yi"], columns["vi"], **options).n


def test_general_fail_safe_n_is_metafors() -> None:
    assert general_of("raudenbush") == 0
    assert general_of("raudenbush", exact=True) == 0
    assert general_of("hackshaw") == 112
    assert general_of("hackshaw", exact=True) == 119
    # metafor prints 6068: its search on whole numbers ends one above the first that overturns.
    assert general_of("mcdaniel") == 6067
    assert general_of("hackshaw", method="EE") == 202


@settings(max_examples=30, deadline=None)
@given(studies)
def test_with_a_common_effect_the_general_number_is_rosenbergs_and_orwins(found) -> None:
    yi, vi = map(np.array, found)
    by_level = fail_safe_n.rosenberg(yi, vi).n
    if by_level < 1e6:
        assert abs(fail_safe_n.general(yi, vi, method="EE").n - by_level) <= 1
    by_target = fail_safe_n.orwin(yi, vi, target=0.1)
    general = fail_safe_n.general(yi, vi, method="EE", target=0.1).n
    assert abs(general - by_target.n) <= 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_chances_of_counts_sum_to_one_and_have_their_mean(power: list[float]) -> None:
    chances = count_chances(np.array(power))
    assert chances.sum() == pytest.approx(1)
    assert chances @ np.arange(len(chances)) == pytest.approx(sum(power), abs=1e-9)


def test_power_without_effect_is_the_level_and_with_heterogeneity_a_mean_of_powers() -> None:
    error = np.array([0.1, 0.5])
    assert power_of_studies(error, theta=0, tau2=0) == pytest.approx([0.05, 0.05])
    # With a normal true effect a one-sided power is itself a normal probability.
    from scipy.special import ndtr

    from evidence.stats.small_study.excess_significance import StudyTest

    mixed = power_of_studies(error, theta=0.3, tau2=0.04, tested=StudyTest(alternative="greater"))
    total = np.sqrt(error**2 + 0.04)
    expected = ndtr((0.3 - 1.6448536269514722 * error) / total)
    assert mixed == pytest.approx(expected, abs=2e-6)


def test_excess_is_tested_for_many_studies_too() -> None:
    k = 500
    found = excess_significance(np.full(k, 0.3), np.full(k, 0.02))
    assert found.observed == k and found.p_value < 1e-6


def test_selection_at_no_selection_is_the_plain_likelihood() -> None:
    xi, one = np.ones((len(YI), 1)), np.ones(len(YI))
    tau2, beta = 0.02, np.array([0.3])
    s2 = VI + tau2
    plain = float((-0.5 * (np.log(2 * np.pi * s2) + (YI - 0.3) ** 2 / s2)).sum())
    for name, family in FUNCTIONS.items():
        if name == "negexppow":
            continue
        for two_sided in (False, True):
            data = selected_by_function(
                YI, VI, xi, name, two_sided=two_sided, cut=0.0, precision=one
            )
            value, _ = log_likelihood(data, beta, tau2, np.array(family.none))
            assert value == pytest.approx(plain, rel=1e-12)
    data = selected_by_steps(YI, VI, xi, np.array([0.025, 1.0]), two_sided=False)
    assert log_likelihood(data, beta, tau2, np.ones(2))[0] == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize("name", [*FUNCTIONS, "stepfun"])
@pytest.mark.parametrize("two_sided", [False, True])
def test_the_gradient_is_the_slope_of_the_likelihood(name: str, two_sided: bool) -> None:
    xi = np.column_stack([np.ones(len(YI)), NI / 100])
    if name == "stepfun":
        steps = np.array([0.05, 0.5, 1.0])
        data = selected_by_steps(YI, VI, xi, steps, two_sided=two_sided)
        delta = np.array([1.0, 0.7, 0.4])
    else:
        cut = 0.0 if name == "beta" else 0.05
        size = np.sqrt(VI / VI.max())
        data = selected_by_function(YI, VI, xi, name, two_sided=two_sided, cut=cut, precision=size)
        delta = np.array([0.8, 1.7])[: len(FUNCTIONS[name].none)]
    point = np.concatenate([[0.3, -0.05, 0.03], delta])

    def value(at: np.ndarray) -> float:
        return log_likelihood(data, at[:2], float(at[2]), at[3:])[0]

    gradient = log_likelihood(data, point[:2], 0.03, delta)[1]
    for place in range(len(point)):
        step = np.zeros(len(point))
        step[place] = 1e-5
        slope = (value(point + step) - value(point - step)) / 2e-5
        assert gradient[place] == pytest.approx(slope, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize(("two_sided", "cut"), [(False, 0.0), (True, 0.0), (False, 0.05)])
def test_the_published_share_is_the_integral(name: str, two_sided: bool, cut: float) -> None:
    from scipy.integrate import quad
    from scipy.special import ndtr

    from evidence.stats.small_study.selection_functions import log_weight

    if name == "beta" and cut:
        return
    delta = np.array([0.6, 2.5])[: len(FUNCTIONS[name].none)]
    mu, s2, vi, one = np.array([0.2]), np.array([0.09]), np.array([0.04]), np.ones(1)
    grid = grid_of(name, two_sided=two_sided, cut=cut)
    found = share_by_function(name, grid, cut, vi=vi, mu=mu, s2=s2, delta=delta, precision=one)
    censored = FUNCTIONS[name].censored

    def integrand(y: float) -> float:
        z = y / 0.2
        p = 2 * ndtr(-abs(z)) if two_sided else ndtr(-z)
        p = np.array([np.clip(p, censored, 1 - censored)])
        weight = np.exp(log_weight(name, p, delta, one, cut)[0][0])
        return float(weight * np.exp(-((y - 0.2) ** 2) / 0.18) / np.sqrt(2 * np.pi * 0.09))

    edges = [2.6e-6, 1e-4, 1e-2, 0.1, 0.329, 0.86, 3.0]
    marks = [*(-edge for edge in reversed(edges)), 0.0, *edges]
    parts = [
        quad(integrand, low, high, epsabs=1e-13, epsrel=1e-12, limit=200)[0]
        for low, high in pairwise(marks)
    ]
    assert found.value[0] == pytest.approx(sum(parts), rel=1e-8)


def test_favouring_small_effects_is_the_mirror_of_favouring_large_ones() -> None:
    one = fit_selection_model(YI, VI, Selection("stepfun", "greater", [0.025]))
    other = fit_selection_model(-YI, VI, Selection("stepfun", "less", [0.025]))
    assert other.coefficients.estimate == pytest.approx(-one.coefficients.estimate, rel=1e-7)
    assert other.delta == pytest.approx(one.delta, rel=1e-6)


def test_with_equal_variances_three_parameters_and_p_uniform_star_agree() -> None:
    yi = [0.9, 0.7, 0.65, 0.5, 0.48, 0.3, 0.1, 0.25, 0.62]
    vi = np.full(9, 0.05)
    steps = fit_selection_model(yi, vi, Selection("stepfun", steps=[0.025]))
    star = p_uniform_star(yi, vi)
    assert star.estimate == pytest.approx(float(steps.coefficients.estimate[0]), rel=1e-5)
    assert star.tau2 == pytest.approx(steps.tau2, rel=1e-4, abs=1e-9)


def test_a_step_without_results_is_refused() -> None:
    with pytest.raises(ValueError, match="without a result"):
        fit_selection_model(YI, VI, Selection("stepfun", steps=[0.025, 0.9]))
    with pytest.raises(ValueError, match="not one of stepfun"):
        fit_selection_model(YI, VI, Selection("step"))


def test_limit_meta_analysis_without_variance_is_the_radial_slope() -> None:
    yi = 0.3 + 0.5 * np.sqrt(VI)
    found = limit_meta_analysis(yi, VI, method="DL")
    assert found.tau2 == 0 and found.estimate == pytest.approx(0.3)
    assert found.bias == pytest.approx(0.5)


def test_pet_peese_chooses_by_the_direction() -> None:
    yi = 0.5 + 0.01 * np.sin(np.arange(10))
    assert pet_peese(yi, VI).chosen == "PEESE"
    assert pet_peese(yi, VI, direction="less").chosen == "PET"
    assert pet_peese(-yi, VI, direction="less").chosen == "PEESE"


def test_without_powered_studies_there_is_no_waap() -> None:
    found = adequately_powered([0.1, 0.12, 0.05], [0.3, 0.2, 0.4])
    assert found.waap is None and not found.powered.any()


def test_p_uniform_of_one_result_on_the_edge_is_below_null() -> None:
    assert p_uniform([1.97], [1.0]).estimate < -1
    with pytest.raises(ValueError, match="no significant"):
        p_uniform([0.1, 0.2], [1.0, 1.0])


def test_tests_of_counts_turn_with_the_groups() -> None:
    ai, bi = np.array([4, 6, 11, 9.0]), np.array([119, 300, 220, 90.0])
    ci, di = np.array([11, 29, 14, 20.0]), np.array([128, 274, 210, 75.0])
    for test in (harbord, peters):
        one, other = test(ai, bi, ci, di), test(ci, di, ai, bi)
        assert other.slope == pytest.approx(-one.slope, rel=1e-9)
    with pytest.raises(ValueError, match="without events"):
        harbord([0, 1, 2], [5, 5, 5], [0, 1, 2], [5, 5, 5])
