"""A page of sections with sentences and tables: what a command tells, as a document."""

from dataclasses import dataclass

from evidence.display.tables.table import Table
from evidence.documents.bibliography import Reference
from evidence.vocabulary import Language
from evidence.wording.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands below it.

    ``statements`` are paragraphs, those of a list marked ``is_item``; ``level`` is 2 for a section
    of the contents, 3 and 4 for one within.
    """

    id: str
    heading: str
    statements: tuple[Statement, ...] = ()
    tables: tuple[Table, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that a page prints; written by ``documents.html.write_page`` and ``write_word``.

    ``references`` are the list at its end, where it has one.
    """

    language: Language
    title: str
    version: str
    draft_mark: str
    imprint: str
    lead: tuple[Statement, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
