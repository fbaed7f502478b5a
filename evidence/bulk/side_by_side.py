"""Searching tau2 of many analyses of equal size at once: numpy's engine.

The steps and the proofs are the formula book's (``bracketed_newton``, ``peaks``, ``bends``); here
they are taken for all analyses that are not done, a column each.

Vocabulary
----------
yi, vi : effects and sampling variances of shape (k, n), a column an analysis
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from evidence.bulk.search import FULL, PAULE_MANDEL, RESTRICTED, tau2_from_sums
from evidence.bulk.sweep import Sweep
from evidence.stats.bends import limits
from evidence.stats.bracketed_newton import Root
from evidence.stats.floats import Bools, Floats
from evidence.stats.peaks import Maximum
from evidence.stats.q_statistic import mean_q, share_missing
from evidence.stats.study_sums import squares_about_mean

MOST_STEPS = 200


def falling_roots(
    curve: Callable[[npt.NDArray[np.intp], Floats], tuple[Floats, Floats]],
    low: Floats,
    high: Floats,
    start: Floats,
) -> tuple[Floats, Bools]:
    """Find where each of many falling functions crosses zero, each within its bracket.

    Parameters
    ----------
    curve : callable
        Gives values and slopes of the functions with the given numbers at the given points.
    low, high, start : array of float, shape (n,)
        Where each function is positive and negative, and where to begin.

    Returns
    -------
    tuple of array, shape (n,)
        The crossings, and whether each search ended by itself.
    """
    here, low, high = start.copy(), low.copy(), high.copy()
    open_ = np.arange(len(here))
    before = np.full(len(here), np.inf)
    for _ in range(MOST_STEPS):
        value, slope = curve(open_, here[open_])
        at = here[open_]
        low[open_] = np.where(value > 0, at, low[open_])
        high[open_] = np.where(value > 0, high[open_], at)
        with np.errstate(divide="ignore", invalid="ignore"):
            step = -value / slope
            moved = at + step
            inside = (slope < 0) & (low[open_] < moved) & (moved < high[open_])
            # Newton's steps square themselves: this is about the length of the next.
            coming = np.abs(step) * (step / before[open_]) ** 2
        tiny = (slope < 0) & (np.abs(step) <= 4e-16 * at)
        moved = np.where(inside, moved, low[open_] + (high[open_] - low[open_]) / 2)
        moved = np.where((value == 0) | (tiny & ~inside), at, moved)
        here[open_] = moved
        soon = inside & (before[open_] < np.inf) & (coming <= 1e-17 * moved)
        done = (value == 0) | tiny | soon | (np.abs(moved - at) <= 4e-16 * at)
        before[open_] = np.where(inside, np.abs(step), np.inf)
        open_ = open_[~done]
        if not len(open_):
            break
    converged = np.ones(len(here), dtype=np.bool_)
    converged[open_] = False
    return here, converged


def q_roots(yi: Floats, vi: Floats, target: Any) -> Root:
    """Find the tau2 at which each analysis' Q meets its target, 0 where it is below it already."""
    aims = np.broadcast_to(np.asarray(target, dtype=np.float64), yi.shape[1:])
    places = np.flatnonzero(mean_q((yi, vi, aims), 0.0)[0] > aims)
    value, converged = np.zeros(yi.shape[1]), np.ones(yi.shape[1], dtype=np.bool_)
    if len(places):
        effects, variances, aims = yi[:, places], vi[:, places], aims[places]
        squares = squares_about_mean(effects, variances)
        high = (squares / aims - variances.min(axis=0)) * (1 + 1e-12)

        def curve(which: npt.NDArray[np.intp], tau2: Floats) -> tuple[Floats, Floats]:
            seen = mean_q((effects[:, which], variances[:, which], aims[which]), tau2)
            return share_missing(seen)

        nought = np.zeros(len(places))
        value[places], converged[places] = falling_roots(curve, nought, high, nought)
    return Root(value, converged)  # type: ignore[arg-type]


def tau2_of_many(yi: Floats, vi: Floats, q: Any, trace: Any, method: int) -> Maximum:
    """Return the tau2 of each analysis, as ``tau2_of_one`` does for one."""
    if method <= FULL:
        return _highest(yi, vi, method == RESTRICTED)
    if method == PAULE_MANDEL:
        root = q_roots(yi, vi, len(yi) - 1.0)
        return Maximum(root.value, root.converged, 1)
    return tau2_from_sums(q, trace, len(yi) - 1, method)


def _highest(yi: Floats, vi: Floats, restricted: bool) -> Maximum:
    df = len(yi) - 1 if restricted else len(yi)
    top, climb = limits(squares_about_mean(yi, vi), df, vi.min(axis=0), vi.max(axis=0))
    sweep = Sweep(yi, vi, restricted, top, climb, falling_roots)
    return sweep.run()
