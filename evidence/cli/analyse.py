"""``evidence analyse``: run the pages and save the results as text."""

from pathlib import Path

import click

from evidence.cli.options import as_command, language_option, project_option
from evidence.cli.pages import run_pages
from evidence.cli.stages import Stages
from evidence.findings.held_back import all_or_nothing
from evidence.findings.overview import overview
from evidence.findings.store import save_overview
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("analyse", language)
    @project_option(language)
    @language_option(language)
    def analyse(project: Path, language: Language) -> None:
        stages = Stages(language)
        analyse_project(project, stages)
        click.echo(stages.table())

    return analyse


def analyse_project(project: Path, stages: Stages) -> None:
    """Check the tables, run every page and save what they and the tables say, together."""
    with stages.stage("cli.stage.check"):
        tables = open_tables(project / "data")
    results = project / "analyses" / "results"
    with all_or_nothing(results):
        run_pages(project, stages)
        save_overview(results, overview(tables))
