"""A project's tables put together from two versions, so that one kind of change is seen alone.

The tables people change for one reason lie apart from the others: what is pooled and how
(``syntheses``), and what was judged (``judgements``, and the certainty stated of each estimate).
Everything else is data.
"""

import csv
import io
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from evidence.errors import TablesRefused
from evidence.tables.descriptor import DESCRIPTOR, load_contract
from evidence.tables.folder import read_folder
from evidence.tables.open_tables import open_tables
from evidence.tables.sheet import Sheet, SheetRow

METHOD_TABLES = ("syntheses",)
RATING_TABLES = ("judgements",)
STATED = ("estimates", "estimate_id", "certainty")
"""The cell people write a rating in that is not a judgement: what an estimate is said to be."""

_DANGLING = ("E303", "E304", "E305")
_SEPARATOR = {".": ",", ",": ";"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row of a mixed project that referred to nothing there, and was left out of it."""

    table: str
    row: int
    found: str


def mix_tables(data: Path, method: Path, rating: Path, into: Path) -> tuple[SetAside, ...]:
    """Write the tables of a project whose parts come from different versions.

    Parameters
    ----------
    data, method, rating : path
        Folders of tables: where data, what is pooled, and the ratings are taken from.
    into : path
        The folder to write to.

    Returns
    -------
    tuple of SetAside
        Rows that refer to rows of another version, such as the rating of a new estimate; they
        are not written.

    Raises
    ------
    TablesRefused
        The parts do not go together in some other way.
    """
    contract = load_contract(data)
    sheets = dict(read_folder(data, contract))
    for folder, names in ((method, METHOD_TABLES), (rating, RATING_TABLES)):
        if folder != data:
            others = read_folder(folder, load_contract(folder))
            sheets |= {name: others[name] for name in names}
    if rating != data:
        table, key, column = STATED
        others = read_folder(rating, load_contract(rating))
        sheets[table] = _with_column(sheets[table], others[table], key, column)
    # A table that need not be there has no headings where it is not.
    sheets = {name: sheet for name, sheet in sheets.items() if sheet.headings}
    into.mkdir(parents=True)
    if (data / DESCRIPTOR).is_file():
        shutil.copy(data / DESCRIPTOR, into / DESCRIPTOR)
    files = {name: Path(contract.tables[name].file).with_suffix(".csv").name for name in sheets}
    return _written_whole(sheets, files, into)


def _with_column(sheet: Sheet, other: Sheet, key: str, column: str) -> Sheet:
    """Return a sheet with one column's cells from another, row by row of the same key."""
    there = dict(zip(_cells(other, key), _cells(other, column), strict=True))
    if column not in sheet.headings or not there:
        return sheet
    place, id_place = sheet.headings.index(column), sheet.headings.index(key)
    rows = tuple(
        SheetRow(
            number,
            (*cells[:place], there.get(cells[id_place], cells[place]), *cells[place + 1 :]),
        )
        for number, cells in sheet.rows
    )
    return replace(sheet, rows=rows)


def _cells(sheet: Sheet, column: str) -> list[str]:
    if column not in sheet.headings:
        return []
    place = sheet.headings.index(column)
    return [row.cells[place] for row in sheet.rows]


def _written_whole(
    sheets: Mapping[str, Sheet], files: Mapping[str, str], into: Path
) -> tuple[SetAside, ...]:
    """Write the sheets, leaving out rows until none refers to a row that is not there."""
    kept = dict(sheets)
    aside: list[SetAside] = []
    for name, sheet in kept.items():
        _write(sheet, into / files[name])
    while True:
        try:
            open_tables(into)
        except TablesRefused as refused:
            wrong = {(p.file, p.row): p for p in refused.problems}
            if any(problem.code not in _DANGLING for problem in refused.problems):
                raise
        else:
            return tuple(aside)
        for name, file in files.items():
            rows = kept[name].rows
            # What is written is numbered anew: headings are row 1.
            gone = {number: wrong.get((file, number + 2)) for number in range(len(rows))}
            aside += [
                SetAside(table=name, row=rows[number].number, found=problem.found)
                for number, problem in gone.items()
                if problem is not None
            ]
            kept[name] = replace(
                kept[name], rows=tuple(row for n, row in enumerate(rows) if gone[n] is None)
            )
            _write(kept[name], into / file)


def _write(sheet: Sheet, path: Path) -> None:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=_SEPARATOR[sheet.decimal], lineterminator="\n")
    rows.writerows((sheet.headings, *(row.cells for row in sheet.rows)))
    path.write_text(out.getvalue(), encoding="utf-8")
