"""Whether keys are unique: the primary key of a table, and columns where each cell differs."""

from collections.abc import Iterator

from evidence.errors import Problem
from evidence.tables.cell import Value
from evidence.tables.typed_table import TypedTable


def key_problems(table: TypedTable) -> Iterator[Problem]:
    """Find rows whose key stands in an earlier row.

    Parameters
    ----------
    table : TypedTable
        A table whose cells have been read.

    Yields
    ------
    Problem
        One for each row that repeats a key, naming the first row that has it.
    """
    key = table.contract.primary_key
    if key:
        yield from _repeated(table, key, "E301")
    for column in table.contract.columns:
        if column.unique and (column.name,) != key:
            yield from _repeated(table, (column.name,), "E302")


def _repeated(table: TypedTable, key: tuple[str, ...], code: str) -> Iterator[Problem]:
    if not set(key) <= set(table.columns):
        return
    first: dict[tuple[Value, ...], int] = {}
    rows = table.sheet.rows
    for place, cells in enumerate(zip(*(table.columns[name] for name in key), strict=True)):
        if any(cell is not None for cell in cells) and first.setdefault(cells, place) != place:
            yield Problem(
                code=code,
                file=table.file,
                row=rows[place].number,
                column=key[0],
                found=" + ".join(str(cell) for cell in cells if cell is not None),
                values={"other_row": str(rows[first[cells]].number), "key": " + ".join(key)},
            )
