"""The likelihood of a location-scale model, with the location profiled out.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi, zi : model matrices of the location and of the scale
alpha : scale coefficients; tau2 is exp(zi alpha), or zi alpha with the identity link
gi, bi : first and second slopes of tau2 in zi alpha
mi : vi + tau2
P : W - WX(X'WX)**-1 X'W with W the inverse of diag(mi)
k, p, q : number of effects, of location and of scale coefficients
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.hill_climb import Surface
from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import log_volume, orthonormal

LINKS = ("log", "identity")
BOUNDLESS = 600.0
"""Beyond this exp(zi alpha) overflows, or is nothing; the likelihood is flat before it."""

ROUNDING = 1e-12
"""A tau2 this little below 0, as a share of the largest, is 0."""


class ScaleModel(NamedTuple):
    """Data of a location-scale likelihood; ``zi`` has shape (k, q)."""

    data: Likelihood
    zi: Floats
    link: str


def tau2_at(model: ScaleModel, alpha: Floats) -> Floats:
    """Return each effect's tau2; 0 where the identity link would have it below."""
    line = model.zi @ alpha
    if model.link == "identity":
        return np.maximum(line, 0.0)
    return np.asarray(np.exp(np.clip(line, -BOUNDLESS, BOUNDLESS)))


def height_at(model: ScaleModel, alpha: Floats) -> float:
    """Return the log-likelihood at scale coefficients; minus infinity where a tau2 is below 0.

    Parameters
    ----------
    model : ScaleModel
    alpha : array of float, shape (q,)

    Returns
    -------
    float
        With all constants, as metafor prints it.
    """
    if model.link == "identity":
        line = model.zi @ alpha
        if line.min() < -ROUNDING * np.abs(line).max():
            return -math.inf
    return _height(model.data, 1 / (model.data.vi + tau2_at(model, alpha)))[0]


def _height(data: Likelihood, wi: Floats) -> tuple[float, Floats, Floats]:
    """Log-likelihood, orthonormal columns, and Py."""
    root = np.sqrt(wi)
    basis = orthonormal(data.columns, wi)
    left = root * data.zi
    left = left - basis @ (basis.T @ left)
    twice = float(left @ left) - float(np.log(wi).sum())
    if data.restricted:
        twice += 2 * (log_volume(root[:, None] * data.columns) - log_volume(data.columns))
    return -0.5 * (twice + data.df * math.log(2 * math.pi)), basis, root * left


def surface_at(model: ScaleModel, alpha: Floats) -> Surface:
    """Return the log-likelihood with its slopes and second slopes.

    Parameters
    ----------
    model : ScaleModel
    alpha : array of float, shape (q,)

    Returns
    -------
    Surface

    Notes
    -----
    In mi the slope is ((Py)**2 - diag(P))/2 and the second slopes are (P o P)/2 less
    (Py)(Py)' o P, o being entrywise; the full likelihood has W in the place of P where no Py
    stands beside it. P is W less the crossproduct of k by p columns, so Z'(P o P)Z takes
    O(k q p**2).

    References
    ----------
    Viechtbauer W, Lopez-Lopez JA (2022). doi:10.1002/jrsm.1562
    """
    data = model.data
    tau2 = tau2_at(model, alpha)
    wi = 1 / (data.vi + tau2)
    height, basis, pull = _height(data, wi)
    gi = np.ones_like(tau2) if model.link == "identity" else tau2
    own = gi[:, None] * model.zi
    columns = np.sqrt(wi)[:, None] * basis
    slope_m = (pull * pull - wi) / 2
    drawn = own * pull[:, None]
    across = columns.T @ drawn
    bend = across.T @ across - drawn.T @ (wi[:, None] * drawn)
    spread = wi * wi
    if data.restricted:
        reach = (columns * columns).sum(axis=1)
        slope_m = slope_m + reach / 2
        spread = spread - 2 * wi * reach
        inner = np.einsum("kq,ka,kb->qab", own, columns, columns, optimize=True)
        bend = bend + np.einsum("qab,rab->qr", inner, inner) / 2
    bend = bend + own.T @ (spread[:, None] * own) / 2
    if model.link == "log":
        bend = bend + model.zi.T @ ((slope_m * gi)[:, None] * model.zi)
    return Surface(height, own.T @ slope_m, np.asarray(bend))
