"""How far each effect lies from the pooled mean, standardised, and where a normal one would.

Vocabulary
----------
yi, vi : effects and their sampling variances
mu : the pooled mean
tau2 : variance of true effects between studies
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.sampled import checked


class Residuals(NamedTuple):
    """Distances from the mean, their standard errors, and the one divided by the other."""

    residual: Floats
    se: Floats
    z: Floats


def standardised_residuals(yi: Reported, vi: Reported, *, tau2: float) -> Residuals:
    """Return the internally standardised residuals.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    tau2 : float
        Variance between studies.

    Returns
    -------
    Residuals

    Notes
    -----
    yi - mu with variance vi + tau2 - 1/sum(wi), wi = 1/(vi + tau2); metafor's ``rstandard``.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11

    Examples
    --------
    >>> standardised_residuals([0.0, 1.0], [0.5, 0.5], tau2=0.0).z.tolist()
    [-1.0, 1.0]
    """
    effects = checked(yi, vi, least=2)
    pooled = pool_effects(effects.yi, effects.vi, tau2=tau2)
    residual = effects.yi - pooled.estimate
    # A residual that is nothing but rounding is none at all.
    residual[np.abs(residual) < 100 * np.finfo(np.float64).eps] = 0.0
    se = np.sqrt((effects.vi + tau2) * (1 - pooled.weights / 100))
    return Residuals(residual, se, residual / se)


def normal_scores(values: Reported) -> Floats:
    """Return where each value would lie if the values were a normal sample, in their order.

    Parameters
    ----------
    values : array_like, shape (k,)
        Such as standardised residuals.

    Returns
    -------
    array of float, shape (k,)
        Normal quantiles at (rank - a)/(k + 1 - 2 a), a being 3/8 for up to ten values and 1/2
        above, as R's ``qqnorm`` has it.

    References
    ----------
    Blom G (1958). Statistical Estimates and Transformed Beta-Variables. Wiley.

    Examples
    --------
    >>> normal_scores([3.0, 1.0, 2.0]).round(3).tolist()
    [0.869, -0.869, 0.0]
    """
    column = np.asarray(values, dtype=np.float64)
    k = len(column)
    offset = 3 / 8 if k <= 10 else 1 / 2
    rank = np.empty(k)
    rank[np.argsort(column, kind="stable")] = np.arange(1, k + 1)
    scores: Floats = special.ndtri((rank - offset) / (k + 1 - 2 * offset))
    return scores
