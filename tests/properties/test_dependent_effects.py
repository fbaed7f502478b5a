"""What holds of models of dependent effects whatever the studies found."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats.correlated import estimate_tau2_correlated, pool_correlated
from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.assumed_covariance import Measurements, assumed_covariance
from evidence.stats.dependent.fit import fit_dependent
from evidence.stats.dependent.robust_tests import satterthwaite_df
from evidence.stats.dependent.sandwich import sandwich
from evidence.stats.dependent.terms import Intercepts, Structured, nested
from evidence.stats.dependent.working_models import pool_by_working_model
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

FEW = settings(max_examples=25, deadline=None)


@st.composite
def nested_effects(draw):
    """Effects, variances and studies of two to six studies with one to four effects each."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=3, max_size=6).filter(lambda s: sum(s) > 4))
    k = sum(sizes)
    yi = draw(st.lists(st.integers(-40, 40), min_size=k, max_size=k))
    vi = draw(st.lists(st.integers(1, 30), min_size=k, max_size=k))
    studies = np.repeat(np.arange(len(sizes)), sizes).tolist()
    return np.array(yi) / 20, np.array(vi) / 100, studies


def three_level(yi, vi, studies, **more):
    return fit_dependent(yi, vi, terms=nested(studies, list(range(len(yi)))), **more)


def variances(fit):
    return [float(term.variances[0]) for term in fit.terms]


def near(value):
    return pytest.approx(value, rel=1e-5, abs=1e-8)


@FEW
@given(nested_effects(), st.randoms(use_true_random=False))
def test_the_order_of_effects_does_not_matter(data, chance):
    yi, vi, studies = data
    order = list(range(len(yi)))
    chance.shuffle(order)
    one = three_level(yi, vi, studies)
    other = three_level(yi[order], vi[order], [studies[place] for place in order])
    assert other.fit.log_likelihood == near(one.fit.log_likelihood)
    if one.separable and one.local_maxima == 1:
        assert other.coefficients == near(one.coefficients)


@FEW
@given(nested_effects())
def test_names_of_groups_do_not_matter(data):
    yi, vi, studies = data
    named = [f"study {9 - study}" for study in studies]
    one, other = three_level(yi, vi, studies), three_level(yi, vi, named)
    assert other.fit.log_likelihood == near(one.fit.log_likelihood)


@FEW
@given(nested_effects())
def test_turning_the_sign_turns_the_estimate(data):
    yi, vi, studies = data
    one, other = three_level(yi, vi, studies), three_level(-yi, vi, studies)
    assert other.coefficients == near(-one.coefficients)
    assert variances(other) == near(variances(one))


@FEW
@given(nested_effects(), st.sampled_from([1e-4, 0.5, 1000.0]))
def test_rescaling_rescales(data, scale):
    yi, vi, studies = data
    one, other = three_level(yi, vi, studies), three_level(yi * scale, vi * scale**2, studies)
    shift = (len(yi) - 1) * math.log(scale)
    assert other.fit.log_likelihood == near(one.fit.log_likelihood - shift)
    if one.separable and one.local_maxima == 1:
        assert other.coefficients == near(one.coefficients * scale)


@FEW
@given(nested_effects(), st.sampled_from(["REML", "ML"]))
def test_independent_effects_are_pooled_as_ever(data, method):
    yi, vi, _ = data
    fit = fit_dependent(yi, vi, terms=[Intercepts(range(len(yi)))], method=method)
    tau2 = estimate_tau2(yi, vi, method=method)
    pooled = pool_effects(yi, vi, tau2=tau2.value)
    assert variances(fit) == near([tau2.value])
    assert float(fit.coefficients[0]) == near(pooled.estimate)
    assert math.sqrt(fit.covariance[0, 0]) == near(pooled.se)


@FEW
@given(nested_effects(), st.floats(-0.2, 0.9))
def test_one_term_a_row_is_pooling_with_correlated_errors(data, rho):
    yi, vi, studies = data
    each = Measurements(list(range(len(yi))), rho)
    blocks = assumed_covariance(vi, studies, measured=each)
    fit = fit_dependent(yi, vi, blocks=blocks, terms=[Intercepts(range(len(yi)))])
    tau2 = estimate_tau2_correlated(yi, vi, blocks=blocks).value
    pooled = pool_correlated(yi, vi, blocks=blocks, tau2=tau2)
    assert variances(fit) == near([tau2])
    assert float(fit.coefficients[0]) == near(pooled.estimate)


