"""Where to begin the search for the highest point of Copas and Shi's likelihood.

Vocabulary
----------
yi, si, ui : effects, standard errors and propensities to be published
turn : the inverse hyperbolic tangent of rho, the correlation of error and propensity
tau2 : variance of true effects between studies
"""

import math

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.small_study.copas_likelihood import copas_log_likelihood, hazard

SPREADS = np.concatenate([[0.0], np.geomspace(1e-3, 10.0, 10)])
"""Variances between studies that are tried, in units of a typical one."""


def starts(
    yi: Floats, si: Floats, ui: Floats, turns: Floats, typical: float, *, sloped: bool
) -> list[Floats]:
    """Return the tops of a grid over rho and tau2, each with its mean and slope.

    Parameters
    ----------
    yi, si, ui : array of float, shape (k,)
    turns : array of float
        The turns of the grid.
    typical : float
        Variance that those of the grid are multiples of.
    sloped : bool
        Whether the mean may change with the standard error.

    Returns
    -------
    list of array of float, shape (4,)
        mu, beta, turn and tau2 of every point that no neighbour is higher than.

    Notes
    -----
    Published effects have the mean mu + beta si + rho sigma l with l the hazard at the propensity,
    so at each point mu and beta are had by least squares, as in Heckman's two steps.

    References
    ----------
    Heckman JJ (1979). doi:10.2307/1912352

    Examples
    --------
    >>> import numpy as np
    >>> y, s = np.array([0.1, 0.2, 0.9]), np.array([0.1, 0.15, 0.4])
    >>> tops = starts(y, s, 1 / s - 2, np.array([0.0, 0.5]), 0.02, sloped=False)
    >>> len(tops), float(tops[0][2])
    (1, 0.5)
    """
    columns = np.column_stack([np.ones_like(si), si])[:, : 1 + sloped]
    li = hazard(ui)
    kept = li * (ui + li)
    points = np.empty((len(turns), len(SPREADS), 4))
    heights = np.empty(points.shape[:2])
    for row, turn in enumerate(turns):
        rho = math.tanh(turn)
        sigma2 = si * si / (1 - rho * rho * kept)
        for place, tau2 in enumerate(SPREADS * typical):
            root = 1 / np.sqrt(sigma2 + tau2)
            target = (yi - rho * np.sqrt(sigma2) * li) * root
            mean = np.linalg.lstsq(columns * root[:, None], target, rcond=None)[0]
            beta = float(mean[1]) if sloped else 0.0
            point = np.array([mean[0], beta, rho, tau2])
            heights[row, place] = copas_log_likelihood(yi, si, ui, point)[0]
            points[row, place] = (mean[0], beta, turn, tau2)
    return list(points[_tops(heights)])


def _tops(heights: Floats) -> Bools:
    """Mark the points of a grid that none of their eight neighbours is higher than."""
    walled = np.pad(heights, 1, constant_values=-np.inf)
    rows, places = heights.shape
    around = [
        walled[down : down + rows, right : right + places]
        for down in range(3)
        for right in range(3)
    ]
    return np.asarray(heights >= np.max(around, axis=0))
