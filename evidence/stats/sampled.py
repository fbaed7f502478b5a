"""The two columns every pooling starts from, checked once.

Vocabulary
----------
yi : the studies' effects, on the scale they are pooled on
vi : their sampling variances
k : how many there are
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import refuse


class Sampled(NamedTuple):
    """Effects and sampling variances known to be finite, equally many and with variance above 0."""

    yi: Floats
    vi: Floats


def checked(yi: Reported, vi: Reported, *, least: int = 1) -> Sampled:
    """Return effects and variances as float arrays, or refuse them with their places.

    Parameters
    ----------
    yi : array_like, shape (k,)
        Effects on the analysis scale.
    vi : array_like, shape (k,)
        Sampling variances on the square of that scale.
    least : int
        The fewest effects the caller can work with.

    Returns
    -------
    Sampled

    Raises
    ------
    ValueError
        When the columns differ in length, hold fewer than ``least`` effects, hold a missing or
        infinite number, or a variance that is not above zero. Positions count from zero.

    Examples
    --------
    >>> checked([0.1, 0.2], [0.04, 0.0])
    Traceback (most recent call last):
        ...
    ValueError: vi not above 0 at position 1
    """
    effects = np.asarray(yi, dtype=np.float64)
    variances = np.asarray(vi, dtype=np.float64)
    if effects.ndim != 1 or effects.shape != variances.shape:
        raise ValueError(f"yi and vi of shapes {effects.shape} and {variances.shape}")
    if len(effects) < least:
        places = ", ".join(map(str, range(len(effects)))) or "none"
        raise ValueError(f"at least {least} effects needed, found positions: {places}")
    if not np.isfinite(effects).all():
        refuse("yi", ~np.isfinite(effects), "not a finite number")
    if not np.isfinite(variances).all():
        refuse("vi", ~np.isfinite(variances), "not a finite number")
    if not (variances > 0).all():
        refuse("vi", variances <= 0, "not above 0")
    return Sampled(effects, variances)
