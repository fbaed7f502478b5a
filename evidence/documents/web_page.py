"""A recommendation's web text as a page, and the field by field file other programs read."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.display.tables.pico import pico_table
from evidence.documents.bibliography import Reference, references
from evidence.documents.html import write_fragment, write_page
from evidence.documents.page import Page, Section
from evidence.documents.web_text import (
    FIELDS,
    KEY_FIELDS,
    MAIN_FIELDS,
    RecommendationText,
    WebField,
)
from evidence.findings.finding import Chapter
from evidence.wording.numbers import integer
from evidence.wording.phrases import counted, phrase
from evidence.wording.statement import Statement

_SHOWN_OF_HASH = 12


def web_page(text: RecommendationText, chapter: Chapter) -> str:
    """Return a recommendation's web text as HTML that needs nothing else.

    Parameters
    ----------
    text : RecommendationText
        The recommendation, field by field.
    chapter : Chapter
        The chapter it belongs to.

    Returns
    -------
    str
        The page; the same text gives the same bytes.
    """
    return write_page(_page(text, chapter))


def web_json(text: RecommendationText, chapter: Chapter) -> str:
    """Return a recommendation's web text as JSON by ``web_text.schema.json``.

    The Directorate's own fields hold HTML, or null where nothing is written. What they rest on
    stands under ``evidence``: the ids of each field, the rows and sources of each id, and remarks.

    Parameters
    ----------
    text : RecommendationText
        The recommendation, field by field.
    chapter : Chapter
        The chapter it belongs to.

    Returns
    -------
    str
        The file's text.
    """
    language, given = text.language, text.recommendation
    html = {field.name: write_fragment(field.sections, language) for field in text.fields}
    held = {
        "id": given.id,
        "tittel": given.title.in_language(language),
        "tekst": html["tekst"],
        "data": {
            "styrke": given.strength or None,
            "praktisk": html["praktisk"],
            "rasjonale": html["rasjonale"],
            "nokkelInfo": {name: html[name] for name in KEY_FIELDS},
        },
        "evidence": _evidence(text, chapter),
    }
    return json.dumps(held, ensure_ascii=False, indent=1) + "\n"


def _evidence(text: RecommendationText, chapter: Chapter) -> dict[str, Any]:
    used = {name for field in text.fields for name in field.refs}
    return {
        "language": str(text.language),
        "version": chapter.overview.version,
        "data_sha256": chapter.overview.data_sha256,
        "empty_fields": list(text.empty),
        "rests_on": {field.name: list(field.refs) for field in text.fields},
        "rows": dict(sorted(dict(_rows(text, used, chapter)).items())),
        "references": [
            {"number": one.number, "source": one.source_id, "text": one.text, "url": one.url}
            for one in _references(text, chapter)
        ],
        "remarks": [remark.text for remark in _remarks(text)],
    }


def _rows(
    text: RecommendationText, used: set[str], chapter: Chapter
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each id's words and numbers stand: table, row, source and place."""
    for question in text.questions:
        for row in question.manifest.rows:
            if row.id in used:
                where = {"source": row.source_id, "place": row.place, "quote": row.quote}
                yield row.id, {"table": row.table, "row": row.row, **where}
        for finding in question.findings:
            if finding.synthesis.id in used:
                origin = finding.synthesis.provenance
                yield finding.synthesis.id, {"table": origin.table, "row": origin.row}
    for one in chapter.overview.web_texts:
        if one.id in used:
            origin = one.provenance
            where = {"source": origin.source_id, "place": origin.place, "quote": one.text.nb}
            yield one.id, {"table": origin.table, "row": origin.row, **where}


def _page(text: RecommendationText, chapter: Chapter) -> Page:
    overview, language = chapter.overview, text.language
    given = text.recommendation
    word = phrase(f"document.strength.{given.strength or 'unknown'}", language)
    strength = phrase("document.strength", language, strength=word)
    return Page(
        language=language,
        title=given.title.in_language(language),
        version=overview.version,
        draft_mark=phrase("document.draft", language),
        imprint=phrase(
            "document.imprint",
            language,
            version=overview.version,
            hash=overview.data_sha256[:_SHOWN_OF_HASH],
        ),
        lead=(Statement(text=strength, refs=(given.id,)),),
        sections=tuple(_sections(text)),
        references=_references(text, chapter),
    )


def _sections(text: RecommendationText) -> Iterator[Section]:
    language = text.language
    fields: Mapping[str, WebField] = {field.name: field for field in text.fields}
    for name in FIELDS:
        if name == KEY_FIELDS[0]:
            heading = phrase("web.assessment", language)
            yield Section(id="web-assessment", heading=heading)
        for section in fields[name].sections:
            if section.statements or section.level > 2 + (name not in MAIN_FIELDS):
                yield section
            elif not fields[name].statements:
                nothing = Statement(text=phrase("web.nothing", language))
                yield Section(**_with(section, statements=(nothing,)))
            else:
                yield section
    yield Section(id="web-evidence", heading=phrase("web.evidence", language))
    for place, question in enumerate(text.questions, start=1):
        asked = question.question.text.in_language(language)
        yield Section(
            id=f"web-{question.question.id}",
            heading=phrase("web.pico", language, number=str(place)),
            statements=(Statement(text=asked, refs=(question.question.id,)),),
            tables=(pico_table(question, place, language),),
            level=3,
        )
    remarks = tuple(_remarks(text))
    if remarks:
        heading = phrase("web.remarks", language)
        yield Section(id="web-remarks", heading=heading, statements=remarks)


def _with(section: Section, *, statements: tuple[Statement, ...]) -> dict[str, Any]:
    return {
        "id": section.id,
        "heading": section.heading,
        "statements": statements,
        "level": section.level,
    }


def _remarks(text: RecommendationText) -> Iterator[Statement]:
    """Yield what a reader must know: empty fields, counted, and text in another language."""
    language, about = text.language, (text.recommendation.id, "chapter")
    names = [phrase(f"web.field.{name}", language) for name in text.empty]
    if names:
        n, of = integer(len(names), language), integer(len(FIELDS) + 1, language)
        words = {"n": n, "all": of, "fields": ", ".join(f"«{name}»" for name in names)}
        told = counted("web.remark.empty", len(names), language, **words)
        yield Statement(text=told, refs=about, is_item=True)
    for field in text.fields:
        if not field.written and field.statements:
            name = phrase(f"web.field.{field.name}", language)
            yield Statement(
                text=phrase("web.remark.built", language, field=name), refs=about, is_item=True
            )
    foreign = [one for field in text.fields for one in field.untranslated]
    if foreign:
        n = integer(len(foreign), language)
        told = counted("web.remark.untranslated", len(foreign), language, n=n)
        yield Statement(text=told, refs=(*about, *foreign), is_item=True)


def _references(text: RecommendationText, chapter: Chapter) -> tuple[Reference, ...]:
    """Return the sources the page cites, in the order it does."""
    held = {source.id: source for q in text.questions for source in q.sources}
    held |= {source.id: source for source in chapter.overview.text_sources}
    cited = [ref for field in text.fields for ref in field.refs if ref in held]
    return references(cited, held, text.language)
