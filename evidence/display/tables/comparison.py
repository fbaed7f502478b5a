"""The published page's sentences beside the same sentences made from the tables."""

from evidence.display.tables.source_name import languages
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.page_comparison import PageComparison, Verdict, compare_page, verdict_word
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

_COLUMNS = ("line", "page", "ours", "verdict")


def comparison_table(chapter: Chapter, language: Language) -> Table | None:
    """Return one row a sentence of the page; None where no sentence is recorded.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        Wide, with the count of each verdict as a note.
    """
    compared = compare_page(chapter.questions, language)
    if not compared:
        return None
    return Table(
        id="comparison",
        caption=phrase("table.comparison.caption", language),
        columns=tuple(phrase(f"table.comparison.{name}", language) for name in _COLUMNS),
        widths=(6, 37, 40, 17),
        rows=tuple(_row(one, _page_language(chapter), language) for one in compared),
        footnotes=(_counted(compared, language),),
        is_wide=True,
    )


def _page_language(chapter: Chapter) -> str:
    """Return the language of the page the questions stand on, where there is one and it says."""
    spoken = languages(chapter.questions)
    pages = {question.question.provenance.source_id for question in chapter.questions}
    return spoken.get(pages.pop(), "") if len(pages) == 1 else ""


def _row(one: PageComparison, page_language: str, language: Language) -> tuple[Cell, ...]:
    verdict = verdict_word(one.verdict, language)
    if one.details:
        words = {"verdict": verdict, "details": "; ".join(one.details)}
        verdict = phrase("table.comparison.differs", language, **words)
    nothing = phrase("table.dash", language)
    return (
        Cell(text=integer(one.line, language), refs=one.refs, is_header=True),
        Cell(text=one.published, refs=one.refs, language=page_language),
        Cell(text=one.regenerated or nothing, refs=one.refs),
        Cell(text=verdict, refs=one.refs),
    )


def _counted(compared: tuple[PageComparison, ...], language: Language) -> Statement:
    counts = {
        verdict.value: integer(sum(one.verdict is verdict for one in compared), language)
        for verdict in Verdict
    }
    text = phrase("table.comparison.counts", language, **counts)
    return Statement(text=text, refs=("chapter",))
