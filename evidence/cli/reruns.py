"""The old version of a project rerun with one kind of change at a time."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evidence.cli.analyse import analyse_project
from evidence.cli.stages import Stages
from evidence.cli.telling import tell
from evidence.errors import EvidenceError
from evidence.findings.difference import Cause, same
from evidence.findings.finding import Chapter
from evidence.findings.result_numbers import result_numbers
from evidence.findings.store import ResultsMissing, ResultsUnreadable, load
from evidence.tables.mixed_tables import (
    METHOD_TABLES,
    RATING_TABLES,
    STATED,
    SetAside,
    mix_tables,
)
from evidence.tables.row_changes import RowChange
from evidence.vocabulary import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """What the old version becomes under one cause alone, or why that cannot be computed."""

    cause: Cause
    chapter: Chapter | None
    reason: str = ""
    aside: tuple[SetAside, ...] = ()


def published_chapter(folder: Path) -> Chapter | None:
    """Return the results a version was saved with; None where it has none that can be read."""
    try:
        return load(folder / "analyses" / "results")
    except (ResultsMissing, ResultsUnreadable):
        return None


def rerun(folder: Path, into: Path, language: Language) -> Chapter:
    """Run a version's analyses with the present program, in a copy."""
    shutil.copytree(folder / "data", into / "data")
    _copy_pages(folder, into)
    return _run(into, language)


def is_same(one: Chapter, other: Chapter) -> bool:
    """Tell whether two chapters have the same numbers."""
    mine, others = result_numbers(one), result_numbers(other)
    return mine.keys() == others.keys() and all(
        same(value, others[name].values[key])
        for name, numbers in mine.items()
        for key, value in numbers.values.items()
    )


def causes_between(old: Path, new: Path, rows: tuple[RowChange, ...]) -> tuple[Cause, ...]:
    """Return the kinds of change there are between two versions' folders."""
    found = {_cause_of(row, column) for row in rows for column in _columns(row)}
    if pages_of(old) != pages_of(new):
        found.add(Cause.METHOD)
    return tuple(cause for cause in Cause if cause in found)


def rerun_alone(cause: Cause, old: Path, new: Path, into: Path, language: Language) -> Rerun:
    """Run the old version with one kind of change taken from the new one."""
    parts = {one: (new if one is cause else old) for one in Cause}
    try:
        aside = mix_tables(
            parts[Cause.DATA] / "data",
            parts[Cause.METHOD] / "data",
            parts[Cause.RATING] / "data",
            into / "data",
        )
        _copy_pages(parts[Cause.METHOD], into)
        return Rerun(cause=cause, chapter=_run(into, language), aside=aside)
    except EvidenceError as fault:
        return Rerun(cause=cause, chapter=None, reason=tell(fault, language).splitlines()[0])


def _run(project: Path, language: Language) -> Chapter:
    analyse_project(project, Stages(language, silent=True))
    return load(project / "analyses" / "results")


def _copy_pages(folder: Path, into: Path) -> None:
    """Copy what says how to analyse, without the results."""
    (into / "analyses").mkdir(parents=True)
    for path in sorted((folder / "analyses").iterdir()):
        if path.is_file():
            shutil.copy(path, into / "analyses" / path.name)


def pages_of(folder: Path) -> dict[str, bytes]:
    """Return what says how to analyse, by file name."""
    files = (path for path in (folder / "analyses").iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files}


def _columns(row: RowChange) -> Iterator[str]:
    yield from (cell.column for cell in row.cells)
    if not row.cells:
        yield ""


def _cause_of(row: RowChange, column: str) -> Cause:
    if row.table in METHOD_TABLES:
        return Cause.METHOD
    if row.table in RATING_TABLES or (row.table, column) == (STATED[0], STATED[2]):
        return Cause.RATING
    return Cause.DATA
