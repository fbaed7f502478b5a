"""The slope of the likelihood of tau squared as a difference of two falling curves.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
rise, fall : what of twice the log-likelihood's slope in tau2 is above zero, and below
score : rise - fall, twice the slope of the log-likelihood
restricted : whether the likelihood is the restricted one (REML) rather than the full one (ML)
"""

from typing import Any, NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import orthonormal
from evidence.stats.study_sums import mean_terms, score_terms, summed


class Slopes(NamedTuple):
    """The two curves and their slopes at a tau2; arrays where many are worked on at once.

    ``rise`` is y'PPy and ``fall`` tr(P) (REML) or tr(W) (ML), with W the diagonal of
    1/(vi + tau2) and P = W - WX(X'WX)**-1 X'W.
    """

    rise: Any
    rise_slope: Any
    fall: Any
    fall_slope: Any


def mean_slopes(data: Likelihood, tau2: Any) -> Slopes:
    """Return the curves where the mean is the only coefficient: sums over studies.

    Parameters
    ----------
    data : Likelihood
        Without regressors; ``zi`` and ``vi`` of shape (k,), or (k, n) for n analyses at once.
    tau2 : float or array of float, shape (n,)

    Returns
    -------
    Slopes

    Notes
    -----
    With ri = yi - mu and s = sum(w): y'PPy is sum(w**2 r**2), its slope
    -2 (sum(w**3 r**2) - sum(w**2 r)**2/s); tr(P) is s - sum(w**2)/s, its slope
    -(sum(w**2) - 2 sum(w**3)/s + (sum(w**2)/s)**2).
    """
    precision, weighted = summed(mean_terms, data.zi, data.vi, tau2)
    pulled, pulled3, drift, precision2, precision3 = summed(
        score_terms, data.zi, data.vi, tau2, weighted / precision
    )
    rise_slope = -2 * (pulled3 - drift * drift / precision)
    if data.restricted:
        kept = precision2 / precision
        fall_slope = -(precision2 - 2 * precision3 / precision + kept * kept)
        return Slopes(pulled, rise_slope, precision - kept, fall_slope)
    return Slopes(pulled, rise_slope, precision, -precision2)


def matrix_slopes(data: Likelihood, tau2: float) -> Slopes:
    """Return the curves for any number of regressors."""
    wi = 1 / (data.vi + tau2)
    root = np.sqrt(wi)
    basis = orthonormal(data.columns, wi)
    left = root * data.zi
    pull = root * (left - basis @ (basis.T @ left))
    cross = basis.T @ (root * pull)
    rise_slope = -2 * (float((pull * wi) @ pull) - float(cross @ cross))
    fall, fall_slope = float(wi.sum()), -float(wi @ wi)
    if data.restricted:
        inner = (basis.T * wi) @ basis
        fall -= float(np.trace(inner))
        fall_slope -= trace_saved(basis, wi, inner)
    return Slopes(float(pull @ pull), rise_slope, fall, fall_slope)


def trace_saved(basis: Floats, wi: Floats, inner: Floats) -> float:
    """Return how much less tr(PP) is than tr(WW)."""
    leverage = (basis * basis).sum(axis=1)
    return float((inner * inner).sum()) - 2 * float((wi * wi) @ leverage)
