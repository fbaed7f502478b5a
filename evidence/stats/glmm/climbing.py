"""Climbing to a maximum of a layout's log-likelihood by Newton's method."""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.glmm.layout import Blocks, Layout, blocks

STEPS = 200
SETTLED, CLOSE = 1e-18, 1e-10
"""Gains of log-likelihood after which a climb stops, and at which it may be called ended."""
ROUNDING = 1e-14
"""Share of a log-likelihood that is lost in its sum."""
LONGEST = 2.0
"""The longest step of a shared parameter: two on a log odds scale is far."""


class Summit(NamedTuple):
    """Where the climb ended, and whether by itself."""

    shared: Floats
    own: Floats
    value: float
    converged: bool


def climb(
    layout: Layout, shared: Floats, own: Floats, *, moving: Bools, enough: float = SETTLED
) -> Summit:
    """Climb to a maximum in the moving shared parameters and every own one.

    Parameters
    ----------
    layout : Layout
    shared : array of float, shape (P,)
        Where to begin; those not moving are held there.
    own : array of float, shape (k,)
    moving : array of bool, shape (P,)
    enough : float
        The gain in log-likelihood that a step must promise for another to be taken.

    Returns
    -------
    Summit

    Notes
    -----
    Newton's steps, turned uphill where the surface bends up, and halved while they do not climb.
    """
    value = -np.inf
    for _ in range(STEPS):
        at = blocks(layout, shared, own, moving=moving)
        value = at.value
        step, step_own, gain = _step(at)
        full = np.zeros_like(shared)
        full[moving] = step
        if gain <= enough:
            return Summit(shared + full, own + step_own, value, True)
        for _ in range(50):
            tried = float(layout.likelihood(shared + full, own + step_own).value.sum())
            if tried >= value - ROUNDING * (1 + abs(value)):
                break
            full, step_own = full / 2, step_own / 2
        else:
            return Summit(shared, own, value, bool(gain <= CLOSE))
        shared, own = shared + full, own + step_own
    return Summit(shared, own, value, bool(gain <= CLOSE))


def _step(at: Blocks) -> tuple[Floats, Floats, float]:
    """Return a step uphill for shared and own parameters, and about how much it gains."""
    step = np.zeros(len(at.pull))
    if len(step):
        bends, turn = np.linalg.eigh(at.information)
        bends = np.maximum(np.abs(bends), 1e-9 * max(1.0, float(np.abs(bends).max())))
        step = turn @ ((turn.T @ at.pull) / bends)
    step = step * min(1.0, LONGEST / max(float(np.abs(step).max(initial=0.0)), 1e-300))
    own = -(at.slope_own + at.mixed @ step) / at.bend_own
    gain = abs(float(at.pull @ step)) + float((at.slope_own**2 / -at.bend_own).sum())
    return step, own, gain
