"""The analyses of a job that could not be pooled, and what stood in the way."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from evidence.bulk.job.optional import optional
from evidence.bulk.job.part_results import BAD_CELL, BAD_COLUMN, BAD_ROW, read_part
from evidence.bulk.status import Status

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
    pc = optional("pyarrow.compute")
    for path in parts:
        table = read_part(path).select(COLUMNS)
        status = table.column("status").cast("string")
        for row in table.filter(pc.not_equal(status, Status.OK.word)).to_pylist():
            yield FailedAnalysis(
                analysis="" if row["analysis_id"] is None else str(row["analysis_id"]),
                status=row["status"],
                k=row["k"],
                row=row[BAD_ROW],
                column=row[BAD_COLUMN] or "",
                cell=row[BAD_CELL] or "",
            )


def counts(parts: Iterable[Path]) -> Counter[str]:
    """Return how many analyses have each status."""
    pc = optional("pyarrow.compute")
    found: Counter[str] = Counter()
    for path in parts:
        for pair in pc.value_counts(read_part(path).column("status").cast("string")).to_pylist():
            found[pair["values"]] += pair["counts"]
    return found
