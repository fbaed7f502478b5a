"""Rows copied to a Parquet file that can be read in parts: from CSV, a database, or in disorder.

The order of rows is kept, or is that in which analyses first appear, so that the same file gives
the same parts.
"""

from pathlib import Path

from evidence.bulk.job.asked import Columns
from evidence.bulk.job.column_types import require_columns, require_types
from evidence.bulk.job.csv_columns import dialect_of, number_sql
from evidence.bulk.job.duckdb_rows import copy, database, named, quoted
from evidence.bulk.job.grouped_rows import CELL, ROW, GroupedRows
from evidence.bulk.job.stopped import stop
from evidence.bulk.job.work_folder import WorkFolder

STAGED = Columns()
"""Headings of the copies."""
TABLES = """
    SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'
    UNION ALL
    SELECT view_name FROM duckdb_views() WHERE database_name = 'source' AND NOT internal
    ORDER BY ALL
"""


def stage_csv(path: Path, columns: Columns, work: WorkFolder) -> None:
    """Copy the rows of a CSV file, cells that are no numbers as they are written beside."""
    dialect = dialect_of(path, columns.names())
    require_columns(dialect.headings, columns, path.name)
    analysis, yi, vi = (f"c{dialect.headings.index(name)}" for name in columns.names())
    kinds = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(dialect.headings)))
    effect, variance = number_sql(yi, dialect.decimal), number_sql(vi, dialect.decimal)
    query = f"""
        SELECT nullif(trim({analysis}), '') AS analysis_id, {effect} AS yi, {variance} AS vi,
            1 + row_number() OVER () AS {ROW},
            CASE WHEN {effect} IS NULL THEN coalesce({yi}, '')
                WHEN {variance} IS NULL THEN coalesce({vi}, '') END AS {CELL}
        FROM read_csv({quoted(path)}, auto_detect = false, header = true, quote = '"',
            escape = '"', delim = {quoted(dialect.separator)}, columns = {{{kinds}}})
    """
    with database(work, path.name) as connection:
        copy(connection, query, work.rows)


def stage_database(path: Path, table: str, columns: Columns, work: WorkFolder) -> None:
    """Copy the rows of a table in a DuckDB database."""
    with database(work, path.name) as connection:
        connection.execute(f"ATTACH {quoted(path)} AS source (READ_ONLY)")
        known = [name for (name,) in connection.execute(TABLES).fetchall()]
        chosen = table or (known[0] if len(known) == 1 else "")
        if chosen not in known:
            raise stop("B108", path.name, found=table, tables=", ".join(known))
        rows = f"source.{named(chosen)}"
        empty = connection.sql(f"SELECT * FROM {rows} LIMIT 0").to_arrow_table()
        require_types(empty.schema, columns, path.name)
        placed = f"(SELECT *, row_number() OVER () AS place FROM {rows})"
        copy(connection, _numbered(columns, placed), work.rows)


def stage_large_groups(rows: GroupedRows, work: WorkFolder) -> None:
    """Copy the rows of a Parquet file whose row groups are too large to be read one at a time."""
    with database(work, rows.told_as) as connection:
        copy(connection, _numbered(rows.columns, _places(rows)), work.rows)


def stand_together(rows: GroupedRows, work: WorkFolder) -> bool:
    """Return whether the rows of every analysis stand together."""
    analysis = named(rows.columns.analysis)
    scattered = f"""
        SELECT count(*) FROM (
            SELECT 1 FROM {_places(rows)} GROUP BY {analysis}
            HAVING max(place) - min(place) + 1 <> count(*)
        )
    """
    with database(work, rows.told_as) as connection:
        return bool(connection.execute(scattered).fetchall()[0][0] == 0)


def stage_sorted(rows: GroupedRows, work: WorkFolder) -> None:
    """Copy rows so that those of an analysis stand together, in the order analyses appear."""
    analysis = named(rows.columns.analysis)
    query = f"""
        WITH rows AS (SELECT * FROM {_places(rows)}),
            firsts AS (SELECT {analysis} AS id, min(place) AS first FROM rows GROUP BY ALL)
        {{}} JOIN firsts ON rows.{analysis} IS NOT DISTINCT FROM firsts.id
        ORDER BY firsts.first, rows.place
    """
    chosen = (
        f"SELECT analysis_id, yi, vi, {ROW}, {CELL} FROM rows"
        if rows.staged
        else _numbered(rows.columns, "rows")
    )
    with database(work, rows.told_as) as connection:
        copy(connection, query.format(chosen), work.sorted_rows)


def staged_rows(path: Path, told_as: str) -> GroupedRows:
    """Return the rows of a copy."""
    return GroupedRows(path=path, columns=STAGED, told_as=told_as, staged=True)


def _places(rows: GroupedRows) -> str:
    """Return SQL of the rows with their places, counted from one."""
    source = f"read_parquet({quoted(rows.path)}, file_row_number = true)"
    return f"(SELECT *, file_row_number + 1 AS place FROM {source})"


def _numbered(columns: Columns, rows: str) -> str:
    """Return SQL of the columns wanted, from rows with their places."""
    analysis, yi, vi = map(named, columns.names())
    return f"""
        SELECT {analysis} AS analysis_id, CAST({yi} AS DOUBLE) AS yi, CAST({vi} AS DOUBLE) AS vi,
            place AS {ROW}, CAST(NULL AS VARCHAR) AS {CELL}
        FROM {rows}
    """
