"""The results of all parts put together in one file, which is there whole or not at all."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.bulk.job.duckdb_rows import database
from evidence.bulk.job.optional import optional
from evidence.bulk.job.part_results import BAD_CELL, BAD_COLUMN, BAD_ROW, read_part
from evidence.bulk.job.work_folder import WorkFolder, put_in_place

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_GROUP = 1 << 17
"""Analyses in a row group, however large the parts are: the file is the same for any."""
TABLE = "pooled"
"""Name of the table where a database is written."""


def write_finished(
    target: Path, parts: Iterable[Path], methods: dict[str, Any], work: WorkFolder
) -> None:
    """Write the results of all parts to one file.

    Parameters
    ----------
    target : Path
        The file, Parquet, CSV or DuckDB by its ending.
    parts : iterable of Path
        Files of the parts, in order.
    methods : dict of str
        How the analyses were pooled; a Parquet file carries it as ``evidence``.
    work : WorkFolder
        Where a database may use the disk.
    """
    write = {".csv": _csv, ".duckdb": _duckdb}.get(target.suffix.lower(), _parquet)
    write(target, _results(parts), methods, work)


def _results(parts: Iterable[Path]) -> "Iterator[pa.Table]":
    for part in parts:
        yield read_part(part).drop_columns([BAD_ROW, BAD_COLUMN, BAD_CELL])


def _parquet(
    target: Path, tables: "Iterator[pa.Table]", methods: dict[str, Any], _: WorkFolder
) -> None:
    pq = optional("pyarrow.parquet")
    told = {"evidence": json.dumps(methods, sort_keys=True)}
    with put_in_place(target, lasting=True) as beside:
        writer = None
        for table in _groups(tables):
            if writer is None:
                schema = table.schema.with_metadata(told)
                texts = [field.name for field in schema if field.name in ("analysis_id", "status")]
                # Numbers of which hardly two are the same gain nothing from a list of them.
                writer = pq.ParquetWriter(beside, schema, use_dictionary=texts)
            writer.write_table(table.cast(schema), row_group_size=ROWS_A_GROUP)
        if writer is not None:
            writer.close()


def _groups(tables: "Iterator[pa.Table]") -> "Iterator[pa.Table]":
    """Yield the same rows in tables of one size, the last excepted."""
    arrow = optional("pyarrow")
    held: list[pa.Table] = []
    rows = 0
    for table in tables:
        held.append(table)
        rows += table.num_rows
        while rows >= ROWS_A_GROUP:
            whole = arrow.concat_tables(held)
            yield whole.slice(0, ROWS_A_GROUP).combine_chunks()
            held, rows = [whole.slice(ROWS_A_GROUP)], rows - ROWS_A_GROUP
    if rows:
        yield arrow.concat_tables(held).combine_chunks()


def _csv(target: Path, tables: "Iterator[pa.Table]", _: dict[str, Any], __: WorkFolder) -> None:
    csv = optional("pyarrow.csv")
    with put_in_place(target, lasting=True) as beside, beside.open("wb") as file:
        options = csv.WriteOptions(quoting_style="needed")
        for table in tables:
            plain = table.set_column(1, "status", table.column("status").cast("string"))
            csv.write_csv(plain, file, options)
            options = csv.WriteOptions(quoting_style="needed", include_header=False)


def _duckdb(
    target: Path, tables: "Iterator[pa.Table]", _: dict[str, Any], work: WorkFolder
) -> None:
    with put_in_place(target, lasting=True) as beside, database(work, target.name) as connection:
        connection.execute(f"ATTACH '{beside}' AS finished")
        for place, table in enumerate(tables):
            begin = "INSERT INTO" if place else "CREATE TABLE"
            between = "" if place else " AS"
            connection.register("results", table)
            connection.execute(f"{begin} finished.{TABLE}{between} SELECT * FROM results")
            connection.unregister("results")
        connection.execute("DETACH finished")
