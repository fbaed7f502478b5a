"""The likelihood of tau squared with the mean profiled out, and all its local maxima.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
score : slope of the log-likelihood in tau2, times two
restricted : whether the likelihood is the restricted one (REML) rather than the full one (ML)
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq

from evidence.stats.bracketed_newton import Root, falling_root
from evidence.stats.floats import Bools, Floats
from evidence.stats.likelihood import Likelihood
from evidence.stats.likelihood_scores import scores
from evidence.stats.projection import log_volume, orthonormal, residual
from evidence.stats.single_regressor import single_score_with_slope, single_scores

STEPS_PER_FOLD = 12
"""Grid points for each e-fold of min(vi) + tau2; the score's features are about an e-fold wide."""

TIGHT = {"xtol": 1e-300, "rtol": 1e-14, "maxiter": 500}


class Maximum(NamedTuple):
    """The highest point of the likelihood, and how many local maxima there were."""

    tau2: float
    converged: bool
    local_maxima: int


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

    Notes
    -----
    ML: -(k log(2 pi) + sum log(vi + tau2) + Q)/2, with Q the weighted sum of squares. REML has
    k - p for k, and adds (log det X'X - log det X'WX)/2.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261
    """
    total = data.vi + tau2
    columns = data.columns
    off = residual(data.zi, 1 / total, columns)
    value = float(np.log(total).sum()) + float((off / total) @ off)
    if data.restricted:
        value += 2 * (log_volume(columns / np.sqrt(total)[:, None]) - log_volume(columns))
    return -0.5 * (value + data.df * math.log(2 * math.pi))


def score_with_slope(data: Likelihood, tau2: float) -> tuple[float, float]:
    """Return twice the log-likelihood's slope in tau2, and that slope's slope."""
    if data.xi.size == len(data.zi):
        return single_score_with_slope(data, tau2)
    return matrix_score_with_slope(data, tau2)


def matrix_score_with_slope(data: Likelihood, tau2: float) -> tuple[float, float]:
    """Return the score and its slope for any number of regressors."""
    wi = 1 / (data.vi + tau2)
    root = np.sqrt(wi)
    basis = orthonormal(data.columns, wi)
    left = root * data.zi
    pull = root * (left - basis @ (basis.T @ left))
    cross = basis.T @ (root * pull)
    score = float(pull @ pull) - float(wi.sum())
    slope = -2 * (float((pull * wi) @ pull) - float(cross @ cross)) + float(wi @ wi)
    if data.restricted:
        inner = (basis.T * wi) @ basis
        score += float(np.trace(inner))
        slope += _trace_saved(basis, wi, inner)
    return score, slope


def _trace_saved(basis: Floats, wi: Floats, inner: Floats) -> float:
    """How much less tr(PP) is than tr(WW)."""
    leverage = (basis * basis).sum(axis=1)
    return float((inner * inner).sum()) - 2 * float((wi * wi) @ leverage)


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
        information += _trace_saved(basis, wi, (basis.T * wi) @ basis)
    return math.sqrt(2 / information)


def ceiling(data: Likelihood) -> float:
    """Return a tau2 above which the likelihood only falls.

    Notes
    -----
    With S the residual sum of squares at equal weights, d = k - p (REML) or k (ML) and
    x = min(vi) + tau2, the score is below S/x**2 - d/(x + max(vi) - min(vi)), which is negative
    past the larger root of d x**2 = S (x + max(vi) - min(vi)).
    """
    off = residual(data.zi, np.ones_like(data.zi), data.columns)
    spread = float(off @ off) / data.df
    least = float(data.vi.min())
    gap = float(data.vi.max()) - least
    return max(0.0, (spread + math.sqrt(spread * spread + 4 * spread * gap)) / 2 - least)


def brackets(data: Likelihood, at_zero: float) -> list[tuple[float, float, float]]:
    """Return intervals that each hold one local maximum above zero, and where it may be.

    The grid is even in the logarithm of min(vi) + tau2. Where the score keeps its sign over a
    cell but bends towards zero and back, the cell is searched again on a finer grid.
    ``at_zero`` is the score at zero, to rounding.
    """
    top = ceiling(data)
    if top == 0:
        return []
    least = float(data.vi.min())
    folds = math.log1p(top / least)
    points = 8 + math.ceil(STEPS_PER_FOLD * folds)
    grid = least * np.expm1(np.arange(points) * (folds / (points - 1)))
    grid[-1] = top * (1 + 1e-9)
    scan = single_scores if data.xi.size == len(data.zi) else scores
    score, slope = scan(data, grid)
    doubtful = _may_hide_a_pair(score, slope)
    if doubtful.any():
        finer = [
            np.linspace(grid[cell], grid[cell + 1], 18)[1:-1] for cell in np.flatnonzero(doubtful)
        ]
        grid = np.sort(np.concatenate([grid, *finer]))
        score, _ = scan(data, grid)
    score[0] = at_zero
    score[-1] = min(float(score[-1]), -np.finfo(np.float64).tiny)
    falls = np.flatnonzero((score[:-1] > 0) & (score[1:] <= 0))
    return [_bracket(grid[cell : cell + 2], score[cell : cell + 2]) for cell in falls]


def _bracket(ends: Floats, score: Floats) -> tuple[float, float, float]:
    """Two ends of a cell, and where a straight line between their scores crosses zero."""
    low, high = float(ends[0]), float(ends[1])
    before, after = float(score[0]), float(score[1])
    return low, high, low + (high - low) * (before / (before - after))


def _may_hide_a_pair(score: Floats, slope: Floats) -> Bools:
    """Cells over which the score sets out towards zero, comes back and has not changed sign."""
    left = score[:-1]
    doubtful: Bools = (
        (left * slope[:-1] < 0) & (slope[:-1] * slope[1:] < 0) & (left * score[1:] > 0)
    )
    return doubtful


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
    at_zero = score_with_slope(data, 0.0)[0]
    tops = [Root(0.0, True)] if at_zero <= 0 else []
    for low, high, start in brackets(data, at_zero):
        tops.append(falling_root(lambda tau2: score_with_slope(data, tau2), low, high, start=start))
    return tops


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
    tops = local_maxima(data)
    best = tops[0]
    if len(tops) > 1:
        best = max(tops, key=lambda top: log_likelihood(data, top.value))
    return Maximum(best.value, all(top.converged for top in tops), len(tops))


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
