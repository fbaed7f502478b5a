"""Effects against a shared control, against metafor's rma.mv with the whole V."""

import numpy as np
import pytest

from evidence.stats.correlated import (
    Block,
    estimate_tau2_correlated,
    likelihood_of,
    pool_correlated,
    rotate,
)
from evidence.stats.correlated_heterogeneity import (
    profile_interval_correlated,
    q_correlated,
    typical_variance_correlated,
)
from evidence.stats.heterogeneity import cochran_q, typical_variance
from evidence.stats.pooling import pool_effects
from evidence.stats.shared_control import shared_control_blocks, shared_control_covariance
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_likelihood import log_likelihood
from tests.stats.r_values import column, read_golden

R = read_golden("shared_control.json")
ARMS = R["inputs"]["arms"]
MEASURES = ("MD", "SMD", "RR", "OR", "RD")


def over(cases):
    return pytest.mark.parametrize("case", cases, ids=[case["id"] for case in cases])


every_case = over(R["cases"])
every_estimate = over([case for case in R["cases"] if "sigma2" not in case])
every_interval = over([case for case in R["cases"] if "confint" in case])

OPTIMISER = 1e-6
"""optim's Nelder-Mead sees the likelihood to rounding, so sigma2 to about its square root."""


def effects(measure):
    """Effects, variances and blocks of one measure, built from the arms."""
    data = R["inputs"][measure]
    shared = shared_control_covariance(
        measure,
        n_control=ARMS["n2i"],
        sd_control=ARMS["sd2i"] if measure == "MD" else None,
        events_control=ARMS["ci"] if measure in ("RR", "OR", "RD") else None,
        yi=data["yi"] if measure == "SMD" else None,
        n_total=R["inputs"]["total"] if measure == "SMD" else None,
    )
    return data["yi"], data["vi"], shared_control_blocks(data["vi"], ARMS["trial"], shared)


@pytest.mark.parametrize("measure", MEASURES)
def test_blocks_are_those_of_the_whole_matrix(measure):
    _, vi, blocks = effects(measure)
    whole = np.diag(vi)
    for places, covariance in blocks:
        whole[np.ix_(places, places)] = covariance
    assert whole == pytest.approx(np.array(R["inputs"][measure]["V"]), rel=1e-13)


@every_estimate
def test_tau2_is_rma_mvs_or_higher_up(case):
    yi, vi, blocks = effects(case["measure"])
    found = estimate_tau2_correlated(yi, vi, blocks=blocks, method=case["method"])
    scale = typical_variance_correlated(vi, blocks=blocks)
    assert found.value == pytest.approx(case["out"]["sigma2"], rel=OPTIMISER, abs=1e-7 * scale)
    data = likelihood_of(rotate(yi, vi, blocks), case["method"])
    assert log_likelihood(data, found.value) >= case["out"]["ll"] - 1e-12


@every_case
def test_all_else_is_rma_mvs(case):
    yi, vi, blocks = effects(case["measure"])
    theirs = case["out"]
    tau2 = theirs["sigma2"]
    pooled = pool_correlated(yi, vi, blocks=blocks, tau2=tau2, test=case["test"])
    q = q_correlated(yi, vi, blocks=blocks)
    data = likelihood_of(rotate(yi, vi, blocks), case["method"])
    ours = {
        "k": len(yi),
        "b": pooled.estimate,
        "se": pooled.se,
        "zval": pooled.statistic,
        "pval": pooled.p_value,
        "ci_lb": pooled.ci_low,
        "ci_ub": pooled.ci_high,
        "sigma2": tau2,
        "QE": q.q,
        "QEp": q.p_value,
        "ll": log_likelihood(data, tau2),
    }
    assert set(theirs) == {*ours, "weights"}
    for name, value in ours.items():
        assert value == pytest.approx(theirs[name], rel=1e-11), name
    assert pooled.weights == pytest.approx(theirs["weights"], rel=1e-11)


@every_interval
def test_profile_interval_is_rma_mvs(case):
    yi, vi, blocks = effects(case["measure"])
    interval = profile_interval_correlated(yi, vi, blocks=blocks, method=case["method"])
    assert interval.low == pytest.approx(case["confint"]["lb"], rel=OPTIMISER)
    assert interval.high == pytest.approx(case["confint"]["ub"], rel=OPTIMISER)


@pytest.mark.parametrize("method", ["REML", "ML"])
def test_no_blocks_is_plain_pooling(method):
    yi, vi, _ = effects("SMD")
    plain = estimate_tau2(yi, vi, method=method)
    assert estimate_tau2_correlated(yi, vi, blocks=[], method=method) == plain
    ours = pool_correlated(yi, vi, blocks=[], tau2=plain.value, test="t")
    theirs = pool_effects(yi, vi, tau2=plain.value, test="t")
    assert ours[:7] == pytest.approx(theirs[:7], rel=1e-14)
    assert q_correlated(yi, vi, blocks=[]) == pytest.approx(cochran_q(yi, vi), rel=1e-12)
    assert typical_variance_correlated(vi, blocks=[]) == pytest.approx(typical_variance(vi))


