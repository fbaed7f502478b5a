"""Pages of the Word document: upright and on their side, as the template has set them up."""

from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from evidence.documents.word_template import Template

_EMU_PER_TWIP = 635
_OF_FIRST_SECTION = ("w:titlePg", "w:pgNumType", "w:type")


class Pages:
    """Puts content into the document and turns its pages.

    Parameters
    ----------
    template : Template
        The template opened; its document is written into.
    """

    def __init__(self, template: Template) -> None:
        self.template = template
        self.document = template.document
        self._end = self.document.element.body[-1]

    @property
    def room(self) -> int:
        """The width between the margins, in Word's units (EMU)."""
        size, margins = self._end.find(qn("w:pgSz")), self._end.find(qn("w:pgMar"))
        taken = (int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right", "gutter"))
        return (int(size.get(qn("w:w"))) - sum(taken)) * _EMU_PER_TWIP

    def paragraph(self, style: str) -> Paragraph:
        """Add a paragraph at the end."""
        element = OxmlElement("w:p")
        self.append(element)
        paragraph = Paragraph(element, self.document._body)
        element.style = self.template.styles[style]
        return paragraph

    def append(self, element: Any) -> None:
        """Add an element at the end of the text."""
        self._end.addprevious(element)

    def turn(self, *, is_landscape: bool) -> None:
        """End the pages so far and begin new ones, upright or on their side."""
        last = self._end.getprevious()
        if last is None or last.tag != qn("w:p") or _ends_section(last):
            last = self.paragraph("Table Note")._p
        follows = deepcopy(self.template.on_side if is_landscape else self.template.upright)
        for name in _OF_FIRST_SECTION:
            for found in follows.findall(qn(name)):
                follows.remove(found)
        self._end.addprevious(follows)
        last.get_or_add_pPr().append(self._end)
        self._end = follows


def _ends_section(paragraph: Any) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None


def add_field(paragraph: Paragraph, code: str, shown: str, style: str = "") -> None:
    """Add a field that Word keeps up to date, and what it shows until then."""
    for element in field_runs(code, shown):
        if style:
            element.style = style
        paragraph._p.append(element)


def field_runs(code: str, shown: str) -> list[Any]:
    """Return the runs of a field."""
    begin, separate, end = (field_mark(kind) for kind in ("begin", "separate", "end"))
    told = OxmlElement("w:r")
    told.text = shown
    return [begin, field_code(code), separate, told, end]


def field_mark(kind: str) -> Any:
    """Return the run that begins, parts or ends a field."""
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def field_code(code: str) -> Any:
    """Return the run that says what a field shows."""
    run, written = OxmlElement("w:r"), OxmlElement("w:instrText")
    written.set(qn("xml:space"), "preserve")
    written.text = f" {code} "
    run.append(written)
    return run


def fill_properties(template: Template, title: str, subject: str) -> None:
    """Set the document's title and subject, and show them where headers and footers ask.

    Fields of Word (``TITLE``, ``SUBJECT``) ask for them; Word fills them in itself when it next
    counts its fields, other programs show what is written here.
    """
    properties = template.document.core_properties
    properties.title, properties.subject = title, subject
    shown = {"TITLE": title, "SUBJECT": subject}
    for relation in template.document.part.rels.values():
        if relation.reltype.endswith(("/header", "/footer")):
            for found in relation.target_part.element.iter(qn("w:instrText")):
                name = (found.text or "").split()[:1]
                if name and name[0].upper() in shown:
                    _show(found.getparent(), shown[name[0].upper()])


def _show(code: Any, text: str) -> None:
    """Put text where a field shows its result: in the first run that holds any."""
    for run in code.itersiblings(qn("w:r")):
        kind = run.find(qn("w:fldChar"))
        if kind is not None and kind.get(qn("w:fldCharType")) == "end":
            return
        for told in run.findall(qn("w:t")):
            told.text, text = text, ""
