"""A table whose cells have been read: values by column, with the rows they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evidence.errors import Problem
from evidence.tables.cell import Value
from evidence.tables.contract import TableContract
from evidence.tables.sheet import Sheet


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row: ``row["n"]`` is the value in a column, None for an empty or faulty cell."""

    table: "TypedTable"
    place: int

    def __getitem__(self, column: str) -> Value:
        values = self.table.columns.get(column)
        return None if values is None else values[self.place]

    @property
    def number(self) -> int:
        """The row's number in the spreadsheet."""
        return self.table.sheet.rows[self.place].number

    def text(self, column: str) -> str:
        """Return the text of a cell, empty where it is."""
        value = self[column]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTable:
    """A table: its contract, the sheet it came from and the values of each column present."""

    contract: TableContract
    sheet: Sheet
    columns: Mapping[str, Sequence[Value]]

    def __len__(self) -> int:
        return len(self.sheet.rows)

    def __iter__(self) -> Iterator[TypedRow]:
        return (TypedRow(self, place) for place in range(len(self)))

    @property
    def name(self) -> str:
        """The table's name in the contract."""
        return self.contract.name

    @property
    def file(self) -> str:
        """The name of the file it was read from."""
        return self.sheet.file

    def texts(self, column: str) -> Sequence[str]:
        """Return the cells of a column as written, empty where the file has no such column."""
        if column not in self.columns:
            return [""] * len(self)
        place = self.sheet.headings.index(column)
        return [row.cells[place] for row in self.sheet.rows]

    def by_id(self) -> Mapping[str, TypedRow]:
        """Return rows by their id; the first where an id stands twice."""
        ids = self.columns.get(self.contract.id_column, ())
        rows: dict[str, TypedRow] = {}
        for place, value in enumerate(ids):
            if value is not None:
                rows.setdefault(str(value), TypedRow(self, place))
        return rows
