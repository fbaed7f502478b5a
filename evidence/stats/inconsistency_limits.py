"""The interval of I squared and H squared that rests on Q alone.

Vocabulary
----------
q, df : Cochran's Q and its degrees of freedom, k - 1 (or k - p)
h : the square root of H squared, Q/df
"""

import math

from evidence.stats.heterogeneity import Inconsistency
from evidence.stats.quantiles import two_sided
from evidence.stats.tau2_interval import InconsistencyInterval


def inconsistency_limits(q: float, df: int, *, level: float = 0.95) -> InconsistencyInterval:
    """Return Higgins and Thompson's interval for I squared and H squared.

    Parameters
    ----------
    q : float
        Cochran's Q, at least 0.
    df : int
        Its degrees of freedom, at least 1.
    level : float
        Confidence level.

    Returns
    -------
    InconsistencyInterval
        Both limits of H squared are at least 1. NaN with one degree of freedom where Q is not
        above 2: its formula then has no standard error.

    Raises
    ------
    ValueError
        For Q below 0 or fewer than one degree of freedom.

    Notes
    -----
    exp(ln h -/+ z se) with h at least 1 and, for k = df + 1, se = (ln Q - ln(k - 1))/(2 (sqrt(2 Q)
    - sqrt(2 k - 3))) where Q > k, and otherwise se = sqrt((1 - 1/(3 (k - 2)**2))/(2 (k - 2))).
    It is what RevMan 5 and R's meta package print; intervals by way of tau squared
    (``tau2_interval``) hold their level better.

    References
    ----------
    Higgins JPT, Thompson SG (2002). doi:10.1002/sim.1186

    Examples
    --------
    >>> found = inconsistency_limits(9.95, 6)
    >>> round(found.low.i2, 1), round(found.high.i2, 1)
    (0.0, 74.6)
    """
    if q < 0 or df < 1:
        raise ValueError(f"q: {q!r} with {df!r} degrees of freedom is no Cochran's Q")
    k = df + 1
    if q > k:
        se = (math.log(q) - math.log(df)) / (2 * (math.sqrt(2 * q) - math.sqrt(2 * k - 3)))
    elif k > 2:
        se = math.sqrt((1 - 1 / (3 * (k - 2) ** 2)) / (2 * (k - 2)))
    else:
        nothing = Inconsistency(math.nan, math.nan)
        return InconsistencyInterval(nothing, nothing)
    reach = 2 * two_sided(level, None) * se
    squared = max(1.0, q / df)
    return InconsistencyInterval(
        _limit(squared * math.exp(-reach)), _limit(squared * math.exp(reach))
    )


def _limit(h2: float) -> Inconsistency:
    above = max(1.0, h2)
    return Inconsistency(100 * (above - 1) / above, above)
