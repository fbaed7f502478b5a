"""How large a share of their trials each two reviews have in common."""

from collections.abc import Iterator

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.findings.review_overlap import ReviewOverlap, SharedTrials, review_overlap
from evidence.stats.corrected_covered_area import CoveredArea
from evidence.vocabulary import Language
from evidence.wording.numbers import integer, number, percent
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

_FIRST = 20.0


def chapter_overlap(chapter: Chapter) -> ReviewOverlap:
    """Return the overlap of all reviews of a chapter."""
    told = {(o.review_id, o.study_id): o for q in chapter.questions for o in q.overlap}
    reviews = {review.id: review for q in chapter.questions for review in q.reviews}
    studies = {study.id: study for q in chapter.questions for study in q.studies}
    known = [o for o in told.values() if o.review_id in reviews and o.study_id in studies]
    return review_overlap(known, reviews, studies)


def overlap_shares_table(chapter: Chapter, language: Language) -> Table | None:
    """Return reviews against reviews; None where fewer than two have any trial recorded.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        Above the diagonal the corrected covered area of two reviews, as lowest to highest.
    """
    overlap = chapter_overlap(chapter)
    if len(overlap.reviews) < 2:
        return None
    labels = {review.id: review.label for q in chapter.questions for review in q.reviews}
    pairs = {(pair.one, pair.other): pair for pair in overlap.pairs}
    rows = tuple(_row(name, overlap, pairs, labels[name], language) for name in overlap.reviews)
    share = (100 - _FIRST) / len(overlap.reviews)
    return Table(
        id="overlap-shares",
        caption=phrase("overlap.table.caption", language),
        columns=(
            phrase("overlap.table.review", language),
            *(labels[name] for name in overlap.reviews),
        ),
        widths=(_FIRST, *(share for _ in overlap.reviews)),
        rows=rows,
        column_refs=((), *((name,) for name in overlap.reviews)),
        footnotes=tuple(_notes(overlap, language)),
        is_wide=True,
    )


def area_text(area: CoveredArea | None, language: Language) -> str:
    """Return a covered area in per cent: one number, or lowest to highest."""
    if area is None:
        return phrase("table.dash", language)
    low, high = (percent(100 * share, language, decimals=0) for share in area)
    if low == high:
        return low
    lowest = number(100 * area.low, 0, language)
    return phrase("number.range", language, low=lowest, high=high)


def _row(
    name: str,
    overlap: ReviewOverlap,
    pairs: dict[tuple[str, str], SharedTrials],
    label: str,
    language: Language,
) -> tuple[Cell, ...]:
    cells = [Cell(text=label, refs=(name,), is_header=True)]
    for other in overlap.reviews:
        pair = pairs.get((name, other))
        if other == name:
            cells.append(Cell(text=_own(name, overlap, language), refs=(name,)))
        elif pair is None:
            cells.append(Cell(text=""))
        else:
            cells.append(Cell(text=area_text(pair.area, language), refs=(name, other)))
    return tuple(cells)


def _own(name: str, overlap: ReviewOverlap, language: Language) -> str:
    """Return how many trials a review is known to include, and how many are unclear."""
    known = integer(overlap.included[name], language)
    unclear = overlap.unclear[name]
    if not unclear:
        return phrase("overlap.own", language, n=known)
    return phrase("overlap.own_unclear", language, n=known, unclear=integer(unclear, language))


def _notes(overlap: ReviewOverlap, language: Language) -> Iterator[Statement]:
    area = area_text(overlap.area, language)
    refs = overlap.reviews
    yield Statement(text=phrase("overlap.note.all", language, area=area), refs=refs)
    yield Statement(text=phrase("overlap.note.bounds", language), refs=refs)
    yield Statement(text=phrase("overlap.note.never_pooled", language), refs=refs)
