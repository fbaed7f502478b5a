"""Cochran's Q with weights 1/(vi + tau2), as a function of tau2, and where it meets a target.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
xi : model matrix, one column a coefficient; None is the intercept alone
Q(tau2) : sum of wi (yi - mu)**2 with wi = 1/(vi + tau2) and mu the weighted mean, or the
    weighted fit on the columns of xi
"""

import numpy as np

from evidence.stats.bracketed_newton import Root, falling_root
from evidence.stats.floats import Floats
from evidence.stats.projection import residual


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
    wi = 1 / (vi + tau2)
    off = residual(yi, wi, xi)
    pull = wi * off
    return float(pull @ off), -float(pull @ pull)


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
    if q_at(yi, vi, 0.0, xi) <= target:
        return Root(0.0, True)
    off = residual(yi, np.ones_like(yi), xi)
    ceiling = float(off @ off) / target - float(vi.min())

    ceiling *= 1 + 1e-12
    return falling_root(_seen, _share_missing, (yi, vi, target, xi), 0.0, ceiling, 0.0)


def _seen(
    given: tuple[Floats, Floats, float, Floats | None], tau2: float
) -> tuple[float, float, float]:
    yi, vi, target, xi = given
    return (*q_with_slope(yi, vi, tau2, xi), target)


def _share_missing(seen: tuple[float, float, float]) -> tuple[float, float]:
    q, slope, target = seen
    return 1 - target / q, target * slope / (q * q)
