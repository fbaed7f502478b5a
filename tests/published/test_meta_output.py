"""What R's meta package 8.5-0 prints for seven trials of aspirin (Fleiss 1993)."""

import numpy as np
import pytest

from evidence.stats.events.around_mantel_haenszel import pool_around_mantel_haenszel
from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.inconsistency_limits import inconsistency_limits

ASPIRIN = {
    "ai": [49, 44, 102, 32, 85, 246, 1570],
    "n1i": [615, 758, 832, 317, 810, 2267, 8587],
    "ci": [67, 64, 126, 38, 52, 219, 1720],
    "n2i": [624, 771, 850, 309, 406, 2257, 8600],
}
"""``metabin(event.e, n.e, event.c, n.c, sm = "OR", method = "MH", method.tau = "DL")``"""
FOUR, TWO, ONE = 5e-5, 5e-3, 0.05


def test_common_effect():
    found = mantel_haenszel("OR", **ASPIRIN)
    told = np.exp([found.estimate, found.ci_low, found.ci_high])
    assert told == pytest.approx([0.8969, 0.8405, 0.9570], abs=FOUR)
    assert found.statistic == pytest.approx(-3.29, abs=TWO)
    assert found.p_value == pytest.approx(0.0010, abs=FOUR)


def test_random_effects():
    found = pool_around_mantel_haenszel("OR", **ASPIRIN)
    pooled = found.pooled
    told = np.exp([pooled.estimate, pooled.ci_low, pooled.ci_high])
    assert told == pytest.approx([0.8763, 0.7743, 0.9917], abs=FOUR)
    assert pooled.statistic == pytest.approx(-2.09, abs=TWO)
    assert pooled.p_value == pytest.approx(0.0365, abs=FOUR)
    assert pooled.weights == pytest.approx([8.2, 7.8, 13.2, 5.4, 8.9, 20.7, 35.8], abs=ONE)
    assert found.tau2 == pytest.approx(0.0096, abs=FOUR)
    assert found.tau2**0.5 == pytest.approx(0.0982, abs=FOUR)


def test_heterogeneity():
    q = pool_around_mantel_haenszel("OR", **ASPIRIN).heterogeneity
    assert (q.q, q.df) == (pytest.approx(9.95, abs=TWO), 6)
    assert q.p_value == pytest.approx(0.1269, abs=FOUR)
    found = inconsistency_limits(q.q, q.df)
    assert [one.i2 for one in found] == pytest.approx([0.0, 74.6], abs=ONE)
    assert [one.h2**0.5 for one in found] == pytest.approx([1.00, 1.99], abs=TWO)
