"""``evidence report``: from tables to the hearing draft in one command."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from evidence.cli.analyse import analyse_project
from evidence.cli.options import Decorator, as_command, language_option, project_option
from evidence.cli.stages import Stages
from evidence.errors import EvidenceError
from evidence.findings.difference import compare
from evidence.findings.finding import Chapter
from evidence.findings.store import ResultsMissing, ResultsUnreadable, load
from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.phrases import phrase

FORMATS = ("html", "docx", "pdf")
WEB, ALL = "web", "all"
VARIANTS = ("draft", WEB, "annex")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What to write; no recommendation stands for all of them."""

    formats: Sequence[str]
    variants: Sequence[str]
    recommendations: Sequence[str]


class RecommendationForWeb(EvidenceError):
    """Recommendations were chosen, but no web text was asked for."""

    def __init__(self) -> None:
        super().__init__("report.recommendation_for_web")


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("report", language)
    @project_option(language)
    @language_option(language)
    @_what_options(language)
    def report(
        project: Path,
        language: Language,
        formats: tuple[str, ...],
        variants: tuple[str, ...],
        recommendations: tuple[str, ...],
        all_languages: bool,
        zipped: bool,
    ) -> None:
        asked = _Asked(
            formats=formats,
            variants=VARIANTS if ALL in variants else variants,
            recommendations=recommendations,
        )
        if recommendations and WEB not in asked.variants:
            raise RecommendationForWeb
        stages = Stages(language)
        before = _saved(project)
        analyse_project(project, stages)
        with stages.stage("cli.stage.load"):
            chapter = load(project / "analyses" / "results")
        click.echo(_changed(before, chapter, language))
        written: list[Path] = []
        for one in Language if all_languages else (language,):
            written += _write(chapter, project, one, asked, stages)
        if zipped:
            _gather(project, written, chapter, stages)
        click.echo(stages.table())

    return report


def _what_options(language: Language) -> Decorator:
    """Which documents, of what, in which languages and formats."""

    def decorate(called: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option(
                "--zip", "zipped", is_flag=True, help=phrase("cli.report.option.zip", language)
            ),
            click.option(
                "--all-languages",
                is_flag=True,
                help=phrase("cli.report.option.all_languages", language),
            ),
            click.option(
                "--recommendation",
                "recommendations",
                multiple=True,
                metavar="ID",
                help=phrase("cli.report.option.recommendation", language),
            ),
            click.option(
                "--variant",
                "variants",
                multiple=True,
                type=click.Choice((*VARIANTS, ALL)),
                default=VARIANTS[:1],
                help=phrase("cli.report.option.variant", language),
            ),
            click.option(
                "--format",
                "formats",
                multiple=True,
                type=click.Choice(FORMATS),
                default=FORMATS,
                help=phrase("cli.option.formats", language),
            ),
        ):
            called = option(called)
        return called

    return decorate


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
    chapter: Chapter, project: Path, language: Language, asked: _Asked, stages: Stages
) -> list[Path]:
    """Write the web text first: an unknown recommendation then stops all of it."""
    from evidence.documents.render import render
    from evidence.documents.web_files import write_web_texts

    folder = project / "reports" / "build"
    written: list[Path] = []
    if WEB in asked.variants:
        chosen = asked.recommendations
        written += write_web_texts(
            chapter, folder, language, recommendations=chosen, progress=stages
        )
    documents = [name for name in VARIANTS if name in asked.variants and name != WEB]
    if documents:
        written += render(
            chapter,
            templates=project / "reports",
            folder=folder,
            language=language,
            formats=asked.formats,
            variants=documents,
            progress=stages,
            workers=os.cpu_count() or 1,
        )
    _tell(written, stages)
    return written


def _tell(written: Sequence[Path], stages: Stages) -> None:
    for path in written:
        key = "cli.report.unchanged" if path in stages.unchanged else "cli.written"
        click.echo(phrase(key, stages.language, file=str(path)))


def _gather(project: Path, documents: Sequence[Path], chapter: Chapter, stages: Stages) -> None:
    from evidence.documents.bundle import write_bundle

    file = write_bundle(project, documents, chapter.overview, stages.language)
    click.echo(phrase("cli.written", stages.language, file=str(file)))
