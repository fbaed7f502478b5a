"""Running text of a paragraph: from HTML's inline elements to Word's runs and links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from evidence.documents.word_bookmarks import Bookmarks, label_of
from evidence.documents.word_page import field_runs

_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a run looks."""

    bold: bool = False
    italic: bool = False
    raised: bool = False
    style: str = ""
    language: str = ""


_LOOKS: dict[str, dict[str, Any]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "sup": {"raised": True},
}
_CLASS_STYLES = {"trace": "Trace", "label": "Label", "mark": "Label", "number": "Number Link"}


class InlineWriter:
    """Writes the inline content of one paragraph, collapsing white space as a browser does."""

    def __init__(
        self, paragraph: Paragraph, bookmarks: Bookmarks, styles: Mapping[str, str]
    ) -> None:
        self.paragraph = paragraph
        self.bookmarks = bookmarks
        self.styles = styles
        self._pending_space = False
        self._empty = True

    def write(self, element: Any, look: Look | None = None) -> None:
        """Write an element's text and children."""
        look = replace(look or Look(), language=_language_of(element))
        self._text(element.text, look, self.paragraph._p)
        for child in element:
            self._child(child, look, self.paragraph._p)
            self._text(child.tail, look, self.paragraph._p)

    def _child(self, element: Any, look: Look, parent: Any) -> None:
        if not isinstance(element.tag, str):
            return
        self._mark(element, parent)
        if element.tag == "br":
            self._empty, self._pending_space = True, False
            self._run(parent, look).add_break()
            return
        inner = replace(look, **_LOOKS.get(element.tag, {}))
        for name in (element.get("class") or "").split():
            inner = replace(inner, style=_CLASS_STYLES.get(name, inner.style))
        if element.get("lang"):
            inner = replace(inner, language=element.get("lang"))
        if "crossref" in (element.get("class") or "").split():
            self._cross_reference(element, inner, parent)
            return
        if element.tag == "a" and element.get("href"):
            parent = self._link(element.get("href"), parent)
            inner = replace(inner, style=inner.style or "Hyperlink")
        self._text(element.text, inner, parent)
        for child in element:
            self._child(child, inner, parent)
            self._text(child.tail, inner, parent)

    def _mark(self, element: Any, parent: Any) -> None:
        if element.get("id"):
            self.bookmarks.add(parent, element.get("id"))

    def _link(self, target: str, parent: Any) -> Any:
        link = OxmlElement("w:hyperlink")
        if target.startswith("#"):
            link.set(qn("w:anchor"), self.bookmarks.name(target[1:]))
        else:
            part = self.paragraph.part
            link.set(qn("r:id"), part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, True))
        self._flush_space(parent)
        parent.append(link)
        return link

    def _cross_reference(self, element: Any, look: Look, parent: Any) -> None:
        """Repeat the label of a figure or table by a field, which follows when it is renumbered."""
        self._flush_space(parent)
        label = self.bookmarks.name(label_of(element.get("href")[1:]))
        for run in field_runs(f"REF {label} \\h", str(element.text_content())):
            parent.append(self._dressed(run, look)._r)
        self._empty = False

    def _text(self, text: str | None, look: Look, parent: Any) -> None:
        words = _SPACES.sub(" ", text or "")
        if not words:
            return
        if words.startswith(" "):
            self._pending_space = not self._empty
        if words.strip(" "):
            lead = " " if self._pending_space else ""
            self._run(parent, look).text = lead + words.strip(" ")
            self._empty = False
            self._pending_space = words.endswith(" ")

    def _flush_space(self, parent: Any) -> None:
        if self._pending_space and not self._empty:
            self._run(parent, Look()).text = " "
            self._pending_space = False

    def _run(self, parent: Any, look: Look) -> Run:
        element = OxmlElement("w:r")
        parent.append(element)
        return self._dressed(element, look)

    def _dressed(self, element: Any, look: Look) -> Run:
        run = Run(element, self.paragraph)
        if look.style:
            element.style = self.styles[look.style]
        run.bold = look.bold or None
        run.italic = look.italic or None
        if look.raised:
            run.font.superscript = True
        if look.language:
            words = OxmlElement("w:lang")
            words.set(qn("w:val"), look.language)
            element.get_or_add_rPr().append(words)
        return run


def _language_of(element: Any) -> str:
    """Return the language an element or what holds it is marked with, if it is not the page's."""
    marked = (one for one in (element, *element.iterancestors()) if one.get("lang"))
    found = next(marked, None)
    return "" if found is None or found.tag == "html" else str(found.get("lang"))
