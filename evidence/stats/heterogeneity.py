"""How much effects differ beyond chance: Q, I squared and H squared.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
xi : model matrix of full rank, best made orthonormal; None is the intercept alone
k, p : number of effects, and of coefficients (1 without moderators)
"""

from typing import Any, NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.projection import residual_df
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import chi_square_above
from evidence.stats.sampled import checked
from evidence.stats.tau2_moments import quadratic_form


class CochranQ(NamedTuple):
    """Cochran's Q, its degrees of freedom and its p-value."""

    q: float
    df: int
    p_value: float


class Inconsistency(NamedTuple):
    """I squared in per cent, and H squared; NaN where there is nothing to divide by."""

    i2: float
    h2: float


def cochran_q(yi: Reported, vi: Reported, *, xi: Floats | None = None) -> CochranQ:
    """Test whether effects differ more than their sampling errors explain.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    CochranQ
        With no more effects than coefficients Q is 0, with no degrees of freedom and a p-value
        of 1.

    Notes
    -----
    Q = sum wi (yi - mu)**2 with wi = 1/vi and mu the weighted mean, or the weighted fit on the
    moderators (metafor's QE); chi-square with k - p degrees of freedom when true effects differ
    no further. With few studies it misses differences; with many it finds those
    that do not matter.

    References
    ----------
    Cochran WG (1954). doi:10.2307/3001666

    Examples
    --------
    >>> cochran_q([0.0, 1.0], [0.5, 0.5]).q
    1.0
    """
    effects = checked(yi, vi)
    df = residual_df(len(effects.yi), xi)
    q = q_at(effects.yi, effects.vi, 0.0, xi) if df else 0.0
    return CochranQ(q, df, chi_square_above(q, df))


def typical_variance(vi: Reported, *, xi: Floats | None = None) -> float:
    """Return the typical sampling variance that I squared from tau2 compares with.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    float
        0 with no more effects than coefficients.

    Notes
    -----
    (k - p)/tr(P) with P = W - WX(X'WX)**-1 X'W and wi = 1/vi, which without moderators is
    (k - 1) / (sum wi - sum wi**2 / sum wi).

    References
    ----------
    Higgins JPT, Thompson SG (2002). doi:10.1002/sim.1186

    Examples
    --------
    >>> round(typical_variance([0.25, 0.25, 0.25]), 12)
    0.25
    """
    variances = checked(vi, vi).vi
    df = residual_df(len(variances), xi)
    if df == 0:
        return 0.0
    return df / quadratic_form(variances, variances, 1 / variances, xi).mean_slope


def inconsistency_from_tau2(tau2: float, typical: float) -> Inconsistency:
    """Return I squared and H squared from tau2 and the typical sampling variance.

    Parameters
    ----------
    tau2 : float
        Variance between studies.
    typical : float
        Typical sampling variance; 0 for a single effect, which gives 0 and 1.

    Returns
    -------
    Inconsistency

    Notes
    -----
    I2 = 100 tau2/(tau2 + typical), H2 = tau2/typical + 1: metafor's definition.

    Examples
    --------
    >>> inconsistency_from_tau2(0.75, 0.25)
    Inconsistency(i2=75.0, h2=4.0)
    """
    if typical == 0:
        return Inconsistency(0.0, 1.0)
    return Inconsistency(share_between(tau2, typical), tau2 / typical + 1)


def share_between(tau2: Any, typical: Any) -> Any:
    """Return the share of variance that is between studies, in per cent; elementwise.

    Examples
    --------
    >>> share_between(0.75, 0.25)
    75.0
    """
    return 100 * (tau2 / (tau2 + typical))


def inconsistency_from_q(q: float, df: int) -> Inconsistency:
    """Return I squared and H squared from Cochran's Q.

    Parameters
    ----------
    q : float
        Cochran's Q.
    df : int
        Its degrees of freedom; 0 gives 0 and 1.

    Returns
    -------
    Inconsistency
        H squared may be below 1, as Q may be below its degrees of freedom; I squared is then 0.

    Notes
    -----
    I2 = 100 max(0, Q - df)/Q, H2 = Q/df. This is what RevMan and the meta package print.

    References
    ----------
    Higgins JPT, Thompson SG (2002). doi:10.1002/sim.1186

    Examples
    --------
    >>> inconsistency_from_q(8.0, 4)
    Inconsistency(i2=50.0, h2=2.0)
    """
    if df == 0:
        return Inconsistency(0.0, 1.0)
    return Inconsistency(float(share_beyond_chance(q, df)), q / df)


def share_beyond_chance(q: Any, df: Any) -> Any:
    """Return the share of Q that is beyond its degrees of freedom, in per cent; elementwise.

    Examples
    --------
    >>> float(share_beyond_chance(8.0, 4))
    50.0
    """
    return 100 * np.maximum(0.0, q - df) / np.where(q > 0, q, 1.0)
