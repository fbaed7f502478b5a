"""Which rows of a project's tables were added, removed or edited between two versions."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.tables.tables import Tables
from evidence.tables.typed_table import TypedRow, TypedTable

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell as it was written before and after; empty where there was nothing."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """A row that differs.

    ``row`` is the spreadsheet's number after, or before where the row was removed; ``kind`` is
    ``"added"``, ``"removed"`` or ``"changed"``; ``cells`` are those that differ.
    """

    table: str
    key: str
    row: int
    kind: str
    cells: tuple[CellChange, ...] = ()


def row_changes(old: Tables, new: Tables) -> tuple[RowChange, ...]:
    """Compare two versions of a project's tables, row by row.

    Rows are matched by the table's key, so that sorting a table changes nothing. Numbers are
    compared as numbers: ``1.50`` and ``1.5`` are the same.

    Parameters
    ----------
    old, new : Tables
        The two versions.

    Returns
    -------
    tuple of RowChange
        By table, then in the order of the new file; removed rows last.

    Examples
    --------
    >>> from evidence.tables.open_tables import open_tables
    >>> tables = open_tables("data")
    >>> row_changes(tables, tables)
    ()
    """
    before, after = old.rows.tables, new.rows.tables
    names = sorted({*before, *after})
    return tuple(
        change for name in names for change in _of_table(name, before.get(name), after.get(name))
    )


def _of_table(name: str, old: TypedTable | None, new: TypedTable | None) -> Iterator[RowChange]:
    before, after = _by_key(old), _by_key(new)
    for key, row in after.items():
        if key not in before:
            yield RowChange(table=name, key=_shown(key), row=row.number, kind="added")
            continue
        cells = tuple(_cells(before[key], row))
        if cells:
            yield RowChange(
                table=name, key=_shown(key), row=row.number, kind="changed", cells=cells
            )
    for key, row in before.items():
        if key not in after:
            yield RowChange(table=name, key=_shown(key), row=row.number, kind="removed")


def _by_key(table: TypedTable | None) -> Mapping[Key, TypedRow]:
    """Return rows by their key; those of a project's own table without a key are numbered."""
    seen: Counter[Key] = Counter()
    rows: dict[Key, TypedRow] = {}
    for row in table or ():
        key = tuple(row.text(name) for name in row.table.contract.primary_key)
        seen[key] += 1
        rows[(*key, f"#{seen[key]}") if seen[key] > 1 or not key else key] = row
    return rows


def _shown(key: Key) -> str:
    return " + ".join(part for part in key if part)


def _cells(before: TypedRow, after: TypedRow) -> Iterator[CellChange]:
    for column in dict.fromkeys((*before.table.columns, *after.table.columns)):
        if before[column] != after[column]:
            yield CellChange(
                column=column, before=before.written(column), after=after.written(column)
            )
