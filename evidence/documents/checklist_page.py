"""Reporting checklists as a page that everyone can read."""

from collections.abc import Sequence

from evidence.display.tables.checklists import checklist_table
from evidence.documents.page import Page, Section
from evidence.findings.finding import Chapter
from evidence.tables.checklist_items import CHECKLISTS
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement


def checklist_page(chapter: Chapter, checklists: Sequence[str], language: Language) -> Page:
    """Put the items of checklists together as a page.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    checklists : sequence of str
        Keys of the checklists.
    language : Language
        Language of the reader.

    Returns
    -------
    Page
        Written by ``documents.html.write_page``.
    """
    return Page(
        language=language,
        title=phrase("checklist.title", language),
        version=chapter.overview.version,
        draft_mark=chapter.overview.title,
        imprint=phrase("checklist.lead", language),
        lead=(Statement(text=phrase("annex.checklists.lead", language)),),
        sections=tuple(
            Section(
                id=f"checklist-of-{name}",
                heading=CHECKLISTS[name][0],
                tables=(checklist_table(chapter, name, language),),
            )
            for name in checklists
        ),
    )
