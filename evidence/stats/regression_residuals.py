"""How far effects lie from a meta-regression's fit, standardised.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects that the moderators leave
"""

import numpy as np

from evidence.stats.design import Design
from evidence.stats.floats import Reported
from evidence.stats.regression import regress_effects
from evidence.stats.residuals import Residuals
from evidence.stats.sampled import checked


def regression_residuals(
    yi: Reported,
    vi: Reported,
    design: Design,
    *,
    tau2: Reported,
    weights: Reported | None = None,
) -> Residuals:
    """Return the internally standardised residuals of a meta-regression.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    design : Design
        The model matrix.
    tau2 : array_like
        What the moderators leave; one number, or one for each effect.
    weights : array_like, shape (k,), optional
        The user's own weights; inverse-variance weights when not given.

    Returns
    -------
    Residuals
        0 for an effect that the fit cannot miss (a leverage of 1).

    Notes
    -----
    With hi the leverage and x C x' the variance of the fitted value, the residual has variance
    (1 - 2 hi)(vi + tau2) + x C x', which is (1 - hi)(vi + tau2) for inverse-variance weights.
    Hartung and Knapp's factor has no part in it. metafor's ``rstandard``.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> mean = design([[1.0], [1.0]])
    >>> regression_residuals([0.0, 1.0], [0.5, 0.5], mean, tau2=0.0).z.round(12).tolist()
    [-1.0, 1.0]
    """
    effects = checked(yi, vi)
    fit = regress_effects(effects.yi, effects.vi, design, tau2=tau2, weights=weights)
    left = effects.yi - fit.fitted
    # A residual that is nothing but rounding is none at all.
    left[np.abs(left) < 100 * np.finfo(np.float64).eps] = 0.0
    lean = design.xi @ fit.coefficients.root
    total = effects.vi + np.asarray(tau2, dtype=np.float64)
    variance = (1 - 2 * fit.leverage) * total + (lean * lean).sum(axis=1)
    missable = fit.leverage < 1 - 1e-10
    left, variance = np.where(missable, left, 0.0), np.where(missable, variance, 0.0)
    se = np.sqrt(np.maximum(variance, 0.0))
    return Residuals(left, se, np.divide(left, se, out=np.zeros_like(left), where=se > 0))
