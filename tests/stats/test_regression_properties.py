"""What must hold of any meta-regression, whatever the numbers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats.coefficients import contrasts, wald_test
from evidence.stats.design import design, redundant_columns
from evidence.stats.heterogeneity import cochran_q, typical_variance
from evidence.stats.likelihood import Likelihood
from evidence.stats.location_scale import fit_location_scale
from evidence.stats.permutation_test import Model, permutation_test
from evidence.stats.permutations import all_orders, count_orders
from evidence.stats.pooling import pool_effects
from evidence.stats.quadratic_form_probability import probability_below, shares
from evidence.stats.regression import regress_effects
from evidence.stats.regression_residuals import regression_residuals
from evidence.stats.tau2 import WEIGHTED, estimate_tau2
from evidence.stats.tau2_interval import q_profile_interval
from evidence.stats.tau2_likelihood import local_maxima, log_likelihood

METHODS = ("DL", "HE", "HS", "HSk", "SJ", "SJIT", "DLIT", "PM", "PMM", "EB", "ML", "REML")
quick = settings(max_examples=40, deadline=None)
slow = settings(max_examples=8, deadline=None)
TESTS = ("z", "t", "knha", "adhoc")


@st.composite
def regressions(draw):
    """Effects, variances and a model matrix of full rank with an intercept."""
    seed = draw(st.integers(0, 2**32 - 1))
    k, p = draw(st.integers(6, 20)), draw(st.integers(2, 4))
    chance = np.random.default_rng(seed)
    xi = np.column_stack((np.ones(k), chance.normal(size=(k, p - 1))))
    vi = np.exp(chance.normal(-2, 1, size=k))
    spread = draw(st.sampled_from([0.0, 0.3, 2.0]))
    yi = xi @ chance.normal(size=p) + chance.normal(size=k) * np.sqrt(vi + spread)
    return yi, vi, xi


def tau2_of(yi, vi, xi, method):
    weights = np.sqrt(1 / vi) if method in WEIGHTED else None
    return estimate_tau2(yi, vi, method=method, weights=weights, xi=design(xi).basis).value


@quick
@given(regressions(), st.sampled_from((*METHODS, *WEIGHTED)), st.integers(0, 2**32 - 1))
def test_another_basis_changes_coefficients_and_nothing_else(data, method, seed):
    yi, vi, xi = data
    p = xi.shape[1]
    turn = np.random.default_rng(seed).normal(size=(p, p)) + 3 * np.eye(p)
    tau2 = tau2_of(yi, vi, xi, method)
    assert tau2_of(yi, vi, xi @ turn, method) == pytest.approx(tau2, rel=1e-7, abs=1e-9)
    one = regress_effects(yi, vi, design(xi), tau2=tau2, test="knha")
    other = regress_effects(yi, vi, design(xi @ turn), tau2=tau2, test="knha")
    assert other.fitted == pytest.approx(one.fitted, rel=1e-8, abs=1e-8)
    back = contrasts(other.coefficients, turn)
    assert back.estimate == pytest.approx(one.coefficients.estimate, rel=1e-7, abs=1e-8)
    assert back.se == pytest.approx(one.coefficients.se, rel=1e-7)
    assert wald_test(back).statistic == pytest.approx(
        wald_test(one.coefficients).statistic, rel=1e-6
    )


@quick
@given(regressions(), st.sampled_from(METHODS), st.integers(0, 2**32 - 1))
def test_the_order_of_studies_does_not_matter(data, method, seed):
    yi, vi, xi = data
    order = np.random.default_rng(seed).permutation(len(yi))
    tau2 = tau2_of(yi, vi, xi, method)
    assert tau2_of(yi[order], vi[order], xi[order], method) == pytest.approx(
        tau2, rel=1e-9, abs=1e-11
    )
    one = regress_effects(yi, vi, design(xi), tau2=tau2).coefficients
    other = regress_effects(yi[order], vi[order], design(xi[order]), tau2=tau2).coefficients
    assert other.estimate == pytest.approx(one.estimate, rel=1e-10, abs=1e-12)
    assert other.se == pytest.approx(one.se, rel=1e-10)


@quick
@given(regressions(), st.sampled_from(METHODS))
def test_turning_the_effects_turns_the_coefficients(data, method):
    yi, vi, xi = data
    tau2 = tau2_of(yi, vi, xi, method)
    assert tau2_of(-yi, vi, xi, method) == pytest.approx(tau2, rel=1e-10, abs=1e-12)
    one = regress_effects(yi, vi, design(xi), tau2=tau2, test="adhoc").coefficients
    other = regress_effects(-yi, vi, design(xi), tau2=tau2, test="adhoc").coefficients
    assert other.estimate == pytest.approx(-one.estimate)
    assert other.p_value == pytest.approx(one.p_value)
    assert other.ci_low == pytest.approx(-one.ci_high)


@quick
@given(regressions(), st.sampled_from(METHODS), st.sampled_from([1e-3, 1e3]))
def test_another_unit_rescales(data, method, unit):
    yi, vi, xi = data
    tau2 = tau2_of(yi, vi, xi, method)
    scaled = tau2_of(yi * unit, vi * unit**2, xi, method)
    assert scaled == pytest.approx(tau2 * unit**2, rel=1e-7, abs=1e-9 * unit**2)
    one = regress_effects(yi, vi, design(xi), tau2=tau2, test="knha").coefficients
    other = regress_effects(
        yi * unit, vi * unit**2, design(xi), tau2=tau2 * unit**2, test="knha"
    ).coefficients
    assert other.se == pytest.approx(one.se * unit)
    assert other.statistic == pytest.approx(one.statistic)


@quick
@given(
    regressions(),
    st.sampled_from((*METHODS, *WEIGHTED)),
    st.sampled_from(TESTS),
)
def test_an_intercept_alone_is_pooling(data, method, test):
    yi, vi, _ = data
    weights = np.sqrt(1 / vi) if method in WEIGHTED else None
    mean = design(np.ones((len(yi), 1)))
    pooled_tau2 = estimate_tau2(yi, vi, method=method, weights=weights)
    tau2 = estimate_tau2(yi, vi, method=method, weights=weights, xi=mean.basis)
    assert tau2.value == pytest.approx(pooled_tau2.value, rel=1e-9, abs=1e-11)
    assert tau2.se == pytest.approx(pooled_tau2.se, rel=1e-7)
    pooled = pool_effects(yi, vi, tau2=tau2.value, weights=weights, test=test)
    found = regress_effects(yi, vi, mean, tau2=tau2.value, weights=weights, test=test)
    b = found.coefficients
    assert b.estimate[0] == pytest.approx(pooled.estimate, rel=1e-10, abs=1e-13)
    assert b.se[0] == pytest.approx(pooled.se, rel=1e-10)
    assert b.p_value[0] == pytest.approx(pooled.p_value, rel=1e-8, abs=1e-300)
    assert found.variance_factor == pytest.approx(pooled.variance_factor, rel=1e-10)


@quick
@given(regressions())
def test_moderators_never_add_to_q_and_leverages_sum_to_their_number(data):
    yi, vi, xi = data
    model = design(xi)
    assert cochran_q(yi, vi, xi=model.basis).q <= cochran_q(yi, vi).q * (1 + 1e-12)
    found = regress_effects(yi, vi, model, tau2=0.1)
    assert found.leverage.sum() == pytest.approx(xi.shape[1])
    assert typical_variance(vi, xi=model.basis) > 0
    interval = q_profile_interval(yi, vi, xi=model.basis)
    assert 0 <= interval.low <= interval.high


@quick
@given(regressions(), st.booleans())
def test_no_tau2_on_a_fine_grid_is_likelier_than_the_maximum(data, restricted):
    yi, vi, xi = data
    likelihood = Likelihood(yi, design(xi).basis, vi, restricted)
    best = max(log_likelihood(likelihood, top.value) for top in local_maxima(likelihood))
    grid = np.concatenate(([0.0], np.geomspace(1e-5, 1e2, 80)))
    assert max(log_likelihood(likelihood, tau2) for tau2 in grid) <= best + 1e-9


@quick
@given(regressions())
def test_own_weights_equal_to_the_inverse_variance_change_nothing(data):
    yi, vi, xi = data
    model = design(xi)
    plain = regress_effects(yi, vi, model, tau2=0.2)
    own = regress_effects(yi, vi, model, tau2=0.2, weights=7 / (vi + 0.2))
    assert own.coefficients.estimate == pytest.approx(plain.coefficients.estimate, rel=1e-9)
    assert own.coefficients.covariance == pytest.approx(plain.coefficients.covariance, rel=1e-8)
    one = regression_residuals(yi, vi, model, tau2=0.2)
    other = regression_residuals(yi, vi, model, tau2=0.2, weights=7 / (vi + 0.2))
    assert other.z == pytest.approx(one.z, rel=1e-7, abs=1e-10)


@quick
@given(regressions(), st.floats(0.02, 0.98))
def test_the_generalised_q_is_distributed_as_its_eigenvalues_say(data, below):
    _, vi, xi = data
    ai = np.sqrt(1 / vi)
    root = np.sqrt(ai)
    basis = np.linalg.qr(root[:, None] * xi)[0]
    form = np.diag(ai) - np.outer(root, root) * (basis @ basis.T)
    lengths = np.linalg.eigvalsh(np.sqrt(vi)[:, None] * form * np.sqrt(vi))[xi.shape[1] :]
    draws = np.random.default_rng(1).chisquare(1, size=(4000, len(lengths))) @ lengths
    q = float(np.quantile(draws, below))
    found = probability_below(q, ai * vi, shares(ai, xi))
    assert found == pytest.approx(below, abs=5 * np.sqrt(below * (1 - below) / 4000) + 1e-3)


@quick
@given(st.lists(st.integers(0, 2), min_size=1, max_size=6))
def test_every_order_that_can_be_told_apart_comes_once(labels):
    kinds = np.unique(labels, return_inverse=True)[1]
    orders = [tuple(kinds[order]) for order in all_orders(kinds)]
    assert len(orders) == len(set(orders)) == count_orders(kinds)
    assert all(sorted(order) == sorted(kinds) for order in orders)


@slow
@given(regressions(), st.sampled_from(["REML", "ML"]))
def test_a_constant_scale_is_the_plain_model(data, method):
    yi, vi, xi = data
    tau2 = tau2_of(yi, vi, xi, method)
    mean = design(np.ones((len(yi), 1)))
    for link in ("log", "identity"):
        found = fit_location_scale(yi, vi, design(xi), mean, method=method, link=link)
        assert found.tau2[0] == pytest.approx(tau2, rel=1e-5, abs=1e-6)
        assert found.at_edge == (tau2 < 1e-9 * vi.min())


@slow
@given(regressions(), st.integers(0, 2**32 - 1))
def test_the_scales_units_do_not_matter(data, seed):
    yi, vi, _ = data
    chance = np.random.default_rng(seed)
    zi = np.column_stack((np.ones(len(yi)), np.arange(len(yi)) % 2))
    other = zi @ (chance.normal(size=(2, 2)) + 3 * np.eye(2))
    mean = design(np.ones((len(yi), 1)))
    one = fit_location_scale(yi + 1, vi, mean, design(zi), method="ML")
    two = fit_location_scale(yi + 1, vi, mean, design(other), method="ML")
    assert two.log_likelihood == pytest.approx(one.log_likelihood, abs=1e-6)
    if one.converged and two.converged:
        assert two.tau2 == pytest.approx(one.tau2, rel=1e-4, abs=1e-7)


def test_signs_of_equal_effects_give_the_smallest_p_there_is():
    mean = design(np.ones((8, 1)))
    found = permutation_test([1.0] * 8, [0.1] * 8, mean, model=Model("EE", "z", None, (0,)))
    assert found.p_value[0] == 2 / 2**8


def test_a_hundred_thousand_effects_take_memory_in_proportion():
    chance = np.random.default_rng(3)
    k = 100_000
    xi = np.column_stack((np.ones(k), chance.normal(size=(k, 3))))
    vi = chance.uniform(0.01, 0.2, size=k)
    yi = xi @ [0.1, 0.2, 0.0, -0.3] + chance.normal(size=k) * np.sqrt(vi + 0.09)
    model = design(xi)
    tau2 = estimate_tau2(yi, vi, method="REML", xi=model.basis)
    assert tau2.value == pytest.approx(0.09, abs=0.002)
    b = regress_effects(yi, vi, model, tau2=tau2.value, test="knha").coefficients
    assert np.abs(b.estimate - [0.1, 0.2, 0.0, -0.3]).max() < 0.01


@pytest.mark.parametrize(
    ("xi", "told"),
    [
        ([[1, 2], [1, 2], [1, 2]], r"columns \[1\] follow"),
        ([[1, np.nan], [1, 2], [1, 3]], r"\(0, 1\)"),
        ([[1, 2, 3]], "no more columns than rows"),
        ([1, 2, 3], "shape"),
    ],
)
def test_a_model_matrix_that_cannot_be_fitted_is_refused(xi, told):
    with pytest.raises(ValueError, match=told):
        design(xi)


def test_a_year_and_its_square_are_not_called_redundant():
    year = np.arange(1950.0, 1980)
    assert redundant_columns(np.column_stack((np.ones(30), year, year**2))) == ()
    assert redundant_columns(np.column_stack((np.ones(30), year, 2 * year - 7))) == (2,)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"test": "F"}, "z, t, knha, adhoc"),
        ({"tau2": -1.0}, "tau2"),
        ({"tau2": [0.1]}, "tau2 of shape"),
        ({"weights": [1.0, 2, 3, -1]}, "weights below 0 at position 3"),
        ({"weights": [1.0, 0, 0, 0]}, "weights"),
        ({"level": 1.0}, "level"),
        ({"yi": [0.1, 0.2, np.nan, 0.3]}, "yi not a finite number at position 2"),
        ({"vi": [0.1, 0.0, 0.1, 0.1]}, "vi not above 0 at position 1"),
        ({"yi": [0.1] * 5, "vi": [0.1] * 5}, "5 effects and a model matrix of 4 rows"),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_its_place(change, told):
    given = {"yi": [0.1, 0.4, 0.2, 0.5], "vi": [0.1] * 4} | change
    model = design([[1, 0], [1, 1], [1, 2], [1, 4]])
    with pytest.raises(ValueError, match=told):
        regress_effects(given.pop("yi"), given.pop("vi"), model, **given)
