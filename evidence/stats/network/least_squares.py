"""Weighted least squares on a network, and the variance it leaves between studies.

Vocabulary
----------
X : what the comparisons' effects are made of, one column a parameter; its columns may depend on
    each other, as those of the incidence matrix do
w : adjusted weights; W the diagonal matrix of them
tau2 : variance of true effects between studies
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.adjusted_weights import adjusted_weights
from evidence.stats.network.comparisons import Comparisons

NOTHING = 1e-10
"""Directions this many times weaker than the strongest are no parameters."""


class LeastSquares(NamedTuple):
    """Parameters with their covariance matrix, fitted effects, and what is left.

    ``q`` is the weighted sum of squares of the residuals; ``rank`` the number of parameters.
    """

    coefficients: Floats
    covariance: Floats
    fitted: Floats
    q: float
    rank: int


def least_squares(comparisons: Comparisons, weights: Floats, columns: Floats) -> LeastSquares:
    """Fit comparisons by weighted least squares.

    Parameters
    ----------
    comparisons : Comparisons
    weights : array of float, shape (m,)
        As :func:`~evidence.stats.network.adjusted_weights.adjusted_weights` gives them.
    columns : array of float, shape (m, p)
        X.

    Returns
    -------
    LeastSquares
        By the pseudoinverse of X'WX, which is what the graph-theoretical method uses.

    References
    ----------
    Rücker G (2012). doi:10.1002/jrsm.1058
    """
    weighted = columns * weights[:, None]
    lengths, axes = np.linalg.eigh(columns.T @ weighted)
    kept = lengths > NOTHING * lengths[-1]
    inverse = (axes[:, kept] / lengths[kept]) @ axes[:, kept].T
    coefficients = inverse @ (weighted.T @ comparisons.te)
    fitted = columns @ coefficients
    left = comparisons.te - fitted
    q = float((weights * left) @ left)
    return LeastSquares(coefficients, inverse, fitted, q, int(kept.sum()))


def degrees_of_freedom(comparisons: Comparisons) -> int:
    """Return how many effects are independent: arms less one, over all studies.

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> degrees_of_freedom(comparisons_of([0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 2, 2], [0, 0, 0]))
    2
    """
    return sum(len(comparisons.arms(places)) - 1 for places in comparisons.of_studies)


def dersimonian_laird(comparisons: Comparisons, columns: Floats) -> float:
    """Estimate the variance between studies by the method of moments for many treatments.

    Parameters
    ----------
    comparisons : Comparisons
    columns : array of float, shape (m, p)
        X; the incidence matrix for a consistent network.

    Returns
    -------
    float
        0 where the comparisons fit better than chance, or have nothing left to differ by.

    Notes
    -----
    Q less its degrees of freedom, over the trace of P S: P = W - WX(X'WX)^+ X'W, and S is the
    covariance of true effects per unit of tau2, which is 1/2 between two comparisons of one study
    that share a treatment.

    References
    ----------
    Jackson D, White IR, Riley RD (2013). doi:10.1002/bimj.201200152
    Rücker G, Schwarzer G (2014). doi:10.1002/sim.6236
    """
    excess, trace = moments(comparisons, columns)
    return max(0.0, excess / trace) if trace > 0 else 0.0


def moments(comparisons: Comparisons, columns: Floats) -> tuple[float, float]:
    """Return Q less its degrees of freedom, and what Q grows by per unit of tau2; 0 for none."""
    weights = adjusted_weights(comparisons)
    fit = least_squares(comparisons, weights, columns)
    df = degrees_of_freedom(comparisons) - fit.rank
    if df == 0:
        return 0.0, 0.0
    weighted = columns * weights[:, None]
    incidence = comparisons.incidence
    crossed = np.zeros_like(fit.covariance)
    for places in comparisons.of_studies:
        shared = incidence[places].T @ weighted[places]
        crossed += shared.T @ shared / 2
    return fit.q - df, float(weights.sum() - (fit.covariance * crossed).sum())
