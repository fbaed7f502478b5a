"""The highest point of a likelihood of variance components.

The likelihood is looked at over many points between its extremes first. From the best of them
it is climbed by Newton steps with exact slopes and bends; from other good ones too, unless the
way from there to the top already found only rises.

Vocabulary
----------
free : free coordinates of all components
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from evidence.stats.dependent.likelihood import Model, heights
from evidence.stats.dependent.search_points import at_limits, beside_top, deviations, starts
from evidence.stats.dependent.surface import Surface, surface
from evidence.stats.floats import Bools, Floats

CONSIDERED, CLIMBS = 8, 12
"""How many of the points looked at may be starts, and how many climbs there are at most.

Every point may be where a term has correlations or a range: then there are often several tops.
"""
ROUNDS = 4
"""How many times at most there is a look beside the highest top so far."""
NO_HIGHER = 1e-7
STEPS = 100
RISING = 1e-6
"""A bend above this is no rounding: the likelihood rises to both sides."""


class Top(NamedTuple):
    """A local maximum: where, how high, whether the climb ended by itself, and its bend."""

    free: Floats
    height: float
    converged: bool
    bend: Floats


class Found(NamedTuple):
    """The highest top, and how many different ones the climbs ended on."""

    top: Top
    tops: int


def highest(model: Model, *, near: Floats | None = None) -> Found:
    """Find the free coordinates of highest likelihood.

    Parameters
    ----------
    model : Model
    near : array of float, optional
        Where the top is thought to be; then only the best of all points is climbed from too.

    Returns
    -------
    Found

    Raises
    ------
    ValueError
        When no point makes the effects' covariance a covariance matrix.
    """
    if model.free == 0:
        nowhere = np.zeros(0)
        height = float(heights(model, nowhere[None, :])[0])
        return Found(Top(nowhere, height, True, np.zeros((0, 0))), 1)
    points = starts(model)
    if near is not None:
        points = np.concatenate([near[None, :], points])
    seen = heights(model, points)
    order = np.argsort(-seen, kind="stable")
    if math.isinf(seen[order[0]]):
        raise ValueError("no variance components make the effects' covariance positive definite")
    plain = bool(deviations(model).all())
    waiting = order[:CONSIDERED] if plain else order
    if near is not None:
        waiting = np.unique([0, order[0]])
    tops = _climbed(model, points[waiting], seen[waiting], [])
    best = max(tops, key=lambda top: top.height)
    if near is None and not plain:
        tops += [climb(model, point) for point in _possible(model, at_limits(model, best.free))]
        best = max(tops, key=lambda top: top.height)
    for _ in range(ROUNDS if near is None and not plain else 0):
        beside = beside_top(model, best.free)
        seen = heights(model, beside) if len(beside) else np.zeros(0)
        order = np.argsort(-seen, kind="stable")
        tops = _climbed(model, beside[order], seen[order], tops)
        before, best = best, max(tops, key=lambda top: top.height)
        if best.height <= before.height + NO_HIGHER:
            break
    return Found(best, len({round(top.height, 6) for top in tops}))


def _possible(model: Model, points: Floats) -> Floats:
    """Return the points at which the effects have a covariance matrix."""
    return points[np.isfinite(heights(model, points))] if len(points) else points


def _climbed(model: Model, points: Floats, seen: Floats, found: list[Top]) -> list[Top]:
    """Climb from points, best first, unless the way to a top found already only rises."""
    tops = list(found)
    left = np.isfinite(seen)
    for top in found:
        left[left] = ~_only_rises(model, points[left], seen[left], top)
    waiting = np.flatnonzero(left)
    while len(waiting) and len(tops) < len(found) + CLIMBS:
        tops.append(climb(model, points[waiting[0]]))
        waiting = waiting[1:]
        waiting = waiting[~_only_rises(model, points[waiting], seen[waiting], tops[-1])]
    return tops


def _only_rises(model: Model, begun: Floats, seen: Floats, top: Top) -> Bools:
    """Whether the straight way from each point to a top already found never goes down."""
    if not len(begun):
        return np.zeros(0, dtype=np.bool_)
    share = np.array([0.2, 0.4, 0.6, 0.8])[:, None]
    ends = np.where(deviations(model), np.abs(top.free), top.free)
    ways = (begun[:, None, :] + share * (ends - begun)[:, None, :]).reshape(-1, model.free)
    path = np.column_stack(
        [seen, heights(model, ways).reshape(len(begun), -1), np.full(len(begun), top.height)]
    )
    return np.asarray((np.diff(path, axis=1) >= -1e-9 * abs(top.height)).all(axis=1))


def climb(model: Model, start: Floats) -> Top:
    """Climb to a local maximum from a point.

    Parameters
    ----------
    model : Model
    start : array of float, shape (q,)

    Returns
    -------
    Top
        ``converged`` is whether the likelihood is flat there and bends down on all sides.
    """
    free = start.copy()
    here = _surface(model, free)
    for _ in range(STEPS):
        step, gain = _step(here)
        if gain <= 1e-12 * (1 + abs(here.height)) and float(np.abs(step).max()) < 1e-6:
            return Top(free + step, here.height, True, here.bend)
        moved = _along(model, free, here, step)
        if moved is None and float(np.linalg.eigvalsh(here.bend)[-1]) > RISING:
            # On the floor of a valley either way is up, unless a limit bars one of them.
            moved = _along(model, free, here, -step)
        if moved is None:
            flat = gain < 1e-7 * (1 + abs(here.height))
            return Top(free, here.height, True, here.bend) if flat else _without_slopes(model, free)
        free, here = moved
    return Top(free, here.height, False, here.bend)


def _surface(model: Model, free: Floats) -> Surface:
    """Return the surface, flat in standard deviations of zero that would rather be below it.

    A likelihood is even in a standard deviation, unless the term's correlation is fixed: then it
    may have an edge at zero, from where it falls to both sides.
    """
    found = surface(model, free)
    edge = deviations(model) & (free == 0) & (found.slope < -1e-9)
    if not edge.any():
        return found
    bend = np.where(edge[:, None] | edge[None, :], 0.0, found.bend) - np.diag(edge * 1.0)
    return Surface(found.height, np.where(edge, 0.0, found.slope), bend)


def _without_slopes(model: Model, start: Floats) -> Top:
    """Go on where slopes do not help, as on the edges a linear fall over distance has."""

    def depth(free: Floats) -> float:
        return -float(heights(model, free[None, :])[0])

    found = minimize(
        depth, start, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12, "maxiter": 4000}
    )
    bend = surface(model, found.x).bend
    return Top(np.asarray(found.x), -float(found.fun), bool(found.success), bend)


def _step(here: Surface) -> tuple[Floats, float]:
    """Return a Newton step that goes up whatever the bend, and how much it promises."""
    bends, axes = np.linalg.eigh(here.bend)
    along = axes.T @ here.slope
    size = np.maximum(np.abs(bends), 1e-9 * max(1.0, float(np.abs(bends).max())))
    moves = along / size
    # On the floor of a valley the slope is zero though there is higher ground on both sides.
    stuck = (bends > RISING) & (np.abs(moves) < 1e-4)
    moves = np.where(stuck, 1e-2, moves)
    longest = float(np.abs(moves).max())
    if longest > 1.0:
        moves = moves / longest
    gain = abs(float(moves @ along) + 0.5 * float(bends @ moves**2))
    return axes @ moves, gain


def _along(
    model: Model, free: Floats, here: Surface, step: Floats
) -> tuple[Floats, Surface] | None:
    """Return the first point along a step that lies higher; None when none does."""
    for halving in range(20):
        point = free + step * 0.5**halving
        point[deviations(model) & (point < 0)] = 0.0
        try:
            moved = _surface(model, point)
        except np.linalg.LinAlgError:
            continue
        if moved.height > here.height + 1e-14 * (1 + abs(here.height)):
            return point, moved
    return None
