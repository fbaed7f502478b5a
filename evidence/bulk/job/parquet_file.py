"""A Parquet file opened, and a word on one that cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.bulk.job.optional import optional
from evidence.bulk.job.stopped import one_line, stop

if TYPE_CHECKING:
    import pyarrow.parquet as pq


def open_parquet(path: Path, told_as: str) -> "pq.ParquetFile":
    """Return a Parquet file opened, or stop with the reason.

    Raises
    ------
    JobStopped
        The file is damaged, or no Parquet file.
    """
    pa, pq = optional("pyarrow"), optional("pyarrow.parquet")
    try:
        return pq.ParquetFile(path, page_checksum_verification=True)
    except (pa.ArrowException, OSError) as fault:
        raise stop("B103", told_as, reason=one_line(fault)) from fault


@contextmanager
def readable(told_as: str, first: int, last: int) -> Iterator[None]:
    """Stop with the rows that cannot be read, where reading within fails."""
    pa = optional("pyarrow")
    try:
        yield
    except (pa.ArrowException, OSError) as fault:
        reason = one_line(fault)
        raise stop("B104", told_as, first=str(first), last=str(last), reason=reason) from fault
