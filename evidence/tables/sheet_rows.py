"""From the rows of a file to a sheet: headings first, every row as wide as they are."""

from collections.abc import Iterable

from evidence.errors import Problem
from evidence.tables.sheet import Sheet, SheetRow, unreadable


def sheet_of(file: str, rows: Iterable[SheetRow], decimal: str) -> Sheet:
    """Return the sheet of a file's rows.

    Blank rows are passed over but counted, so that row numbers stay those of the spreadsheet.
    Blanks around a cell are invisible to the person who typed them and are dropped.

    Parameters
    ----------
    file : str
        The file's name.
    rows : iterable of SheetRow
        All rows with their numbers; the first is the headings.
    decimal : str
        The decimal sign of the file.

    Returns
    -------
    Sheet
        Headings and rows; the faults of structure found on the way.
    """
    stripped = (SheetRow(number, tuple(map(str.strip, cells))) for number, cells in rows)
    filled = [row for row in stripped if any(row.cells)]
    if not filled:
        return unreadable(file, "E106")
    if filled[0].number != 1:
        return unreadable(file, "E107")
    with_blanks = len(filled[0].cells)
    # Blank headings at the end of row 1 count only where something stands below them.
    width = max(_last_filled(cells) for _, cells in filled if len(cells) <= with_blanks)
    headings = filled[0].cells[:width]
    problems: list[Problem] = []
    whole = tuple(_fitted(row, (width, with_blanks), file, problems) for row in filled[1:])
    return Sheet(
        file=file, headings=headings, rows=whole, decimal=decimal, problems=tuple(problems)
    )


def _fitted(row: SheetRow, widths: tuple[int, int], file: str, problems: list[Problem]) -> SheetRow:
    """Return a row as wide as the headings, noting cells too many or too few.

    ``widths`` count the headings without and with the blank ones at the end of row 1. A row that
    is longer still has been shifted, even where its last cells are blank.
    """
    number, cells = row
    width, with_blanks = widths
    if len(cells) == width:
        return row
    counts = {"cells": str(len(cells)), "headings": str(width)}
    if len(cells) > with_blanks:
        problems.append(Problem(code="E111", file=file, row=number, values=counts))
    elif len(cells) < width:
        problems.append(Problem(code="E112", file=file, row=number, values=counts))
    return SheetRow(number, (*cells[:width], *("" for _ in range(width - len(cells)))))


def _last_filled(cells: tuple[str, ...]) -> int:
    """Return the number of the last filled cell, counted from one."""
    return next((place for place in range(len(cells), 0, -1) if cells[place - 1]), 0)
