"""The top of a smooth hill, by Newton's method that never steps down.

Vocabulary
----------
place : where on the hill
height, slope, bend : its value, gradient and matrix of second slopes
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats

LONGEST = 3.0
"""The longest step taken at once, in units of the place."""

STEPS = 200
HALVINGS = 60


class Surface(NamedTuple):
    """A hill's height, its slopes and its matrix of second slopes at a place."""

    height: float
    slope: Floats
    bend: Floats


class Top(NamedTuple):
    """Where a climb ended, the surface there, and whether it is a top to within rounding."""

    place: Floats
    surface: Surface
    converged: bool


def climb(
    surface_at: Callable[[Floats], Surface],
    height_at: Callable[[Floats], float],
    start: Floats,
    *,
    given_up: Callable[[Floats], bool] = lambda place: False,
) -> Top:
    """Climb from a start to a local top.

    Parameters
    ----------
    surface_at, height_at : callable
        The hill; the height may be minus infinity outside its edges.
    start : array of float, shape (q,)
        Inside the edges, in units in which the hill is about one wide.
    given_up : callable
        Whether to stop at a place: the hill rises for ever in that direction.

    Returns
    -------
    Top

    Notes
    -----
    Newton's step with the bend's eigenvalues all turned downwards, so that it points uphill, is
    halved until it rises. The last step, within rounding of the top, is taken whole.

    Examples
    --------
    >>> def surface_at(place):
    ...     return Surface(-float(place @ place), -2 * place, -2 * np.eye(1))
    >>> top = climb(surface_at, lambda place: -float(place @ place), np.array([2.0]))
    >>> top.converged, abs(top.place).round(12).tolist()
    (True, [0.0])
    """
    place, surface = start, surface_at(start)
    for _ in range(STEPS):
        if given_up(place):
            return Top(place, surface, False)
        step = _uphill(surface)
        gain = float(surface.slope @ step)
        size = float(np.abs(step).max())
        small = gain <= 1e-14 * (1 + abs(surface.height)) and size <= 1e-6
        reach = min(1.0, LONGEST / size) if size > 0 else 1.0
        moved = place + step if small else _higher(height_at, place, step, surface.height, reach)
        if moved is None:
            return Top(place, surface, size <= 1e-5)
        place, surface = moved, surface_at(moved)
        if small:
            return Top(place, surface, True)
    return Top(place, surface, False)


def _uphill(surface: Surface) -> Floats:
    lengths, axes = np.linalg.eigh(-surface.bend)
    size = np.maximum(np.abs(lengths), 1e-12 * (1e-12 + float(np.abs(lengths).max())))
    return np.asarray(axes @ ((axes.T @ surface.slope) / size))


def _higher(
    height_at: Callable[[Floats], float], place: Floats, step: Floats, height: float, reach: float
) -> Floats | None:
    for _ in range(HALVINGS):
        moved = place + reach * step
        if height_at(moved) > height:
            return np.asarray(moved)
        reach /= 2
    return None
