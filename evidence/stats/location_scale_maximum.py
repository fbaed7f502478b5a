"""The highest peak of a location-scale likelihood, climbed from several starts.

Vocabulary
----------
alpha : scale coefficients, on columns of the scale's model matrix that are orthogonal and have
    a mean square of 1
tau2 : each effect's variance of true effects
"""

from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import optimize

from evidence.stats.floats import Floats
from evidence.stats.hill_climb import Surface, Top, climb
from evidence.stats.location_scale_likelihood import ScaleModel, height_at, surface_at, tau2_at
from evidence.stats.projection import residual

NOTHING = 1e-9
"""A tau2 below this share of the least sampling variance is 0."""

VANISHED = 1e-13
"""Below this share a climb is given up: a steep line may come near 0 at one end, and have a top."""

LEANING = 1e-7
"""A tau2 below this share of a start's is a wall leaned on."""

SAME = 1e-6
"""Tops this close in height and place are one."""


class Highest(NamedTuple):
    """The highest top, how the climbs went, and whether some tau2 is 0 there."""

    alpha: Floats
    surface: Surface
    converged: bool
    local_maxima: int
    at_edge: bool


def highest(model: ScaleModel) -> Highest:
    """Find the scale coefficients of highest likelihood.

    Parameters
    ----------
    model : ScaleModel
        With the scale's columns orthogonal and of mean square 1.

    Returns
    -------
    Highest

    Raises
    ------
    ValueError
        Where the identity link leaves no coefficients with every tau2 above 0.
    """
    if model.link == "log":
        tops = [_climbed(model, start) for start in _log_starts(model)]
    else:
        tops = [_climbed_inside(model, start) for start in _identity_starts(model)]
    best = max(tops, key=lambda top: top.surface.height)
    # Of tops equally high to rounding, one that was climbed to the end says the most.
    equals = [top for top in tops if top.surface.height >= best.surface.height - 1e-9]
    best = next((top for top in equals if top.converged), best)
    rises_no_more = best.converged and model.link == "log"
    return Highest(
        alpha=best.place,
        surface=best.surface,
        converged=best.converged,
        local_maxima=_count(tops),
        at_edge=_at_edge(model, best.place, VANISHED if rises_no_more else NOTHING),
    )


def _at_edge(model: ScaleModel, alpha: Floats, share: float = VANISHED) -> bool:
    nothing = tau2_at(model, alpha) < share * float(model.data.vi.min())
    return bool((nothing & model.zi.any(axis=1)).any())


def _count(tops: list[Top]) -> int:
    """How many different peaks the climbs ended on."""
    different: list[Top] = []
    for top in tops:
        if top.converged and not any(_same(top, other) for other in different):
            different.append(top)
    return max(1, len(different))


def _same(one: Top, other: Top) -> bool:
    near = np.abs(one.place - other.place).max() <= SAME * (1 + np.abs(one.place).max())
    return bool(near) and abs(one.surface.height - other.surface.height) <= SAME


def _climbed(model: ScaleModel, start: Floats) -> Top:
    return climb(
        partial(surface_at, model),
        partial(height_at, model),
        start,
        given_up=partial(_at_edge, model),
    )


def _constant(model: ScaleModel) -> Floats:
    """Coefficients of the fitted line nearest to 1 for every effect."""
    return np.asarray(model.zi.sum(axis=0) / len(model.zi))


def _spread(model: ScaleModel) -> tuple[float, Floats]:
    """Find a tau2 surely above zero, and squared distances from the unweighted fit."""
    data = model.data
    squares = residual(data.zi, np.ones_like(data.zi), data.columns) ** 2
    typical = float(data.vi.mean())
    return max(float(squares.mean()) - typical, 0.05 * typical), squares


def _log_starts(model: ScaleModel) -> list[Floats]:
    level, squares = _spread(model)
    one, q = _constant(model), model.zi.shape[1]
    middle = one * np.log(level)
    lean = model.zi.T @ np.log(squares + 0.1 * level) / len(model.zi)
    starts = [middle, middle + 2 * one, middle - 3 * one, lean]
    for axis in np.eye(q)[: q if q > 1 else 0]:
        starts += [middle + 1.5 * axis, middle - 1.5 * axis]
    return starts


def _identity_starts(model: ScaleModel) -> list[Floats]:
    level, _ = _spread(model)
    inner = _inner_point(model)
    inner *= level / float((model.zi @ inner).mean())
    starts = [inner, 0.2 * inner, 3 * inner]
    room = float((_walls(model) @ inner).min())
    for axis in np.eye(len(inner)):
        reach = 0.8 * room / float(np.abs(model.zi @ axis).max())
        starts += [inner + reach * axis, inner - reach * axis]
    return starts


def _walls(model: ScaleModel) -> Floats:
    """Rows whose tau2 may not be below 0; one of nothing but zeros has none to speak of."""
    return np.unique(model.zi[model.zi.any(axis=1)], axis=0)


def _inner_point(model: ScaleModel) -> Floats:
    """Coefficients under which the least tau2 is as large as it can be."""
    walls = _walls(model)
    k, q = walls.shape
    found = optimize.linprog(
        np.append(np.zeros(q), -1.0),
        A_ub=np.column_stack((-walls, np.ones(k))),
        b_ub=np.zeros(k),
        bounds=[(-1.0, 1.0)] * q + [(None, None)],
    )
    if not found.success or found.x[-1] <= 1e-9:
        raise ValueError("identity link: no scale coefficients keep every tau2 above 0")
    return np.asarray(found.x[:-1], dtype=np.float64)


def _climbed_inside(model: ScaleModel, start: Floats) -> Top:
    """Climb where no tau2 may be below 0: find the walls leaned on, then climb along them."""
    rows = _walls(model)
    found = optimize.minimize(
        lambda alpha: -surface_at(model, alpha).height,
        start,
        jac=lambda alpha: -surface_at(model, alpha).slope,
        method="SLSQP",
        constraints=[{"type": "ineq", "fun": lambda a: rows @ a, "jac": lambda a: rows}],
        options={"ftol": 1e-15, "maxiter": 500},
    )
    held = rows[rows @ found.x < LEANING * float(np.abs(rows @ start).max())]
    free = np.eye(len(start))
    if len(held):
        _, sizes, axes = np.linalg.svd(held)
        free = np.asarray(axes[int((sizes > 1e-9 * sizes[0]).sum()) :].T)
    origin = free @ (free.T @ found.x)
    if free.shape[1] == 0:
        return Top(origin, surface_at(model, origin), bool(found.success))
    top = climb(
        lambda along: _along(surface_at(model, free @ along), free),
        lambda along: height_at(model, free @ along),
        np.asarray(free.T @ origin),
    )
    place = np.asarray(free @ top.place)
    return Top(place, surface_at(model, place), top.converged)


def _along(surface: Surface, free: Floats) -> Surface:
    return Surface(surface.height, free.T @ surface.slope, free.T @ surface.bend @ free)
