"""Prediction intervals against printed ones."""

import pytest

from evidence.stats.prediction import prediction_interval
from evidence.stats.quantiles import two_sided


def test_higgins_thompson_spiegelhalter_as_pimeta_prints_it():
    """The example of pimeta's ``htsdl`` and ``pima_hts``: ten trials of blood pressure."""
    estimate, tau2, k = -0.3340597, 0.02824971, 10
    # The confidence interval printed beside it, -0.5068 to -0.1613, is a t interval.
    se = (0.5068 - 0.1613) / 2 / two_sided(0.95, k - 1)
    found = prediction_interval(estimate, se, tau2, k=k, rule="HTS t(k-2)")
    assert found.df == 8
    assert found.low == pytest.approx(-0.7597777, abs=1e-4)
    assert found.high == pytest.approx(0.09165839, abs=1e-4)
