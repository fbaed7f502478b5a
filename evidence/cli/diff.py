"""``evidence diff``: what changed between two versions of a project, and why."""

from pathlib import Path

import click

from evidence.cli.difference_files import ENDINGS, write_difference
from evidence.cli.difference_text import difference_lines
from evidence.cli.options import as_command, language_option, project_option
from evidence.cli.stages import Stages
from evidence.cli.version_difference import version_difference
from evidence.errors import EvidenceError
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase


class EndingUnknown(EvidenceError):
    """The file asked for is of no kind that can be written."""

    def __init__(self, file: Path) -> None:
        choices = ", ".join(ENDINGS)
        super().__init__(
            "diff.ending_unknown", file=str(file), found=file.suffix or "–", choices=choices
        )


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("diff", language)
    @click.argument("old", metavar=phrase("cli.diff.old", language))
    @click.argument("new", metavar=phrase("cli.diff.new", language), default=".")
    @project_option(language)
    @language_option(language)
    @click.option(
        "-o",
        "--output",
        "files",
        multiple=True,
        type=click.Path(path_type=Path, dir_okay=False),
        metavar=phrase("cli.option.output.metavar", language),
        help=phrase("cli.option.output", language),
    )
    @click.option("--exit-code", is_flag=True, help=phrase("cli.diff.option.exit_code", language))
    @click.pass_context
    def diff(
        context: click.Context,
        old: str,
        new: str,
        project: Path,
        language: Language,
        files: tuple[Path, ...],
        exit_code: bool,
    ) -> None:
        for file in files:
            if file.suffix not in ENDINGS:
                raise EndingUnknown(file)
        stages = Stages(language)
        where = str(project) if new == "." else new
        difference = version_difference(old, where, project, stages)
        click.echo("\n".join(difference_lines(difference, language)))
        for file in files:
            write_difference(difference, file, language)
            click.echo(phrase("cli.written", language, file=str(file)))
        context.exit(1 if exit_code and (difference.results or difference.rows) else 0)

    return diff
