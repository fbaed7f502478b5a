"""Which trials each review includes, so that shared evidence is seen."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.records.overlap import Overlap
from evidence.records.published import Review
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

_WORDS = {"yes": "table.yes", "no": "table.no", "unclear": "table.overlap.unclear"}
_FIRST = 24.0


def overlap_table(chapter: Chapter, language: Language) -> Table | None:
    """Return trials down and reviews across; None where nobody has recorded any overlap.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        Wide, with what "unclear" means as a note.
    """
    told = {(o.review_id, o.study_id): o for q in chapter.questions for o in q.overlap}
    if not told:
        return None
    reviews = _reviews(chapter, {review_id for review_id, _ in told})
    names = {study.id: study.label for q in chapter.questions for study in q.studies}
    studies = sorted({study_id for _, study_id in told}, key=lambda id_: names.get(id_, id_))
    rows = tuple(
        (
            Cell(text=names.get(study, study), refs=(study,), is_header=True),
            *(_cell(told.get((review.id, study)), language) for review in reviews),
        )
        for study in studies
    )
    share = (100 - _FIRST) / len(reviews)
    return Table(
        id="overlap",
        caption=phrase("table.overlap.caption", language),
        columns=(phrase("table.overlap.study", language), *(review.label for review in reviews)),
        widths=(_FIRST, *(share for _ in reviews)),
        rows=rows,
        column_refs=((), *((review.id,) for review in reviews)),
        footnotes=(Statement(text=phrase("table.overlap.note", language)),),
        is_wide=True,
    )


def _reviews(chapter: Chapter, wanted: set[str]) -> list[Review]:
    found = {review.id: review for q in chapter.questions for review in q.reviews}
    return [review for review in found.values() if review.id in wanted]


def _cell(overlap: Overlap | None, language: Language) -> Cell:
    if overlap is None:
        return Cell(text=phrase("table.dash", language))
    refs = (overlap.review_id, overlap.study_id)
    return Cell(text=phrase(_WORDS[overlap.included], language), refs=refs)
