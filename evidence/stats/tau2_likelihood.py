"""The likelihood of tau squared with the mean profiled out, and all its local maxima.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
score : slope of the log-likelihood in tau2, times two
restricted : whether the likelihood is the restricted one (REML) rather than the full one (ML)
"""

import math

import numpy as np

from evidence.stats.bends import limits, matrix_bend, mean_bend
from evidence.stats.bracketed_newton import Root
from evidence.stats.floats import Floats
from evidence.stats.likelihood import Likelihood
from evidence.stats.likelihood_height import matrix_height, mean_height
from evidence.stats.likelihood_slopes import (
    Slopes,
    matrix_slopes,
    mean_slopes,
    trace_saved,
)
from evidence.stats.peaks import Maximum, first_peak, highest_peak, next_peak
from evidence.stats.projection import orthonormal, residual
from evidence.stats.study_sums import squares_about_mean

TIGHT = {"xtol": 1e-300, "rtol": 1e-14, "maxiter": 500}


def log_likelihood(data: Likelihood, tau2: float) -> float:
    """Return the log-likelihood at a tau2, with the coefficients at their best values there.

    Parameters
    ----------
    data : Likelihood
    tau2 : float

    Returns
    -------
    float
        With all constants, as metafor prints it.

    """
    height = mean_height if data.xi is None else matrix_height
    return float(height(data, tau2))


def slopes_at(data: Likelihood, tau2: float) -> Slopes:
    """Return the likelihood's slopes at a tau2, by sums over studies where those are enough."""
    return mean_slopes(data, tau2) if data.xi is None else matrix_slopes(data, tau2)


def score_with_slope(data: Likelihood, tau2: float) -> tuple[float, float]:
    """Return twice the log-likelihood's slope in tau2, and that slope's slope."""
    found = slopes_at(data, tau2)
    return float(found.rise - found.fall), float(found.rise_slope - found.fall_slope)


def tau2_se(data: Likelihood, tau2: float) -> float:
    """Return the standard error of tau2 from the expected information.

    Parameters
    ----------
    data : Likelihood
    tau2 : float
        Where the information is taken.

    Returns
    -------
    float

    Notes
    -----
    The square root of 2/tr(WW) for ML and 2/tr(PP) for REML.
    """
    wi = 1 / (data.vi + tau2)
    information = float(wi @ wi)
    if data.restricted:
        basis = orthonormal(data.columns, wi)
        information += trace_saved(basis, wi, (basis.T * wi) @ basis)
    return math.sqrt(2 / information)


def ceiling(data: Likelihood) -> tuple[float, float]:
    """Return where the likelihood falls for good, and the slope of the asymptote of ``left``."""
    off = residual(data.zi, np.ones_like(data.zi), data.columns)
    least, most = float(data.vi.min()), float(data.vi.max())
    top, climb = limits(float(off @ off), data.df, least, most)
    return float(top), float(climb)


def local_maxima(data: Likelihood) -> list[Root]:
    """Return every local maximum of the likelihood, zero included, from smallest tau2 to largest.

    Parameters
    ----------
    data : Likelihood

    Returns
    -------
    list of Root
        At least one; each polished to rounding.
    """
    top, climb = ceiling(data)
    bends = mean_bend if data.xi is None else matrix_bend
    peak = first_peak(bends, data, bends(data, 0.0), top, climb)
    tops = [peak]
    while peak.found:
        peak = next_peak(bends, data, peak, top, climb)
        tops.append(peak)
    return [Root(float(top.here.at), top.converged) for top in tops if top.found]


def global_maximum(data: Likelihood) -> Maximum:
    """Find the tau2 of highest likelihood among all local maxima, zero included.

    Parameters
    ----------
    data : Likelihood

    Returns
    -------
    Maximum
        ``converged`` is whether every candidate was polished to rounding.
    """
    if data.xi is None:
        return mean_maximum(data.zi, data.vi, data.restricted)
    return highest_peak(matrix_bend, matrix_height, data, *ceiling(data))


def mean_maximum(yi: Floats, vi: Floats, restricted: bool) -> Maximum:
    """Find the tau2 of highest likelihood where the mean is the only coefficient.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    restricted : bool
        Whether the likelihood is the restricted one.

    Returns
    -------
    Maximum
    """
    df = len(yi) - 1 if restricted else len(yi)
    top, climb = limits(squares_about_mean(yi, vi), df, vi.min(), vi.max())
    data = Likelihood(yi, None, vi, restricted)
    return highest_peak(mean_bend, mean_height, data, top, climb)


def likelihood_region(data: Likelihood, drop: float) -> tuple[float, float]:
    """Return the smallest and largest tau2 whose log-likelihood is within a drop of the highest.

    Parameters
    ----------
    data : Likelihood
    drop : float
        How far below the highest log-likelihood counts, above zero.

    Returns
    -------
    tuple of float
    """
    from scipy.optimize import brentq

    tops = [top.value for top in local_maxima(data)]
    heights = [log_likelihood(data, top) for top in tops]
    floor = max(heights) - drop
    inside = [index for index, height in enumerate(heights) if height >= floor]
    first, last = inside[0], inside[-1]
    left = tops[first - 1] if first else 0.0
    right = tops[last + 1] if last + 1 < len(tops) else 2 * tops[last] + float(data.vi.min())
    while log_likelihood(data, right) > floor:
        right *= 2
    low = left
    if log_likelihood(data, left) < floor:
        low = brentq(lambda tau2: log_likelihood(data, tau2) - floor, left, tops[first], **TIGHT)
    high = brentq(lambda tau2: log_likelihood(data, tau2) - floor, tops[last], right, **TIGHT)
    return float(low), float(high)
