"""Specifications as one long list, and which combinations led to each.

Vocabulary
----------
place : a set and a method, as ``set * methods + method``
"""

from dataclasses import dataclass

import numpy as np

from evidence.multiverse.grid import Grid
from evidence.multiverse.methods import MethodTable, why_not
from evidence.multiverse.pooling import NOT_CONVERGED, Specifications
from evidence.multiverse.trial import Places
from evidence.stats.floats import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecificationTable:
    """Every specification with its numbers, and how to find those an option leads to.

    Parameters
    ----------
    grid, methods, pooled : Grid, MethodTable, Specifications
        What it is made of.
    same_as : array of int, shape (sets, methods)
        The method each method is the same as on each set; below 0 where it cannot be used.
    here : array of bool, shape (sets, methods)
        Where there is a specification.
    """

    grid: Grid
    methods: MethodTable
    pooled: Specifications
    same_as: Places
    here: Bools

    def by_option(self, choice: int, option: int) -> Bools:
        """Return where an option leads; choices about effects are counted first."""
        effects = len(self.grid.choices)
        if choice < effects:
            found = self.grid.taking(choice, option)
            reached = np.zeros(len(self.grid.sets), dtype=np.bool_)
            reached[found[found >= 0]] = True
            return self.here & reached[:, None]
        columns = self.same_as[:, self.methods.taking(choice - effects, option)]
        rows, which = np.nonzero(columns >= 0)
        reached = np.zeros_like(self.here)
        reached[rows, columns[rows, which]] = True
        return self.here & reached

    def share_of_option(self, choice: int, option: int) -> Floats:
        """Return the share of each specification's combinations that take an option."""
        effects = len(self.grid.choices)
        if choice < effects:
            count = len(self.grid.sets)
            every = np.bincount(self.grid.set_of[self.grid.set_of >= 0], minlength=count)
            found = self.grid.taking(choice, option)
            taking = np.bincount(found[found >= 0], minlength=count)
            return np.broadcast_to((taking / every)[:, None], self.here.shape)
        chosen = np.zeros(len(self.methods.all), dtype=np.bool_)
        chosen[self.methods.taking(choice - effects, option)] = True
        share = np.zeros(self.here.shape)
        for kind in (self.methods.independent, self.methods.correlated):
            good = kind >= 0
            every = np.bincount(kind[good], minlength=len(kind))
            taking = np.bincount(kind[good & chosen], minlength=len(kind))
            rows = self.pooled.correlated == (kind is self.methods.correlated)
            share[rows] = np.divide(taking, every, out=np.zeros(len(kind)), where=every > 0)
        return share

    def find(self, combination: int, method: int) -> tuple[int, int] | str:
        """Return where a combination's specification is, or the reason why it has none."""
        place = int(self.grid.set_of[combination])
        if place < 0:
            return self.grid.reasons[-1 - place]
        column = int(self.same_as[place, method])
        if column < 0:
            shared = bool(self.pooled.correlated[place])
            return why_not(self.methods.all[method], correlated=shared)
        return (place, column) if self.here[place, column] else NOT_CONVERGED

    def impossible(self) -> dict[str, int]:
        """Count the combinations that cannot be pooled, by reason."""
        count = len(self.methods.all)
        found: dict[str, int] = {}
        for number, reason in enumerate(self.grid.reasons):
            _add(found, reason, count * int((self.grid.set_of == -1 - number).sum()))
        every = np.bincount(self.grid.set_of[self.grid.set_of >= 0], minlength=len(self.grid.sets))
        for shared in (False, True):
            rows = self.pooled.correlated == shared
            kind = self.methods.correlated if shared else self.methods.independent
            for method, same_as in zip(self.methods.all, kind, strict=True):
                if same_as < 0:
                    _add(found, why_not(method, correlated=shared), int(every[rows].sum()))
        lost = (self.same_as >= 0) & ~np.take_along_axis(
            self.here, np.maximum(self.same_as, 0), axis=1
        )
        _add(found, NOT_CONVERGED, int((lost * every[:, None]).sum()))
        return found


def specification_table(
    grid: Grid, methods: MethodTable, pooled: Specifications
) -> SpecificationTable:
    """Return the specifications as a table."""
    same_as = np.where(
        pooled.correlated[:, None], methods.correlated[None, :], methods.independent[None, :]
    )
    return SpecificationTable(
        grid=grid,
        methods=methods,
        pooled=pooled,
        same_as=same_as,
        here=~np.isnan(pooled.estimate),
    )


def _add(found: dict[str, int], reason: str, count: int) -> None:
    if count:
        found[reason] = found.get(reason, 0) + count
