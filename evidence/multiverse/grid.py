"""Every combination of the choices about effects, and the set of effects each one pools.

Vocabulary
----------
combination : one option of every choice about effects; they are numbered with the last choice
    running fastest, so that 0 takes the first option of all
set : the cells of a combination, one a trial; different combinations may have the same set
"""

from dataclasses import dataclass

import numpy as np

from evidence.multiverse.cells import Cells
from evidence.multiverse.plan import Choice
from evidence.multiverse.trial import Asked, Places, Trial, own_rows
from evidence.records.planned import PlannedSynthesis
from evidence.tables.tables import Tables

TOO_FEW = "too_few_trials"
FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Combinations of choices about effects.

    Parameters
    ----------
    choices : tuple of Choice
        The choices, the last running fastest.
    set_of : array of int, shape (combinations,)
        The set of each combination; below 0 for reason ``-1 - set_of``.
    sets : array of int, shape (sets, trials)
        Positions of each set's cells.
    cells : Cells
        The cells.
    reasons : tuple of str
        Why some combinations have no set.
    row_ids : tuple of str
        Rows of the tables that any combination may rest on.
    """

    choices: tuple[Choice, ...]
    set_of: Places
    sets: Places
    cells: Cells
    reasons: tuple[str, ...]
    row_ids: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many options each choice has."""
        return tuple(len(choice.options) for choice in self.choices)

    def taking(self, choice: int, option: int) -> Places:
        """Return the sets of the combinations that take an option, those without a set too."""
        return np.asarray(np.take(self.set_of.reshape(self.shape), option, axis=choice).ravel())


def make_grid(
    choices: tuple[Choice, ...], asked: Asked, planned: PlannedSynthesis, tables: Tables
) -> Grid:
    """Return every combination of choices about effects.

    Parameters
    ----------
    choices : tuple of Choice
        Choices about effects.
    asked : Asked
        What holds where nothing is chosen.
    planned : PlannedSynthesis
        The synthesis; its primary rows speak for a trial whose rows are not chosen.
    tables : Tables
        The tables.

    Returns
    -------
    Grid
        A combination with fewer than two trials has no set.
    """
    cells = Cells(planned, tables)
    own = own_rows(planned)
    studies = dict.fromkeys((*own, *(one.study for one in choices if one.about == "rows")))
    shape = tuple(len(choice.options) for choice in choices)
    trials = [Trial(study, own.get(study, ()), choices, asked, cells) for study in studies]
    codes = np.stack([np.broadcast_to(trial.codes(), shape).ravel() for trial in trials])
    set_of, sets, reasons = _sets(codes, tuple(cells.reasons))
    rows = (comparison.row_ids for trial in trials for comparison in trial.every())
    return Grid(
        choices=choices,
        set_of=set_of,
        sets=sets,
        cells=cells,
        reasons=reasons,
        row_ids=tuple(dict.fromkeys(row for ids in rows for row in ids)),
    )


def _sets(codes: Places, reasons: tuple[str, ...]) -> tuple[Places, Places, tuple[str, ...]]:
    """Return the set of each combination, the sets, and every reason for having none."""
    reasons = (*reasons, TOO_FEW)
    set_of = np.minimum(codes.min(axis=0), 0)
    few = (set_of == 0) & ((codes > 0).sum(axis=0) < FEWEST)
    set_of[few] = -len(reasons)
    good = np.flatnonzero(set_of == 0)
    first, inverse = _first_of_each(codes[:, good])
    set_of[good] = inverse
    return set_of, codes[:, good[first]].T, reasons


def _first_of_each(codes: Places) -> tuple[Places, Places]:
    """Return where each different column first stands, in that order, and which each is."""
    number = np.zeros(codes.shape[1], dtype=np.int64)
    for row in codes:
        # Renumbered trial by trial, so that the numbers never outgrow an integer.
        _, number = np.unique(number * (row.max(initial=0) + 1) + row, return_inverse=True)
    _, first, inverse = np.unique(number, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return first[order], rank[inverse]
