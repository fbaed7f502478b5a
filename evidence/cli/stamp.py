"""``evidence stamp``: which numbers each GRADE decision was made on, written beside it."""

from collections.abc import Collection, Mapping
from pathlib import Path

import click

from evidence.certainty.appraisal import Appraisal, appraisals
from evidence.cli.options import as_command, language_option, project_option
from evidence.errors import ChoiceUnknown, EvidenceError
from evidence.findings.held_back import write_text
from evidence.findings.store import ResultsMissing, load
from evidence.synthesis.results import Analysis
from evidence.tables.filled_cells import WrittenOtherwise, filled
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

KEY = "judgement_id"


class NotStamped(EvidenceError):
    """The table is no CSV that can be filled in without other changes."""

    def __init__(self, file: str) -> None:
        super().__init__("stamp.not_csv", file=file)


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("stamp", language)
    @click.argument("about", metavar="[ID]...", nargs=-1)
    @click.option("--again", is_flag=True, help=phrase("cli.stamp.again", language))
    @project_option(language)
    @language_option(language)
    def stamp(about: tuple[str, ...], again: bool, project: Path, language: Language) -> None:
        count = stamp_decisions(project, about, again=again)
        if not count:
            click.echo(phrase("cli.stamp.nothing", language))
            return
        written = {"count": integer(count, language), "file": "judgements.csv"}
        click.echo(phrase("cli.stamp.done", language, **written))

    return stamp


def stamp_decisions(project: Path, about: Collection[str] = (), *, again: bool = False) -> int:
    """Write the hash of the numbers, and what is suggested, beside decisions that lack them.

    Parameters
    ----------
    project : path
        The project folder.
    about : collection of str
        Ids of estimates and syntheses; all where none is given.
    again : bool
        Whether decisions made on other numbers are stamped anew: people have decided again.

    Returns
    -------
    int
        How many rows were written.

    Raises
    ------
    ChoiceUnknown
        An id has no rating.
    NotStamped
        The table cannot be filled in without other changes to the file.
    """
    tables = open_tables(project / "data")
    found = {one.about_id: one for one in appraisals(tables, _analyses(project))}
    unknown = [name for name in about if name not in found]
    if unknown:
        raise ChoiceUnknown("ID", unknown[0], sorted(found))
    cells: dict[str, Mapping[str, str]] = {}
    for one in found.values():
        if not about or one.about_id in about:
            cells |= _cells(one, again=again)
    if cells:
        _write(project / "data" / "judgements.csv", cells)
    return len(cells)


def _analyses(project: Path) -> list[Analysis]:
    try:
        chapter = load(project / "analyses" / "results")
    except ResultsMissing:
        return []
    return [found.analysis for question in chapter.questions for found in question.findings]


def _cells(one: Appraisal, *, again: bool) -> dict[str, Mapping[str, str]]:
    rows = (*one.unstamped, *(one.stale if again else ()))
    suggested = {held.domain: held.suggestion.levels for held in one.held}
    cells: dict[str, Mapping[str, str]] = {}
    for row in rows:
        levels = suggested.get(row.domain)
        kept = row.suggested_levels is not None and row in one.unstamped
        beside = {} if levels is None or kept else {"suggested_levels": str(levels)}
        cells[row.id] = {"numbers_sha256": one.sha256, **beside}
    return cells


def _write(path: Path, cells: Mapping[str, Mapping[str, str]]) -> None:
    try:
        text = path.read_bytes().decode("utf-8")
        write_text(path, filled(text, KEY, cells))
    except (FileNotFoundError, UnicodeDecodeError, WrittenOtherwise) as reason:
        raise NotStamped(path.name) from reason
