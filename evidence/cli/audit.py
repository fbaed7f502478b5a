"""``evidence audit PAGE``: a written guideline page, checked against itself and the tables."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from evidence.audit.page.audit_page import PageAudit, audit_page
from evidence.audit.page.read_page import read_page
from evidence.cli.options import as_command, language_option, project_option
from evidence.findings.held_back import write_text
from evidence.tables.open_tables import open_tables
from evidence.tables.tables import Tables
from evidence.vocabulary import Language
from evidence.wording.page_findings import (
    IMPLIED_HEADINGS,
    as_json,
    audit_summary,
    implied_rows,
    page_finding_title,
    place_words,
    state_page_finding,
)
from evidence.wording.phrases import phrase

SEVERE = 2


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("audit", language)
    @click.argument("page", type=click.Path(path_type=Path), metavar="PAGE")
    @project_option(language)
    @click.option(
        "--data", type=click.Path(path_type=Path), help=phrase("cli.audit.data", language)
    )
    @language_option(language)
    @click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "html"]),
        default="text",
        help=phrase("cli.option.format", language),
    )
    @click.option("--all", "everything", is_flag=True, help=phrase("cli.audit.all", language))
    @click.option(
        "-o", "--output", type=click.Path(path_type=Path), help=phrase("cli.audit.output", language)
    )
    @click.pass_context
    def audit(
        context: click.Context,
        page: Path,
        project: Path,
        data: Path | None,
        language: Language,
        form: str,
        everything: bool,
        output: Path | None,
    ) -> None:
        audited = audit_page(read_page(page), _tables(context, project, data))
        told = _told(audited, language, form, everything)
        if output is None:
            click.echo(told)
        else:
            write_text(output, told + "\n")
        context.exit(1 if any(one.severity >= SEVERE for one in audited.findings) else 0)

    return audit


def _tables(context: click.Context, project: Path, data: Path | None) -> Tables | None:
    """Return the tables asked for; a project not named is used where it has tables."""
    if data is not None:
        return open_tables(data)
    named = context.get_parameter_source("project") is not click.core.ParameterSource.DEFAULT
    folder = project / "data"
    if named or (folder / "datapackage.json").is_file():
        return open_tables(folder)
    return None


def _told(audited: PageAudit, language: Language, form: str, everything: bool) -> str:
    if form == "html":
        # The page with notes is the only form that needs the renderer.
        from evidence.documents.audited_page import write_audited_page

        return write_audited_page(audited, language)
    if form == "json":
        found = [as_json(one, language) for one in audited.findings]
        return json.dumps(
            _whole(audited, found, language) if everything else found, ensure_ascii=False, indent=1
        )
    return "\n".join(_text(audited, language, everything))


def _whole(
    audited: PageAudit, found: list[dict[str, str | int | None]], language: Language
) -> dict[str, object]:
    implied = [
        dict(zip(IMPLIED_HEADINGS, row, strict=True)) for row in implied_rows(audited, language)
    ]
    return {
        "page": audited.claims.page.name,
        "language": audited.claims.language,
        "findings": found,
        "passed": [
            {
                "code": one.code,
                "title": page_finding_title(one.code, language),
                "looked_at": one.looked_at,
            }
            for one in audited.passed
        ],
        "implied": implied,
    }


def _text(audited: PageAudit, language: Language, everything: bool) -> Iterator[str]:
    kind = audited.claims.page.kind
    yield phrase("page.heading", language, page=audited.claims.page.name)
    yield from audit_summary(audited, language)
    for one in audited.findings:
        level = phrase(f"page.severity.{one.severity}", language)
        yield ""
        yield f"{place_words(one.line, kind, language)}  {one.code}  {level}"
        yield f"  {state_page_finding(one, language)}"
        yield f"  «{one.quote}»"
        if one.other_line is not None:
            place = place_words(one.other_line, kind, language)
            quote = one.other_quote or ""
            yield "  " + phrase("page.compare", language, place=place, quote=quote)
    yield from _passed(audited, language)
    if everything:
        yield from _implied(audited, language)


def _passed(audited: PageAudit, language: Language) -> Iterator[str]:
    for key, wanted in (("page.passed", True), ("page.untested", False)):
        codes = [one for one in audited.passed if bool(one.looked_at) is wanted]
        if not codes:
            continue
        yield ""
        yield phrase(key, language)
        for one in codes:
            title = page_finding_title(one.code, language)
            n = str(one.looked_at)
            yield "  " + phrase("page.passed_line", language, code=one.code, title=title, n=n)


def _implied(audited: PageAudit, language: Language) -> Iterator[str]:
    rows = implied_rows(audited, language)
    if not rows:
        return
    heads = tuple(phrase(f"page.implied.{name}", language) for name in IMPLIED_HEADINGS)
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    yield ""
    yield phrase("page.implied", language)
    yield phrase("page.implied_note", language)
    for row in (heads, *rows):
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
