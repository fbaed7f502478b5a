"""Read a table from a CSV file, as Excel in Norway or elsewhere saves it.

A comma or a semicolon parts the cells. Where it is the semicolon, a comma is the decimal sign:
that is how Excel saves CSV where Windows is set to Norwegian.
"""

import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from evidence.errors import Problem
from evidence.tables.sheet import Sheet, SheetRow, unreadable
from evidence.tables.sheet_rows import sheet_of
from evidence.tables.text_file import NotUtf8, decoded

DECIMAL_SIGN = {",": ".", ";": ","}
OTHER_SEPARATORS = ("\t", "|")
# What the csv module reads unless somebody has told it otherwise.
LONGEST_CELL = 131_072


def read_csv(path: Path, known: Collection[str]) -> Sheet:
    """Return the sheet of a CSV file.

    Parameters
    ----------
    path : Path
        The file.
    known : collection of str
        Headings of the contract, by which the separator is recognised.

    Returns
    -------
    Sheet
        Cells as text; a file that cannot be read holds the reason among its problems.
    """
    text = decoded(path.read_bytes())
    if isinstance(text, NotUtf8):
        problem = Problem(
            code="E105", file=path.name, row=text.row, values={"encoding": text.encoding}
        )
        return Sheet(file=path.name, problems=(problem,), complete=False)
    separator = _separator(text, known)
    if separator not in DECIMAL_SIGN:
        return unreadable(path.name, "E115")
    rows = _Rows(text, separator, path.name)
    sheet = sheet_of(path.name, rows, DECIMAL_SIGN[separator])
    if rows.problem is None:
        return sheet
    return Sheet(
        file=path.name,
        headings=sheet.headings,
        rows=sheet.rows,
        decimal=sheet.decimal,
        problems=(*(problem for problem in sheet.problems if sheet.headings), rows.problem),
        complete=False,
    )


class _Rows:
    """The rows of a text, up to where it cannot be parted into cells; ``problem`` says why."""

    def __init__(self, text: str, separator: str, file: str) -> None:
        self.problem: Problem | None = None
        self._text = text
        self._separator = separator
        self._file = file

    def __iter__(self) -> Iterator[SheetRow]:
        lines = io.StringIO(self._text, newline="")
        reader = csv.reader(lines, delimiter=self._separator, strict=True)
        has_long_lines = any(len(line) > LONGEST_CELL for line in self._text.split("\n"))
        number, line = 0, 1
        try:
            for number, cells in enumerate(reader, start=1):
                if has_long_lines and any(len(cell) > LONGEST_CELL for cell in cells):
                    self.problem = self._fault(number, line)
                    return
                line = reader.line_num + 1
                yield SheetRow(number, tuple(cells))
        except csv.Error:
            self.problem = self._fault(number + 1, line)

    def _fault(self, row: int, line: int) -> Problem:
        """Tell a cell beyond all measure from a quotation mark that was never closed."""
        length = len(next(_lines_from(self._text, line), ""))
        if length > LONGEST_CELL:
            values = {"length": str(length)}
            return Problem(code="E114", file=self._file, row=row, values=values)
        return Problem(code="E113", file=self._file, row=row)


def _lines_from(text: str, line: int) -> Iterator[str]:
    for number, content in enumerate(io.StringIO(text, newline=""), start=1):
        if number >= line:
            yield content


def _separator(text: str, known: Collection[str]) -> str:
    """Return the separator that finds most known headings in the first line."""
    first = next(_lines_from(text, 1), "")

    def recognised(separator: str) -> int:
        return sum(cell.strip('" \r\n') in known for cell in first.split(separator))

    separators = (*DECIMAL_SIGN, *OTHER_SEPARATORS)
    best = max(separators, key=recognised)
    # One lone heading is found by any separator, and none by a first row of data: then count.
    return best if recognised(best) > 1 else max(DECIMAL_SIGN, key=first.count)
