"""A table as it stands in a file: cells as text, with the rows a spreadsheet shows."""

from dataclasses import dataclass, field
from typing import NamedTuple

from evidence.errors import Problem


class SheetRow(NamedTuple):
    """A row's number in the spreadsheet (headings are row 1) and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The headings and rows of one file, and what was wrong with the file itself.

    Parameters
    ----------
    file : str
        The file's name.
    headings : tuple of str
        The cells of row 1.
    rows : tuple of SheetRow
        Rows with something in them, each as wide as the headings.
    decimal : str
        The decimal sign of this file: a point, or a comma where cells are parted by semicolons.
    problems : tuple of Problem
        Faults of structure; cells are checked later.
    complete : bool
        False where the file could not be read to its end, so that a missing key proves nothing.
    """

    file: str
    headings: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    decimal: str = "."
    problems: tuple[Problem, ...] = field(default=())
    complete: bool = True


def unreadable(file: str, code: str, **values: str) -> Sheet:
    """Return the sheet of a file that cannot be read at all, with the reason."""
    return Sheet(
        file=file, problems=(Problem(code=code, file=file, values=values),), complete=False
    )
