"""Power of the test of a pooled standardised difference, before the studies are there."""

import numpy as np
from scipy.special import ndtr

from evidence.stats.d_from_reported import d_with_variance
from evidence.stats.quantiles import two_sided


def power_of_synthesis(
    d: float, *, k: int, n1: float, n2: float, inflation: float = 1.0, level: float = 0.95
) -> float:
    """Compute the power of a two-sided test of the pooled effect of k equal studies.

    Parameters
    ----------
    d : float
        True standardised difference.
    k : int
        Number of studies.
    n1, n2 : float
        Group sizes of each.
    inflation : float
        How much variation between studies multiplies the variance of the pooled effect, 1 for
        none; a third, two thirds and twice are called low, moderate and high.
    level : float
        One minus the level of the test.

    Returns
    -------
    float
        ``Phi(lambda - q) + Phi(-lambda - q)``, lambda the effect over its standard error.

    Raises
    ------
    ValueError
        For impossible numbers.

    References
    ----------
    Hedges LV, Pigott TD. The power of statistical tests in meta-analysis. Psychological Methods
    2001;6:203-217. https://doi.org/10.1037/1082-989X.6.3.203

    Examples
    --------
    >>> round(power_of_synthesis(0.18, k=18, n1=25, n2=25), 4)
    0.7687
    """
    if not (k >= 1 and inflation >= 1):
        raise ValueError(f"k: {k!r} or inflation: {inflation!r} is below 1")
    variance = float(d_with_variance(d, n1, n2).vi[0]) * inflation / k
    shift, limit = d / np.sqrt(variance), two_sided(level, None)
    return float(ndtr(shift - limit) + ndtr(-shift - limit))
