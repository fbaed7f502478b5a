"""Newton's method that never leaves the interval where the sign changes.

Each step is Newton's where that stays inside the bracket, and halves the bracket otherwise, so
the root is found to rounding however the function bends.
"""

import math
from collections.abc import Callable
from typing import Any, NamedTuple


class Root(NamedTuple):
    """Where a function crosses zero, and whether the search ended by itself."""

    value: float
    converged: bool


def falling_root(
    look: Callable[[Any, float], Any],
    judge: Callable[[Any], tuple[float, float]],
    data: Any,
    low: float,
    high: float,
    start: float,
) -> Root:
    """Find where a function that is positive at ``low`` and negative at ``high`` crosses zero.

    Parameters
    ----------
    look : callable
        Gives what is seen at a point, from ``data`` and the point.
    judge : callable
        Gives the function's value and slope from what is seen.
    data : object
        What the function is computed from.
    low, high : float
        Points where the function is positive (or zero) and negative (or zero).
    start : float
        Where to begin, between the two.

    Returns
    -------
    Root
        The crossing to within a few units in the last place.

    Examples
    --------
    >>> def look(two, x):
    ...     return two - x * x, -2 * x
    >>> round(falling_root(look, tuple, 2, 0.0, 2.0, 1.0).value, 12)
    1.414213562373
    """
    here, before = start, math.inf
    for _ in range(200):
        value, slope = judge(look(data, here))
        if value == 0:
            return Root(here, True)
        if value > 0:
            low = here
        else:
            high = here
        step = -value / slope if slope < 0 else math.inf
        moved = here + step
        if low < moved < high:
            # Newton's steps square themselves: this is about the length of the next.
            coming = abs(step) * (step / before) ** 2 if before < math.inf else math.inf
            before = abs(step)
        else:
            moved = low + (high - low) / 2
            if abs(step) <= 4e-16 * here or moved in (low, high):
                return Root(here, True)
            coming = before = math.inf
        if coming <= 1e-17 * moved or abs(moved - here) <= 4e-16 * here:
            return Root(moved, True)
        here = moved
    return Root(here, False)
