"""The radial (Galbraith) plot: effects against their precision.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.sampled import checked


class RadialPoints(NamedTuple):
    """Per study: precision (across) and standardised effect (up)."""

    precision: Floats
    standardised: Floats


def radial_points(
    yi: Reported, vi: Reported, *, tau2: float = 0.0, centre: float = 0.0
) -> RadialPoints:
    """Return the coordinates of the radial plot.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    tau2 : float
        Variance between studies; 0 for a common effect.
    centre : float
        What is subtracted from the effects first, such as the pooled effect.

    Returns
    -------
    RadialPoints

    Notes
    -----
    Across, 1/sqrt(vi + tau2); up, yi/sqrt(vi + tau2). A line from the origin through a point
    has the study's effect for its slope.

    References
    ----------
    Galbraith RF (1988). doi:10.1002/sim.4780070807

    Examples
    --------
    >>> radial_points([1.0], [0.25]).standardised.tolist()
    [2.0]
    """
    effects = checked(yi, vi)
    precision = 1 / np.sqrt(effects.vi + tau2)
    return RadialPoints(precision, (effects.yi - centre) * precision)
