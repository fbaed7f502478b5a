"""Points of a likelihood of variance components that are worth a look.

Vocabulary
----------
free : free coordinates of all components
sds : which of them are standard deviations
"""

import math

import numpy as np

from evidence.stats.dependent.components import Component
from evidence.stats.dependent.likelihood import Model
from evidence.stats.floats import Bools, Floats

WIDE, RANGES = 24, 32
"""How many points more there are for each coordinate, with correlations and with ranges."""
NEAR_LIMIT = 1.53
"""As an angle; a right angle is a correlation at its limit."""
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71)


def deviations(model: Model) -> Bools:
    """Return which free coordinates are standard deviations."""
    return np.concatenate(
        [np.arange(component.free) < np.isnan(component.sd).sum() for component in model.components]
        or [np.zeros(0, dtype=np.bool_)]
    )


def _ranges(model: Model) -> Bools:
    """Which free coordinates are ranges."""
    spatial = np.repeat(
        [component.structure.shape == "range" for component in model.components],
        [component.free for component in model.components],
    )
    return np.asarray(spatial & ~deviations(model))


def starts(model: Model) -> Floats:
    """Return points to look at: sizes of all terms at once, shared evenly or mostly to one.

    With correlations or ranges there are more points, spread evenly in all directions.
    """
    sds, ranges = deviations(model), _ranges(model)
    levels, several = _levels(model), max(1, sds.sum())
    shares = np.concatenate([np.ones((1, several)), 1e-3 + 2 * np.eye(several)])
    sizes = (levels[:, None, None] * np.sqrt(shares)).reshape(-1, several)
    more = 0 if sds.all() else RANGES * 3 if ranges.any() else WIDE * len(sds)
    spread = _halton(len(sizes) + more, len(sds))
    points = np.where(ranges, _range_between(model, spread), (spread - 0.5) * 0.95 * math.pi)
    points[: len(sizes), sds] = sizes[:, : sds.sum()]
    folds = math.log(levels[-1] / levels[0])
    points[len(sizes) :, sds] = levels[0] * np.exp(folds * spread[len(sizes) :, sds])
    return points


def _levels(model: Model) -> Floats:
    """Return standard deviations, from below the smallest error to twice the effects' spread."""
    low = min(0.03, 0.3 * min(_least_error(model, one) for one in model.components))
    folds = math.log(2.0 / low)
    return np.exp(np.linspace(math.log(low), math.log(2.0), math.ceil(1.2 * folds) + 2))


def _least_error(model: Model, component: Component) -> float:
    """Return the smallest standard error in units of the term's deviations of its level."""
    unit = np.append(component.unit[component.inner * (len(component.unit) > 1)], 1.0)
    return min(
        float((np.sqrt(np.diagonal(stack.sampling, axis1=1, axis2=2)) / unit[stack.rows]).min())
        for stack in model.stacks
    )


def _range_between(model: Model, spread: Floats) -> Floats:
    """Ranges from half the smallest distance to twice the largest, evenly by logarithm."""
    found, first = np.zeros_like(spread), 0
    for component in model.components:
        if component.structure.shape == "range":
            apart = component.at[component.at > 0] / component.reach
            low, high = math.log(float(apart.min()) / 2), math.log(float(apart.max()) * 2)
            own = slice(first, first + component.free)
            found[:, own] = low + (high - low) * spread[:, own]
        first += component.free
    return found


def _halton(count: int, dimensions: int) -> Floats:
    """Points that fill the unit cube evenly; Halton JH (1960). doi:10.1007/BF01386213."""
    found = np.zeros((count, dimensions))
    for dimension in range(dimensions):
        base = PRIMES[dimension % len(PRIMES)]
        rest, share = np.arange(1, count + 1), 1.0
        while rest.any():
            share /= base
            found[:, dimension] += share * (rest % base)
            rest = rest // base
    return found


def beside_top(model: Model, top: Floats) -> Floats:
    """Return the top with one deviation and one other coordinate moved, for every such pair.

    A deviation of zero may be a wall by its correlation alone: with the other sign the likelihood
    rises from there, if only a little way.
    """
    sds = deviations(model)
    found = []
    for sd in np.flatnonzero(sds):
        for shape in np.flatnonzero(~sds):
            for size in (*((0.001, 0.005) if abs(top[sd]) < 0.03 else ()), 0.03, 0.1, 0.3, 1.0):
                for turn in (-1.2, -0.4, 0.4, 1.2, -2 * float(top[shape])):
                    moved = np.where(sds, np.abs(top), top)
                    moved[sd] = size
                    moved[shape] += turn
                    found.append(moved)
    return np.array(found).reshape(-1, len(top))


def at_limits(model: Model, top: Floats) -> Floats:
    """Return the top with each correlation moved nearly to either limit.

    Deviations of levels that are all but one and the same may have a top of their own there.
    """
    found = []
    for shape in np.flatnonzero(~deviations(model) & ~_ranges(model)):
        for limit in (-NEAR_LIMIT, NEAR_LIMIT):
            moved = top.copy()
            moved[shape] = limit
            found.append(moved)
    return np.array(found).reshape(-1, len(top))
