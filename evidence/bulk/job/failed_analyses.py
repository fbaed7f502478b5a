"""The analyses of a job that could not be pooled, and what stood in the way."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evidence.bulk.job.arrow_arrays import array_of, values
from evidence.bulk.job.part_results import BAD_CELL, BAD_COLUMN, BAD_ROW, STATUSES, read_part
from evidence.bulk.status import Codes, Status

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = ["analysis_id", "status", "k", BAD_ROW, BAD_COLUMN, BAD_CELL]


class FailedAnalysis(NamedTuple):
    """An analysis without a result.

    ``row``, ``column`` (``"yi"`` or ``"vi"``) and ``cell`` tell its first number that cannot be
    used, where that is the reason.
    """

    analysis: str
    status: str
    k: int
    row: int | None
    column: str
    cell: str


def failed_analyses(parts: Iterable[Path]) -> Iterator[FailedAnalysis]:
    """Yield every analysis that could not be pooled, in the order of the rows."""
    for path in parts:
        table = read_part(path).select(COLUMNS)
        failed = array_of(_codes(table) != Status.OK)
        for row in table.filter(failed).to_pylist():
            yield FailedAnalysis(
                analysis="" if row["analysis_id"] is None else str(row["analysis_id"]),
                status=row["status"],
                k=row["k"],
                row=row[BAD_ROW],
                column=row[BAD_COLUMN] or "",
                cell=row[BAD_CELL] or "",
            )


def counts(parts: Iterable[Path]) -> dict[str, int]:
    """Return how many analyses have each status."""
    found = np.zeros(len(STATUSES), dtype=np.int64)
    for path in parts:
        found += np.bincount(_codes(read_part(path)), minlength=len(STATUSES))
    return {STATUSES[code]: int(found[code]) for code in np.flatnonzero(found)}


def _codes(table: "pa.Table") -> Codes:
    codes: Codes = np.concatenate(
        [values(chunk.indices) for chunk in table.column("status").chunks]
    )
    return codes
