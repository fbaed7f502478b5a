"""``evidence check``: whether the tables are right and the ratings add up."""

from pathlib import Path

import click

from evidence.cli.options import as_command, language_option, project_option
from evidence.cli.ratings import rating_lines
from evidence.tables.open_tables import open_tables
from evidence.tables.tables import Tables
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

TELLING_COLUMNS = {
    "estimates": ("ci_low", "k", "n", "i2", "certainty"),
    "outcomes": ("importance", "threshold_small", "threshold_mid"),
    "judgements": ("decided_levels", "target"),
    "sources": ("retraction_status",),
}


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("check", language)
    @project_option(language)
    @language_option(language)
    @click.pass_context
    def check(context: click.Context, project: Path, language: Language) -> None:
        tables = open_tables(project / "data")
        counts = tables.row_counts()
        rows = str(sum(counts.values()))
        fine = phrase("cli.tables.fine", language, tables=str(len(counts)), rows=rows)
        click.echo(fine)
        _tell_empty(tables, language)
        conflicts, incomplete = rating_lines(tables, language)
        for line in (*conflicts, *incomplete):
            click.echo(line)
        context.exit(1 if conflicts else 0)

    return check


def _tell_empty(tables: Tables, language: Language) -> None:
    lines = [
        phrase(
            "cli.tables.empty_line",
            language,
            table=table,
            column=column,
            empty=str(empty),
            rows=str(rows),
        )
        for table, column, empty, rows in tables.empty_cells()
        if empty and column in TELLING_COLUMNS.get(table, ())
    ]
    if lines:
        click.echo("\n".join([phrase("cli.tables.empty", language), *lines]))
