"""The likelihood of tau squared with the mean profiled out, and all its local maxima.

Written for zi ~ N(xi mu, vi + tau2): xi is 1 for independent effects, and the rotated column of
ones for effects whose sampling errors are correlated (see ``correlated``).

Vocabulary
----------
zi, xi, vi : responses, regressor and sampling variances
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

STEPS_PER_FOLD = 12
"""Grid points for each e-fold of min(vi) + tau2; the score's features are about an e-fold wide."""

CHUNK = 1 << 15
"""Cells of grid times studies worked on at once: memory stays a small multiple of k."""

TIGHT = {"xtol": 1e-300, "rtol": 1e-14, "maxiter": 500}


class Likelihood(NamedTuple):
    """Data of a likelihood of tau2, and which likelihood it is."""

    zi: Floats
    xi: Floats
    vi: Floats
    restricted: bool


class Maximum(NamedTuple):
    """The highest point of the likelihood, and how many local maxima there were."""

    tau2: float
    converged: bool
    local_maxima: int


def log_likelihood(data: Likelihood, tau2: float) -> float:
    """Return the log-likelihood at a tau2, with mu at its best value there.

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
    k - 1 for k, and adds (log sum xi**2 - log sum xi**2 wi)/2.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261
    """
    total = data.vi + tau2
    xw = data.xi / total
    precision = float(xw @ data.xi)
    off = data.zi - data.xi * (float(xw @ data.zi) / precision)
    value = float(np.log(total).sum()) + float((off / total) @ off)
    free = len(total)
    if data.restricted:
        free -= 1
        value += math.log(precision / float(data.xi @ data.xi))
    return -0.5 * (value + free * math.log(2 * math.pi))


def score_with_slope(data: Likelihood, tau2: float) -> tuple[float, float]:
    """Return twice the log-likelihood's slope in tau2, and that slope's slope."""
    wi = 1 / (data.vi + tau2)
    xw = data.xi * wi
    precision = float(xw @ data.xi)
    off = data.zi - data.xi * (float(xw @ data.zi) / precision)
    pull = wi * off
    cross = float(xw @ pull)
    score = float(pull @ pull) - float(wi.sum())
    slope = -2 * float((pull * wi) @ pull) + 2 * cross * cross / precision + float(wi @ wi)
    if data.restricted:
        leverage = float(xw @ xw) / precision
        score += leverage
        slope += leverage * leverage - 2 * float((xw * wi) @ xw) / precision
    return score, slope


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
        x2 = data.xi**2
        precision = float(wi @ x2)
        leverage = float((wi * wi) @ x2) / precision
        information += leverage**2 - 2 * float((wi * wi * wi) @ x2) / precision
    return math.sqrt(2 / information)


def ceiling(data: Likelihood) -> float:
    """Return a tau2 above which the likelihood only falls.

    Notes
    -----
    With S the residual sum of squares at equal weights, d = k - 1 (REML) or k (ML) and
    x = min(vi) + tau2, the score is below S/x**2 - d/(x + max(vi) - min(vi)), which is negative
    past the larger root of d x**2 = S (x + max(vi) - min(vi)).
    """
    mean = float(data.xi @ data.zi) / float(data.xi @ data.xi)
    spread = float(((data.zi - data.xi * mean) ** 2).sum())
    spread /= len(data.zi) - (1 if data.restricted else 0)
    least = float(data.vi.min())
    gap = float(data.vi.max()) - least
    return max(0.0, (spread + math.sqrt(spread * spread + 4 * spread * gap)) / 2 - least)


def scores(data: Likelihood, grid: Floats) -> tuple[Floats, Floats]:
    """Return the score and its slope at every point of a grid, in memory linear in k."""
    shift = float(data.xi @ data.zi) / float(data.xi @ data.xi)
    zi = data.zi - shift * data.xi
    squares = np.column_stack((data.xi**2, data.xi * zi, zi**2, np.ones_like(zi)))
    rows = max(1, CHUNK // len(zi))
    score, slope = np.empty_like(grid), np.empty_like(grid)
    for first in range(0, len(grid), rows):
        part = slice(first, first + rows)
        wi = 1 / (data.vi + grid[part, None])
        power = wi @ squares
        xx1, xz1, one1 = power[:, 0], power[:, 1], power[:, 3]
        power2 = (wi * wi) @ squares
        power3 = (wi * wi * wi) @ squares[:, :3]
        mu = xz1 / xx1
        cross = power2[:, 1] - mu * power2[:, 0]
        score[part] = _squared(power2, mu) - one1
        slope[part] = power2[:, 3] - 2 * _squared(power3, mu) + 2 * cross * cross / xx1
        if data.restricted:
            leverage = power2[:, 0] / xx1
            score[part] += leverage
            slope[part] += leverage * leverage - 2 * power3[:, 0] / xx1
    return score, slope


def _squared(power: Floats, mu: Floats) -> Floats:
    squared: Floats = power[:, 2] - 2 * mu * power[:, 1] + mu * mu * power[:, 0]
    return squared


def brackets(data: Likelihood) -> list[tuple[float, float]]:
    """Return intervals that each hold one local maximum above zero.

    The grid is even in the logarithm of min(vi) + tau2. Where the score keeps its sign over a
    cell but bends towards zero and back, the cell is searched again on a finer grid.
    """
    top = ceiling(data)
    if top == 0:
        return []
    least = float(data.vi.min())
    folds = math.log1p(top / least)
    steps = np.linspace(0.0, folds, 8 + math.ceil(STEPS_PER_FOLD * folds))
    grid = least * np.expm1(steps)
    grid[-1] = top * (1 + 1e-9)
    score, slope = scores(data, grid)
    doubtful = _may_hide_a_pair(score, slope)
    if doubtful.any():
        finer = [
            np.linspace(grid[cell], grid[cell + 1], 18)[1:-1] for cell in np.flatnonzero(doubtful)
        ]
        grid = np.sort(np.concatenate([grid, *finer]))
        score, _ = scores(data, grid)
    score[0] = score_with_slope(data, 0.0)[0]
    score[-1] = -1.0
    falls = np.flatnonzero((score[:-1] > 0) & (score[1:] <= 0))
    return [(float(grid[cell]), float(grid[cell + 1])) for cell in falls]


def _may_hide_a_pair(score: Floats, slope: Floats) -> Bools:
    left, right = score[:-1], score[1:]
    under = (left < 0) & (right < 0) & (slope[:-1] > 0) & (slope[1:] < 0)
    over = (left > 0) & (right > 0) & (slope[:-1] < 0) & (slope[1:] > 0)
    doubtful: Bools = under | over
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
    tops = [Root(0.0, True)] if score_with_slope(data, 0.0)[0] <= 0 else []
    for low, high in brackets(data):
        tops.append(
            falling_root(
                lambda tau2: score_with_slope(data, tau2), low, high, start=(low + high) / 2
            )
        )
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
