"""From the scale effects are pooled on to the scale people read."""

import math

import numpy as np

from evidence.stats.transformations import transform
from evidence.vocabulary import Measure

WAYS_BACK = {
    **dict.fromkeys(("ZCOR", "ZPHI", "ZTET", "ZPB", "ZBIS", "ZPCOR", "ZSPCOR"), "ztor"),
    **dict.fromkeys(("ZR2", "ZR2F"), "ztor2"),
    "PLO": "ilogit",
    "PRZ": "iprobit",
    "PAS": "iarcsin",
    "IRS": "isqrt",
    "AHW": "iahw",
    "ABT": "iabt",
}
"""Names of the transformations back, for measures that are no logarithms.

The double arcsine measures (PFT, IRFT) are not among them: their way back asks for sizes.
"""


def readers_scale(measure: Measure, *values: float) -> tuple[float, ...]:
    """Return values of a measure as people read them.

    Parameters
    ----------
    measure : Measure
        Of the effects.
    *values : float
        On the analysis scale.

    Returns
    -------
    tuple of float
        Ratios for logarithms, correlations for Fisher's z, proportions for logits and their
        like; other measures as they are.

    References
    ----------
    Viechtbauer W (2010). https://doi.org/10.18637/jss.v036.i03

    Examples
    --------
    >>> [readers_scale(Measure(name), 0.0) for name in ("RR", "PLO", "MD")]
    [(1.0,), (0.5,), (0.0,)]
    """
    if measure.is_ratio:
        return tuple(math.exp(value) for value in values)
    if measure not in WAYS_BACK:
        return values
    return tuple(transform(WAYS_BACK[measure], np.array(values)).tolist())
