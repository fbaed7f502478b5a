"""How the evidence was looked for, step by step, and what was set aside."""

from collections.abc import Iterator, Sequence

from evidence.display.tables.source_name import short_name
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import QuestionFindings
from evidence.records.search import FlowCount, SearchFact
from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.numbers import date, integer
from evidence.wording.phrases import phrase


def search_table(findings: QuestionFindings, language: Language) -> Table | None:
    """Return what is reported of the searches and the selection; None where nothing is."""
    rows = list(_search_rows(findings.searches, language))
    rows += [_flow_row(count, language) for count in findings.flow]
    if not rows:
        return None
    return Table(
        id=f"search-{findings.question.id}",
        caption=phrase("table.search.caption", language),
        columns=(
            phrase("table.search.step", language),
            phrase("table.search.content", language),
        ),
        widths=(38, 62),
        rows=tuple(rows),
    )


def excluded_table(findings: QuestionFindings, language: Language) -> Table | None:
    """Return what was set aside and why; None where nothing is reported."""
    if not findings.excluded:
        return None
    names = {source.id: short_name(source) for source in findings.sources}
    rows = tuple(
        (
            Cell(
                text=names.get(row.excluded_source_id, row.excluded_source_id),
                refs=(row.id, row.excluded_source_id),
                is_header=True,
            ),
            Cell(text=row.reason or phrase("table.not_reported", language), refs=(row.id,)),
        )
        for row in findings.excluded
    )
    return Table(
        id=f"excluded-{findings.question.id}",
        caption=phrase("table.excluded.caption", language),
        columns=(
            phrase("table.excluded.what", language),
            phrase("table.excluded.why", language),
        ),
        widths=(38, 62),
        rows=rows,
    )


def _search_rows(facts: Sequence[SearchFact], language: Language) -> Iterator[tuple[Cell, ...]]:
    if not facts:
        return
    told = {
        "by": [fact.searched_by for fact in facts],
        "databases": [fact.database for fact in facts],
        "date": [date(fact.search_date, language) for fact in facts if fact.search_date],
        "strategy": [fact.strategy for fact in facts],
    }
    for name, texts in told.items():
        known = list(dict.fromkeys(text for text in texts if text))
        yield (
            Cell(text=phrase(f"table.search.{name}", language), is_header=True),
            Cell(
                text=listed(known, language) or phrase("table.not_reported", language),
                refs=tuple(fact.id for fact in facts),
            ),
        )


def _flow_row(count: FlowCount, language: Language) -> tuple[Cell, ...]:
    text = phrase("table.not_reported", language)
    if count.count is not None:
        unit = phrase(f"table.unit.{count.unit}", language)
        number = integer(count.count, language)
        text = phrase("table.search.counted", language, count=number, unit=unit)
    step = phrase(f"table.flow.{count.step.replace(' ', '_')}", language)
    return (
        Cell(text=step, is_header=True, refs=(count.id,)),
        Cell(text=text, refs=(count.id,)),
    )
