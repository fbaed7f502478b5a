"""What the other studies say of each one, for many studies at once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np


class Beside(NamedTuple):
    """The others' pooled effect, its standard error and the variance between them."""

    estimate: float
    se: float
    tau2: float


def deleted_residuals(yi: Sequence[float], vi: Sequence[float]) -> tuple[Beside, ...]:
    """Pool the others of each study, by DerSimonian and Laird.

    Parameters
    ----------
    yi, vi : sequence of float, length k
        Effects and their sampling variances; k is three or more.

    Returns
    -------
    tuple of Beside
        In the order of the studies.

    Notes
    -----
    Every sum without one study is the whole sum less its term, so that tau squared of all the
    k sets takes O(k). The pooled effect of a set weighs with its own tau squared, O(k) each.

    References
    ----------
    DerSimonian R, Laird N (1986). https://doi.org/10.1016/0197-2456(86)90046-2

    Examples
    --------
    >>> round(deleted_residuals([0.1, 0.2, 0.3, 2.0], [0.1] * 4)[3].estimate, 6)
    0.2
    """
    y, v = np.asarray(yi, dtype=float), np.asarray(vi, dtype=float)
    w = 1 / v
    w1, w2, wy, wyy = (s.sum() - s for s in (w, w**2, w * y, w * y**2))
    q = wyy - wy**2 / w1
    tau2 = np.maximum(0.0, (q - (len(y) - 2)) / (w1 - w2 / w1))
    found = []
    for place, between in enumerate(tau2):
        weights = 1 / (v + between)
        weights[place] = 0.0
        total = weights.sum()
        found.append(Beside(float((weights * y).sum() / total), float(total**-0.5), float(between)))
    return tuple(found)
