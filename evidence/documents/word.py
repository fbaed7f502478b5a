"""Word from the report's HTML: the same elements in the same order, so the same text."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from lxml import html

from evidence.documents.word_bookmarks import Bookmarks, label_of
from evidence.documents.word_contents import add_contents
from evidence.documents.word_inline import InlineWriter, Look
from evidence.documents.word_package import save_word
from evidence.documents.word_page import Pages, add_field, fill_properties
from evidence.documents.word_table import add_table
from evidence.documents.word_template import (
    DEFAULT_TEMPLATE,
    Template,
    open_template,
    word_language,
)

_SPACES = re.compile(r"[ \t\r\n\f]+")
_MADE = datetime(2000, 1, 1)
_HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
_PARAGRAPH_STYLES = {
    "eyebrow": "Draft Mark",
    "imprint": "Imprint",
    "note": "Table Note",
    "lead": "Lead",
}


def write_word(
    page: str, pictures: Mapping[str, Path], path: Path, template: Path = DEFAULT_TEMPLATE
) -> None:
    """Write a report's HTML as a Word document.

    Parameters
    ----------
    page : str
        The report as HTML.
    pictures : mapping of str to path
        The PNG of each figure, by the id the figure has in the HTML.
    path : path
        The file to write.
    template : path
        The Word document whose styles, pages, headers and footers it takes.

    Raises
    ------
    TemplateRefused
        If the template is not a Word document, or lacks styles.
    """
    tree = html.document_fromstring(page)
    opened = open_template(template, tree.get("lang"))
    fill_properties(opened, tree.findtext("head/title"), _words(tree.find_class("colophon")[0]))
    _Walk(opened, pictures).into(tree.find("body"))
    properties = opened.document.core_properties
    properties.language = word_language(tree.get("lang"))
    properties.author, properties.comments, properties.last_modified_by = "", "", ""
    properties.keywords = properties.category = ""
    properties.revision, properties.created, properties.modified = 1, _MADE, _MADE
    save_word(opened.document, path)


class _Walk:
    """Walks the elements of the page and writes each as Word knows it."""

    def __init__(self, template: Template, pictures: Mapping[str, Path]) -> None:
        self.template = template
        self.pages = Pages(template)
        self.pictures = pictures
        self.bookmarks = Bookmarks()

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
        paragraph = self.pages.paragraph(style)
        for place in (element.getparent(), element):
            if place.get("id") and (place is element or place.tag in ("div", "section")):
                self.bookmarks.add(paragraph._p, place.get("id"))
        writer = InlineWriter(paragraph, self.bookmarks, self.template.styles)
        writer.write(element, Look(bold=is_bold))
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
        add_contents(self.pages, element, self.bookmarks)

    def _ul(self, element: Any) -> None:
        for item in element.findall("li"):
            self._paragraph(item, "List Bullet")

    def _ol(self, element: Any) -> None:
        numbered = "references" in (element.get("class") or "")
        for item in element.findall("li"):
            self._paragraph(item, "Reference" if numbered else "List Number")

    def _table(self, element: Any) -> None:
        caption = element.find("caption")
        self._caption(caption, caption.get("id").removesuffix("-caption"))
        add_table(self.pages, element, self.bookmarks, _words(caption))

    def _figure(self, element: Any) -> None:
        caption = element.find("figcaption")
        paragraph = self.pages.paragraph("Normal")
        self.bookmarks.add(paragraph._p, element.get("id"))
        file = self.pictures[element.get("data-figure")]
        picture = paragraph.add_run().add_picture(str(file))
        if picture.width > self.pages.room:
            picture.height = Emu(int(picture.height * self.pages.room / picture.width))
            picture.width = Emu(self.pages.room)
        paragraph.paragraph_format.keep_with_next = True
        told = picture._inline.docPr
        told.set("descr", _words(next(element.iter("desc", "{*}desc"))))
        told.set("title", _words(caption))
        self._caption(caption, element.get("id"))

    def _caption(self, element: Any, identifier: str) -> None:
        """Write a caption whose number Word counts, and whose label references repeat."""
        paragraph = self.pages.paragraph("Caption")
        if element.tag == "caption":
            self.bookmarks.add(paragraph._p, identifier)
        label = _words(element.find("span"))
        word, _, number = label.rstrip(".").rpartition("\N{NO-BREAK SPACE}")
        style = self.template.styles["Label"]
        self._run(paragraph, f"{word}\N{NO-BREAK SPACE}", style)
        add_field(paragraph, f"SEQ {word} \\* ARABIC", number, style)
        self.bookmarks.around(list(paragraph._p.iter(qn("w:r"))), label_of(identifier))
        self._run(paragraph, ".", style)
        self._run(paragraph, " " + _words(element)[len(label) :].strip())

    def _run(self, paragraph: Any, text: str, style: str | None = None) -> None:
        run = OxmlElement("w:r")
        paragraph._p.append(run)
        run.style, run.text = style, text

    def _landscape(self, element: Any) -> None:
        self.pages.turn(is_landscape=True)
        self.into(element)
        follows = element.getnext()
        if follows is not None and "landscape" not in (follows.get("class") or ""):
            self.pages.turn(is_landscape=False)


def _words(element: Any) -> str:
    return _SPACES.sub(" ", str(element.text_content())).strip(" ")
