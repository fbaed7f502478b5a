"""An interval for I squared from Cochran's Q alone.

Vocabulary
----------
q, df : Cochran's Q and its degrees of freedom
H : sqrt(q/df); I squared is (H**2 - 1)/H**2
"""

import math

from evidence.stats.quantiles import two_sided


def i2_interval(q: float, df: int, *, level: float = 0.95) -> tuple[float, float]:
    """Return confidence limits of I squared, in per cent.

    Parameters
    ----------
    q : float
        Cochran's Q.
    df : int
        Its degrees of freedom.
    level : float
        Confidence level.

    Returns
    -------
    tuple of float
        NaN twice with one degree of freedom or none, where the interval does not exist.

    Notes
    -----
    log H is taken to be normal. Its standard error is half of log(Q) - log(df) over
    sqrt(2 Q) - sqrt(2 df - 1) where Q is above df + 1, else
    sqrt(1/(2 (df - 1)) (1 - 1/(3 (df - 1)**2))).

    References
    ----------
    Higgins JPT, Thompson SG (2002). doi:10.1002/sim.1186

    Examples
    --------
    >>> [round(limit, 1) for limit in i2_interval(20.0, 10)]
    [0.2, 74.9]
    """
    if df < 2:
        return math.nan, math.nan
    if q > df + 1:
        se = 0.5 * (math.log(q) - math.log(df)) / (math.sqrt(2 * q) - math.sqrt(2 * df - 1))
    else:
        se = math.sqrt((1 - 1 / (3 * (df - 1) ** 2)) / (2 * (df - 1)))
    middle = max(0.0, 0.5 * math.log(q / df)) if q > 0 else 0.0
    reach = two_sided(level, None) * se
    low, high = (math.exp(2 * max(0.0, limit)) for limit in (middle - reach, middle + reach))
    return 100 * (1 - 1 / low), 100 * (1 - 1 / high)
