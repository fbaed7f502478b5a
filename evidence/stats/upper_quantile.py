"""How far out on a normal or t distribution a share of it lies."""

import numpy as np
from scipy.special import ndtri, stdtrit

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import require_above, require_reported


def upper_quantile(tail: Floats | float, df: Reported | None = None) -> Floats:
    """Return the value with a given share of the distribution above it.

    Parameters
    ----------
    tail : float or array of float
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
    >>> float(upper_quantile(0.025, df=10).round(4))
    2.2281
    """
    if df is None:
        return np.asarray(-ndtri(tail))
    freedom = np.asarray(df, dtype=np.float64)
    require_reported(df=np.atleast_1d(freedom))
    require_above(0, df=np.atleast_1d(freedom))
    return np.asarray(-stdtrit(freedom, tail))
