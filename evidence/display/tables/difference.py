"""What changed between two versions, as tables for a page and for the hearing."""

from collections.abc import Iterator

from evidence.display.tables.table import Cell, Table
from evidence.findings.difference import ResultChange
from evidence.findings.version_difference import VersionDifference
from evidence.tables.row_changes import RowChange
from evidence.vocabulary import Language
from evidence.wording.changed_sentences import SentenceChange
from evidence.wording.difference_words import (
    cause_words,
    cell_shown,
    number_name,
    result_name,
    row_name,
    values_shown,
)
from evidence.wording.phrases import phrase

_DASH = "–"


def results_table(difference: VersionDifference, language: Language) -> Table | None:
    """Return numbers before and after with their causes; None where no result differs."""
    rows = tuple(row for one in difference.results for row in _result(one, difference, language))
    return _table("results", ("result", "number", "before", "after", "cause"), rows, language)


def _result(
    change: ResultChange, difference: VersionDifference, language: Language
) -> Iterator[tuple[Cell, ...]]:
    name = result_name(change, difference, language)
    if change.kind != "changed":
        kind = phrase(f"difference.kind.{change.kind}", language)
        yield _cells(name, kind, _DASH, _DASH, _DASH, refs=(change.id,))
    for one in change.numbers:
        before, after, _ = values_shown(one, change.is_of, language)
        cells = (number_name(one, change.is_of, language), before, after)
        cause = cause_words(one, change.is_of, difference, language)
        yield _cells(name, *cells, cause, refs=(change.id,))


def rows_table(difference: VersionDifference, language: Language) -> Table | None:
    """Return the table rows that differ, cell by cell; None where none does."""
    rows = tuple(row for one in difference.rows for row in _row(one, language))
    return _table("rows", ("place", "column", "before", "after"), rows, language)


def _row(change: RowChange, language: Language) -> Iterator[tuple[Cell, ...]]:
    name = row_name(change, language)
    if change.kind != "changed":
        kind = phrase(f"difference.kind.{change.kind}", language)
        yield _cells(name, kind, _DASH, _DASH)
    for cell in change.cells:
        shown = (cell_shown(text, language) for text in (cell.before, cell.after))
        yield _cells(name, cell.column, *shown)


def sentences_table(changes: tuple[SentenceChange, ...], language: Language) -> Table | None:
    """Return sentences before and after; None where none differs."""
    rows = tuple(
        _cells(
            one.about_id,
            *("\n".join(texts) or _DASH for texts in (one.before, one.after)),
            refs=(one.about_id,),
        )
        for one in changes
    )
    return _table("sentences", ("about", "before", "after"), rows, language)


def _cells(head: str, *texts: str, refs: tuple[str, ...] = ()) -> tuple[Cell, ...]:
    return (
        Cell(text=head, refs=refs, is_header=True),
        *(Cell(text=text, refs=refs) for text in texts),
    )


_WIDTHS = {5: (30, 22, 14, 14, 20), 4: (34, 16, 25, 25), 3: (20, 40, 40)}


def _table(
    name: str, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], language: Language
) -> Table | None:
    if not rows:
        return None
    return Table(
        id=f"difference-{name}",
        caption=phrase(f"difference.table.{name}", language),
        columns=tuple(phrase(f"difference.column.{column}", language) for column in columns),
        widths=_WIDTHS[len(columns)],
        rows=rows,
    )
