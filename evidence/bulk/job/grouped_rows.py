"""The rows of a Parquet file in which every analysis stands together, read a stretch at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from evidence.bulk.job.arrow_arrays import array_of, numbers, values, whole
from evidence.bulk.job.asked import Columns
from evidence.bulk.job.begins import Positions, begins
from evidence.bulk.job.optional import optional
from evidence.bulk.job.parquet_file import open_parquet, readable
from evidence.stats.floats import Floats

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

BATCH = 1 << 20
ROW, CELL = "row", "cell"
"""Columns of copies: where a row stood in the user's file, and what stood in place of a number."""


class Stretch(NamedTuple):
    """Rows of whole analyses, and the place of each in the user's file.

    ``ids`` has one id an analysis, ``offsets`` where each begins, and the end; ``cells`` is what
    a CSV file has in place of a number.
    """

    ids: "pa.Array"
    yi: Floats
    vi: Floats
    offsets: Positions
    rows: Positions
    cells: "pa.Array | None"


@dataclass(slots=True, kw_only=True)
class GroupedRows:
    """Rows of a Parquet file.

    Parameters
    ----------
    path : Path
        The file to read.
    columns : Columns
        Its headings.
    told_as : str
        The file as the user knows it.
    staged : bool
        Whether the file is a copy of the user's, with a column that tells where rows stood.
    """

    path: Path
    columns: Columns
    told_as: str
    staged: bool = False
    _file: "pq.ParquetFile | None" = None
    _ends: Positions = field(default_factory=lambda: np.zeros(1, dtype=np.int64))
    _held: "tuple[int, pa.Table] | None" = None

    def __len__(self) -> int:
        return int(self._opened().metadata.num_rows)

    @property
    def largest_group(self) -> int:
        """Rows of the largest row group, which is the least that can be read."""
        self._opened()
        return int(np.diff(self._ends).max(initial=0))

    def batches_of_ids(self) -> "Iterator[pa.Array]":
        """Yield the ids of all rows, a batch at a time."""
        with readable(self.told_as, 1, len(self)):
            for batch in self._opened().iter_batches(BATCH, columns=[self.columns.analysis]):
                yield whole(batch.column(0))

    def read(self, start: int, stop: int) -> Stretch:
        """Return the rows from a position to before another, both where an analysis begins."""
        pa = optional("pyarrow")
        with readable(self.told_as, start + 1, stop):
            table = pa.concat_tables(self._groups(start, stop))
        analysis, yi, vi = self.columns.names()
        ids = whole(table.column(analysis))
        first = np.concatenate([np.zeros(1, dtype=np.int64), begins(ids)])
        return Stretch(
            ids=ids.take(array_of(first)),
            yi=numbers(table.column(yi)),
            vi=numbers(table.column(vi)),
            offsets=np.append(first, stop - start),
            rows=values(whole(table.column(ROW))) if self.staged else np.arange(start, stop) + 1,
            cells=whole(table.column(CELL)) if self.staged else None,
        )

    def __enter__(self) -> "GroupedRows":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
        self._file, self._held = None, None

    def _groups(self, start: int, stop: int) -> "Iterator[pa.Table]":
        """Yield a stretch, row group by row group; the last is kept, since the next needs it."""
        names = [*self.columns.names(), *([ROW, CELL] if self.staged else [])]
        file = self._opened()
        first, last = np.searchsorted(self._ends, [start, stop - 1], side="right") - 1
        for group in range(int(first), int(last) + 1):
            if self._held is None or self._held[0] != group:
                self._held = group, file.read_row_group(group, columns=names)
            begin, end = int(self._ends[group]), int(self._ends[group + 1])
            low, high = max(start, begin), min(stop, end)
            yield self._held[1].slice(low - begin, high - low)

    def _opened(self) -> "pq.ParquetFile":
        if self._file is None:
            self._file = open_parquet(self.path, self.told_as)
            meta = self._file.metadata
            sizes = [meta.row_group(group).num_rows for group in range(meta.num_row_groups)]
            self._ends = np.cumsum([0, *sizes]).astype(np.int64)
        return self._file
