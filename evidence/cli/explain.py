"""``evidence explain``: from a number back to row, source, page and quote."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from evidence.cli.options import as_command, language_option, project_option
from evidence.findings.codec import encode
from evidence.findings.explain import Link, explain
from evidence.findings.finding import Finding, PublishedFinding, RowTrace
from evidence.findings.store import load
from evidence.records.source import Source
from evidence.synthesis.results import PooledEffect, StudyEffect
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

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
        return [f"{link.id}: {_printed(record)}"]
    if isinstance(record, Finding):
        pooled = record.analysis.pooled
        told = str(pooled) if isinstance(pooled, PooledEffect) else pooled.reason
        return [f"{link.id}: {told}"]
    if isinstance(record, StudyEffect):
        return [f"{link.id}: {record.yi:.4g} [{record.ci_low:.4g}, {record.ci_high:.4g}]"]
    if isinstance(record, RowTrace):
        return _row(record, language)
    if isinstance(record, Source):
        return [
            f"{phrase('cli.explain.source', language)} {record.id}: {record.title}",
            _where(record),
        ]
    return [link.id]


def _printed(record: PublishedFinding) -> str:
    printed = record.estimate
    interval = "" if printed.ci_low is None else f" [{printed.ci_low}, {printed.ci_high}]"
    return f"{printed.measure_as_printed} {printed.estimate}{interval}"


def _row(record: RowTrace, language: Language) -> list[str]:
    place = phrase("cli.explain.row_place", language, table=record.table, row=str(record.row))
    told = [f"{phrase('cli.explain.row', language)} {record.id}: {place}"]
    for name in ("place", "quote", "obtained", "note"):
        value = getattr(record, name)
        if value:
            told.append(f"{phrase(f'cli.explain.{name}', language)}: {value}")
    return told


def _where(source: Source) -> str:
    return f"https://doi.org/{source.doi}" if source.doi else source.url
