"""The chance of crossing a boundary at each look, look by look.

The sum of evidence S(t) = Z(t) sqrt(t) is a Brownian motion with a drift. Its density over the
region where no boundary has been crossed yet is carried from look to look by quadrature.

Vocabulary
----------
t : share of the information at a look
z : the test statistic, S/sqrt(t)
drift : mean of z when all information is in
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from evidence.stats.floats import Floats

ORDER = 8
NODES, WEIGHTS = np.polynomial.legendre.leggauss(ORDER)
PANEL = 0.35
"""Width of a panel in standard deviations of the step to the next look."""

REACH = 12.0
"""A statistic this far out does not happen: its probability is below 1e-32."""


class Path(NamedTuple):
    """Where the sum of evidence may be at a look without having crossed: nodes and their mass."""

    t: float
    s: Floats
    mass: Floats


def before(drift: float) -> Path:
    """Return the path before any information: all mass at zero."""
    return Path(0.0, np.zeros(1), np.ones(1))


def chance_above(path: Path, t: float, z: float, drift: float = 0.0) -> float:
    """Return the probability of first being above a boundary at the next look.

    Parameters
    ----------
    path : Path
        Where the evidence may be at the look before.
    t : float
        Share of the information at the next look.
    z : float
        The boundary.
    drift : float
        Mean of z when all information is in.

    Returns
    -------
    float

    Examples
    --------
    >>> round(chance_above(before(0.0), 0.5, 1.96), 4)
    0.025
    """
    step = t - path.t
    off = (z * np.sqrt(t) - path.s - drift * step) / np.sqrt(step)
    return float(path.mass @ ndtr(-off))


def chance_below(path: Path, t: float, z: float, drift: float = 0.0) -> float:
    """Return the probability of first being below a boundary at the next look."""
    step = t - path.t
    off = (z * np.sqrt(t) - path.s - drift * step) / np.sqrt(step)
    return float(path.mass @ ndtr(off))


def carried(
    path: Path, t: float, low: float, high: float, next_step: float, drift: float = 0.0
) -> Path:
    """Return the path at a look, within its boundaries.

    Parameters
    ----------
    path : Path
        The look before.
    t : float
        Share of the information.
    low, high : float
        Boundaries in z between which one goes on.
    next_step : float
        Information until the look after, which sets how fine the nodes are.
    drift : float
        Mean of z when all information is in.

    Returns
    -------
    Path
    """
    root, step = np.sqrt(t), t - path.t
    centre = drift * root
    left = max(low, centre - REACH) * root
    right = min(high, centre + REACH) * root
    if right <= left:
        return Path(t, np.zeros(1), np.zeros(1))
    width = PANEL * np.sqrt(min(step, next_step))
    edges = np.linspace(left, right, 1 + int(np.ceil((right - left) / width)))
    half = np.diff(edges) / 2
    s = ((edges[:-1] + half)[:, None] + half[:, None] * NODES).ravel()
    weight = (half[:, None] * WEIGHTS).ravel()
    off = (s[:, None] - path.s - drift * step) / np.sqrt(step)
    density = np.exp(-(off**2) / 2) @ path.mass / np.sqrt(2 * np.pi * step)
    return Path(t, s, weight * density)
