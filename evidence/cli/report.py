"""``evidence report``: from tables to the hearing draft in one command."""

from pathlib import Path

import click

from evidence.cli.analyse import analyse_project
from evidence.cli.options import as_command, language_option, project_option
from evidence.cli.stages import Stages
from evidence.findings.store import load
from evidence.vocabulary import Language
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
    def report(project: Path, language: Language, formats: tuple[str, ...]) -> None:
        from evidence.documents.render import render

        stages = Stages(language)
        analyse_project(project, stages)
        with stages.stage("cli.stage.load"):
            chapter = load(project / "analyses" / "results")
        written = render(
            chapter,
            templates=project / "reports",
            folder=project / "reports" / "build",
            language=language,
            formats=formats,
            stages=stages.stage,
        )
        for path in written:
            click.echo(phrase("cli.written", language, file=str(path)))
        click.echo(stages.table())

    return report
