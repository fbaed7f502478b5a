"""The share of possible results that would be published: what a selection model divides by.

For a study with error variance v whose result is N(mu, s2) the share is the mean of the selection
function over that distribution. Where the function is constant, pieces of the normal distribution
give it; where it bends, Gauss-Legendre quadrature over the study's z-values does, on a grid that
all studies have in common.

Vocabulary
----------
mu, s2 : mean and variance (sampling plus between studies) of a study's result
delta : parameters of the selection function
z : result divided by its sampling standard error
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from evidence.stats.floats import Floats
from evidence.stats.small_study.selection_functions import FUNCTIONS, log_weight

NODES, WEIGHTS = np.polynomial.legendre.leggauss(10)
PANEL = 0.25
"""Width of a panel in z; results spread over one z at least, so every panel is smooth."""

REACH = {"negexppow": 37.0}
FAR = 9.0
"""Beyond this many z a p-value is 0 or 1 to the last digit, and the function constant."""

CELLS = 1 << 20
"""Studies times nodes worked on at once: memory stays linear in the number of studies."""


class Share(NamedTuple):
    """Per study the share published, and its slopes in mu, s2 and each parameter."""

    value: Floats
    by_mean: Floats
    by_variance: Floats
    by_delta: Floats


def _pieces(low: Floats, high: Floats, mu: Floats, s2: Floats) -> tuple[Floats, Floats, Floats]:
    """Probability of results between limits, shape (k, m), and its slopes in mu and s2."""
    spread = np.sqrt(s2)[:, None]
    left, right = (low - mu[:, None]) / spread, (high - mu[:, None]) / spread
    upper = left > 0
    value = np.where(upper, ndtr(-left) - ndtr(-right), ndtr(right) - ndtr(left))
    ends = [np.where(np.isinf(end), 0.0, end) for end in (left, right)]
    tops = [
        np.where(np.isinf(end), 0.0, np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi))
        for end, at in zip((left, right), ends, strict=True)
    ]
    by_mean = (tops[0] - tops[1]) / spread
    by_variance = (ends[0] * tops[0] - ends[1] * tops[1]) / (2 * spread**2)
    return value, by_mean, by_variance


def share_by_steps(
    low: Floats, high: Floats, which: list[int], mu: Floats, s2: Floats, delta: Floats
) -> Share:
    """Return shares where the selection function is made of steps.

    Parameters
    ----------
    low, high : array of float, shape (k, m)
        Results between which each step lies.
    which : list of int
        The parameter that is the weight in each of the m intervals.
    mu, s2 : array of float, shape (k,)
        Means and variances.
    delta : array of float
        Weights.

    Returns
    -------
    Share
    """
    value, by_mean, by_variance = _pieces(low, high, mu, s2)
    weights = delta[which]
    by_delta = np.zeros((len(mu), len(delta)))
    for place, one in enumerate(which):
        by_delta[:, one] += value[:, place]
    return Share(value @ weights, by_mean @ weights, by_variance @ weights, by_delta)


class Grid(NamedTuple):
    """Nodes in z between which a smooth selection function bends, with its p-values."""

    z: Floats
    weight: Floats
    p: Floats
    p_tails: Floats
    end: float


def grid_of(name: str, *, two_sided: bool, cut: float) -> Grid:
    """Return the nodes for a selection function.

    Parameters
    ----------
    name : str
        The function.
    two_sided : bool
        Whether p-values are two-sided; else they are small for large z.
    cut : float
        Threshold up to which the function is one; 0 for none.

    Returns
    -------
    Grid
    """
    censored = FUNCTIONS[name].censored
    sides = 2.0 if two_sided else 1.0
    end = float(-ndtri(censored / sides)) if censored else REACH.get(name, FAR)
    bends = [0.0] if two_sided else []
    if two_sided and censored:
        # A power of 1 - p has its steepest bend where p is 1, at zero: panels grow from there.
        start = float(-ndtri((1 - censored) / 2))
        bends += np.geomspace(start, PANEL, 10).tolist()
    if cut:
        bends.append(float(-ndtri(cut / sides)))
    bends += [-bend for bend in bends] if two_sided else []
    inside = [bend for bend in bends if -end < bend < end]
    marks = sorted({-end, end, *inside})
    edges = np.unique(
        np.concatenate(
            [
                np.linspace(left, right, 1 + int(np.ceil((right - left) / PANEL)))
                for left, right in pairwise(marks)
            ]
        )
    )
    half = np.diff(edges) / 2
    z = (edges[:-1] + half)[:, None] + half[:, None] * NODES
    z = z.ravel()
    p = 2 * ndtr(-np.abs(z)) if two_sided else ndtr(-z)
    tails = np.array([0.0, 0.0]) if two_sided else np.array([1.0, 0.0])
    return Grid(
        z,
        (half[:, None] * WEIGHTS).ravel(),
        np.clip(p, censored, 1 - censored),
        np.clip(tails, censored, 1 - censored),
        end,
    )


def share_by_function(
    name: str,
    grid: Grid,
    cut: float,
    *,
    vi: Floats,
    mu: Floats,
    s2: Floats,
    delta: Floats,
    precision: Floats,
) -> Share:
    """Return shares where the selection function is smooth.

    Parameters
    ----------
    name, grid, cut : str, Grid, float
        The function, its nodes and its threshold.
    vi, mu, s2 : array of float, shape (k,)
        Sampling variances; means and variances of results.
    delta : array of float
        Parameters.
    precision : array of float, shape (k,)
        Precisions that enter the function, all 1 for none.

    Returns
    -------
    Share
    """
    rows = max(1, CELLS // len(grid.z))
    parts = []
    for first in range(0, len(vi), rows):
        part = slice(first, first + rows)
        sizes = precision[part, None]
        if (precision == 1).all():
            sizes = precision[:1, None]
        at = (grid, vi[part], mu[part], s2[part])
        bent = _bent(log_weight(name, grid.p[None, :], delta, sizes, cut), *at)
        flat = _flat(log_weight(name, grid.p_tails[None, :], delta, sizes, cut), *at)
        parts.append([one + other for one, other in zip(bent, flat, strict=True)])
    return Share(*(np.concatenate(column) for column in zip(*parts, strict=True)))


Weighted = tuple[Floats, tuple[Floats, ...]]


def _bent(weighted: Weighted, grid: Grid, vi: Floats, mu: Floats, s2: Floats) -> Share:
    """Add up the share within the grid."""
    spread = np.sqrt(s2)[:, None]
    off = (np.sqrt(vi)[:, None] * grid.z - mu[:, None]) / spread
    density = np.exp(-(off**2) / 2) * (np.sqrt(vi)[:, None] / (spread * np.sqrt(2 * np.pi)))
    mass = np.exp(weighted[0]) * grid.weight * density
    return Share(
        mass.sum(axis=1),
        (mass * off).sum(axis=1) / spread[:, 0],
        (mass * (off**2 - 1)).sum(axis=1) / (2 * s2),
        np.stack([(mass * slope).sum(axis=1) for slope in weighted[1]], axis=1),
    )


def _flat(weighted: Weighted, grid: Grid, vi: Floats, mu: Floats, s2: Floats) -> Share:
    """Add up the share beyond the grid's two ends."""
    reach = grid.end * np.sqrt(vi)[:, None]
    endless = np.full_like(reach, np.inf)
    low, high = np.hstack([-endless, reach]), np.hstack([-reach, endless])
    value, by_mean, by_variance = _pieces(low, high, mu, s2)
    weights = np.exp(weighted[0])
    return Share(
        (weights * value).sum(axis=1),
        (weights * by_mean).sum(axis=1),
        (weights * by_variance).sum(axis=1),
        np.stack([(weights * value * slope).sum(axis=1) for slope in weighted[1]], axis=1),
    )
