"""Reporting checklists as tables: each item, whether it is answered and what answers it."""

from evidence.audit.checklist import ItemAnswer, answer_checklist
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter
from evidence.tables.checklist_items import CHECKLISTS
from evidence.vocabulary import Language
from evidence.wording.checklist_words import (
    checklist_title,
    item_asks,
    item_grounds,
    item_places,
    item_section,
    item_state,
)
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

REFS = ("checklists",)
_COLUMNS = ("item", "asks", "state", "where")


def checklist_table(chapter: Chapter, checklist: str, language: Language) -> Table:
    """Return one row an item of a checklist, also the unanswered ones.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    checklist : str
        Key of the checklist.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        Its caption counts the answers; a note leads to the checklist itself.
    """
    answers = answer_checklist(chapter, checklist)
    _, doi = CHECKLISTS[checklist]
    source = Statement(text=phrase("checklist.source", language, doi=doi), refs=REFS)
    return Table(
        id=f"checklist-{checklist}",
        caption=checklist_title(checklist, answers, language),
        columns=tuple(phrase(f"checklist.column.{name}", language) for name in _COLUMNS),
        widths=(20, 29, 12, 39),
        rows=tuple(_row(answer, language) for answer in answers),
        footnotes=(source,),
        refs=REFS,
    )


def checklist_tables(chapter: Chapter, language: Language) -> tuple[Table, ...]:
    """Return the table of every checklist there is."""
    return tuple(checklist_table(chapter, name, language) for name in CHECKLISTS)


def _row(answer: ItemAnswer, language: Language) -> tuple[Cell, ...]:
    head = f"{answer.item.number}\n{item_section(answer, language)}"
    places = item_places(answer, language)
    where = (*item_grounds(answer, language), *((places,) if places else ()))
    return (
        Cell(text=head, refs=REFS, is_header=True),
        Cell(text=item_asks(answer, language), refs=REFS),
        Cell(text=item_state(answer, language), refs=REFS),
        Cell(text="\n".join(where), refs=REFS),
    )
