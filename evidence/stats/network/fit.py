"""Network meta-analysis by the graph-theoretical method.

Vocabulary
----------
n, m, k : numbers of treatments, comparisons and studies
effects : effect of the treatment of a row against that of a column
tau2 : variance of true effects between studies, the same for every comparison; 0 in the common
    effect model
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.network.adjusted_weights import adjusted_weights
from evidence.stats.network.comparisons import Comparisons
from evidence.stats.network.least_squares import degrees_of_freedom, least_squares
from evidence.stats.quantiles import chi_square_above


class NetworkFit(NamedTuple):
    """Every treatment against every other, from direct and indirect evidence together.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
    weights : array of float, shape (m,)
        Of comparisons, reduced within studies of several arms.
    inverse : array of float, shape (n, n)
        Pseudoinverse of the weighted Laplacian: covariance matrix of treatments' effects against
        their mean.
    effects, se : array of float, shape (n, n)
    fitted : array of float, shape (m,)
        Effects of the network for the comparisons made.
    leverage : array of float, shape (m,)
        How much a comparison decides of its own fitted effect.
    q : CochranQ
        All differences beyond chance at these weights: within designs and between them.
    """

    comparisons: Comparisons
    tau2: float
    weights: Floats
    inverse: Floats
    effects: Floats
    se: Floats
    fitted: Floats
    leverage: Floats
    q: CochranQ


def fit_network(comparisons: Comparisons, *, tau2: float = 0.0) -> NetworkFit:
    """Pool a network of treatments.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
        Variance between studies; 0 for the common effect model.

    Returns
    -------
    NetworkFit

    Raises
    ------
    ValueError
        When tau2 is not a number of at least 0.

    Notes
    -----
    With B the incidence matrix and W the adjusted weights the effects of treatments are
    (B'WB)^+ B'W y; variances of differences are resistances between nodes. It is weighted least
    squares, as in White and others' multivariate model with one variance.

    References
    ----------
    Rücker G (2012). doi:10.1002/jrsm.1058

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> line = comparisons_of([0.5, 0.2], [0.3, 0.4], [0, 1], [1, 2], [0, 1])
    >>> fit = fit_network(line)
    >>> round(float(fit.effects[0, 2]), 12), round(float(fit.se[0, 2]), 12)
    (0.7, 0.5)
    """
    if not 0 <= tau2 < np.inf:
        raise ValueError(f"tau2: {tau2!r} is not a finite number of at least 0")
    weights = adjusted_weights(comparisons, tau2)
    fit = least_squares(comparisons, weights, comparisons.incidence)
    place = fit.coefficients
    own = np.diag(fit.covariance)
    apart = np.maximum(own[:, None] + own[None, :] - 2 * fit.covariance, 0.0)
    np.fill_diagonal(apart, 0.0)
    df = degrees_of_freedom(comparisons) - (comparisons.treatments - 1)
    q = fit.q if df else 0.0
    return NetworkFit(
        comparisons=comparisons,
        tau2=tau2,
        weights=weights,
        inverse=fit.covariance,
        effects=place[:, None] - place[None, :],
        se=np.sqrt(apart),
        fitted=fit.fitted,
        leverage=weights * apart[comparisons.first, comparisons.second],
        q=CochranQ(q, df, chi_square_above(q, df)),
    )
