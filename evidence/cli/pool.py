"""``evidence pool``: one table in, the pooled result out."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from evidence.cli.options import Decorator, as_command, language_option
from evidence.cli.pool_records import as_json, write_csv
from evidence.errors import ChoiceUnknown, EvidenceError
from evidence.synthesis.choices import (
    MODELS,
    OF_MEAN,
    PREDICTION_RULES,
    TAU2_METHODS,
    Chosen,
    choose,
)
from evidence.synthesis.pool_columns import (
    EVENT_METHODS,
    PooledColumns,
    pool_columns,
    pool_event_columns,
)
from evidence.synthesis.results import NotEstimable
from evidence.synthesis.table_forms import NAMES, TableForm, table_form
from evidence.tables.analyst_table import (
    NumberColumns,
    number_columns,
    read_sheet,
    require_counts_within,
    require_filled,
    texts,
)
from evidence.tables.contract import Bounds
from evidence.tables.sheet import Sheet
from evidence.vocabulary import Language
from evidence.wording.measure_words import measure_label
from evidence.wording.phrases import phrase
from evidence.wording.pooled_lines import pooled_lines, subgroup_lines

NOT_POOLED = 1
"""Exit code where there is no pooled effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table read: its form, the numbers of whole rows, and names and groups by row."""

    form: TableForm
    columns: NumberColumns
    names: dict[int, str]
    groups: dict[int, str] | None

    @property
    def labels(self) -> list[str]:
        return [self.names[row] for row in self.columns.rows]


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("pool", language)
    @click.argument(
        "file", metavar=phrase("cli.pool.file", language), type=click.Path(path_type=Path)
    )
    @_methods(language)
    @_columns(language)
    @language_option(language)
    @click.pass_context
    def pool(context: click.Context, /, file: Path, language: Language, **asked: Any) -> None:
        table = _read(file, asked)
        found = _pooled(table, asked)
        _tell(found, table, asked, language)
        context.exit(NOT_POOLED if isinstance(found.pooled, NotEstimable) else 0)

    return pool


def _read(file: Path, asked: dict[str, Any]) -> _Table:
    named = dict(_pair(one) for one in asked["column"])
    sheet = read_sheet(file, {*NAMES, *named.values(), asked["study"], asked["by"]})
    form = table_form(sheet.headings, named, asked["measure"])
    study = asked["study"] if asked["study"] in sheet.headings else ""
    if not study and asked["study"] != "study":
        raise ChoiceUnknown("study", asked["study"], sheet.headings)
    if asked["by"] and asked["by"] not in sheet.headings:
        raise ChoiceUnknown("by", asked["by"], sheet.headings)
    columns = number_columns(sheet, form.headings, _bounds(form))
    require_counts_within(sheet, columns, form.headings, form.form.counts)
    if study:
        require_filled(sheet, study, columns.rows)
    return _Table(
        form=form,
        columns=columns,
        names=_names(sheet, study),
        groups=texts(sheet, asked["by"]) if asked["by"] else None,
    )


def _names(sheet: Sheet, study: str) -> dict[int, str]:
    if study:
        return texts(sheet, study)
    return {row.number: str(place) for place, row in enumerate(sheet.rows, start=1)}


def _bounds(form: TableForm) -> dict[str, Bounds]:
    counted = {name: Bounds(minimum=0) for name, _ in form.form.counts}
    return counted | {name: Bounds(exclusive_minimum=0) for name in form.form.positive}


def _pooled(table: _Table, asked: dict[str, Any]) -> PooledColumns:
    numbers = table.columns.numbers
    if asked["method"] in EVENT_METHODS:
        if table.groups is not None:
            raise EvidenceError("pool.by_with_events")
        method, level = asked["method"], asked["level"]
        return pool_event_columns(table.form, numbers, table.labels, method=method, level=level)
    chosen: Chosen = {"level": asked["level"], "model": asked["model"]}
    if asked["method"] and asked["model"] == "random":
        chosen["tau2_method"] = asked["method"]
    if asked["prediction"]:
        chosen["prediction_rule"] = asked["prediction"]
    if asked["ci"]:
        chosen["ci_method"] = asked["ci"]
    groups = None if table.groups is None else [table.groups[row] for row in table.columns.rows]
    return pool_columns(table.form, numbers, table.labels, groups, choose(**chosen))


def _tell(found: PooledColumns, table: _Table, asked: dict[str, Any], language: Language) -> None:
    if asked["csv"]:
        write_csv(found)
    if asked["json"]:
        click.echo(as_json(found, _left_out(found, table)))
    if asked["csv"] or asked["json"]:
        return
    lines = pooled_lines(found.pooled, language)
    if found.subgroups is not None:
        lines += subgroup_lines(found.subgroups, asked["by"], language)
    for row in _left_out(found, table):
        key = "empty" if row["column"] else "no_effect"
        values = {"row": str(row["row"]), "study": row["study"]}
        values |= (
            {"column": row["column"]}
            if row["column"]
            else {"measure": measure_label(table.form.measure, language)}
        )
        lines.append(phrase(f"pool.left_out.{key}", language, **values))
    click.echo("\n".join(lines))


def _left_out(found: PooledColumns, table: _Table) -> list[dict[str, Any]]:
    """Return every row that was not pooled, with the heading of its empty cell, if it has one."""
    rows = [(row, heading) for row, heading in table.columns.incomplete]
    rows += [(table.columns.rows[place], "") for place in found.without_effect]
    return [{"row": r, "study": table.names[r], "column": heading} for r, heading in sorted(rows)]


def _pair(written: str) -> tuple[str, str]:
    name, sign, heading = written.partition("=")
    if not (name and sign and heading):
        raise EvidenceError("pool.bad_pair", found=written)
    return name.strip(), heading.strip()


def _option(name: str, language: Language, **kwargs: Any) -> Decorator:
    return click.option(f"--{name}", help=phrase(f"cli.pool.option.{name}", language), **kwargs)


def _methods(language: Language) -> Decorator:
    measure, number = phrase("cli.pool.measure", language), phrase("cli.pool.number", language)
    methods = click.Choice((*TAU2_METHODS, *EVENT_METHODS))
    options = (
        _option("measure", language, default="", metavar=measure),
        _option("method", language, type=methods),
        _option("ci", language, type=click.Choice(OF_MEAN)),
        _option("prediction", language, type=click.Choice(PREDICTION_RULES)),
        _option("model", language, type=click.Choice(MODELS), default="random"),
        _option("level", language, type=float, default=0.95, metavar=number),
    )
    return _all(options)


def _columns(language: Language) -> Decorator:
    column, pair = phrase("cli.pool.column", language), phrase("cli.pool.pair", language)
    options = (
        _option("by", language, default="", metavar=column),
        _option("study", language, default="study", metavar=column),
        _option("column", language, multiple=True, metavar=pair),
        _option("json", language, is_flag=True),
        _option("csv", language, is_flag=True),
    )
    return _all(options)


def _all(options: tuple[Decorator, ...]) -> Decorator:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate
