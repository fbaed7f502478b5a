"""Treatments made of components whose effects add up, also where the network falls apart.

Vocabulary
----------
component : a part of treatments (a drug, a form of therapy)
made_of : n by c matrix, 1 where a treatment has a component; a row of zeros is inactive
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.network.adjusted_weights import adjusted_weights
from evidence.stats.network.comparisons import Comparisons
from evidence.stats.network.least_squares import (
    LeastSquares,
    degrees_of_freedom,
    dersimonian_laird,
    least_squares,
)
from evidence.stats.quantiles import chi_square_above


class ComponentFit(NamedTuple):
    """Effects of components, at one variance between studies.

    Parameters
    ----------
    effects, se : array of float, shape (c,)
        Of each component against none; NaN for those the data do not tell apart.
    tau2 : float
        Variance between studies.
    q : CochranQ
        Of the additive model, at weights without ``tau2``.
    treatments, treatments_se : array of float, shape (n, n)
        Every treatment against every other as the components say; NaN where they cannot.
    """

    effects: Floats
    se: Floats
    tau2: float
    q: CochranQ
    treatments: Floats
    treatments_se: Floats


def fit_components(
    comparisons: Comparisons, made_of: Reported, *, tau2: float | None = None
) -> ComponentFit:
    """Estimate the effects of components, which add up to those of treatments.

    Parameters
    ----------
    comparisons : Comparisons
        Not necessarily connected; see
        :func:`~evidence.stats.network.comparisons.comparisons_of`.
    made_of : array_like, shape (n, c)
    tau2 : float, optional
        Variance between studies; by the method of moments for the additive model when not given,
        0 for a common effect.

    Returns
    -------
    ComponentFit

    Raises
    ------
    ValueError
        When ``made_of`` has not one row a treatment, or nothing but zeros.

    References
    ----------
    Rücker G, Petropoulou M, Schwarzer G (2020). doi:10.1002/bimj.201800167

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> both = comparisons_of([1.0, 2.0], [1, 1], [1, 2], [0, 1], [0, 1])
    >>> fit_components(both, [[0, 0], [1, 0], [1, 1]]).effects.round(12).tolist()
    [1.0, 2.0]
    """
    parts = np.asarray(made_of, dtype=np.float64)
    if parts.ndim != 2 or len(parts) != comparisons.treatments or not parts.any():
        raise ValueError(f"made_of of shape {parts.shape} for {comparisons.treatments} treatments")
    columns = comparisons.incidence @ parts
    if tau2 is None:
        tau2 = dersimonian_laird(comparisons, columns)
    common = least_squares(comparisons, adjusted_weights(comparisons), columns)
    fit = least_squares(comparisons, adjusted_weights(comparisons, tau2), columns)
    df = degrees_of_freedom(comparisons) - common.rank
    q = common.q if df else 0.0
    effects, se = _told(fit, columns, np.eye(parts.shape[1]))
    apart = (parts[:, None, :] - parts[None, :, :]).reshape(-1, parts.shape[1])
    between, between_se = _told(fit, columns, apart)
    shape = (len(parts), len(parts))
    return ComponentFit(
        effects,
        se,
        tau2,
        CochranQ(q, df, chi_square_above(q, df)),
        between.reshape(shape),
        between_se.reshape(shape),
    )


def _told(fit: LeastSquares, columns: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """Return combinations of coefficients, NaN for those that the columns say nothing of."""
    span = np.linalg.svd(columns, full_matrices=False)
    basis = span[2][span[1] > 1e-9 * span[1][0]]
    off = np.abs(wanted - wanted @ basis.T @ basis).max(axis=1, initial=0.0)
    nothing = np.where(off > 1e-8, math.nan, 0.0)
    variances = ((wanted @ fit.covariance) * wanted).sum(axis=1)
    return wanted @ fit.coefficients + nothing, np.sqrt(np.maximum(variances, 0.0)) + nothing
