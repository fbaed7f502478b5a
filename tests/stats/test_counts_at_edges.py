"""Counts of events where there is little of them: one study, one group empty, no spread."""

import math

import numpy as np
import pytest

from evidence.stats.events.around_mantel_haenszel import pool_around_mantel_haenszel
from evidence.stats.events.counted_residuals import counted_residuals
from evidence.stats.events.peto import peto
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.glmm import glmm
from evidence.stats.glmm.heterogeneity import wald_statistic

ONE = {"ai": [10], "n1i": [100], "ci": [20], "n2i": [100]}
TWO = {"ai": [10, 4], "n1i": [100, 50], "ci": [20, 9], "n2i": [100, 50]}
NOBODY = {name: [*column, 0 if name in ("ai", "ci") else 50] for name, column in TWO.items()}


def test_one_study_leaves_no_spread_around_mantel_and_haenszel():
    found = pool_around_mantel_haenszel("OR", **ONE)
    assert found.tau2 == 0.0
    # The log odds ratio of one table, by hand.
    assert found.pooled.estimate == pytest.approx(math.log(10 * 80 / (90 * 20)), rel=1e-14)


def test_two_studies_have_residuals_each_from_the_other():
    found = counted_residuals("PETO", peto, **TWO).deleted
    alone = [peto(**{name: [column[at]] for name, column in TWO.items()}) for at in (0, 1)]
    far = alone[0].estimate - alone[1].estimate
    both = math.hypot(alone[0].se, alone[1].se)
    assert found.residual == pytest.approx([far, -far], rel=1e-13)
    assert found.se == pytest.approx([both, both], rel=1e-13)
    with pytest.raises(ValueError, match="2"):
        counted_residuals("PETO", peto, **ONE)


def test_a_study_without_events_adds_nothing_to_petos_estimate():
    with_them, without = peto(**NOBODY), peto(**TWO)
    assert (with_them.estimate, with_them.se) == (without.estimate, without.se)
    assert with_them.heterogeneity == without.heterogeneity


def test_a_common_rate_of_one_study_is_its_own_but_has_no_t():
    common = GlmmChoices(method="EE")
    found = glmm("IRLN", common, xi=[4], ti=[20])
    assert float(found.coefficients.estimate[0]) == pytest.approx(math.log(0.2), rel=1e-12)
    assert float(found.coefficients.se[0]) == pytest.approx(0.5, rel=1e-9)
    assert found.tau2 == 0.0
    assert math.isnan(found.tau2_se)
    with pytest.raises(ValueError, match="at least 2 studies needed, 1 given"):
        glmm("IRLN", common, test="t", xi=[4], ti=[20])


def test_a_spread_of_nothing_has_no_error():
    found = glmm("IRLN", xi=[4, 8], ti=[20, 40])
    assert found.tau2 == 0.0
    assert math.isnan(found.tau2_se)


def test_one_finite_effect_cannot_differ_from_itself():
    assert wald_statistic(np.array([1.0, np.inf]), np.array([2.0, 0.0]), np.ones((2, 1))) == 0.0
