"""The parts a job is done in: stretches of whole analyses, each about as many rows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evidence.bulk.job.arrow_arrays import array_of
from evidence.bulk.job.begins import Positions, begins, rises
from evidence.bulk.job.grouped_rows import GroupedRows

if TYPE_CHECKING:
    import pyarrow as pa


class Part(NamedTuple):
    """Rows from ``start`` to before ``stop``, of so many analyses."""

    number: int
    start: int
    stop: int
    analyses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """All parts of a job.

    Parameters
    ----------
    parts : tuple of Part
        In the order of the rows.
    ascending : bool
        Whether ids rise from analysis to analysis, so that none can stand in two places.
    """

    parts: tuple[Part, ...]
    ascending: bool

    @property
    def analyses(self) -> int:
        """How many analyses there are in all."""
        return sum(part.analyses for part in self.parts)


def parts_of(rows: GroupedRows, chunk: int) -> Parts:
    """Part rows where analyses end; memory grows with the number of parts, not of rows.

    Parameters
    ----------
    rows : GroupedRows
        The rows.
    chunk : int
        The least rows of a part, except the last.

    Returns
    -------
    Parts
    """
    parts: list[Part] = []
    start = analyses = position = 0
    last: pa.Scalar | None = None
    ascending = True
    for ids in rows.batches_of_ids():
        places = begins(ids)
        if last is None or last.as_py() != ids[0].as_py():
            places = np.insert(places, 0, 0)
        ascending = ascending and _rises(last, ids, places)
        for cuts in _cut(places[places + position > 0] + position, start, chunk):
            analyses += cuts[0]
            if cuts[1] is not None:
                parts.append(Part(len(parts), start, cuts[1], analyses + 1))
                start, analyses = cuts[1], 0
        position, last = position + len(ids), ids[-1]
    if position:
        parts.append(Part(len(parts), start, position, analyses + 1))
    return Parts(parts=tuple(parts), ascending=ascending)


def _cut(places: Positions, start: int, chunk: int) -> list[tuple[int, int | None]]:
    """Return how many analyses begin before each cut and where it is; None for the rest."""
    cuts: list[tuple[int, int | None]] = []
    seen = 0
    while (at := int(np.searchsorted(places, start + chunk))) < len(places):
        start = int(places[at])
        cuts.append((at - seen, start))
        seen = at + 1
    return [*cuts, (len(places) - seen, None)]


def _rises(last: "pa.Scalar | None", ids: "pa.Array", places: Positions) -> bool:
    """Whether every id that begins an analysis is above the one before it."""
    firsts = ids.take(array_of(places))
    if not rises(firsts):
        return False
    return last is None or not len(firsts) or bool(last.as_py() < firsts[0].as_py())
