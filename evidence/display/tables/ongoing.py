"""Trials under way or too new to be in a review: what may change the answer."""

from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

_COLUMNS = ("title", "question", "registration", "status")


def ongoing_table(chapter: Chapter, language: Language) -> Table | None:
    """Return one row a trial; None where nobody has recorded any.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
    """
    unknown = phrase("table.not_reported", language)
    rows = tuple(
        (
            Cell(text=study.title, refs=(study.id,), is_header=True, source=study.id),
            Cell(text=integer(place, language), refs=(question.question.id, "chapter")),
            Cell(text=study.registration or unknown, refs=(study.id,)),
            Cell(text=phrase(f"table.ongoing.{study.status.replace(' ', '_')}", language)),
        )
        for place, question in enumerate(chapter.questions, start=1)
        for study in question.ongoing
    )
    if not rows:
        return None
    return Table(
        id="ongoing",
        caption=phrase("table.ongoing.caption", language),
        columns=tuple(phrase(f"table.ongoing.{name}", language) for name in _COLUMNS),
        widths=(42, 18, 20, 20),
        rows=rows,
    )
