"""A table whose cells have been read: values by column, with the rows they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from evidence.errors import Problem
from evidence.tables.cell import Value
from evidence.tables.contract import TableContract
from evidence.tables.sheet import Sheet


class TypedRow:
    """One row: ``row["n"]`` is the value in a column, None for an empty or faulty cell."""

    __slots__ = ("place", "table")

    # A frozen dataclass takes three times as long to make, and there may be 200 000 rows.
    def __init__(self, table: "TypedTable", place: int) -> None:
        self.table = table
        self.place = place

    def __getitem__(self, column: str) -> Value:
        values = self.table.columns.get(column)
        return None if values is None else values[self.place]

    @property
    def number(self) -> int:
        """The row's number in the spreadsheet."""
        return self.table.sheet.rows[self.place].number

    def text(self, column: str) -> str:
        """Return the text of a cell, empty where it is."""
        # Asked for a million times in a large project: no call to ``__getitem__``.
        values = self.table.columns.get(column)
        value = None if values is None else values[self.place]
        return "" if value is None else str(value)

    def value(self, column: str) -> float | None:
        """Return the number of a cell."""
        value = self[column]
        return None if value is None else float(value)

    def count(self, column: str) -> int | None:
        """Return the whole number of a cell."""
        value = self[column]
        return None if value is None else int(value)

    def written(self, column: str) -> str:
        """Return a cell as it is written in the file."""
        headings, row = self.table.sheet.headings, self.table.sheet.rows[self.place]
        return row.cells[headings.index(column)] if column in headings else ""

    def problem(self, code: str, column: str, /, **values: str) -> Problem:
        """Return a problem of this row, with what is written in the column it is told by."""
        return Problem(
            code=code,
            file=self.table.file,
            row=self.number,
            column=column,
            found=self.written(column),
            values=values,
        )


@dataclass(frozen=True, kw_only=True)
class TypedTable:
    """A table: its contract, the sheet it came from and the values of each column present."""

    contract: TableContract
    sheet: Sheet
    columns: Mapping[str, Sequence[Value]]

    def __len__(self) -> int:
        return len(self.sheet.rows)

    def __iter__(self) -> Iterator[TypedRow]:
        return iter(self._rows)

    @property
    def name(self) -> str:
        """The table's name in the contract."""
        return self.contract.name

    @property
    def file(self) -> str:
        """The name of the file it was read from."""
        return self.sheet.file

    def column(self, name: str) -> Sequence[Value]:
        """Return the values of a column, None for each row where the file has no such column."""
        return self.columns.get(name, (None,) * len(self))

    def with_values(self, *names: str) -> Iterator[TypedRow]:
        """Return the rows that have a value in any of some columns."""
        values = zip(*(self.column(name) for name in names), strict=True)
        some = (any(value is not None for value in row) for row in values)
        return compress(self, some)

    def texts(self, column: str) -> Sequence[str]:
        """Return the cells of a column as written, empty where the file has no such column."""
        if column not in self.columns:
            return [""] * len(self)
        place = self.sheet.headings.index(column)
        return [row.cells[place] for row in self.sheet.rows]

    @cached_property
    def by_id(self) -> Mapping[str, TypedRow]:
        """Rows by their id; the first where an id stands twice."""
        rows: dict[str, TypedRow] = {}
        if self.contract.id_column in self.columns:
            for value, row in zip(self.columns[self.contract.id_column], self._rows, strict=True):
                if value is not None:
                    rows.setdefault(str(value), row)
        return rows

    @cached_property
    def _rows(self) -> tuple[TypedRow, ...]:
        return tuple(TypedRow(self, place) for place in range(len(self)))
