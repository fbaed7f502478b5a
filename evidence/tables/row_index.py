"""Find any row again by its id: the way from a number in a report back to the spreadsheet."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.errors import ChoiceUnknown
from evidence.tables.canonical_text import canonical_text, sha256_of
from evidence.tables.typed_table import TypedRow, TypedTable


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A row as it stands in its file; ``row`` is the spreadsheet's number (headings are row 1).

    ``sha256`` is the hash of the row's content, the same for CSV and Excel.
    """

    table: str
    row: int
    cells: Mapping[str, str]
    sha256: str


class RowIndex:
    """All rows that have an id of their own.

    A trial and the article it is reported in often share an id. The row of a source comes last,
    so that an id without a table means the row nearest to the numbers.
    """

    def __init__(self, tables: Mapping[str, TypedTable]) -> None:
        self.tables = tables
        self._rows: dict[str, list[TypedRow]] = {}
        for name in sorted(tables, key=lambda name: name == "sources"):
            for identifier, row in tables[name].by_id.items():
                self._rows.setdefault(identifier, []).append(row)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._rows

    def find(self, identifier: str, table: str = "") -> RawRow:
        """Return the row of an id.

        Parameters
        ----------
        identifier : str
            Key of the row.
        table : str, optional
            The table to look in, where several share the id.

        Returns
        -------
        RawRow
            The row with its cells as written.

        Raises
        ------
        ChoiceUnknown
            No row has this id; the choices are all ids there are.
        """
        rows = self._rows.get(identifier, [])
        for row in rows:
            if table in ("", row.table.name):
                return raw_row(row)
        if rows:
            raise ChoiceUnknown("table", table, [row.table.name for row in rows])
        raise ChoiceUnknown("id", identifier, list(self._rows))


def raw_row(row: TypedRow) -> RawRow:
    """Return a row as it stands in its file."""
    headings = row.table.sheet.headings
    cells = row.table.sheet.rows[row.place].cells
    return RawRow(
        table=row.table.name,
        row=row.number,
        cells=dict(zip(headings, cells, strict=True)),
        sha256=sha256_of([canonical_text(row)]),
    )
