"""Every set of effects pooled by every method: the specifications.

Vocabulary
----------
sets : rows, methods : columns; a place without a specification holds NaN
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from evidence.bulk.pool_many import pool_many
from evidence.multiverse.cells import Cell
from evidence.multiverse.grid import Grid
from evidence.multiverse.methods import MethodTable, interval_of
from evidence.multiverse.results import Pooled
from evidence.multiverse.trial import Places
from evidence.stats.correlated import Rotated, likelihood_of, rotated_mean
from evidence.stats.floats import Bools, Floats
from evidence.stats.quantiles import two_sided
from evidence.stats.tau2_likelihood import global_maximum
from evidence.synthesis.choices import TESTS

NOT_CONVERGED = "not_converged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specifications:
    """The pooled effects, by set and method.

    ``correlated`` tells which sets hold effects that share people; ``k`` is each set's number of
    effects. Where ``estimate`` is NaN there is no specification of its own: the methods cannot be
    used, or are the same as others there.
    """

    estimate: Floats
    ci_low: Floats
    ci_high: Floats
    k: Floats
    correlated: Bools

    def at(self, place: int, method: int) -> Pooled | None:
        """Return one specification, None where there is none."""
        if np.isnan(self.estimate[place, method]):
            return None
        return Pooled(
            estimate=float(self.estimate[place, method]),
            ci_low=float(self.ci_low[place, method]),
            ci_high=float(self.ci_high[place, method]),
            k=int(self.k[place]),
        )


def pool_all(grid: Grid, methods: MethodTable, level: float) -> Specifications:
    """Pool every set by every method that can be used on it.

    Parameters
    ----------
    grid : Grid
        The sets.
    methods : MethodTable
        The methods.
    level : float
        Confidence level.

    Returns
    -------
    Specifications
        As :func:`evidence.pool` gives each of them.
    """
    cells = grid.cells.all
    sizes = np.array([len(cell.yi) for cell in cells])
    shared = np.array([cell.covariance is not None for cell in cells])
    shape = (len(grid.sets), len(methods.all))
    found = {name: np.full(shape, np.nan) for name in ("estimate", "ci_low", "ci_high")}
    correlated = np.asarray(shared[grid.sets].any(axis=1))
    free = np.flatnonzero(~correlated)
    _pool_independent(found, free, grid.sets[free], cells, methods, level)
    turned = {place: cells[place].turned for place in np.unique(grid.sets[correlated]) if place}
    for place in np.flatnonzero(correlated):
        members = [turned[cell] for cell in grid.sets[place] if cell]
        for method, numbers in _pool_correlated(members, methods, level):
            for name, number in zip(found, numbers, strict=True):
                found[name][place, method] = number
    return Specifications(**found, k=sizes[grid.sets].sum(axis=1), correlated=correlated)


def _pool_independent(
    found: dict[str, Floats],
    places: Places,
    sets: Places,
    cells: Sequence[Cell],
    methods: MethodTable,
    level: float,
) -> None:
    if not len(places):
        return
    starts = np.concatenate(([0], np.cumsum([len(cell.yi) for cell in cells])))
    taken = sets.ravel()
    sizes = np.diff(starts)[taken]
    ends = np.cumsum(sizes)
    within = np.arange(ends[-1]) - np.repeat(ends - sizes, sizes)
    atoms = np.repeat(starts[taken], sizes) + within
    yi = np.concatenate([cell.yi for cell in cells])[atoms]
    vi = np.concatenate([cell.vi for cell in cells])[atoms]
    offsets = np.concatenate(([0], ends[sets.shape[1] - 1 :: sets.shape[1]]))
    for column in np.unique(methods.independent[methods.independent >= 0]):
        method = methods.all[column]
        pooled = pool_many(
            yi,
            vi,
            offsets,
            method=method.tau2,
            test=TESTS[interval_of(method, correlated=False)],
            level=level,
            tau2_interval=False,
        )
        for name in found:
            found[name][places, column] = getattr(pooled, name)


def _pool_correlated(
    members: Sequence[Rotated], methods: MethodTable, level: float
) -> Iterator[tuple[int, tuple[float, float, float]]]:
    turned = Rotated(
        np.concatenate([one.zi for one in members]),
        np.concatenate([one.xi for one in members]),
        np.concatenate([one.vi for one in members]),
        (),
    )
    known: dict[str, float | None] = {"EE": 0.0}
    for column in np.unique(methods.correlated[methods.correlated >= 0]).tolist():
        method = methods.all[column]
        if method.tau2 not in known:
            found = global_maximum(likelihood_of(turned, method.tau2))
            known[method.tau2] = found.tau2 if found.converged else None
        tau2 = known[method.tau2]
        if tau2 is None:
            continue
        wald = interval_of(method, correlated=True) == "wald"
        estimate, se = rotated_mean(turned, tau2)
        reach = two_sided(level, None if wald else float(len(members) - 1)) * se
        yield column, (estimate, estimate - reach, estimate + reach)
