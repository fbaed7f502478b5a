"""``evidence explain``: from a number back to row, source, page and quote."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from evidence.cli.options import as_command, language_option, project_option
from evidence.findings.codec import encode
from evidence.findings.explain import Link, Measured, explain
from evidence.findings.finding import Finding, PublishedFinding, RowTrace
from evidence.findings.store import load
from evidence.records.judgement import Judgement
from evidence.records.source import Source
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.certainty_words import footnote, level_label, level_of
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import basis, effect_value, pooled_value
from evidence.wording.published_value import printed_value
from evidence.wording.synthesis_words import not_estimable_reason, state_method

INDENT = "  "


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("explain", language)
    @click.argument("identifier", metavar="ID")
    @project_option(language)
    @language_option(language)
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        help=phrase("cli.option.format", language),
    )
    def explain_command(identifier: str, project: Path, language: Language, form: str) -> None:
        link = explain(load(project / "analyses" / "results"), identifier)
        if form == "json":
            click.echo(json.dumps(encode(link), ensure_ascii=False, indent=1))
        else:
            click.echo("\n".join(_lines(link, language, 0)))

    return explain_command


def _lines(link: Link, language: Language, depth: int) -> Iterator[str]:
    for number, line in enumerate(_telling(link, language)):
        yield INDENT * (depth + (number > 0)) + line
    for below in link.rests_on:
        yield from _lines(below, language, depth + 1)


def _telling(link: Link, language: Language) -> list[str]:
    record = link.record
    if isinstance(record, PublishedFinding):
        return _published(record, language)
    if isinstance(record, Finding):
        return _finding(record, language)
    if isinstance(record, Measured):
        return [f"{link.id}: {effect_value(record.effect, record.measure, language)}"]
    if isinstance(record, Judgement):
        return [f"{link.id}: {footnote(record, language)}"]
    if isinstance(record, RowTrace):
        return _row(record, language)
    if isinstance(record, Source):
        return _source(record, language)
    return [link.id]


def _published(record: PublishedFinding, language: Language) -> list[str]:
    estimate = record.estimate
    unnamed = phrase("cli.explain.unnamed", language)
    printed = unnamed if estimate.estimate is None else printed_value(estimate, language)
    level = level_label(level_of(record.rating), language)
    return [
        f"{estimate.id}: {printed}",
        f"{phrase('cli.explain.certainty', language)}: {level}",
    ]


def _finding(record: Finding, language: Language) -> list[str]:
    pooled = record.analysis.pooled
    if isinstance(pooled, NotEstimable):
        return [f"{record.synthesis.id}: {not_estimable_reason(pooled, language)}"]
    shown = pooled_value(pooled, language, *basis(record.analysis, pooled, language))
    return [f"{record.synthesis.id}: {shown}", state_method(pooled, language)]


def _row(record: RowTrace, language: Language) -> list[str]:
    place = phrase("cli.explain.row_place", language, table=record.table, row=str(record.row))
    told = [f"{phrase('cli.explain.row', language)} {record.id}: {place}"]
    obtained = phrase(f"table.obtained.{record.obtained}", language) if record.obtained else ""
    values = {"place": record.place, "quote": record.quote, "obtained": obtained}
    for name, value in (*values.items(), ("note", record.note)):
        if value:
            told.append(f"{phrase(f'cli.explain.{name}', language)}: {value}")
    return told


def _source(source: Source, language: Language) -> list[str]:
    told = [f"{phrase('cli.explain.source', language)} {source.id}: {source.title}"]
    issue = f"({source.issue})" if source.issue else ""
    printed = (source.container, str(source.year or ""), f"{source.volume}{issue}", source.pages)
    where = ", ".join(part for part in printed if part)
    if where:
        told.append(f"{phrase('cli.explain.citation', language)}: {where}")
    link = f"https://doi.org/{source.doi}" if source.doi else source.url
    return [*told, link] if link else told
