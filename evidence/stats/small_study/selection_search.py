"""Finding the highest point of a selection model's likelihood, and how curved it is there.

Vocabulary
----------
parameters : coefficients of the mean, tau2, then the parameters of the selection function
free : which of them are estimated
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from evidence.stats.floats import Bools, Floats

Curve = Callable[[Floats], tuple[float, Floats]]

STEPS = 100
SETTLED = 1e-9
"""Newton doubles the digits at each step: after one this small there is no more to gain."""

BELIEVED = 1.92
"""Log-likelihoods nearer than this are not told apart by a test at 0.05 on one parameter."""

NEAR = 0.02
SAME = 1e-4
"""Ends of searches nearer than this, in relative terms, are one: before and after polishing."""


class Bounds(NamedTuple):
    """Where parameters may lie, which are free, and the size of a small step in each.

    ``edge`` marks upper bounds that are the end of what a parameter can be, as its lower bound is.
    """

    low: Floats
    high: Floats
    free: Bools
    unit: Floats
    edge: Bools | bool = False


class Peak(NamedTuple):
    """The highest point found.

    ``inside`` marks the free parameters that do not lie on a bound; ``curvature`` is the negative
    Hessian in those. ``local_maxima`` counts the different points that searches ended on.
    """

    parameters: Floats
    value: float
    inside: Bools
    curvature: Floats
    converged: bool
    local_maxima: int


def highest_peak(curve: Curve, starts: Sequence[Floats], bounds: Bounds) -> Peak:
    """Climb from several starts and return the highest point.

    Parameters
    ----------
    curve : callable
        Gives the log-likelihood and its gradient in all parameters.
    starts : sequence of array of float
        Where to begin; fixed parameters are kept.
    bounds : Bounds

    Returns
    -------
    Peak
        ``converged`` is whether the gradient at the point is zero to rounding.

    Notes
    -----
    An upper bound that is no edge is where a search is stopped, not where a parameter can go no
    further: a point on one is returned only where no maximum below it is nearly as high.

    Each start is climbed by L-BFGS-B and the end polished by Newton's method on the parameters
    off their bounds, with the Hessian from differences of the exact gradient.
    """
    ends = [_climb(curve, np.clip(start, bounds.low, bounds.high), bounds) for start in starts]
    rough = _distinct(curve, ends, bounds, NEAR)
    peaks = _distinct(curve, [_polish(curve, end, bounds) for end in rough], bounds, SAME)
    if not peaks:
        nowhere = np.full(len(bounds.low), np.nan)
        return Peak(nowhere, np.nan, bounds.free & False, np.empty((0, 0)), False, 0)
    best = _believed(curve, peaks, bounds)
    value, gradient = curve(best)
    inside = _inside(best, gradient, bounds)
    unit = bounds.unit[inside]
    curvature = -_hessian(curve, best, inside, bounds)
    settled = bool((np.abs(gradient[inside]) * unit < 1e-6 * (1 + abs(value))).all())
    if inside.any():
        settled &= bool(np.linalg.eigvalsh(curvature * unit[:, None] * unit)[0] > 0)
    return Peak(best, value, inside, curvature, settled, len(peaks))


def _believed(curve: Curve, peaks: Sequence[Floats], bounds: Bounds) -> Floats:
    """Take the highest peak, unless it is a stop and a true one is within the limit of belief."""
    least = curve(peaks[0])[0] - BELIEVED
    true = (one for one in peaks if not _stopped(one, bounds) and curve(one)[0] >= least)
    return next(true, peaks[0])


def _climb(curve: Curve, start: Floats, bounds: Bounds) -> Floats:
    free, point = bounds.free, start.copy()
    if not free.any():
        return point
    unit = bounds.unit[free]

    def downhill(moved: Floats) -> tuple[float, Floats]:
        point[free] = moved * unit
        value, gradient = curve(point)
        if not np.isfinite(value):
            return 1e10, np.zeros(len(moved))
        return -value, -gradient[free] * unit

    limits = list(zip(bounds.low[free] / unit, bounds.high[free] / unit, strict=True))
    found = minimize(
        downhill,
        start[free] / unit,
        jac=True,
        method="L-BFGS-B",
        bounds=limits,
        options={"maxiter": 500, "ftol": 1e-13, "gtol": 1e-8},
    )
    end = start.copy()
    end[free] = np.clip(found.x * unit, bounds.low[free], bounds.high[free])
    return end


def _stopped(point: Floats, bounds: Bounds) -> bool:
    """Whether a free parameter ran into an upper bound that is no edge."""
    wanted = bounds.free & ~np.asarray(bounds.edge)
    return bool((wanted & (point >= bounds.high - 1e-9 * bounds.unit)).any())


def _inside(point: Floats, gradient: Floats, bounds: Bounds) -> Bools:
    """Mark the free parameters that are not held against a bound by the slope."""
    near = 1e-9 * bounds.unit
    stuck_low = (point <= bounds.low + near) & (gradient <= 0)
    stuck_high = (point >= bounds.high - near) & (gradient >= 0)
    inside: Bools = bounds.free & ~stuck_low & ~stuck_high
    return inside


def _hessian(curve: Curve, point: Floats, chosen: Bools, bounds: Bounds) -> Floats:
    """Second derivatives by central differences of the gradient, extrapolated to step zero."""
    places = np.flatnonzero(chosen)
    matrix = np.empty((len(places), len(places)))
    for row, place in enumerate(places.tolist()):
        size = 1e-3 * min(bounds.unit[place], max(abs(point[place]), 1e-3 * bounds.unit[place]))
        wide, narrow = (_slope(curve, point, place, step)[places] for step in (size, size / 2))
        matrix[row] = (4 * narrow - wide) / 3
    return (matrix + matrix.T) / 2


def _slope(curve: Curve, point: Floats, place: int, step: float) -> Floats:
    ahead, behind = point.copy(), point.copy()
    ahead[place] += step
    behind[place] -= step
    return (curve(ahead)[1] - curve(behind)[1]) / (2 * step)


def _polish(curve: Curve, point: Floats, bounds: Bounds) -> Floats:
    value, gradient = curve(point)
    for _ in range(STEPS):
        inside = _inside(point, gradient, bounds)
        if not inside.any():
            break
        hessian = _hessian(curve, point, inside, bounds)
        try:
            move: Floats = np.asarray(np.linalg.solve(hessian, -gradient[inside]), dtype=np.float64)
        except np.linalg.LinAlgError:
            break
        if float(move @ gradient[inside]) < 0:
            break
        ahead, ahead_value, ahead_gradient = _step(curve, point, value, inside, move, bounds)
        moved = np.abs(ahead - point) / bounds.unit
        point, value, gradient = ahead, ahead_value, ahead_gradient
        if float(moved.max()) < SETTLED:
            break
    return point


def _step(
    curve: Curve, point: Floats, value: float, inside: Bools, move: Floats, bounds: Bounds
) -> tuple[Floats, float, Floats]:
    """Go along a direction, halving until the likelihood does not fall."""
    size = 1.0
    for _ in range(30):
        ahead = point.copy()
        ahead[inside] = np.clip(
            point[inside] + size * move, bounds.low[inside], bounds.high[inside]
        )
        found, gradient = curve(ahead)
        if np.isfinite(found) and found >= value - 1e-13 * (1 + abs(value)):
            return ahead, found, gradient
        size /= 2
    return point, value, curve(point)[1]


def _distinct(curve: Curve, points: Sequence[Floats], bounds: Bounds, apart: float) -> list[Floats]:
    """Keep the points that differ from each other, the highest first."""
    ranked = [(curve(point)[0], point) for point in points]
    ranked = [(value, point) for value, point in ranked if np.isfinite(value)]
    kept: list[Floats] = []
    for _, point in sorted(ranked, key=lambda pair: -pair[0]):
        scale = np.maximum(np.abs(point), bounds.unit)
        if all((np.abs(point - other) > apart * scale).any() for other in kept):
            kept.append(point)
    return kept
