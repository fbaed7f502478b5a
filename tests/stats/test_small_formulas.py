"""Small formulas at the limits of what they take, and where an answer is known by hand."""

import math

import numpy as np
import pytest

from evidence.stats.coefficients import coefficients_of
from evidence.stats.correlated_heterogeneity import profile_interval_correlated
from evidence.stats.correlations import fisher_z
from evidence.stats.covariance_blocks import errors_of, require_covariance
from evidence.stats.dependent.assumed_covariance import Measurements, assumed_covariance
from evidence.stats.effects import Effects
from evidence.stats.escalc import escalc
from evidence.stats.two_groups import Groups, d_from_point_biserial, signed_t_from_p
from evidence.stats.two_times import times_in_percent, times_of_d, two_times
from evidence.stats.variance_inflation import variance_inflation
from evidence.stats.within_study import combine_within_study

NAN = math.nan


@pytest.mark.parametrize(("count", "rho"), [(2, -0.9), (2, 0.99), (3, -0.45), (4, -0.3), (1, 1.0)])
def test_effects_of_a_study_may_correlate_as_far_as_their_number_allows(count, rho):
    found = combine_within_study(
        Effects(np.arange(float(count)), np.ones(count)), np.ones(count), rho=rho
    )
    assert found.yi == pytest.approx([(count - 1) / 2], rel=1e-9, abs=1e-15)
    assert found.vi == pytest.approx([(1 + (count - 1) * rho) / count], rel=1e-9)


@pytest.mark.parametrize(
    ("count", "rho"), [(2, -1.0), (2, 1.0), (2, 1.5), (3, -0.5), (3, -0.6), (4, -0.34)]
)
def test_effects_of_a_study_may_not_correlate_further(count, rho):
    effects = Effects(np.zeros(count), np.ones(count))
    for weighted in (True, False):
        with pytest.raises(ValueError, match=f"cannot hold between {count} effects"):
            combine_within_study(effects, np.ones(count), rho=rho, weighted=weighted)


def test_one_person_may_be_seen_twice_the_same_or_opposite():
    assert two_times(1, 2, 0, 2, 1, [1, -1]).spread_of_change.tolist() == [0.0, 4.0]
    with pytest.raises(ValueError, match="n below 1 at position 0"):
        two_times(1, 2, 0, 2, 0, 0.5)
    for r in (1.01, 1.5, -1.01, -1.5):
        with pytest.raises(ValueError, match=r"r .* at position 0"):
            two_times(1, 2, 0, 2, 9, r)


def test_a_change_in_its_own_spread_is_itself():
    times = times_of_d([0.4, -1.0], 20)
    assert times.spread_of_change.tolist() == [1.0, 1.0]
    assert (times.m1 - times.m2).tolist() == [0.4, -1.0]


def test_a_scale_has_a_length():
    with pytest.raises(ValueError, match="high not above low at position 1"):
        times_in_percent(two_times(1, 1, 1, 1, [5, 5], 0.5), 3, [4, 3])


def test_a_pooled_spread_needs_three_people():
    n1, n2, none = np.array([1.0, 2, 2]), np.array([1.0, 1, 2]), np.zeros(3)
    groups = Groups(n1, none, np.full(3, 2.0), n2, none, np.full(3, 3.0))
    assert groups.pooled == pytest.approx([NAN, 4.0, 6.5], nan_ok=True)


def test_a_t_of_one_degree_is_cauchys():
    found = signed_t_from_p([0.5, -0.5, 1.0, 0.5, NAN], [1, 1, 1, 0.5, 3])
    # P(|t| > 1) is a half; no difference is no t.
    assert found == pytest.approx([1.0, -1.0, 0.0, NAN, NAN], rel=1e-12, abs=1e-15, nan_ok=True)
    for p in (1.01, 1.5, -1.01):
        with pytest.raises(ValueError, match="p outside -1 to 1 at position 0"):
            signed_t_from_p(p, 5)


def test_a_correlation_of_one_has_no_d():
    assert d_from_point_biserial(0.6, 11, 11) == pytest.approx(0.75 * math.sqrt(40 / 11), rel=1e-13)
    for r in (1.0, -1.0, 1.5):
        with pytest.raises(ValueError, match="r not between -1 and 1 at position 0"):
            d_from_point_biserial(r, 11, 11)


def test_correlations_of_three_people_have_no_variance():
    z = fisher_z([0.5, 0.5], [3, 4])
    assert z.yi == pytest.approx([math.atanh(0.5)] * 2, rel=1e-15)
    assert z.vi == pytest.approx([NAN, 1.0], nan_ok=True)
    for vtype, four in (("LS", 0.75**2 / 3), ("H0a", 0.75 / 2), ("H0b", 1 / 4)):
        assert escalc("COR", ri=[0.5, 0.5], ni=[3, 4], vtype=vtype).vi == pytest.approx(
            [NAN, four], nan_ok=True, rel=1e-14
        )


def test_a_whole_correlation_has_no_error():
    assert escalc("COR", ri=[1.0], ni=[10]).vi.tolist() == [0.0]


