"""The slope of the likelihood of tau squared at many points at once.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
score : slope of the log-likelihood in tau2, times two
k, p : number of responses and of regressors
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import residual

CHUNK = 1 << 15
"""Cells of grid times studies worked on at once: memory stays a small multiple of k."""


class _Sums(NamedTuple):
    """Sums over studies, at each point, of weights times x x', x z, z squared and 1."""

    xx: Floats
    xz: Floats
    zz: Floats
    ones: Floats


def scores(data: Likelihood, grid: Floats) -> tuple[Floats, Floats]:
    """Return the score and its slope at every point of a grid, in memory linear in k.

    Parameters
    ----------
    data : Likelihood
        Regressors of any number.
    grid : array of float, shape (g,)
        Values of tau2.

    Returns
    -------
    tuple of array of float, shape (g,)

    Notes
    -----
    From sums over studies, so that no study is visited twice; ``score_with_slope`` is the same
    at one point, from residuals.
    """
    xi = data.columns
    zi = residual(data.zi, np.ones_like(data.zi), xi)
    k, p = xi.shape
    products = (xi[:, :, None] * xi[:, None, :]).reshape(k, p * p)
    squares = np.column_stack((products, xi * zi[:, None], zi**2, np.ones_like(zi)))
    rows = max(1, CHUNK // k)
    score, slope = np.empty_like(grid), np.empty_like(grid)
    for first in range(0, len(grid), rows):
        part = slice(first, first + rows)
        wi = 1 / (data.vi + grid[part, None])
        powers = [_sums(weights @ squares, p) for weights in (wi, wi * wi, wi * wi * wi)]
        score[part], slope[part] = _score(powers, data.restricted)
    return score, slope


def _sums(sums: Floats, p: int) -> _Sums:
    end = p * p
    xx = sums[:, :end].reshape(-1, p, p)
    return _Sums(xx, sums[:, end : end + p, None], sums[:, -2], sums[:, -1])


def _score(powers: list[_Sums], restricted: bool) -> tuple[Floats, Floats]:
    one, two, three = powers
    p = one.xx.shape[1]
    sides = np.concatenate((one.xz, two.xx, three.xx), axis=2)
    solved: Floats = np.linalg.solve(one.xx, sides).astype(np.float64, copy=False)
    mu, leverage = solved[:, :, :1], solved[:, :, 1 : p + 1]
    cross = two.xz - two.xx @ mu
    drawn = (cross * np.linalg.solve(one.xx, cross)).sum(axis=(1, 2))
    score: Floats = _squared(two, mu) - one.ones
    slope: Floats = two.ones - 2 * _squared(three, mu) + 2 * drawn
    if restricted:
        score += _traces(leverage)
        slope += _traces(leverage @ leverage) - 2 * _traces(solved[:, :, p + 1 :])
    return score, slope


def _squared(power: _Sums, mu: Floats) -> Floats:
    squared: Floats = power.zz + (mu * (power.xx @ mu - 2 * power.xz)).sum(axis=(1, 2))
    return squared


def _traces(matrices: Floats) -> Floats:
    traces: Floats = np.einsum("gii->g", matrices)
    return traces
