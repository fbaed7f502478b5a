"""The results of a part: a row an analysis, kept as an Arrow file until all parts are done."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from evidence.bulk.job.arrow_arrays import array_of, present, texts
from evidence.bulk.job.grouped_rows import Stretch
from evidence.bulk.job.optional import optional
from evidence.bulk.job.parts import Part
from evidence.bulk.job.work_folder import put_in_place
from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.status import Codes, Status
from evidence.stats.floats import Bools

if TYPE_CHECKING:
    import pyarrow as pa

NO_ID = "no_id"
"""The status of rows that do not say which analysis they belong to."""
STATUSES = (*(status.word for status in Status), NO_ID)
BAD_ROW, BAD_COLUMN, BAD_CELL = "bad_row", "bad_column", "bad_cell"
"""Columns of parts that tell where an analysis has its first number that cannot be used."""


def part_table(stretch: Stretch, pooled: ManyPooled) -> "pa.Table":
    """Return the results of a part with the ids of its analyses.

    Parameters
    ----------
    stretch : Stretch
        The rows pooled.
    pooled : ManyPooled
        The results.

    Returns
    -------
    pyarrow.Table
        A row an analysis, in the order of the rows; no value where there is no number.
    """
    status = pooled.status.copy()
    status[~present(stretch.ids)] = STATUSES.index(NO_ID)
    failed = status != Status.OK
    found = {"analysis_id": stretch.ids, "status": _words(status)}
    for name, column in pooled.columns().items():
        if name not in found:
            missing = np.isnan(column) if column.dtype.kind == "f" else False
            found[name] = array_of(column, None if name == "k" else missing | failed)
    found |= _faults(stretch, status)
    return optional("pyarrow").table([*found.values()], names=[*found])


def write_part(path: Path, table: "pa.Table") -> None:
    """Keep the results of a part, whole or not at all."""
    pa = optional("pyarrow")
    with (
        put_in_place(path) as beside,
        pa.OSFile(str(beside), "wb") as file,
        pa.ipc.new_file(file, table.schema) as writer,
    ):
        writer.write_table(table)


def read_part(path: Path) -> "pa.Table":
    """Return the results of a part, read from the disk only as far as they are used."""
    pa = optional("pyarrow")
    with pa.memory_map(str(path), "rb") as file:
        return pa.ipc.open_file(file).read_all()


def is_done(path: Path, part: Part) -> bool:
    """Return whether a part's results are there, whole."""
    pa = optional("pyarrow")
    if not path.exists():
        return False
    try:
        return bool(read_part(path).num_rows == part.analyses)
    except (pa.ArrowException, OSError):
        return False


def _words(status: Codes) -> "pa.Array":
    pa = optional("pyarrow")
    return pa.DictionaryArray.from_arrays(array_of(status), texts(STATUSES))


def _faults(stretch: Stretch, status: Codes) -> "dict[str, pa.Array]":
    """Tell for each analysis with a bad number where the first one stands, and what it is."""
    faults = {
        place: (row, column)
        for column, place, row in (
            *_first(stretch, status, Status.EFFECT_NOT_FINITE, ~np.isfinite(stretch.yi), "yi"),
            *_first(stretch, status, Status.VARIANCE_NOT_FINITE, ~np.isfinite(stretch.vi), "vi"),
            *_first(stretch, status, Status.VARIANCE_NOT_ABOVE_ZERO, stretch.vi <= 0, "vi"),
        )
    }
    which = np.full(len(status), -1)
    which[np.array([*faults], dtype=np.int64)] = np.arange(len(faults))
    told = {
        BAD_ROW: array_of(
            stretch.rows[np.array([row for row, _ in faults.values()], dtype=np.int64)]
        ),
        BAD_COLUMN: texts([column for _, column in faults.values()]),
        BAD_CELL: texts([_cell(stretch, *fault) for fault in faults.values()]),
    }
    places = array_of(which, which < 0)
    return {name: values.take(places) for name, values in told.items()}


def _first(
    stretch: Stretch, status: Codes, why: Status, bad: Bools, column: str
) -> list[tuple[str, int, int]]:
    """Return the first bad row of each analysis with a status."""
    if not (status == why).any():
        return []
    rows = np.flatnonzero(bad)
    places = np.searchsorted(stretch.offsets, rows, side="right") - 1
    places, first = np.unique(places, return_index=True)
    pairs = zip(places.tolist(), rows[first].tolist(), strict=True)
    return [(column, place, row) for place, row in pairs if status[place] == why]


def _cell(stretch: Stretch, row: int, column: str) -> str:
    """Return what stands in a cell, as it is written where the file is text."""
    written = stretch.cells[row].as_py() if stretch.cells is not None else None
    return repr(float(getattr(stretch, column)[row])) if written is None else str(written)