@FEW
@given(nested_effects(), st.floats(0, 0.9))
def test_blocks_give_the_likelihood_of_the_whole_matrix(data, rho):
    yi, vi, studies = data
    each = Measurements(list(range(len(yi))), rho)
    blocks = assumed_covariance(vi, studies, measured=each)
    fit = fit_dependent(
        yi, vi, blocks=blocks, terms=nested(studies, list(range(len(yi))), sigma2=(0.3, 0.1))
    )
    whole = np.diag(vi + 0.1) + 0.3 * np.equal.outer(studies, studies)
    for places, covariance in blocks:
        whole[np.ix_(places, places)] += covariance - np.diag(np.diag(covariance))
    weight = np.linalg.inv(whole)
    mean = (weight @ yi).sum() / weight.sum()
    off = yi - mean
    twice = (len(yi) - 1) * math.log(2 * math.pi) + np.linalg.slogdet(whole)[1]
    twice += off @ weight @ off + math.log(weight.sum()) - math.log(len(yi))
    assert fit.fit.log_likelihood == pytest.approx(-twice / 2, rel=1e-10)
    assert float(fit.coefficients[0]) == pytest.approx(mean, rel=1e-9, abs=1e-12)


@FEW
@given(nested_effects())
def test_a_group_of_equal_correlation_is_two_levels(data):
    yi, vi, studies = data
    three = three_level(yi, vi, studies)
    rows = list(range(len(yi)))
    fit = fit_dependent(yi, vi, terms=[Structured(rows, studies, "CS")])
    between, within = variances(three)
    # A negative correlation is possible for CS and not for two variances.
    assert fit.fit.log_likelihood >= three.fit.log_likelihood - 1e-8
    if float(fit.terms[0].correlations[0]) > 0 and three.separable:
        assert float(fit.terms[0].variances[0]) == near(between + within)


@FEW
@given(st.lists(st.integers(-40, 40), min_size=3, max_size=12).filter(lambda y: len(set(y)) > 1))
def test_singleton_clusters_of_one_size_give_the_t_test(yi):
    effects = np.array(yi) / 20
    fit = fit_dependent(effects, np.full(len(yi), 0.04))
    found = sandwich(fit, list(range(len(yi))), rule="CR2")
    assert float(found.covariance[0, 0]) == pytest.approx(effects.var(ddof=1) / len(yi), rel=1e-9)
    assert satterthwaite_df(found, [1.0]) == pytest.approx(len(yi) - 1, rel=1e-9)


@FEW
@given(nested_effects())
def test_working_models_turn_and_scale_with_effects(data):
    yi, vi, studies = data
    for model in ("CORR", "HIER"):
        one = pool_by_working_model(yi, vi, studies, model=model).coefficients[0]
        other = pool_by_working_model(-3 * yi, 9 * vi, studies, model=model).coefficients[0]
        assert float(other.estimate[0]) == near(-3 * float(one.estimate[0]))
        assert float(other.se[0]) == near(3 * float(one.se[0]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"vi": [0.1, 0.0, 0.1]}, "vi not above 0 at position 1"),
        ({"yi": [0.1, math.nan, 0.1]}, "yi not a finite number at position 1"),
        ({"method": "DL"}, "method: 'DL' is not one of ML, REML"),
        ({"terms": [Intercepts(["a", "b"])]}, "2 groups for 3 effects"),
        ({"terms": [Intercepts(["a"] * 3, -1.0)]}, "sigma2: -1.0"),
        ({"terms": [Structured([1, 2, 1], ["a"] * 3, "XX")]}, "structure: 'XX' is not one of"),
        ({"terms": [Structured([1, 2, 1], ["a"] * 3, "SPEXP")]}, "distance is needed"),
        ({"terms": [Structured(["x", "y", "x"], ["a"] * 3, "CAR")]}, "times that are numbers"),
        ({"xi": [[1.0, 2.0]] * 3}, "columns"),
        ({"blocks": [Block(np.array([0, 1]), np.full((2, 2), 0.1))]}, "without full rank at pos"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(change, message):
    given_all = {"yi": [0.1, 0.2, 0.4], "vi": [0.1, 0.1, 0.1], "terms": []} | change
    yi, vi = given_all.pop("yi"), given_all.pop("vi")
    with pytest.raises(ValueError, match=message):
        fit_dependent(yi, vi, **given_all)


def test_thirty_thousand_effects_are_fitted_in_blocks():
    rng = np.random.default_rng(1)
    studies = np.repeat(np.arange(8_000), 4)
    vi = rng.uniform(0.01, 0.1, len(studies))
    truth = rng.normal(0, 0.3, 8_000)[studies] + rng.normal(0, 0.2, len(studies))
    yi = 0.5 + truth + rng.normal(0, 1, len(studies)) * np.sqrt(vi)
    fit = three_level(yi, vi, studies.tolist())
    assert fit.converged
    assert variances(fit) == pytest.approx([0.09, 0.04], rel=0.08)
