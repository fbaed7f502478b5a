"""Small-study methods where rounding, a stop or one huge study would decide."""

import math

import numpy as np
import pytest

from evidence.stats.small_study.asymmetry_regression import asymmetry_regression
from evidence.stats.small_study.excess_significance import power_of_studies
from evidence.stats.small_study.henmi_copas import henmi_copas
from evidence.stats.small_study.rank_correlation import asymmetry_rank_test
from evidence.stats.small_study.selection_model import fit_selection_model
from evidence.stats.small_study.selection_setup import Selection
from evidence.stats.small_study.trim_and_fill import trim_and_fill


def test_a_stop_is_told_where_no_true_peak_is_nearly_as_high() -> None:
    yi = [0.1, 0.5, 0.7, -0.2, 0.3, 0.9, 0.4]
    vi = [1e-6, 0.1, 0.2, 0.15, 0.05, 0.3, 0.1]
    found = fit_selection_model(yi, vi, Selection(steps=[0.025]))
    # selmodel(rma(yi, vi, method="ML"), type="stepfun", steps=0.025), metafor 3.8-1, ends on the
    # way there (delta 99.46); the maximum below, at 8.45, has a log-likelihood of -0.8518.
    assert 3.00752782135878 <= found.fit.log_likelihood < 3.0076
    assert found.coefficients.estimate == pytest.approx([0.1000165], abs=1e-6)
    assert found.on_bound == ("tau2", "delta2") and found.local_maxima == 2


ALIKE = ([0.3] * 6, [0.1, 0.2, 0.05, 0.12, 0.3, 0.02])


def test_effects_all_alike_give_no_certainty_from_rounding() -> None:
    found = asymmetry_regression(*ALIKE, model="lm")
    assert found.slope == 0 and math.isnan(found.p_value)
    assert math.isnan(asymmetry_rank_test(*ALIKE).tau)
    for estimator in ("L0", "R0"):
        assert trim_and_fill(*ALIKE, side="left", estimator=estimator).k0 == 0


def test_mirror_images_tie_in_the_rank_test() -> None:
    mirrored = asymmetry_rank_test(
        [-0.4, -0.2, 0.0, 0.2, 0.4, 0.0], [0.2, 0.1, 0.02, 0.1, 0.2, 0.05]
    )
    assert mirrored.tau == 0  # ranktest() of metafor 3.8-1


def test_permutations_are_counted_up_to_170_as_r_counts_them() -> None:
    yi = np.sin(1.7 * np.arange(60)) * (1 + np.arange(60) / 60)
    vi = 0.05 + np.arange(60) % 17 / 40 + np.arange(60) / 1000
    # cor.test(..., exact=TRUE) as ranktest() of metafor 3.8-1 calls it.
    found = asymmetry_rank_test(yi, vi)
    assert found.exact and (found.tau, found.p_value) == pytest.approx(
        (0.00451977401129944, 0.96454984614248618), rel=1e-9
    )


def test_power_of_a_huge_study_among_effects_that_differ() -> None:
    # integrate() over true effects within five tau, as tes() of metafor 3.8-1 has it.
    power = power_of_studies(np.array([1e-3]), theta=0.3, tau2=0.02)
    assert power == pytest.approx([0.998833698719392], abs=1e-6)


def test_henmi_and_copass_interval_is_metafors() -> None:
    """``hc(rma(yi, vi))`` of dat.bcg, risk ratios, tol = 1e-12, metafor 3.8-1."""
    yi = [-0.889311333920205, -1.58538865720143, -1.34807314829969, -1.44155119002131]
    yi += [-0.217547322211296, -0.786115585818864, -1.62089822359839, 0.0119523335238405]
    yi += [-0.469417648738149, -1.37134480347278, -0.339358828338391, 0.445913400571379]
    vi = [0.325584765003961, 0.194581121398144, 0.415367965367965, 0.0200100319022476]
    vi += [0.0512101721696309, 0.00690561845590876, 0.223017247572315, 0.00396157929781773]
    vi += [0.056434210463249, 0.0730247936130289, 0.0124122139715597, 0.532505845200153]
    found = henmi_copas([*yi, -0.0173139482168798], [*vi, 0.0714046596839863])
    theirs = (-0.430285163654091, 0.28354435135525, -1.15554876193203, 0.294978434623848)
    assert found == pytest.approx((*theirs, 0.308760262862376), rel=1e-7)
    with pytest.raises(ValueError, match="does not exist"):
        henmi_copas([-31.5, 8.7, -16.1, 31.9], [6.8, 23.7, 1.75e-8, 1.64])