@pytest.mark.parametrize("measure", MEASURES)
def test_sharing_people_is_less_than_having_twice_as_many(measure):
    yi, vi, blocks = effects(measure)
    shared = pool_correlated(yi, vi, blocks=blocks, tau2=0.0)
    assert shared.se > pool_effects(yi, vi).se
    assert shared.weights.sum() == pytest.approx(100)


def test_order_of_effects_does_not_matter():
    yi, vi, blocks = effects("SMD")
    turn = np.random.default_rng(3).permutation(len(yi))
    place = np.argsort(turn)
    turned = [Block(place[block.places], block.covariance) for block in blocks]
    found = estimate_tau2_correlated(np.array(yi)[turn], np.array(vi)[turn], blocks=turned)
    assert found.value == pytest.approx(
        estimate_tau2_correlated(yi, vi, blocks=blocks).value, rel=1e-12
    )


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Block(np.array([0, 1]), np.eye(3)), "shape"),
        (Block(np.array([0, 0]), np.eye(2)), "more than one block"),
        (Block(np.array([0, 1]), np.array([[2.0, 0], [0, 1]])), "diagonal"),
        (Block(np.array([0, 1]), np.array([[1.0, 0.2], [0.3, 1.0]])), "symmetric"),
        (Block(np.array([0, 1]), np.array([[1.0, 1.0], [1.0, 1.0]])), "full rank"),
        (Block(np.array([0, 1]), np.array([[1.0, np.nan], [0.3, 1.0]])), "finite"),
    ],
)
def test_what_is_no_covariance_is_refused(block, said):
    with pytest.raises(ValueError, match=said):
        pool_correlated([0.1, 0.2, 0.3], [1.0, 1.0, 1.0], blocks=[block], tau2=0.0)


def test_a_control_described_in_two_ways_is_refused():
    shared = shared_control_covariance("MD", n_control=[10, 12], sd_control=[3, 3])
    with pytest.raises(ValueError, match=r"positions \[0, 1\]"):
        shared_control_blocks([1.0, 1.0], ["a", "a"], shared)


@pytest.mark.parametrize(
    ("measure", "columns", "said"),
    [
        ("HR", {}, "MD, SMD, RR, OR, RD"),
        ("MD", {}, "sd_control is needed"),
        ("SMD", {"n_total": [30]}, "yi is needed"),
        ("RR", {"events_control": [0]}, "not above 0"),
        ("OR", {"events_control": [10]}, "not below n_control"),
        ("MD", {"sd_control": [np.nan]}, "not reported"),
    ],
)
def test_a_control_that_cannot_be_is_refused(measure, columns, said):
    with pytest.raises(ValueError, match=said):
        shared_control_covariance(measure, n_control=[10], **columns)


@pytest.mark.parametrize("options", [{"test": "knha"}, {"tau2": -1.0}, {"test": "t", "df": 0}])
def test_what_cannot_be_pooled_so_is_refused(options):
    yi, vi, blocks = effects("MD")
    with pytest.raises(ValueError):
        pool_correlated(yi, vi, blocks=blocks, **{"tau2": 0.0, **options})
    with pytest.raises(ValueError, match="ML, REML"):
        estimate_tau2_correlated(yi, vi, blocks=blocks, method="DL")


MV = read_golden("g_mv.json")
ONE_LEVEL = [case for case in MV["cases"] if case["id"].startswith("g/threelevel_LRT/")]


@over(ONE_LEVEL)
def test_a_model_with_the_effects_own_level_alone_is_rma_mvs(case):
    """The three-level model with the variance of the upper level fixed at zero."""
    yi, vi = column(MV, case, "yi"), column(MV, case, "vi")
    found = estimate_tau2_correlated(yi, vi, blocks=[])
    assert found.value == pytest.approx(case["out"]["tau2_L2_only"][1], rel=case["tol"]["rtol"])


def test_one_effect_is_its_own_mean_and_two_are_enough_for_tau2():
    alone = pool_correlated([0.4], [0.05], blocks=[], tau2=0.0)
    assert (alone.estimate, alone.variance_factor, alone.guard_bit) == (0.4, 1.0, False)
    with pytest.raises(ValueError, match="at least 2 effects"):
        pool_correlated([0.4], [0.05], blocks=[], tau2=0.0, test="t")
    with pytest.raises(ValueError, match="at least 2 effects"):
        estimate_tau2_correlated([0.4], [0.05], blocks=[])
    assert estimate_tau2_correlated([0.4, 2.0], [0.05, 0.05], blocks=[]).value > 0
    assert typical_variance_correlated([0.05], blocks=[]) == 0.0
    assert q_correlated([0.4], [0.05], blocks=[]) == (0.0, 0, 1.0)
