"""From one peak of a likelihood of tau squared to the next, with none passed over.

A stretch is left behind only when its two ends prove what lies between (see ``bends``); where
they do not, it is made shorter. So peaks are found whatever the shape, and a likelihood with one
peak, as nearly all have, needs about ten points.

Vocabulary
----------
tau2 : variance of true effects between studies
ceiling : a tau2 above which the likelihood only falls
climb : the slope of the asymptote of ``left`` (see ``bends``)
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from evidence.stats.bends import (
    Bend,
    above,
    expected_peak,
    newton_step,
    only_falls,
    only_rises,
    turns_up_once,
)
from evidence.stats.bracketed_newton import falling_root
from evidence.stats.likelihood import Likelihood

MOST_STRETCHES = 10_000
NARROW = 1e-9
"""A stretch this short beside the variances holds no two peaks that are not one by rounding."""

BendAt = Callable[[Likelihood, Any], Bend]


class Peak(NamedTuple):
    """A local maximum, whether there was one, and whether it was polished to rounding."""

    here: Bend
    found: bool
    converged: bool


class Maximum(NamedTuple):
    """The highest point of the likelihood, and how many local maxima there were."""

    tau2: float
    converged: bool
    local_maxima: int


def first_peak(bends: BendAt, data: Likelihood, here: Bend, ceiling: float, climb: float) -> Peak:
    """Return the peak at tau2 zero if there is one, else the first above."""
    if above(here) >= 0 or ceiling <= 0:
        return Peak(here, True, True)
    return next_peak(bends, data, Peak(here, False, True), ceiling, climb)


def next_peak(bends: BendAt, data: Likelihood, last: Peak, ceiling: float, climb: float) -> Peak:
    """Return the first peak above a point, which may itself be a peak.

    Parameters
    ----------
    bends : callable
        Gives the two concave curves at a tau2.
    data : Likelihood
    last : Peak
        Where to begin: a point at which the likelihood rises (``found`` False) or a peak.
    ceiling, climb : float

    Returns
    -------
    Peak
        ``found`` is False when the likelihood only falls from there on.
    """
    here, falls, share = last.here, last.found, 1.0
    for _ in range(MOST_STRETCHES):
        if falls and (here.at >= ceiling or only_falls(here, climb, math.inf)):
            return Peak(here, False, True)
        width = share * _width(here, falls, ceiling)
        if not width > 0:
            # Numbers too large to square: there is nothing to look at.
            break
        there = bends(data, here.at + width)
        falls_there = there.at >= ceiling or above(there) >= 0
        least = NARROW * here.left / here.left_slope
        if falls_there and not falls:
            start = here.at + min(expected_peak(here), 0.9 * width)
            root = falling_root(bends, newton_step, data, here.at, there.at, start)
            there = bends(data, root.value)
            if there.at - here.at <= least or only_rises(here, there):
                return Peak(there, True, root.converged)
            share *= 0.5 * (there.at - here.at) / width
        elif width <= least or _known(here, there, falls, falls_there):
            here, falls, share = there, falls_there, 1.0
        else:
            share *= 0.4
    return Peak(here, False, False)


def highest_peak(
    bends: BendAt,
    height: Callable[[Likelihood, Any], Any],
    data: Likelihood,
    ceiling: float,
    climb: float,
) -> Maximum:
    """Return the highest of all peaks; of equally high ones the first.

    Parameters
    ----------
    bends, height : callable
        Give the two concave curves and the logarithm of the likelihood at a tau2.
    data : Likelihood
    ceiling, climb : float

    Returns
    -------
    Maximum
        ``converged`` is whether every peak was polished to rounding and all were found.
    """
    peak = first_peak(bends, data, bends(data, 0.0), ceiling, climb)
    best, converged, count = peak.here.at, peak.found and peak.converged, 1
    while peak.found:
        peak = next_peak(bends, data, peak, ceiling, climb)
        converged = converged and peak.converged
        if peak.found:
            count += 1
            if height(data, peak.here.at) > height(data, best):
                best = peak.here.at
    return Maximum(best, converged, count)


def _known(here: Bend, there: Bend, falls: bool, falls_there: bool) -> Any:
    """Tell whether two ends prove that no peak lies between them."""
    if falls and falls_there:
        width = there.at - here.at
        return only_falls(here, (there.left - here.left) / width, width)
    if falls:
        return turns_up_once(here, there)
    return only_rises(here, there)


def _width(here: Bend, falls: bool, ceiling: float) -> Any:
    """How far to look: past the peak expected, or about as far as the variances are large."""
    if falls:
        return 2 * here.left / here.left_slope
    return min(2 * expected_peak(here), ceiling * (1 + 1e-9) - here.at)
