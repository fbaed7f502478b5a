"""Coefficients and likelihood of several outcomes at a given covariance between studies.

Vocabulary
----------
psi : covariance matrix of true effects between studies
V : psi plus the errors' covariance, for the outcomes a study has
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.multivariate.outcomes import Outcomes


class Solved(NamedTuple):
    """Coefficients with their covariance, what they leave, and both log-likelihoods.

    ``residuals`` are NaN for outcomes a study has not; ``left`` is the weighted sum of squares.
    """

    coefficients: Floats
    covariance: Floats
    residuals: Floats
    left: float
    likelihood: float
    restricted: float


def solve_at(outcomes: Outcomes, psi: Floats) -> Solved:
    """Return the model at a covariance between studies.

    Parameters
    ----------
    outcomes : Outcomes
    psi : array of float, shape (k, k)
        Zeros for common coefficients.

    Returns
    -------
    Solved
        Coefficients of the first column of x for each outcome, then of the second.

    Raises
    ------
    ValueError
        When the effects do not tell all coefficients.

    Notes
    -----
    The restricted log-likelihood is that of n - p contrasts: with log det(X'X) added, as in
    metafor and mixmeta.

    References
    ----------
    Gasparrini A, Armstrong B, Kenward MG (2012). doi:10.1002/sim.5471

    Examples
    --------
    >>> from evidence.stats.multivariate.outcomes import outcomes_of
    >>> two = outcomes_of([[0.0], [1.0]], [[[1.0]], [[1.0]]])
    >>> solve_at(two, np.zeros((1, 1))).coefficients.tolist()
    [0.5]
    """
    columns, effects, seen = outcomes.columns, outcomes.effects, outcomes.seen
    n, p = columns.shape
    if np.linalg.matrix_rank(columns) < p:
        raise ValueError(f"{n} effects do not tell {p} coefficients")
    weighted = np.empty((n, p + 1))
    log_det, blocks = 0.0, outcomes.blocks
    for (places, errors), mine in zip(blocks, seen, strict=True):
        total = errors + psi[np.ix_(mine, mine)]
        both = np.column_stack([columns[places], effects[places]])
        weighted[places] = np.linalg.solve(total, both)
        log_det += float(np.linalg.slogdet(total)[1])
    information = columns.T @ weighted[:, :p]
    covariance: Floats = np.linalg.inv(information).astype(np.float64)
    coefficients = covariance @ (columns.T @ weighted[:, p])
    left = effects - columns @ coefficients
    squares = float(left @ (weighted[:, p] - weighted[:, :p] @ coefficients))
    residuals = np.full(seen.shape, np.nan)
    residuals[seen] = left
    told = n * math.log(2 * math.pi) + log_det + squares
    volume = float(np.linalg.slogdet(information)[1] - np.linalg.slogdet(columns.T @ columns)[1])
    restricted = -0.5 * (told - p * math.log(2 * math.pi) + volume)
    return Solved(coefficients, covariance, residuals, squares, -0.5 * told, restricted)
