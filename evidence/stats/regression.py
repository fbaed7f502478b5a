"""Meta-regression: effects fitted to moderators by weighted least squares.

Vocabulary
----------
yi, vi : effects and their sampling variances
xi : model matrix, one column a coefficient
tau2 : variance of true effects that the moderators leave; 0 for a common effect
wi : 1/(vi + tau2), the inverse-variance weights
k, p : number of effects and of coefficients
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.coefficients import Coefficients, coefficients_of
from evidence.stats.design import Design
from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import variance_factor
from evidence.stats.projection import triangle_of
from evidence.stats.refusal import refuse, require_choice
from evidence.stats.sampled import checked
from evidence.stats.tau2 import checked_weights
from evidence.stats.tested_mean import TESTS


class Regression(NamedTuple):
    """A fitted meta-regression.

    ``leverage`` is the diagonal of the hat matrix. ``variance_factor`` is what Hartung and Knapp
    multiply variances by, 1 for ``z`` and ``t``; ``guard_bit`` is whether ``adhoc`` had to raise
    it to 1.
    """

    coefficients: Coefficients
    fitted: Floats
    leverage: Floats
    guard_bit: bool
    variance_factor: float


def regress_effects(
    yi: Reported,
    vi: Reported,
    design: Design,
    *,
    tau2: Reported = 0.0,
    weights: Reported | None = None,
    test: str = "z",
    level: float = 0.95,
) -> Regression:
    """Fit effects to moderators.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    design : Design
        The model matrix, as ``design`` makes it.
    tau2 : array_like
        Variance the moderators leave: one number, or one for each effect (location-scale).
    weights : array_like, shape (k,), optional
        The user's own weights, zero or more; inverse-variance weights when not given.
    test : {"z", "t", "knha", "adhoc"}
        Normal; t with k - p degrees of freedom; Hartung and Knapp's variance and t; the same
        where no variance is made smaller.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    Regression

    Raises
    ------
    ValueError
        For an unknown test, tau2 below zero, bad effects, weights that leave the columns
        dependent, or too few effects.

    Notes
    -----
    b = (X'AX)**-1 X'Ay for weights A, with covariance (X'AX)**-1 X'A M A X (X'AX)**-1 and M the
    marginal variances vi + tau2; (X'WX)**-1 for inverse-variance weights. Hartung and Knapp
    multiply it by Q(tau2)/(k - p), in which Q has inverse-variance weights whatever the user's.

    References
    ----------
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482
    Viechtbauer W (2010). doi:10.18637/jss.v036.i03

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> straight = design([[1, 0], [1, 1], [1, 2]])
    >>> fit = regress_effects([1.0, 3.0, 5.0], [0.5, 0.5, 0.5], straight)
    >>> fit.coefficients.estimate.round(12).tolist()
    [1.0, 2.0]
    """
    require_choice("test", test, TESTS)
    k, p = design.basis.shape
    effects = checked(yi, vi, least=p if test == "z" else p + 1)
    if len(effects.yi) != k:
        raise ValueError(f"{len(effects.yi)} effects and a model matrix of {k} rows")
    between = np.asarray(tau2, dtype=np.float64)
    if between.ndim and between.shape != (k,):
        raise ValueError(f"tau2 of shape {between.shape} for {k} effects")
    refuse("tau2", ~((between >= 0) & (between < math.inf)), "not a finite number of at least 0")
    estimate, root, leverage = _solved(effects.yi, effects.vi + between, design.basis, weights)
    factor = 1.0
    if test in ("knha", "adhoc"):
        factor = variance_factor(effects.yi, effects.vi + between, design.basis)
    if factor == 0:
        # Nothing is left to tell a slope of 0 by: rounding over no error would be certainty.
        estimate = np.where(np.abs(estimate) <= 1e-12 * np.abs(estimate).max(), 0.0, estimate)
    guard_bit = test == "adhoc" and factor < 1
    factor = 1.0 if guard_bit else factor
    return Regression(
        coefficients=coefficients_of(
            design.back @ estimate,
            design.back @ root * math.sqrt(factor),
            df=None if test == "z" else float(k - p),
            level=level,
        ),
        fitted=design.basis @ estimate,
        leverage=leverage,
        guard_bit=guard_bit,
        variance_factor=factor,
    )


def _solved(
    yi: Floats, total: Floats, basis: Floats, weights: Reported | None
) -> tuple[Floats, Floats, Floats]:
    """Coefficients on the basis, a square root of their covariance, and leverages."""
    ai = 1 / total if weights is None else checked_weights(weights, len(total))
    scale = np.sqrt(ai)
    columns, triangle = np.linalg.qr(scale[:, None] * basis)
    size = np.abs(np.diag(triangle))
    if weights is not None and size.min() <= 1e-10 * size.max():
        refuse("weights", ai == 0, "0 leaves columns that follow from others")
    inverse = np.linalg.inv(triangle)
    estimate = inverse @ (columns.T @ (scale * yi))
    leverage = (columns * columns).sum(axis=1)
    if weights is None:
        return estimate, inverse, leverage
    spread = triangle_of(np.sqrt(ai * total)[:, None] * columns)
    return estimate, inverse @ spread.T, leverage
