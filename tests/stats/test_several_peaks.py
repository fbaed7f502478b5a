"""Likelihoods with several peaks: the highest is found, also where Fisher scoring is not."""

from functools import partial

import numpy as np
import pytest

from evidence.stats import study_sums
from evidence.stats.likelihood import Likelihood
from evidence.stats.likelihood_slopes import matrix_slopes, mean_slopes
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_interval import profile_likelihood_interval
from evidence.stats.tau2_likelihood import (
    global_maximum,
    local_maxima,
    log_likelihood,
)
from tests.stats.r_values import read_golden

CASES = read_golden("several_peaks.json")["cases"]
every_case = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])

GRID = 1e-11
"""R's uniroot() was told to stop within 1e-14; the slope it followed is exact to rounding."""


def likelihood(case):
    yi, vi = np.array(case["yi"]), np.array(case["vi"])
    return Likelihood(yi, None, vi, case["method"] == "REML")


def scores(data, places):
    """The score at many places at once: a column a place."""
    wide = data._replace(zi=data.zi[:, None], vi=data.vi[:, None])
    found = mean_slopes(wide, places)
    return found.rise - found.fall


@every_case
def test_the_highest_peak_is_the_one_the_grid_shows(case):
    found = estimate_tau2(case["yi"], case["vi"], method=case["method"])
    assert found.value == pytest.approx(case["highest"]["tau2"], rel=GRID)
    assert found.converged
    assert found.local_maxima == len(case["peaks"]["tau2"])
    assert log_likelihood(likelihood(case), found.value) == pytest.approx(
        case["highest"]["ll"], rel=1e-13
    )


@every_case
def test_every_peak_is_found(case):
    data = likelihood(case)
    tops = [top.value for top in local_maxima(data)]
    assert tops == pytest.approx(case["peaks"]["tau2"], rel=GRID)
    heights = [log_likelihood(data, top) for top in tops]
    assert heights == pytest.approx(case["peaks"]["ll"], rel=1e-13)


@every_case
def test_metafor_ended_lower_or_not_at_all_or_here(case):
    theirs = case["metafor"]
    if theirs["error"] is None:
        assert log_likelihood(likelihood(case), theirs["tau2"]) == pytest.approx(theirs["ll"])
        assert theirs["ll"] <= case["highest"]["ll"] + 1e-9
    else:
        assert "did not converge" in theirs["error"]


def test_the_cases_show_what_they_are_for():
    lower = [c for c in CASES if not c["metafor"]["error"]]
    lower = [c for c in lower if c["highest"]["ll"] - c["metafor"]["ll"] > 0.5]
    assert len(lower) == 6
    assert len([c for c in CASES if c["metafor"]["error"]]) == 2
    assert max(len(c["peaks"]["tau2"]) for c in CASES) == 3


@every_case
def test_the_profile_interval_holds_every_peak_high_enough(case):
    interval = profile_likelihood_interval(case["yi"], case["vi"], method=case["method"])
    data = likelihood(case)
    floor = case["highest"]["ll"] - 3.841458820694124 / 2
    for tau2, height in zip(case["peaks"]["tau2"], case["peaks"]["ll"], strict=True):
        assert (interval.low <= tau2 <= interval.high) or height < floor
    assert log_likelihood(data, interval.high) == pytest.approx(floor, abs=1e-10)
    assert interval.low == 0 or log_likelihood(data, interval.low) == pytest.approx(
        floor, abs=1e-10
    )


@pytest.mark.parametrize("restricted", [True, False])
def test_slopes_are_the_same_by_sums_by_pieces_and_by_matrices(monkeypatch, restricted):
    data = likelihood(CASES[0])._replace(restricted=restricted)
    column = data._replace(xi=np.ones_like(data.zi))
    wide = data._replace(zi=data.zi[:, None], vi=data.vi[:, None])
    grid = np.geomspace(1e-4, 10, 50)
    found = [mean_slopes(wide, grid)]
    monkeypatch.setattr(study_sums, "PIECE", 70)
    found.append(mean_slopes(wide, grid))
    for one_by_one in (partial(mean_slopes, data), partial(matrix_slopes, column)):
        found.append(np.array([one_by_one(tau2) for tau2 in grid]).T)
    for slopes in found[1:]:
        for one, other in zip(slopes, found[0], strict=True):
            assert one == pytest.approx(other, rel=1e-9, abs=1e-9 * np.abs(other).max())


@pytest.mark.parametrize("restricted", [True, False])
def test_a_dense_grid_shows_no_peak_that_was_missed(restricted):
    draw = np.random.default_rng(20)
    for _ in range(60):
        k = int(draw.integers(3, 12))
        size = draw.choice(10.0 ** draw.uniform(-6, 2, 3), k)
        vi = size * np.exp(draw.normal(0, 0.5, k))
        yi = draw.normal(0, 3, k) * np.sqrt(size)
        data = Likelihood(yi, None, vi, restricted)
        places = np.concatenate([[0.0], np.geomspace(vi.min() * 1e-3, 1e6 * vi.max(), 4000)])
        score = scores(data, places)
        peaks = int(((score[:-1] > 0) & (score[1:] <= 0)).sum()) + int(score[0] <= 0)
        assert global_maximum(data).local_maxima == peaks


@every_case
def test_a_column_of_ones_is_the_mean(case):
    data = likelihood(case)
    by_matrix = data._replace(xi=np.ones_like(data.zi))
    for one, other in zip(local_maxima(by_matrix), local_maxima(data), strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-12)


def test_equal_effects_have_one_peak_at_zero():
    data = Likelihood(np.full(4, 0.3), None, np.array([0.1, 0.2, 0.3, 0.4]), True)
    assert global_maximum(data) == (0.0, True, 1)


def test_pooling_at_the_highest_peak_differs_from_metafors():
    case = CASES[0]
    ours = pool_effects(case["yi"], case["vi"], tau2=case["highest"]["tau2"])
    theirs = pool_effects(case["yi"], case["vi"], tau2=case["metafor"]["tau2"])
    assert abs(ours.estimate - theirs.estimate) > theirs.se
