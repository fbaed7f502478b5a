"""Word from the report's HTML: the same elements in the same order, so the same text."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Emu
from lxml import html

from evidence.documents.word_bookmarks import Bookmarks
from evidence.documents.word_inline import InlineWriter, Look
from evidence.documents.word_package import save_word
from evidence.documents.word_page import (
    add_field,
    set_page,
    text_width,
    turn_page,
    write_footer,
)
from evidence.documents.word_styles import set_styles
from evidence.documents.word_table import add_table

_SPACES = re.compile(r"[ \t\r\n\f]+")
_MADE = datetime(2000, 1, 1)
_HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
_PARAGRAPH_STYLES = {
    "eyebrow": "Draft Mark",
    "imprint": "Imprint",
    "note": "Table Note",
    "lead": "Lead",
}


def write_word(page: str, pictures: Mapping[str, Path], path: Path) -> None:
    """Write a report's HTML as a Word document.

    Parameters
    ----------
    page : str
        The report as HTML.
    pictures : mapping of str to path
        The PNG of each figure, by the id the figure has in the HTML.
    path : path
        The file to write.
    """
    tree = html.document_fromstring(page)
    document = Document()
    language = tree.get("lang")
    set_styles(document, language)
    set_page(document.sections[0], is_landscape=False)
    write_footer(document, _words(tree.find_class("colophon")[0]))
    _Walk(document, pictures).into(tree.find("body"))
    properties = document.core_properties
    properties.title = tree.findtext("head/title")
    properties.language = {"nb": "nb-NO", "nn": "nn-NO"}.get(language, "en-GB")
    properties.author, properties.comments, properties.last_modified_by = "", "", ""
    properties.created = properties.modified = _MADE
    save_word(document, path)


class _Walk:
    """Walks the elements of the page and writes each as Word knows it."""

    def __init__(self, document: WordDocument, pictures: Mapping[str, Path]) -> None:
        self.document = document
        self.pictures = pictures
        self.bookmarks = Bookmarks()
        self.list_style = "List Bullet"

    def into(self, element: Any) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._block(child)

    def _block(self, element: Any) -> None:
        classes = (element.get("class") or "").split()
        if "skip" in classes or "colophon" in classes:
            return
        writer = getattr(self, f"_{element.tag}", None)
        if element.tag in _HEADINGS:
            self._heading(element)
        elif writer is not None:
            writer(element)
        elif "landscape" in classes:
            self._landscape(element)
        else:
            self.into(element)

    def _heading(self, element: Any) -> None:
        paragraph = self._paragraph(element, _HEADINGS[element.tag])
        names = (element.getparent().get("class") or "").split()
        if element.tag == "h2" and {"question", "annexes"} & {*names}:
            paragraph.paragraph_format.page_break_before = True

    def _paragraph(self, element: Any, style: str, *, is_bold: bool = False) -> Any:
        paragraph = self.document.add_paragraph(style=style)
        for place in (element.getparent(), element):
            if place.get("id") and (place is element or place.tag in ("div", "section")):
                self.bookmarks.add(paragraph._p, place.get("id"))
        InlineWriter(paragraph, self.bookmarks).write(element, Look(bold=is_bold))
        return paragraph

    def _p(self, element: Any) -> None:
        names = (element.get("class") or "").split()
        style = next((_PARAGRAPH_STYLES[n] for n in names if n in _PARAGRAPH_STYLES), "Normal")
        if "recommendation" in (element.getparent().get("class") or ""):
            style = "Recommendation"
        self._paragraph(element, style, is_bold="title" in names)

    def _summary(self, element: Any) -> None:
        """Leave out what only opens and closes the numbers; their table says what they are."""

    def _nav(self, element: Any) -> None:
        paragraph = self.document.add_paragraph(style="Lead")
        InlineWriter(paragraph, self.bookmarks).write(element.find("h2"))
        for item in element.iter("li"):
            self._paragraph(item, "Contents")

    def _ul(self, element: Any) -> None:
        for item in element.findall("li"):
            self._paragraph(item, "List Bullet")

    def _ol(self, element: Any) -> None:
        numbered = "references" in (element.get("class") or "")
        for item in element.findall("li"):
            self._paragraph(item, "Reference" if numbered else "List Number")

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        self._caption(caption)
        add_table(self.document, element, self.bookmarks, _words(caption))

    def _figure(self, element: Any) -> None:
        room = text_width(self.document)
        picture = self.document.add_picture(str(self.pictures[element.get("data-figure")]))
        if picture.width > room:
            picture.height = Emu(int(picture.height * room / picture.width))
            picture.width = Emu(room)
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        told = picture._inline.docPr
        told.set("descr", _words(next(element.iter("desc", "{*}desc"))))
        told.set("title", _words(element.find("figcaption")))
        self._caption(element.find("figcaption"))

    def _caption(self, element: Any) -> None:
        """Write a caption whose number Word can count on, as its own cross-references need."""
        paragraph = self.document.add_paragraph(style="Caption")
        word, _, number = _words(element.find("span")).rstrip(".").rpartition("\N{NO-BREAK SPACE}")
        run = paragraph.add_run(f"{word}\N{NO-BREAK SPACE}")
        run.style = "Label"
        add_field(paragraph, f"SEQ {word} \\* ARABIC", number, "Label")
        paragraph.add_run(".").style = "Label"
        paragraph.add_run(" " + _words(element)[len(_words(element.find("span"))) :].strip())

    def _landscape(self, element: Any) -> None:
        turn_page(self.document, is_landscape=True)
        self.into(element)
        follows = element.getnext()
        if follows is not None and "landscape" not in (follows.get("class") or ""):
            turn_page(self.document, is_landscape=False)


def _words(element: Any) -> str:
    return _SPACES.sub(" ", str(element.text_content())).strip(" ")
