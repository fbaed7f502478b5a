"""``evidence report``: from tables to the hearing draft in one command."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from evidence.cli.analyse import analyse_project
from evidence.cli.options import as_command, language_option, project_option
from evidence.cli.stages import Stages
from evidence.findings.difference import compare
from evidence.findings.finding import Chapter
from evidence.findings.store import ResultsMissing, ResultsUnreadable, load
from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.phrases import phrase

FORMATS = ("html", "docx", "pdf")


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("report", language)
    @project_option(language)
    @language_option(language)
    @click.option(
        "--format",
        "formats",
        multiple=True,
        type=click.Choice(FORMATS),
        default=FORMATS,
        help=phrase("cli.option.formats", language),
    )
    @click.option(
        "--all-languages", is_flag=True, help=phrase("cli.report.option.all_languages", language)
    )
    @click.option("--zip", "zipped", is_flag=True, help=phrase("cli.report.option.zip", language))
    def report(
        project: Path,
        language: Language,
        formats: tuple[str, ...],
        all_languages: bool,
        zipped: bool,
    ) -> None:
        stages = Stages(language)
        before = _saved(project)
        analyse_project(project, stages)
        with stages.stage("cli.stage.load"):
            chapter = load(project / "analyses" / "results")
        click.echo(_changed(before, chapter, language))
        written: list[Path] = []
        for one in Language if all_languages else (language,):
            written += _write(chapter, project, one, formats, stages)
        if zipped:
            _gather(project, written, chapter, stages)
        click.echo(stages.table())

    return report


def _saved(project: Path) -> Chapter | None:
    """Return the results as they were; None where there are none that can be read."""
    try:
        return load(project / "analyses" / "results")
    except (ResultsMissing, ResultsUnreadable):
        return None


def _changed(before: Chapter | None, now: Chapter, language: Language) -> str:
    """Return which results differ from those of the build before."""
    if before is None:
        return phrase("cli.report.first", language)
    ids = [change.id for change in compare(before, now, {})]
    if not ids:
        return phrase("cli.report.same", language)
    return phrase("cli.report.changed", language, ids=listed(ids, language))


def _write(
    chapter: Chapter, project: Path, language: Language, formats: Sequence[str], stages: Stages
) -> tuple[Path, ...]:
    from evidence.documents.render import render

    written = render(
        chapter,
        templates=project / "reports",
        folder=project / "reports" / "build",
        language=language,
        formats=formats,
        progress=stages,
        workers=os.cpu_count() or 1,
    )
    for path in written:
        key = "cli.report.unchanged" if path in stages.unchanged else "cli.written"
        click.echo(phrase(key, stages.language, file=str(path)))
    return written


def _gather(project: Path, documents: Sequence[Path], chapter: Chapter, stages: Stages) -> None:
    from evidence.documents.bundle import write_bundle

    file = write_bundle(project, documents, chapter.overview, stages.language)
    click.echo(phrase("cli.written", stages.language, file=str(file)))
