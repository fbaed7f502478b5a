"""The annex of sources: each row a number rests on, back to page and quote."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.display.tables.estimate_cell import pooled_text
from evidence.display.tables.source_name import languages, short_name
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter, Finding, RowTrace
from evidence.records.published import PublishedEstimate
from evidence.synthesis.results import Analysis
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.published_value import measure_word, printed_value

_COLUMNS = ("id", "number", "row", "source", "quote", "obtained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the annex: its place in the document and the mark that leads to it."""

    anchor: str
    mark: str


def entries(chapter: Chapter, language: Language) -> dict[str, Entry]:
    """Return every id with an entry in the annex, numbered in the order of the annex.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    dict of str to Entry
        Syntheses of ours first, then table rows in the order of the tables. Rows that name no
        source, such as those that only name things, have no entry.
    """
    ids = [*_findings(chapter), *_traces(chapter)]
    return {
        identifier: Entry(
            anchor=f"src-{identifier}",
            mark=phrase("table.sources.mark", language, number=str(place)),
        )
        for place, identifier in enumerate(ids, start=1)
    }


def sources_table(chapter: Chapter, language: Language) -> Table:
    """Return one row a table row used, and one a synthesis of ours with the rows behind it.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        Wide; the first cell of each row is the place other numbers lead to.
    """
    names = {s.id: short_name(s) for q in chapter.questions for s in q.sources}
    spoken = languages(chapter.questions)
    used_in = _used_in(chapter)
    printed = {p.estimate.id: p.estimate for q in chapter.questions for p in q.published}
    places = entries(chapter, language)
    rows = [_synthesis_row(f, places, language) for f in _findings(chapter).values()]
    for trace in _traces(chapter).values():
        number = _number(printed.get(trace.id), used_in.get(trace.id, []), language)
        quote = Cell(text=trace.quote, refs=(trace.id,), language=spoken.get(trace.source_id, ""))
        cells = _row(trace, number, quote, used_in.get(trace.id, []), names, language)
        rows.append((_heading(trace.id, places), *cells))
    return Table(
        id="sources",
        caption=phrase("table.sources.caption", language),
        columns=tuple(phrase(f"table.sources.{name}", language) for name in _COLUMNS),
        widths=(20, 14, 11, 17, 29, 9),
        rows=tuple(rows),
        is_wide=True,
    )


def _findings(chapter: Chapter) -> dict[str, Finding]:
    return {f.synthesis.id: f for q in chapter.questions for f in q.findings}


def _traces(chapter: Chapter) -> dict[str, RowTrace]:
    own = _findings(chapter)
    order = list(chapter.overview.rows)
    rows = [row for question in chapter.questions for row in question.manifest.rows]
    rows.sort(key=lambda row: (order.index(row.table), row.row))
    return {row.id: row for row in rows if row.source_id and row.id not in own}


def _used_in(chapter: Chapter) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, finding in _findings(chapter).items():
        for row_id in rows_behind(finding.analysis):
            found.setdefault(row_id, []).append(name)
    return found


def rows_behind(analysis: Analysis) -> list[str]:
    """Return the ids of the table rows a synthesis pools, each once."""
    return list(dict.fromkeys(i for effect in analysis.effects for i in effect.row_ids))


def _number(estimate: PublishedEstimate | None, used_in: list[str], language: Language) -> str:
    if estimate is not None and estimate.estimate is not None:
        return printed_value(estimate, language)
    if estimate is not None:
        return measure_word(estimate, language) or phrase("table.not_reported", language)
    if used_in:
        return phrase("table.sources.used_in", language, ids=", ".join(used_in))
    return ""


def _row(
    trace: RowTrace,
    number: str,
    quote: Cell,
    used_in: list[str],
    names: dict[str, str],
    language: Language,
) -> tuple[Cell, ...]:
    refs = (trace.id,)
    source = names.get(trace.source_id, trace.source_id)
    if trace.place:
        place = {"source": source, "place": trace.place}
        source = phrase("table.sources.source_place", language, **place)
    place_row = phrase(
        "table.sources.row_place",
        language,
        table=trace.table,
        row=integer(trace.row, language),
    )
    obtained = phrase(f"table.obtained.{trace.obtained}", language) if trace.obtained else ""
    return (
        Cell(text=number, refs=(*refs, *used_in), is_code=bool(used_in)),
        Cell(text=place_row, refs=refs),
        Cell(text=source, refs=tuple(ref for ref in (trace.id, trace.source_id) if ref)),
        quote,
        Cell(text=obtained),
    )


def _synthesis_row(
    finding: Finding, places: Mapping[str, Entry], language: Language
) -> tuple[Cell, ...]:
    identifier = finding.synthesis.id
    rows = rows_behind(finding.analysis)
    behind = phrase("table.sources.computed_from", language, rows=", ".join(rows))
    return (
        _heading(identifier, places),
        Cell(text=pooled_text(finding.analysis.pooled, language), refs=(identifier,)),
        Cell(text=phrase("table.sources.syntheses", language)),
        Cell(text=finding.synthesis.title.in_language(language), refs=(identifier,)),
        Cell(text=behind, refs=(identifier, *rows), is_code=True),
        Cell(text=phrase("table.sources.computed", language)),
    )


def _heading(identifier: str, places: Mapping[str, Entry]) -> Cell:
    entry = places[identifier]
    text = f"{entry.mark}\n{identifier}"
    return Cell(text=text, refs=(identifier,), is_header=True, anchor=entry.anchor, is_code=True)
