"""From the user's file to rows that can be read in parts."""

from pathlib import Path
from typing import NamedTuple

from evidence.bulk.job.asked import Job
from evidence.bulk.job.column_types import require_types
from evidence.bulk.job.grouped_rows import GroupedRows
from evidence.bulk.job.parquet_file import open_parquet
from evidence.bulk.job.parts import Parts, parts_of
from evidence.bulk.job.staging import (
    stage_csv,
    stage_database,
    stage_large_groups,
    stage_sorted,
    staged_rows,
    stand_together,
)
from evidence.bulk.job.stopped import stop
from evidence.bulk.job.work_folder import WorkFolder

LARGEST_GROUP = 1 << 22
"""Rows read at one time, at most: about 100 MB."""


class Source(NamedTuple):
    """Rows in which every analysis stands together, and the parts they are read in."""

    rows: GroupedRows
    parts: Parts


def source_rows(job: Job, work: WorkFolder) -> Source:
    """Return the rows of a job's file, copied first where they cannot be read as they stand.

    Raises
    ------
    JobStopped
        The file cannot be read, or has not the columns asked for.
    """
    name = job.source.name
    if work.sorted_rows.exists():
        rows = staged_rows(work.sorted_rows, name)
        return Source(rows, parts_of(rows, job.chunk))
    rows = _readable_rows(job, work)
    parts = parts_of(rows, job.chunk)
    if not parts.parts:
        raise stop("B113", name)
    if parts.ascending or stand_together(rows, work):
        return Source(rows, parts)
    stage_sorted(rows, work)
    rows.close()
    rows = staged_rows(work.sorted_rows, name)
    return Source(rows, parts_of(rows, job.chunk))


def _readable_rows(job: Job, work: WorkFolder) -> GroupedRows:
    path: Path = job.source
    if work.rows.exists():
        return staged_rows(work.rows, path.name)
    ending = path.suffix.lower()
    if ending == ".csv":
        stage_csv(path, job.columns, work)
    elif ending == ".duckdb":
        stage_database(path, job.table, job.columns, work)
    else:
        with open_parquet(path, path.name) as file:
            require_types(file.schema_arrow, job.columns, path.name)
        rows = GroupedRows(path=path, columns=job.columns, told_as=path.name)
        if rows.largest_group <= LARGEST_GROUP:
            return rows
        stage_large_groups(rows, work)
        rows.close()
    return staged_rows(work.rows, path.name)
