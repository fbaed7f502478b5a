"""Random-effects pooling of effects whose sampling errors are correlated in known blocks.

Each block's covariance is rotated to its principal axes, on which errors are independent and
adding tau2 changes variances alone. What is left is pooling with a regressor: the rotated
column of ones. The cost is one eigendecomposition a block; no k by k matrix is made.

Vocabulary
----------
yi, vi : effects and their sampling variances
block : places of effects whose errors are correlated, and their covariance matrix
zi, xi : effects and ones, rotated
tau2 : variance of true effects between effects (not between blocks)
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.covariance_blocks import Block, require_covariance
from evidence.stats.floats import Floats, Reported
from evidence.stats.likelihood import Likelihood
from evidence.stats.pooling import Pooled, ratio
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked
from evidence.stats.tau2 import Tau2
from evidence.stats.tau2_likelihood import global_maximum, tau2_se

METHODS = ("ML", "REML")
TESTS = ("z", "t")


class Rotation(NamedTuple):
    """Axes of one block: the columns of ``axes`` are its eigenvectors."""

    places: npt.NDArray[np.intp]
    axes: Floats


class Rotated(NamedTuple):
    """Effects, ones and variances on axes where errors are independent, and the way back."""

    zi: Floats
    xi: Floats
    vi: Floats
    rotations: tuple[Rotation, ...]


def rotate(yi: Reported, vi: Reported, blocks: Sequence[Block]) -> Rotated:
    """Turn correlated effects to axes where their errors are independent.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    blocks : sequence of Block
        Covariance matrices; effects in none of them are independent of all others.

    Returns
    -------
    Rotated

    Raises
    ------
    ValueError
        For bad effects, a place in two blocks, a diagonal that is not ``vi``, or a matrix that
        is not a covariance matrix of full rank.
    """
    effects = checked(yi, vi)
    zi, xi, variances = effects.yi.copy(), np.ones_like(effects.yi), effects.vi.copy()
    rotations = []
    taken = np.zeros(len(zi), dtype=np.bool_)
    for places, covariance in blocks:
        require_covariance(places, covariance, effects.vi, taken)
        taken[places] = True
        lengths, axes = np.linalg.eigh(covariance)
        if lengths[0] <= 1e-12 * lengths[-1]:
            raise ValueError(f"covariance without full rank at positions {list(places)}")
        zi[places] = axes.T @ effects.yi[places]
        xi[places] = axes.sum(axis=0)
        variances[places] = lengths
        rotations.append(Rotation(places, axes))
    return Rotated(zi, xi, variances, tuple(rotations))


def estimate_tau2_correlated(
    yi: Reported, vi: Reported, *, blocks: Sequence[Block], method: str = "REML"
) -> Tau2:
    """Estimate the variance of true effects when sampling errors are correlated.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    blocks : sequence of Block
        Covariance matrices of effects that share people.
    method : {"REML", "ML"}
        Which likelihood is made largest; the highest of all its peaks is found.

    Returns
    -------
    Tau2

    Raises
    ------
    ValueError
        For an unknown method, bad effects or bad blocks.

    Notes
    -----
    metafor's ``rma.mv(yi, V, random = ~ 1 | effect)``: every effect has its own true value, so
    V is the only thing that ties effects against one control together. The standard error is
    from the expected information.

    References
    ----------
    Gleser LJ, Olkin I (2009). Stochastically dependent effect sizes. In: The Handbook of
    Research Synthesis and Meta-Analysis, 2nd ed. Russell Sage Foundation.

    Examples
    --------
    >>> block = Block(np.array([0, 1]), np.array([[0.04, 0.02], [0.02, 0.04]]))
    >>> found = estimate_tau2_correlated([0.1, 0.6, 0.9], [0.04, 0.04, 0.03], blocks=[block])
    >>> round(found.value, 4)
    0.1298
    """
    require_choice("method", method, METHODS)
    checked(yi, vi, least=2)
    data = likelihood_of(rotate(yi, vi, blocks), method)
    found = global_maximum(data)
    se = tau2_se(data, found.tau2)
    return Tau2(float(found.tau2), se, method, found.converged, found.local_maxima)


def likelihood_of(turned: Rotated, method: str) -> Likelihood:
    """Return the likelihood of tau2 that rotated effects have."""
    xi = None if (turned.xi == 1).all() else turned.xi
    return Likelihood(turned.zi, xi, turned.vi, method == "REML")


def rotated_mean(turned: Rotated, tau2: float) -> tuple[float, float]:
    """Return the mean of rotated effects and its standard error.

    Parameters
    ----------
    turned : Rotated
        Effects and ones on axes where errors are independent.
    tau2 : float
        Variance between effects.

    Returns
    -------
    tuple of float

    Notes
    -----
    ``sum(w x z) / sum(w x^2)`` with ``w = 1 / (v + tau2)``, and variance ``1 / sum(w x^2)``.
    """
    xw = turned.xi / (turned.vi + tau2)
    precision = float(xw @ turned.xi)
    return float(xw @ turned.zi) / precision, math.sqrt(1 / precision)


def pool_correlated(
    yi: Reported,
    vi: Reported,
    *,
    blocks: Sequence[Block],
    tau2: float,
    test: str = "z",
    df: float | None = None,
    level: float = 0.95,
) -> Pooled:
    """Pool effects whose sampling errors are correlated.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    blocks : sequence of Block
        Covariance matrices of effects that share people.
    tau2 : float
        Variance between effects.
    test : {"z", "t"}
        Normal, or t with ``df`` degrees of freedom.
    df : float or None
        At least 1; None takes k - 1 (metafor's ``dfs = "residual"``), which is too many where
        the effects come from fewer trials.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Pooled
        ``weights`` are the row sums of the inverse of V + tau2 I in per cent; they may be
        negative.

    Raises
    ------
    ValueError
        For an unknown test, fewer than one degree of freedom, tau2 below zero, bad effects or
        bad blocks.

    Notes
    -----
    mu = (1'W1)**-1 1'Wy with W the inverse of V + tau2 I, with variance (1'W1)**-1.

    Examples
    --------
    >>> block = Block(np.array([0, 1]), np.array([[2.0, 1.0], [1.0, 2.0]]))
    >>> pooled = pool_correlated([0.0, 2.0], [2.0, 2.0], blocks=[block], tau2=0.0)
    >>> round(pooled.estimate, 12), round(pooled.se**2, 12)
    (1.0, 1.5)
    """
    require_choice("test", test, TESTS)
    if not 0 <= tau2 < math.inf:
        raise ValueError(f"tau2: {tau2!r} is not a finite number of at least 0")
    if test == "t":
        checked(yi, vi, least=2)
    if df is not None and not 1 <= df < math.inf:
        raise ValueError(f"df: {df!r} is not a finite number of at least 1")
    turned = rotate(yi, vi, blocks)
    estimate, se = rotated_mean(turned, tau2)
    xw = turned.xi / (turned.vi + tau2)
    precision = float(xw @ turned.xi)
    rows = xw.copy()
    for places, axes in turned.rotations:
        rows[places] = axes @ xw[places]
    df = None if test == "z" else float(len(xw) - 1 if df is None else df)
    reach = two_sided(level, df) * se
    return Pooled(
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        statistic=ratio(estimate, se),
        p_value=two_sided_p(ratio(estimate, se), df),
        df=df,
        weights=100 * rows / precision,
        guard_bit=False,
        variance_factor=1.0,
    )
