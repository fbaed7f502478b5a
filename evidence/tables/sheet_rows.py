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
    headings = _without_trailing_blanks(filled[0].cells)
    problems: list[Problem] = []
    width = len(headings)
    whole = tuple(_fitted(row, width, file, problems) for row in filled[1:])
    return Sheet(
        file=file, headings=headings, rows=whole, decimal=decimal, problems=tuple(problems)
    )


def _fitted(row: SheetRow, width: int, file: str, problems: list[Problem]) -> SheetRow:
    """Return a row as wide as the headings, noting cells too many or too few."""
    number, cells = row
    if len(cells) == width:
        return row
    counts = {"cells": str(len(cells)), "headings": str(width)}
    surplus = [cell for cell in cells[width:] if cell]
    if surplus:
        problems.append(
            Problem(code="E111", file=file, row=number, found=surplus[0], values=counts)
        )
    elif len(cells) < width:
        problems.append(Problem(code="E112", file=file, row=number, values=counts))
    return SheetRow(number, (*cells[:width], *("" for _ in range(width - len(cells)))))


def _without_trailing_blanks(cells: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(cells, start=1) if cell]
    return cells[: filled[-1]]
