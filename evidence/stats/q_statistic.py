"""Cochran's Q with weights 1/(vi + tau2), as a function of tau2, and where it meets a target.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
xi : model matrix, one column a coefficient; None is the intercept alone
Q(tau2) : sum of wi (yi - mu)**2 with wi = 1/(vi + tau2) and mu the weighted mean, or the
    weighted fit on the columns of xi
"""

from typing import Any

import numpy as np

from evidence.stats.bracketed_newton import Root, falling_root
from evidence.stats.floats import Floats
from evidence.stats.projection import residual
from evidence.stats.study_sums import mean_terms, q_terms, squares_about_mean, summed


def q_at(yi: Floats, vi: Floats, tau2: float, xi: Floats | None = None) -> float:
    """Return Q(tau2).

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    tau2 : float
        Variance between studies.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    float

    Examples
    --------
    >>> import numpy as np
    >>> round(q_at(np.array([0.0, 1.0]), np.array([0.5, 0.5]), 0.5), 12)
    0.5
    """
    return q_with_slope(yi, vi, tau2, xi)[0]


def q_with_slope(
    yi: Floats, vi: Floats, tau2: float, xi: Floats | None = None
) -> tuple[float, float]:
    """Return Q(tau2) and its slope, -sum of wi**2 (yi - mu)**2."""
    if xi is None:
        q, slope, _ = mean_q((yi, vi, 0.0), tau2)
        return float(q), float(slope)
    return _matrix_q((yi, vi, 0.0, xi), tau2)[:2]


def mean_q(given: tuple[Floats, Floats, Any], tau2: Any) -> tuple[Any, Any, Any]:
    """Return Q(tau2) and its slope about the mean, and a target: sums over studies.

    Parameters
    ----------
    given : tuple
        Effects and sampling variances of shape (k,), or (k, n) for n analyses at once, and the
        target.
    tau2 : float or array of float, shape (n,)

    Returns
    -------
    tuple of float or array of float, shape (n,)
    """
    yi, vi, target = given
    precision, weighted = summed(mean_terms, yi, vi, tau2)
    q, pulled = summed(q_terms, yi, vi, tau2, weighted / precision)
    return q, -pulled, target


def share_missing(seen: tuple[Any, Any, Any]) -> tuple[Any, Any]:
    """Return 1 - target/Q and its slope: concave, and straight when all variances are equal."""
    q, slope, target = seen
    return 1 - target / q, target * slope / (q * q)


def tau2_where_q_is(yi: Floats, vi: Floats, target: float, xi: Floats | None = None) -> Root:
    """Find the tau2 at which Q(tau2) equals a target; 0 when Q(0) is at or below it.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    target : float
        What Q should be, above zero.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    Root

    Notes
    -----
    Q falls steadily in tau2 and is at most S/(min vi + tau2), with S the sum of squares about
    the unweighted fit, so the root lies below S/target - min vi. Newton's method is run on
    target/Q, which is a straight line when the variances are equal.

    Examples
    --------
    >>> import numpy as np
    >>> tau2_where_q_is(np.array([0.0, 1.0]), np.array([0.1, 0.1]), 1.0).value
    0.4
    """
    if xi is None:
        value, converged = mean_tau2_where_q_is(yi, vi, target)
        return Root(float(value), converged)
    if q_at(yi, vi, 0.0, xi) <= target:
        return Root(0.0, True)
    off = residual(yi, np.ones_like(yi), xi)
    ceiling = (float(off @ off) / target - float(vi.min())) * (1 + 1e-12)
    return falling_root(_matrix_q, share_missing, (yi, vi, target, xi), 0.0, ceiling, 0.0)


def mean_tau2_where_q_is(yi: Floats, vi: Floats, target: float) -> Root:
    """Find the tau2 at which Q(tau2) about the mean equals a target."""
    if mean_q((yi, vi, target), 0.0)[0] <= target:
        return Root(0.0, True)
    ceiling = (squares_about_mean(yi, vi) / target - vi.min()) * (1 + 1e-12)
    return falling_root(mean_q, share_missing, (yi, vi, target), 0.0, ceiling, 0.0)


def _matrix_q(
    given: tuple[Floats, Floats, float, Floats], tau2: float
) -> tuple[float, float, float]:
    yi, vi, target, xi = given
    wi = 1 / (vi + tau2)
    off = residual(yi, wi, xi)
    pull = wi * off
    return float(pull @ off), -float(pull @ pull), target
