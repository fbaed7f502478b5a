"""The power a p-curve suggests: half of what is beyond z is beyond it, by the normal curve."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import norm

from evidence.stats.small_study.p_curve import p_curve

CRITICAL = norm.isf(0.025)


def power_at(mean):
    return norm.sf(CRITICAL, mean) + norm.cdf(-CRITICAL, mean)


def median_at(mean):
    """Return the median of |z| of significant studies, whose z has this mean."""
    half = power_at(mean) / 2
    return brentq(lambda z: norm.sf(z, mean) + norm.cdf(-z, mean) - half, CRITICAL, 40, xtol=1e-14)


@pytest.mark.parametrize("mean", [0.2, 0.5, 1.0, 1.96, 2.8, 3.9, 4.2])
def test_one_study_at_the_median_of_a_power_suggests_that_power(mean):
    found = p_curve([median_at(mean)], [1.0])
    assert found.power == pytest.approx(power_at(mean), abs=1e-8)


@pytest.mark.parametrize("z", [4.4, 4.6, 9.0])
def test_larger_z_than_nearly_full_power_makes_suggest_nearly_full_power(z):
    assert p_curve([z], [1.0]).power == 0.99


@pytest.mark.parametrize("z", [1.97, 2.1, 2.2])
def test_smaller_z_than_no_effect_makes_suggest_no_power(z):
    assert p_curve([z], [1.0]).power == 0.05


def test_the_power_of_many_studies_is_found_again():
    share = (np.arange(4000) + 0.5) / 4000
    z = norm.isf(share * norm.sf(CRITICAL, 2.5), 2.5)
    assert p_curve(z, np.ones(4000)).power == pytest.approx(norm.sf(CRITICAL, 2.5), abs=1e-3)
