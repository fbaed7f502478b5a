"""One table an analyst has, CSV or Excel: some columns read as numbers, cell by cell.

Every cell that is no number is told at once; rows with an empty cell are set apart, not hidden.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from evidence.errors import Problem, TablesRefused
from evidence.tables.cell import Fault, cell_reader
from evidence.tables.contract import Bounds, Column
from evidence.tables.csv_file import read_csv
from evidence.tables.sheet import Sheet
from evidence.tables.xlsx_file import read_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumns:
    """Columns of numbers of the rows that have all of them.

    Parameters
    ----------
    numbers : mapping of str to tuple of float
        By the names asked for.
    rows : tuple of int
        Numbers of the rows in the spreadsheet.
    incomplete : tuple of (int, str)
        Rows with an empty cell, and the heading of the first one.
    """

    numbers: Mapping[str, tuple[float, ...]]
    rows: tuple[int, ...]
    incomplete: tuple[tuple[int, str], ...]


def read_sheet(path: Path, known: Collection[str]) -> Sheet:
    """Return the sheet of a file, or refuse it with all that is wrong with its structure.

    Parameters
    ----------
    path : Path
        A CSV file or an Excel workbook.
    known : collection of str
        Headings that may stand there, by which the separator of a CSV file is recognised.

    Raises
    ------
    TablesRefused
        The file cannot be read, or rows and headings do not fit.
    """
    if not path.is_file():
        raise TablesRefused([Problem(code="B101", file=str(path))])
    workbook = path.suffix.lower() == ".xlsx"
    sheet = read_xlsx(path) if workbook else read_csv(path, known)
    problems = sheet.problems or headings_twice(sheet, known)
    if problems:
        raise TablesRefused(problems)
    return sheet


def headings_twice(sheet: Sheet, known: Collection[str]) -> list[Problem]:
    """Return the headings an analysis may ask for that stand twice; others do no harm."""
    twice = {one for one in sheet.headings if one in known and sheet.headings.count(one) > 1}
    return [
        Problem(code="E108", file=sheet.file, row=1, column=heading, found=heading)
        for heading in sorted(twice - {""})
    ]


def number_columns(
    sheet: Sheet, headings: Mapping[str, str], bounds: Mapping[str, Bounds]
) -> NumberColumns:
    """Return columns of a sheet as numbers.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    headings : mapping of str to str
        What each column is asked for as, and its heading.
    bounds : mapping of str to Bounds
        Limits of the numbers, by the names asked for, where there are any.

    Returns
    -------
    NumberColumns

    Raises
    ------
    TablesRefused
        With every cell that is no number, or none that is possible.
    """
    readers = {
        name: cell_reader(
            Column(name=heading, kind="number", bounds=bounds.get(name, Bounds())), sheet.decimal
        )
        for name, heading in headings.items()
    }
    places = {name: sheet.headings.index(heading) for name, heading in headings.items()}
    problems: list[Problem] = []
    incomplete: list[tuple[int, str]] = []
    whole: list[tuple[int, tuple[float, ...]]] = []
    for row in sheet.rows:
        values = []
        for name, heading in headings.items():
            found = row.cells[places[name]]
            value = readers[name](found)
            if isinstance(value, Fault):
                problems.append(_problem(value, sheet.file, row.number, heading, found))
            values.append(value)
        if None in values:
            incomplete.append((row.number, [*headings.values()][values.index(None)]))
        else:
            whole.append((row.number, tuple(v for v in values if isinstance(v, float))))
    if problems:
        raise TablesRefused(problems)
    return NumberColumns(
        numbers={
            name: tuple(values[place] for _, values in whole) for place, name in enumerate(headings)
        },
        rows=tuple(number for number, _ in whole),
        incomplete=tuple(incomplete),
    )


def require_counts_within(
    sheet: Sheet,
    columns: NumberColumns,
    headings: Mapping[str, str],
    pairs: Collection[tuple[str, str]],
) -> None:
    """Refuse rows that count more events than there are people.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    columns : NumberColumns
        Its numbers.
    headings : mapping of str to str
        The heading of each column.
    pairs : collection of (str, str)
        Columns of events, and the column of those among whom they are counted.

    Raises
    ------
    TablesRefused
        With every such row.
    """
    problems = []
    for events, people in pairs:
        if events not in headings or people not in headings:
            continue
        written, totals = texts(sheet, headings[events]), texts(sheet, headings[people])
        counted = zip(columns.rows, columns.numbers[events], columns.numbers[people], strict=True)
        for row, among, total in counted:
            if among > total:
                fault = Fault(code="E401", values={"total": totals[row]})
                column = headings[events]
                problems.append(_problem(fault, sheet.file, row, column, written[row]))
    if problems:
        raise TablesRefused(problems)


def texts(sheet: Sheet, heading: str) -> dict[int, str]:
    """Return the cells of a column as written, by the row's number in the spreadsheet."""
    place = sheet.headings.index(heading)
    return {row.number: row.cells[place] for row in sheet.rows}


def require_filled(sheet: Sheet, heading: str, rows: Collection[int]) -> None:
    """Refuse rows, by their numbers in the spreadsheet, whose cell in a column is empty.

    Raises
    ------
    TablesRefused
        With every such row.
    """
    found = texts(sheet, heading)
    problems = [
        Problem(code="E201", file=sheet.file, row=row, column=heading)
        for row in rows
        if not found[row].strip()
    ]
    if problems:
        raise TablesRefused(problems)


def _problem(fault: Fault, file: str, row: int, heading: str, found: str) -> Problem:
    return Problem(
        code=fault.code, file=file, row=row, column=heading, found=found, values=fault.values
    )
