"""The table of contents of the Word document: a field of Word's own, filled in as we know it."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evidence.documents.word_bookmarks import Bookmarks
from evidence.documents.word_inline import InlineWriter
from evidence.documents.word_page import Pages, field_code, field_mark

_CODE = 'TOC \\o "1-1" \\h \\z \\u'


def add_contents(pages: Pages, element: Any, bookmarks: Bookmarks) -> None:
    """Add a page's list of contents.

    The page numbers are Word's to count: the field is marked to be counted anew, and until then
    it shows every heading with the way to it.

    Parameters
    ----------
    pages : Pages
        Where to.
    element : lxml element
        The list of contents of the page: a heading and a list of links.
    bookmarks : Bookmarks
        The places the links lead to.
    """
    styles = pages.template.styles
    heading = pages.paragraph("TOC Heading")
    InlineWriter(heading, bookmarks, styles).write(element.find("h2"))
    entries = []
    for item in element.iter("li"):
        entry = pages.paragraph("TOC 1")
        InlineWriter(entry, bookmarks, styles).write(item)
        entries.append(entry._p)
    if entries:
        begin = field_mark("begin")
        begin[0].set(qn("w:dirty"), "true")
        opening = (begin, field_code(_CODE), field_mark("separate"))
        for place, run in enumerate(opening):
            entries[0].insert(1 + place, run)
        entries[-1].append(field_mark("end"))
    _gather([heading._p, *entries])


def _gather(paragraphs: list[Any]) -> None:
    """Hold the paragraphs together as what Word offers to update."""
    held, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    part, gallery = OxmlElement("w:docPartObj"), OxmlElement("w:docPartGallery")
    gallery.set(qn("w:val"), "Table of Contents")
    part.extend([gallery, OxmlElement("w:docPartUnique")])
    properties.append(part)
    content = OxmlElement("w:sdtContent")
    held.extend([properties, content])
    paragraphs[0].addprevious(held)
    content.extend(paragraphs)
