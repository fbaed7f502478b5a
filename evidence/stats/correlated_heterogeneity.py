"""Heterogeneity of effects whose sampling errors are correlated in known blocks.

Vocabulary
----------
yi, vi : effects and their sampling variances
block : places of effects whose errors are correlated, and their covariance matrix
tau2 : variance of true effects between effects
"""

from collections.abc import Sequence

from evidence.stats.correlated import METHODS, likelihood_of, rotate
from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Reported
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.quantiles import chi_square_above, chi_square_quantile, tails
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked
from evidence.stats.tau2_interval import Tau2Interval
from evidence.stats.tau2_likelihood import likelihood_region


def q_correlated(yi: Reported, vi: Reported, *, blocks: Sequence[Block]) -> CochranQ:
    """Test whether correlated effects differ more than their sampling errors explain.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    blocks : sequence of Block
        Covariance matrices of effects that share people.

    Returns
    -------
    CochranQ

    Notes
    -----
    Q = (y - mu)' V**-1 (y - mu) with mu the common effect; chi-square with k - 1 degrees of
    freedom when all true effects are equal. metafor's QE of ``rma.mv``.

    Examples
    --------
    >>> import numpy as np
    >>> block = Block(np.array([0, 1]), np.array([[2.0, 1.0], [1.0, 2.0]]))
    >>> round(q_correlated([0.0, 2.0], [2.0, 2.0], blocks=[block]).q, 12)
    2.0
    """
    turned = rotate(yi, vi, blocks)
    df = len(turned.zi) - 1
    xw = turned.xi / turned.vi
    off = turned.zi - turned.xi * (float(xw @ turned.zi) / float(xw @ turned.xi))
    q = float((off / turned.vi) @ off) if df else 0.0
    return CochranQ(q, df, chi_square_above(q, df))


def typical_variance_correlated(vi: Reported, *, blocks: Sequence[Block]) -> float:
    """Return the typical sampling variance for I squared when errors are correlated.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances.
    blocks : sequence of Block
        Covariance matrices of effects that share people.

    Returns
    -------
    float
        0 for a single effect.

    Notes
    -----
    (k - 1)/tr(P) with P = W - W1(1'W1)**-1 1'W and W the inverse of V: the generalisation of
    the formula for independent effects used on metafor's site for multivariate models.

    Examples
    --------
    >>> typical_variance_correlated([0.25, 0.25, 0.25], blocks=[])
    0.25
    """
    turned = rotate(vi, vi, blocks)
    if len(turned.vi) == 1:
        return 0.0
    xw = turned.xi / turned.vi
    trace = float((1 / turned.vi).sum()) - float(xw @ xw) / float(xw @ turned.xi)
    return (len(turned.vi) - 1) / trace


def profile_interval_correlated(
    yi: Reported, vi: Reported, *, blocks: Sequence[Block], method: str, level: float = 0.95
) -> Tau2Interval:
    """Return the profile likelihood interval for tau2 when errors are correlated.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    blocks : sequence of Block
        Covariance matrices of effects that share people.
    method : {"REML", "ML"}
        Which likelihood.
    level : float
        Confidence level.

    Returns
    -------
    Tau2Interval

    Notes
    -----
    As ``profile_likelihood_interval``; metafor's ``confint`` of ``rma.mv``.

    Examples
    --------
    >>> interval = profile_interval_correlated(
    ...     [0.1, 0.3, 0.9], [0.02, 0.03, 0.02], blocks=[], method="REML"
    ... )
    >>> round(interval.low, 3), round(interval.high, 2)
    (0.02, 3.07)
    """
    require_choice("method", method, METHODS)
    checked(yi, vi, least=2)
    data = likelihood_of(rotate(yi, vi, blocks), method)
    low, high = likelihood_region(data, chi_square_quantile(2 * tails(level), 1) / 2)
    return Tau2Interval(low, high, level, f"PL {method}", False)
