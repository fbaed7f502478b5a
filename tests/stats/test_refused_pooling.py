"""Pooling refuses what cannot be pooled, naming places and the options there are."""

import numpy as np
import pytest

from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.pooling import pool_effects
from evidence.stats.prediction import prediction_interval
from evidence.stats.tau2 import COMMON_EFFECT, METHODS, WEIGHTED, estimate_tau2
from evidence.stats.tau2_interval import generalised_q_interval, profile_likelihood_interval

RANDOM = [method for method in METHODS if method not in (*WEIGHTED, *COMMON_EFFECT)]


@pytest.mark.parametrize(
    ("yi", "vi", "said"),
    [
        ([0.1, np.nan, 0.2], [1, 1, 1], "yi not a finite number at position 1"),
        ([0.1, 0.2, 0.2], [1, np.inf, np.nan], "vi not a finite number at positions 1, 2"),
        ([0.1, 0.2, 0.2], [0, 1, -1], "vi not above 0 at positions 0, 2"),
        ([0.1], [1], "at least 2 effects"),
        ([0.1, 0.2], [1], "shapes"),
        ([[0.1, 0.2]], [[1, 1]], "shapes"),
    ],
)
@pytest.mark.parametrize("method", RANDOM)
def test_numbers_that_cannot_be_are_refused_with_their_places(yi, vi, said, method):
    with pytest.raises(ValueError, match=said):
        estimate_tau2(yi, vi, method=method)


def test_options_that_do_not_exist_are_answered_with_those_that_do():
    with pytest.raises(ValueError, match="DL, HE, HS, HSk, SJ"):
        estimate_tau2([0.1, 0.2], [1, 1], method="reml")
    with pytest.raises(ValueError, match="z, t, knha, adhoc"):
        pool_effects([0.1, 0.2], [1, 1], test="hk")
    with pytest.raises(ValueError, match="HTS"):
        prediction_interval(0.1, 0.1, 0.1, k=5, rule="t")
    with pytest.raises(ValueError, match="ML, REML"):
        profile_likelihood_interval([0.1, 0.2], [1, 1], method="DL")


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([1, 2], "shape"),
        ([1, np.nan, 1], "position 1"),
        ([1, -1, 1], "below 0 at position 1"),
        ([0, 0, 0], "all 0"),
    ],
)
def test_weights_that_cannot_be_are_refused(weights, said):
    with pytest.raises(ValueError, match=said):
        pool_effects([0.1, 0.2, 0.3], [1, 1, 1], weights=weights)
    with pytest.raises(ValueError, match=said):
        estimate_tau2([0.1, 0.2, 0.3], [1, 1, 1], method="GENQ", weights=weights)


def test_weights_that_leave_one_effect_are_refused():
    weights = [0, 2, 0]
    with pytest.raises(ValueError, match=r"fewer than 2 positions: \[1\]"):
        estimate_tau2([0.1, 0.2, 0.3], [1, 1, 1], method="GENQ", weights=weights)
    with pytest.raises(ValueError, match="fewer than 2 positions"):
        generalised_q_interval([0.1, 0.2, 0.3], [1, 1, 1], weights=weights)
    assert pool_effects([0.1, 0.2, 0.3], [1, 1, 1], weights=weights).estimate == 0.2


def test_weights_belong_to_the_generalised_q_only():
    with pytest.raises(ValueError, match="needs weights"):
        estimate_tau2([0.1, 0.2], [1, 1], method="GENQ")
    with pytest.raises(ValueError, match="has no weights"):
        estimate_tau2([0.1, 0.2], [1, 1], method="DL", weights=[1, 1])


@pytest.mark.parametrize("tau2", [-0.1, np.nan, np.inf])
def test_a_variance_that_cannot_be_is_refused(tau2):
    with pytest.raises(ValueError, match="tau2"):
        pool_effects([0.1, 0.2], [1, 1], tau2=tau2)


@pytest.mark.parametrize("level", [0.0, 1.0, 95])
def test_a_level_that_cannot_be_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        pool_effects([0.1, 0.2], [1, 1], level=level)


def test_one_study_is_its_own_mean_and_has_no_t():
    pooled = pool_effects([0.4], [0.05])
    assert (pooled.estimate, pooled.weights.tolist()) == (0.4, [100.0])
    assert cochran_q([0.4], [0.05]) == (0.0, 0, 1.0)
    assert typical_variance([0.05]) == 0
    assert inconsistency_from_tau2(0.0, 0.0) == (0.0, 1.0)
    assert inconsistency_from_q(0.0, 0) == (0.0, 1.0)
    for test in ("t", "knha", "adhoc"):
        with pytest.raises(ValueError, match="at least 2 effects"):
            pool_effects([0.4], [0.05], test=test)
    assert estimate_tau2([0.4], [0.05], method="EE").value == 0


def test_too_few_studies_for_a_rule_are_refused():
    with pytest.raises(ValueError, match="more than 2 effects"):
        prediction_interval(0.1, 0.1, 0.1, k=2, rule="HTS t(k-2)")
    assert prediction_interval(0.1, 0.1, 0.1, k=2, rule="riley").df == 1
