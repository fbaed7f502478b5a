"""DuckDB at work on a user's rows: in bounded memory, its faults told of the user's file."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from evidence.bulk.job.optional import optional
from evidence.bulk.job.stopped import JobStopped, one_line, stop
from evidence.bulk.job.work_folder import WorkFolder, put_in_place

MEMORY = "600MB"
ROWS_A_GROUP = 1 << 18
LINE = re.compile(r"CSV Error on Line: (\d+)")
NOT_UTF8 = "Invalid unicode"
DISK = ("No space left", "Could not write", "File too large", "Disk quota", "Permission denied")


@contextmanager
def database(work: WorkFolder, told_as: str) -> Iterator[Any]:
    """Give a connection to an empty database that uses the disk where memory does not suffice.

    Parameters
    ----------
    work : WorkFolder
        Where on the disk.
    told_as : str
        The user's file, of which faults are told.

    Raises
    ------
    JobStopped
        What is done within cannot be.
    """
    duckdb = optional("duckdb")
    settings = {"memory_limit": MEMORY, "temp_directory": str(work.path / "spill")}
    try:
        with duckdb.connect(config=settings) as connection:
            yield connection
    except duckdb.Error as fault:
        raise _told(str(fault), told_as, work) from fault


def copy(connection: Any, query: str, target: Path) -> None:
    """Write what a query gives to a Parquet file, whole or not at all."""
    with put_in_place(target) as beside:
        connection.execute(
            f"COPY ({query}) TO {quoted(beside)} (FORMAT parquet, ROW_GROUP_SIZE {ROWS_A_GROUP})"
        )


def quoted(text: Path | str) -> str:
    """Return a text as SQL writes it.

    Examples
    --------
    >>> quoted("l'an")
    "'l''an'"
    """
    return "'" + str(text).replace("'", "''") + "'"


def named(name: str) -> str:
    """Return the name of a column or a table as SQL writes it.

    Examples
    --------
    >>> named("my table")
    '"my table"'
    """
    return '"' + name.replace('"', '""') + '"'


def _told(said: str, told_as: str, work: WorkFolder) -> JobStopped:
    line, reason = LINE.search(said), one_line(ValueError(said))
    if any(sign in said for sign in DISK):
        return stop("B205", work.path, reason=reason)
    if line and NOT_UTF8 in said:
        return stop("B106", told_as, row=line[1])
    if line:
        return stop("B105", told_as, row=line[1])
    return stop("B107", told_as, reason=reason)
