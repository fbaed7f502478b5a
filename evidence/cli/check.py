"""``evidence check``: whether the tables are right, the ratings add up and the rules hold."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from evidence.audit.catalogue import all_rules, selected
from evidence.audit.project import Project
from evidence.audit.rule import Severity
from evidence.audit.run import run
from evidence.cli.checklist import ALL, checklist_report
from evidence.cli.explain_code import explain_code
from evidence.cli.grade import grade_report, rating_rules
from evidence.cli.options import Decorator, as_command, language_option, project_option
from evidence.cli.remark_lines import remark_lines
from evidence.documents.remarks_html import remarks_html
from evidence.documents.remarks_json import remarks_json
from evidence.documents.remarks_sarif import remarks_sarif
from evidence.findings.finding import Chapter
from evidence.findings.store import ResultsMissing, ResultsUnreadable, load
from evidence.tables.checklist_items import CHECKLISTS
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
WRITERS = {"json": remarks_json, "sarif": remarks_sarif, "html": remarks_html}
FORMATS = ("text", *WRITERS)


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("check", language)
    @project_option(language)
    @language_option(language)
    @_rule_options(language)
    @click.pass_context
    def check(
        context: click.Context,
        /,
        project: Path,
        language: Language,
        code: str | None,
        form: str,
        **asked: Any,
    ) -> None:
        if code is not None:
            click.echo(explain_code(code, language))
            return
        if asked["checklists"]:
            click.echo(checklist_report(project, asked["checklists"], language, form=form))
            return
        rules = rating_rules() if asked["grade"] else selected(asked["select"], asked["ignore"])
        looked_at = _project(open_tables(project / "data"), project)
        checked = run(looked_at, rules, all_rules())
        if asked["grade"] and form != "sarif":
            told = grade_report(looked_at, checked, language, form=form, about=asked["about"])
            click.echo(told)
        elif form in WRITERS:
            click.echo(WRITERS[form](checked, language))
        else:
            _tell_tables(looked_at.tables, language)
            for line in remark_lines(checked, language):
                click.echo(line)
        context.exit(1 if checked.count(Severity.STOP) else 0)

    return check


def _rule_options(language: Language) -> Decorator:
    """Which rules, in what form, or what one of them is."""

    def decorate(called: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option(
                "--format",
                "form",
                type=click.Choice(FORMATS),
                default=FORMATS[0],
                help=phrase("cli.option.format", language),
            ),
            click.option(
                "--checklist",
                "checklists",
                multiple=True,
                type=click.Choice((*CHECKLISTS, ALL), case_sensitive=False),
                help=phrase("cli.option.checklist", language),
            ),
            click.option("--about", multiple=True, help=phrase("cli.option.grade_about", language)),
            click.option("--grade", is_flag=True, help=phrase("cli.option.grade", language)),
            click.option("--explain", "code", help=phrase("cli.option.explain_code", language)),
            click.option("--ignore", multiple=True, help=phrase("cli.option.ignore", language)),
            click.option("--select", multiple=True, help=phrase("cli.option.select", language)),
        ):
            called = option(called)
        return called

    return decorate


def _project(tables: Tables, project: Path) -> Project:
    chapter = _chapter(project / "analyses" / "results")
    return Project(tables=tables, chapter=chapter, today=date.today())


def _chapter(folder: Path) -> Chapter | None:
    """Return the results on disk; rules that need them say that there are none to read."""
    try:
        return load(folder)
    except (ResultsMissing, ResultsUnreadable):
        return None


def _tell_tables(tables: Tables, language: Language) -> None:
    counts = tables.row_counts()
    rows = str(sum(counts.values()))
    click.echo(phrase("cli.tables.fine", language, tables=str(len(counts)), rows=rows))
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
