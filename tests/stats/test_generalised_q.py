"""Jackson's interval and GENQM against R's eigenvalues and characteristic function."""

import numpy as np
import pytest
from scipy import special

from evidence.stats.quadratic_form_probability import probability_below
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_interval import generalised_q_interval
from tests.stats.r_values import read_golden

CASES = read_golden("generalised_q.json")["cases"]
INVERSION = 2e-11
"""How well R's roots stand still when its tolerances are varied."""


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_limits_and_median_are_rs(case):
    interval = generalised_q_interval(case["yi"], case["vi"], weights=case["weights"])
    median = estimate_tau2(case["yi"], case["vi"], method="GENQM", weights=case["weights"])
    found = [interval.low, median.value, interval.high]
    assert found == pytest.approx([case["low"], case["median"], case["high"]], abs=INVERSION)


@pytest.mark.parametrize("k", [2, 3, 10, 100, 3000])
@pytest.mark.parametrize("below", [1e-8, 0.025, 0.4, 0.5, 0.6, 0.975, 1 - 1e-9])
def test_equal_weights_and_variances_give_chi_square(k, below):
    q = float(special.chdtri(k - 1, 1 - below))
    found = probability_below(q, np.ones(k), np.full(k, 1 / k))
    assert found == pytest.approx(float(special.chdtr(k - 1, q)), abs=5e-14)


def test_default_weights_are_one_over_vi():
    case = CASES[0]
    weighted = generalised_q_interval(case["yi"], case["vi"], weights=1 / np.array(case["vi"]))
    assert generalised_q_interval(case["yi"], case["vi"]) == weighted


def test_effects_that_agree_too_well_leave_no_tau2():
    interval = generalised_q_interval([0.1, 0.1, 0.1], [0.2, 0.3, 0.4])
    assert (interval.low, interval.high, interval.empty) == (0.0, 0.0, True)
