"""The slope of the likelihood of tau squared when there is one regressor: the mean, most often.

What ``tau2_likelihood`` and ``likelihood_scores`` compute for any model matrix is here written out
for a single column, where every matrix is a number: pooling is done thousands of times, and so
takes a third of the time.

Vocabulary
----------
zi, xi, vi : responses, the regressor and sampling variances
tau2 : variance of true effects between studies
score : slope of the log-likelihood in tau2, times two
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.likelihood import Likelihood

CHUNK = 1 << 15
"""Cells of grid times studies worked on at once: memory stays a small multiple of k."""


def single_score_with_slope(data: Likelihood, tau2: float) -> tuple[float, float]:
    """Return the score at a tau2, and its slope, from residuals.

    Parameters
    ----------
    data : Likelihood
        With one regressor.
    tau2 : float

    Returns
    -------
    tuple of float

    Notes
    -----
    With wi = 1/(vi + tau2), ri the residuals and s = sum(w x**2), the score is
    sum(w**2 r**2) - sum(w), to which REML adds h = sum(w**2 x**2)/s. The slope is
    -2 sum(w**3 r**2) + 2 sum(w**2 x r)**2/s + sum(w**2), to which REML adds
    h**2 - 2 sum(w**3 x**2)/s.
    """
    xi = data.xi.reshape(-1)
    wi = 1 / (data.vi + tau2)
    xw = xi * wi
    precision = float(xw @ xi)
    pull = wi * (data.zi - xi * (float(xw @ data.zi) / precision))
    cross = float(xw @ pull)
    score = float(pull @ pull) - float(wi.sum())
    slope = -2 * float((pull * wi) @ pull) + 2 * cross * cross / precision + float(wi @ wi)
    if data.restricted:
        leverage = float(xw @ xw) / precision
        score += leverage
        slope += leverage * leverage - 2 * float((xw * wi) @ xw) / precision
    return score, slope


def single_scores(data: Likelihood, grid: Floats) -> tuple[Floats, Floats]:
    """Return the score and its slope at every point of a grid, in memory linear in k.

    Parameters
    ----------
    data : Likelihood
        With one regressor.
    grid : array of float, shape (g,)
        Values of tau2.

    Returns
    -------
    tuple of array of float, shape (g,)
    """
    xi = data.xi.reshape(-1)
    zi = data.zi - xi * (float(xi @ data.zi) / float(xi @ xi))
    squares = np.stack((xi * xi, xi * zi, zi * zi, np.ones_like(zi)), axis=1)
    rows = max(1, CHUNK // len(zi))
    score, slope = np.empty_like(grid), np.empty_like(grid)
    for first in range(0, len(grid), rows):
        part = slice(first, first + rows)
        wi = 1 / (data.vi + grid[part, None])
        wi2 = wi * wi
        one, two, three = (wi @ squares).T, (wi2 @ squares).T, ((wi2 * wi) @ squares[:, :3]).T
        mu = one[1] / one[0]
        cross = two[1] - mu * two[0]
        score[part] = two[2] + mu * (mu * two[0] - 2 * two[1]) - one[3]
        slope[part] = two[3] - 2 * (three[2] + mu * (mu * three[0] - 2 * three[1]))
        slope[part] += 2 * cross * cross / one[0]
        if data.restricted:
            leverage = two[0] / one[0]
            score[part] += leverage
            slope[part] += leverage * leverage - 2 * three[0] / one[0]
    return score, slope
