"""What rules look at: a project's tables and, where the analyses have run, their results."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from evidence.audit.answers import Place
from evidence.findings.finding import Chapter
from evidence.records.provenance import Provenance
from evidence.tables.tables import Tables
from evidence.tables.typed_table import TypedRow


@dataclass(frozen=True, kw_only=True)
class Project:
    """Tables, results and the date they are looked at.

    Parameters
    ----------
    tables : Tables
        Tables that hold nothing to refuse.
    chapter : Chapter or None
        The results on disk; None where there are none.
    today : date
        The day waivers and dates are held against.
    memory : dict
        What several rules need and one has worked out.
    """

    tables: Tables
    chapter: Chapter | None = None
    today: date = field(default_factory=date.today)
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def at(self, provenance: Provenance, column: str = "") -> Place:
        """Return the place a record was read from, at one of its columns."""
        return self.of_row(self._row(provenance), column)

    def written(self, provenance: Provenance, column: str) -> str:
        """Return a cell of a record as it is written in its file."""
        key = f"texts of {provenance.table}.{column}"
        if key not in self.memory:
            self.memory[key] = self.tables.rows.tables[provenance.table].texts(column)
        written: str = self.memory[key][self._row(provenance).place]
        return written

    def _row(self, provenance: Provenance) -> TypedRow:
        key = f"rows of {provenance.table}"
        if key not in self.memory:
            table = self.tables.rows.tables[provenance.table]
            self.memory[key] = {row.number: row for row in table}
        row: TypedRow = self.memory[key][provenance.row]
        return row

    def place(self, table: str, identifier: str, column: str = "") -> Place:
        """Return the place of a row known by its id; the table's first row without that id."""
        row = self.tables.rows.tables[table].by_id.get(identifier)
        if row is None:
            return Place(file=self.tables.rows.tables[table].file, table=table, id=identifier)
        return self.of_row(row, column)

    def cell(self, table: str, identifier: str, column: str) -> float | None:
        """Return a number of a column that a project need not have."""
        row = self.tables.rows.tables[table].by_id.get(identifier)
        value = None if row is None else row[column]
        return None if value is None or value == "" else float(value)

    def text(self, table: str, identifier: str, column: str) -> str:
        """Return the text of a column that a project need not have."""
        row = self.tables.rows.tables[table].by_id.get(identifier)
        return "" if row is None else row.text(column)

    def rows(self, table: str) -> Mapping[str, TypedRow]:
        """Return the rows of a table by id."""
        return self.tables.rows.tables[table].by_id

    @staticmethod
    def of_row(row: TypedRow, column: str = "") -> Place:
        """Return the place of a row, at one of its columns."""
        return Place(
            file=row.table.file,
            table=row.table.name,
            id="+".join(filter(None, (row.text(name) for name in row.table.contract.primary_key))),
            row=row.number,
            column=column,
            found=row.written(column) if column else "",
        )
