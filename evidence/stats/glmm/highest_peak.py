"""The highest of all peaks of a layout's log-likelihood over the spread of its effects.

Vocabulary
----------
spread : the shared parameter searched over, a standard deviation; its sign does not matter
profile : the log-likelihood at a spread, highest in all other parameters
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.glmm.climbing import Summit, climb
from evidence.stats.glmm.layout import Layout, blocks
from evidence.stats.glmm.no_maximum import NoMaximum

GRID = (0.0, 0.1, 0.2, 0.4, 0.7, 1.1, 1.6, 2.4, 3.6)
"""Standard deviations on a log scale; beyond the last they double until the profile falls."""
FARTHEST = 60.0
"""No further: odds ratios of e^60 are not numbers of anything."""
ROUGHLY = 1e-6
"""How well the profile must be known to tell where its peaks are."""


class Peak(NamedTuple):
    """The highest point found, how many peaks the profile has, and whether all went well."""

    summit: Summit
    peaks: int
    converged: bool


def highest_peak(layout: Layout, start: Summit, *, spread: int) -> Peak:
    """Find the highest peak of a log-likelihood over a spread.

    Parameters
    ----------
    layout : Layout
    start : Summit
        The maximum with the spread held at 0, or a place near it.
    spread : int
        Position of the spread among the shared parameters.

    Returns
    -------
    Peak
        With a spread of 0 or more; exactly 0 where the profile is highest there.

    Raises
    ------
    NoMaximum
        Where the profile still rises at ``FARTHEST``.

    Notes
    -----
    For a given spread the log-likelihood is concave in the coefficients (exactly so for the exact
    integral), so the profile over the spread holds every peak. It is scanned on a grid, and each
    place higher than its neighbours climbed from.
    """
    held = np.ones(len(start.shared), dtype=np.bool_)
    held[spread] = False
    line = _profile(layout, start, spread, held)
    heights = np.array([place.value for place in line])
    padded = np.concatenate([[-np.inf], heights, [-np.inf]])
    tops = np.flatnonzero((heights >= padded[:-2]) & (heights >= padded[2:]))
    found = []
    for top in tops.tolist():
        at_zero = top == 0 and _falls_from_zero(layout, line[0], spread)
        shared, own = line[max(top, 0 if at_zero else 1)][:2]
        found.append(climb(layout, shared, own, moving=held if at_zero else np.ones_like(held)))
    best = max(found, key=lambda summit: summit.value)
    best = best._replace(shared=_with(best.shared, spread, abs(float(best.shared[spread]))))
    if best.shared[spread] > FARTHEST:
        raise NoMaximum("the likelihood rises with the variation of effects without end")
    return Peak(best, len(_apart(found, spread)), best.converged)


def _profile(layout: Layout, start: Summit, spread: int, held: Bools) -> list[Summit]:
    line: list[Summit] = []
    shared, own = start.shared, start.own
    far = GRID[-1]
    places = list(GRID)
    while places:
        place = places.pop(0)
        summit = climb(layout, _with(shared, spread, place), own, moving=held, enough=ROUGHLY)
        line.append(summit)
        shared, own = summit.shared, summit.own
        if not places and summit.value >= line[-2].value and far < FARTHEST:
            far *= 2
            places.append(far)
    return line


def _falls_from_zero(layout: Layout, at: Summit, spread: int) -> bool:
    # The log-likelihood is even in the spread, so its slope at 0 is 0: the bend decides.
    every = np.ones(len(at.shared), dtype=np.bool_)
    bend = blocks(layout, at.shared, at.own, moving=every, exact=True).information
    return bool(bend[spread, spread] >= 0)


def _apart(found: list[Summit], spread: int) -> set[float]:
    return {round(abs(float(summit.shared[spread])), 4) for summit in found}


def _with(shared: Floats, place: int, value: float) -> Floats:
    changed = shared.copy()
    changed[place] = value
    return changed
