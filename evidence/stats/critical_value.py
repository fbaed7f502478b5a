"""How far out on a normal or t distribution a share of it lies."""

import numpy as np
from scipy.special import ndtri, stdtrit

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_above, require_reported


def critical_value(level: float = 0.95, *, df: Reported | None = None) -> Floats:
    """Return how many standard errors lie between an estimate and its confidence limit.

    Parameters
    ----------
    level : float
        Share of confidence, between 0 and 1.
    df : array_like, optional
        Degrees of freedom of the t distribution; None for the normal one.

    Returns
    -------
    array of float
        Two-sided critical values.

    Raises
    ------
    ValueError
        When the level is not between 0 and 1, or a number of degrees of freedom not above 0.

    Examples
    --------
    >>> float(critical_value().round(4))
    1.96
    """
    if not 0 < level < 1:
        raise ValueError(f"level: {level!r} is not between 0 and 1")
    return upper_quantile(np.asarray((1 - level) / 2), df)


def upper_quantile(tail: Floats, df: Reported | None = None) -> Floats:
    """Return the value with a given share of the distribution above it.

    Parameters
    ----------
    tail : array of float
        Share above, between 0 and 1.
    df : array_like, optional
        Degrees of freedom of the t distribution; None for the normal one.

    Returns
    -------
    array of float
        Quantiles.

    Raises
    ------
    ValueError
        When a number of degrees of freedom is missing or not above 0.

    Examples
    --------
    >>> float(upper_quantile(np.asarray(0.025), df=10).round(4))
    2.2281
    """
    if df is None:
        return np.asarray(-ndtri(tail))
    freedom = np.asarray(df, dtype=np.float64)
    require_reported(df=np.atleast_1d(freedom))
    require_above(0, df=np.atleast_1d(freedom))
    return np.asarray(-stdtrit(freedom, tail))
