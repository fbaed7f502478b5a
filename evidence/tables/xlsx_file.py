"""Read a table from an Excel workbook, cells as text the way a careful person would type them.

Dates come back as dates, so that a date in a name or number column is seen for what it is.
Numbers lose the noise of binary arithmetic: Excel itself keeps 15 digits.
"""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from evidence.tables.sheet import Sheet, SheetRow, unreadable
from evidence.tables.sheet_rows import sheet_of

# What a damaged, encrypted or foreign file makes the workbook reader raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,
)


def read_xlsx(path: Path) -> Sheet:
    """Return the sheet of a workbook: the one named as the file, or the only one in use.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    Sheet
        Cells as text; a file that cannot be read holds the reason among its problems.

    Raises
    ------
    PermissionError
        The file is locked: Windows does so while it is open in Excel.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # The reader warns of parts it leaves out, such as validation lists: none holds a cell.
            warnings.simplefilter("ignore")
            workbook = load_workbook(path, read_only=True)
            try:
                return _read(workbook, path)
            finally:
                workbook.close()
    except PermissionError:
        raise
    except (*UNREADABLE, InvalidFileException):
        return unreadable(path.name, "E116")


def _read(workbook: Any, path: Path) -> Sheet:
    names = workbook.sheetnames
    if path.stem in names:
        worksheet = workbook[path.stem]
    else:
        # Excel gives a new workbook sheets that nobody uses.
        filled = [sheet for sheet in workbook.worksheets if _is_filled(sheet)]
        if len(filled) > 1:
            return unreadable(path.name, "E117", sheets=", ".join(names), sheet=path.stem)
        worksheet = (filled or workbook.worksheets)[0]
    # Some programs write the wrong extent of a sheet; read it from the cells instead.
    worksheet.reset_dimensions()
    return sheet_of(path.name, _rows(worksheet), ".")


def _is_filled(worksheet: Any) -> bool:
    worksheet.reset_dimensions()
    return any(cell.value is not None for row in worksheet.iter_rows() for cell in row)


def _rows(worksheet: Any) -> Iterator[SheetRow]:
    width = 0
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        width = width or len(texts)
        # A workbook keeps no cells after the last of a row; they are blank, not absent.
        yield SheetRow(number, (*texts, *("" for _ in range(width - len(texts)))))


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = str(value) if isinstance(value, int) else format(value, ".15g")
        return f"{number} %" if "%" in cell.number_format else number
    if isinstance(value, datetime):
        return _date_text(value, cell.number_format)
    # Formulas of the kinds Excel keeps apart come as objects of their own.
    return str(value) if isinstance(value, str | time | timedelta) else "="


def _date_text(value: datetime, number_format: str) -> str:
    """Return a date as finely as its cell shows it: where that has no day, none was typed."""
    if value.time() != time.min:
        return str(value)
    return value.date().isoformat() if "d" in number_format.lower() else f"{value:%b-%Y}"