def test_errors_fall_into_blocks_of_what_hangs_together():
    full = np.diag([1.0, 2.0, 3.0, 4.0])
    assert errors_of(full).blocks == ()
    full[0, 2] = full[2, 0] = 0.5
    full[2, 3] = full[3, 2] = 0.25
    found = errors_of(full)
    assert found.vi.tolist() == [1.0, 2.0, 3.0, 4.0]
    (block,) = found.blocks
    assert block.places.tolist() == [0, 2, 3]
    assert block.covariance.tolist() == [[1, 0.5, 0], [0.5, 3, 0.25], [0, 0.25, 4]]


@pytest.mark.parametrize(
    ("matrix", "told"),
    [
        ([1.0, 2.0], "square"),
        ([[1.0, 0.0]], "square"),
        ([[[1.0]]], "square"),
        ([[1.0, 0.0], [0.0, NAN]], "square"),
        ([[1.0, 0.5], [0.4, 1.0]], "not symmetric"),
    ],
)
def test_what_is_no_covariance_matrix_is_refused(matrix, told):
    with pytest.raises(ValueError, match=told):
        errors_of(matrix)


def test_a_place_in_two_blocks_is_refused():
    places, taken = np.array([0, 1]), np.array([False, True, False])
    with pytest.raises(ValueError, match="more than one block"):
        require_covariance(places, np.eye(2), np.ones(3), taken)


@pytest.mark.parametrize("rho", [0.0, -1.0, 1.0])
def test_assumed_correlations_from_one_end_to_the_other(rho):
    told = Measurements(obs=[1, 2], rho_obs=rho)
    (block,) = assumed_covariance([4.0, 9.0], ["a", "a"], measured=told)
    whole = np.array([[4.0, 6 * rho], [6 * rho, 9.0]])
    assert block.covariance == pytest.approx(whole, rel=1e-14)


def test_assumed_correlations_by_pair_whichever_stands_first():
    told = Measurements(
        obs=["x", "y", "z"], rho_obs={("x", "y"): 0.5, ("z", "x"): 0.25, ("y", "z"): 0}
    )
    (block,) = assumed_covariance([1.0] * 3, ["a"] * 3, measured=told)
    whole = np.array([[1, 0.5, 0.25], [0.5, 1, 0], [0.25, 0, 1]])
    assert block.covariance == pytest.approx(whole, rel=1e-14)
    with pytest.raises(ValueError, match="no correlation between"):
        assumed_covariance([1.0] * 2, ["a"] * 2, measured=Measurements(obs=[1, 2], rho_obs={}))
    assert assumed_covariance([1.0] * 2, ["a", "b"], measured=Measurements()) == ()


@pytest.mark.parametrize("rho", [1.01, -1.01, 1.5, -1.5, {(1, 2): 0.5, (1, 3): 1.1}])
def test_no_assumed_correlation_lies_beyond_the_ends(rho):
    with pytest.raises(ValueError, match=r"rho_obs: .* not all between"):
        assumed_covariance([1.0] * 2, ["a"] * 2, measured=Measurements(obs=[1, 2], rho_obs=rho))


def test_two_effects_with_correlated_errors_have_an_interval():
    found = profile_interval_correlated([0.0, 4.0], [0.1, 0.1], blocks=[], method="ML")
    assert 0 < found.low < found.high
    with pytest.raises(ValueError, match="2"):
        profile_interval_correlated([0.0], [0.1], blocks=[], method="ML")


def inflated(correlation, **asked):
    root = np.linalg.cholesky(np.array(correlation)) * np.array([[2.0], [0.5], [300.0]])
    found = coefficients_of(np.zeros(len(root)), root, df=None, level=0.95)
    return variance_inflation(found, **asked)


THREE = [[1.0, 0.6, 0.0], [0.6, 1.0, 0.3], [0.0, 0.3, 1.0]]
ALL = 1 - 0.6**2 - 0.3**2
"""The determinant of these correlations."""


def test_what_the_correlation_of_coefficients_costs():
    found = inflated(THREE, intercept=None)
    vifs = [(1 - 0.3**2) / ALL, 1 / ALL, (1 - 0.6**2) / ALL]
    assert [one.places for one in found] == [(0,), (1,), (2,)]
    assert [one.vif for one in found] == pytest.approx(vifs, rel=1e-13)
    assert [one.sif for one in found] == pytest.approx(np.sqrt(vifs), rel=1e-13)


def test_what_it_costs_a_set_and_without_the_intercept():
    (pair, whole) = inflated(THREE, intercept=None, sets=[[0, 1], [2, 0, 1]])
    assert pair.vif == pytest.approx((1 - 0.6**2) / ALL, rel=1e-13)
    assert pair.sif == pytest.approx(pair.vif**0.25, rel=1e-13)
    assert (whole.vif, whole.sif) == pytest.approx((1.0, 1.0), rel=1e-13)
    found = inflated(THREE, intercept=0)
    assert [one.places for one in found] == [(1,), (2,)]
    assert [one.vif for one in found] == pytest.approx([1 / (1 - 0.3**2)] * 2, rel=1e-13)


@pytest.mark.parametrize("chosen", [[], [1, 1], [0], [1, 3]])
def test_coefficients_that_are_no_set_are_refused(chosen):
    with pytest.raises(ValueError, match="each once, from"):
        inflated(THREE, intercept=0, sets=[chosen])
