"""What nobody has filled in the tables: the unknown is empty and counted."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter, EmptyCells
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_MAY_BE_EMPTY = ("note",)
"""Columns where nothing is missing when nothing is written."""


def empty_cells_table(chapter: Chapter, language: Language) -> Table | None:
    """Return one row a table with its columns that have empty cells; None where none has."""
    by_table: dict[str, list[EmptyCells]] = {}
    for cells in chapter.overview.empty:
        if cells.column in _MAY_BE_EMPTY:
            continue
        by_table.setdefault(cells.table, []).append(cells)
    if not by_table:
        return None
    return Table(
        id="empty-cells",
        caption=phrase("table.empty.caption", language),
        columns=(
            phrase("table.empty.table", language),
            phrase("table.empty.columns", language),
        ),
        widths=(20, 80),
        rows=tuple(
            (
                Cell(text=table, is_header=True),
                Cell(text=", ".join(_told(c, language) for c in cells), refs=("chapter",)),
            )
            for table, cells in by_table.items()
        ),
    )


def _told(cells: EmptyCells, language: Language) -> str:
    counts = {"empty": integer(cells.empty, language), "rows": integer(cells.rows, language)}
    return phrase("table.empty.column", language, column=cells.column, **counts)
