"""How much effects differ beyond chance: Q, I squared and H squared.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
k : number of effects
"""

from typing import NamedTuple

from evidence.stats.floats import Reported
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import chi_square_above
from evidence.stats.sampled import checked


class CochranQ(NamedTuple):
    """Cochran's Q, its degrees of freedom and its p-value."""

    q: float
    df: int
    p_value: float


class Inconsistency(NamedTuple):
    """I squared in per cent, and H squared; NaN where there is nothing to divide by."""

    i2: float
    h2: float


def cochran_q(yi: Reported, vi: Reported) -> CochranQ:
    """Test whether effects differ more than their sampling errors explain.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.

    Returns
    -------
    CochranQ
        For a single effect Q is 0, with no degrees of freedom and a p-value of 1.

    Notes
    -----
    Q = sum wi (yi - mu)**2 with wi = 1/vi; chi-square with k - 1 degrees of freedom when all
    true effects are equal. With few studies it misses differences; with many it finds those
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
    df = len(effects.yi) - 1
    q = q_at(effects.yi, effects.vi, 0.0) if df else 0.0
    return CochranQ(q, df, chi_square_above(q, df))


def typical_variance(vi: Reported) -> float:
    """Return the typical sampling variance that I squared from tau2 compares with.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances.

    Returns
    -------
    float
        0 for a single effect.

    Notes
    -----
    (k - 1) / (sum wi - sum wi**2 / sum wi) with wi = 1/vi; (k - 1) over the trace of P.

    References
    ----------
    Higgins JPT, Thompson SG (2002). doi:10.1002/sim.1186

    Examples
    --------
    >>> typical_variance([0.25, 0.25, 0.25])
    0.25
    """
    variances = checked(vi, vi).vi
    if len(variances) == 1:
        return 0.0
    wi = 1 / variances
    return (len(variances) - 1) / float(wi @ (1 - wi / float(wi.sum())))


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
    return Inconsistency(100 * (tau2 / (tau2 + typical)), tau2 / typical + 1)


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
    return Inconsistency(100 * max(0.0, q - df) / q if q > 0 else 0.0, q / df)
