"""The systematic reviews a question rests on, with what is known of each."""

from collections.abc import Mapping

from evidence.display.tables.source_name import languages
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import QuestionFindings
from evidence.records.published import Review
from evidence.vocabulary import Language
from evidence.wording.numbers import date, integer
from evidence.wording.phrases import phrase

_COLUMNS = ("label", "kind", "trials", "participants", "search", "quality")


def reviews_table(findings: QuestionFindings, language: Language) -> Table | None:
    """Return one row a review, saying where a count, a date or a judgement is not reported.

    Returns
    -------
    Table or None
        None where the question has no review.
    """
    if not findings.reviews:
        return None
    spoken = languages([findings])
    return Table(
        id=f"reviews-{findings.question.id}",
        caption=phrase("table.reviews.caption", language),
        columns=tuple(phrase(f"table.reviews.{name}", language) for name in _COLUMNS),
        widths=(20, 22, 10, 12, 14, 22),
        rows=tuple(_row(review, spoken, language) for review in findings.reviews),
    )


def _row(review: Review, spoken: Mapping[str, str], language: Language) -> tuple[Cell, ...]:
    refs = (review.id,)
    unknown = phrase("table.not_reported", language)
    counts = (review.k_trials, review.n_participants)
    k, n = (unknown if count is None else integer(count, language) for count in counts)
    searched = date(review.search_date, language) if review.search_date else unknown
    return (
        Cell(text=review.label, refs=(review.id, review.source_id), is_header=True),
        Cell(text=_kind(review, language), refs=refs),
        Cell(text=k, refs=refs),
        Cell(text=n, refs=refs),
        Cell(text=searched, refs=refs),
        Cell(text=_quality(review, language), refs=refs, language=_words_of(review, spoken)),
    )


def _kind(review: Review, language: Language) -> str:
    name = review.kind.replace(" ", "_")
    return phrase(f"table.kind.{name}" if name else "table.not_reported", language)


def _words_of(review: Review, spoken: Mapping[str, str]) -> str:
    """Return the language of the judgement as printed; empty where there is none."""
    return spoken.get(review.provenance.source_id, "") if review.quality_as_printed else ""


def _quality(review: Review, language: Language) -> str:
    if not review.quality_as_printed:
        return phrase("table.not_reported", language)
    if not review.quality_tool:
        return review.quality_as_printed
    words = {"quality": review.quality_as_printed, "tool": review.quality_tool}
    return phrase("table.quality.with_tool", language, **words)
