"""Distances from a mean without the rounding they came about with.

Ranks and signs see rounding: mirror images tie, and an effect at the mean is on neither side, only
where it is taken away.
"""

import numpy as np

from evidence.stats.floats import Floats

DIGITS = 12


def without_rounding(off: Floats, yi: Floats) -> Floats:
    """Return distances from a mean of effects, rounded to what the effects' own digits hold.

    Parameters
    ----------
    off : array of float, shape (k,)
        Effects less a mean of theirs.
    yi : array of float, shape (k,)
        The effects.

    Returns
    -------
    array of float, shape (k,)

    Examples
    --------
    >>> yi = np.array([0.1, 0.1, 0.7])
    >>> without_rounding(yi - yi.mean(), yi).tolist()
    [-0.2, -0.2, 0.4]
    """
    scale = float(np.abs(off).max())
    noise = 10.0**-DIGITS * float(np.abs(yi).max())
    if scale <= noise:
        return np.zeros_like(off)
    unit = 10.0 ** np.floor(np.log10(scale))
    rounded: Floats = np.round(off / unit, DIGITS) * unit
    return rounded
