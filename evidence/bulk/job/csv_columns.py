"""How a CSV file is written: its separator, its decimal sign and its headings.

A comma or a semicolon parts the cells. Where it is the semicolon, a comma is the decimal sign, as
Excel saves CSV where Windows is set to Norwegian.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from evidence.bulk.job.stopped import stop

SEPARATORS = (",", ";", "\t")
LONGEST_LINE = 1_000_000


class Dialect(NamedTuple):
    """The separator, the decimal sign and the headings of a CSV file."""

    separator: str
    decimal: str
    headings: tuple[str, ...]


def dialect_of(path: Path, known: Sequence[str]) -> Dialect:
    """Return how a CSV file is written, by its first line.

    Parameters
    ----------
    path : Path
        The file.
    known : sequence of str
        Headings by which the separator is recognised.

    Raises
    ------
    JobStopped
        The file is empty, or not text in UTF-8.
    """
    try:
        with path.open("rb") as file:
            first = file.readline(LONGEST_LINE).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise stop("B106", path.name, row="1") from fault
    if not first.strip():
        raise stop("B113", path.name)

    def headings(separator: str) -> tuple[str, ...]:
        return tuple(cell.strip() for cell in next(csv.reader([first], delimiter=separator)))

    best = max(SEPARATORS, key=lambda one: len(set(known) & set(headings(one))))
    return Dialect(best, "," if best == ";" else ".", headings(best))


def number_sql(cell: str, decimal: str) -> str:
    """Return SQL that reads a cell as a number in one way only, or gives NULL.

    Examples
    --------
    >>> number_sql("c1", ".")
    "TRY_CAST(CASE WHEN contains(c1, '_') THEN NULL ELSE replace(c1, '−', '-') END AS DOUBLE)"
    """
    minus = f"replace({cell}, '\N{MINUS SIGN}', '-')"
    if decimal == ".":
        return _cast(f"contains({cell}, '_')", minus)
    return _cast(f"contains({cell}, '_') OR contains({cell}, '.')", f"replace({minus}, ',', '.')")


def _cast(refused: str, text: str) -> str:
    return f"TRY_CAST(CASE WHEN {refused} THEN NULL ELSE {text} END AS DOUBLE)"
