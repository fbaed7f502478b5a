"""Pages of the Word document: size, margins, pages on their side, and the footer."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.text.paragraph import Paragraph

_SHORT, _LONG = Mm(210), Mm(297)
_EMU_PER_TWIP = 635


def set_page(section: Section, *, is_landscape: bool) -> None:
    """Give a section A4 paper, upright or on its side."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if is_landscape else (_SHORT, _LONG)
    section.left_margin = section.right_margin = Mm(18) if is_landscape else Mm(22)
    section.top_margin = section.bottom_margin = Mm(20) if is_landscape else Mm(24)
    section.footer_distance = Mm(10)


def text_width(document: WordDocument) -> int:
    """Return the room between the margins of the last section, in Word's units (EMU)."""
    section = document.sections[-1]
    page, left, right = section.page_width, section.left_margin, section.right_margin
    if page is None or left is None or right is None:
        raise ValueError("the section has no page size")
    return page - left - right


def turn_page(document: WordDocument, *, is_landscape: bool) -> None:
    """Begin a new section, upright or on its side, with its own copy of the footer."""
    told = document.sections[-1].footer.paragraphs[0].text.partition("\t")[0]
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, is_landscape=is_landscape)
    section.footer.is_linked_to_previous = False
    write_footer(document, told)


def write_footer(document: WordDocument, text: str) -> None:
    """Write the draft mark, the data's hash and the version, with page numbers to the right."""
    paragraph = document.sections[-1].footer.paragraphs[0]
    paragraph.style = "Footer"
    _one_tab(paragraph, round(text_width(document) / _EMU_PER_TWIP))
    paragraph.add_run(f"{text}\t")
    add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES", "1")


def add_field(paragraph: Paragraph, code: str, shown: str, style: str = "") -> None:
    """Add a field that Word keeps up to date, and what it shows until then."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if style:
            run.style = style
        if kind == "shown":
            run.text = text
            continue
        element = OxmlElement("w:instrText" if not kind else "w:fldChar")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.set(qn("xml:space"), "preserve")
            element.text = f" {text} "
        run._r.append(element)


def _one_tab(paragraph: Paragraph, twips: int) -> None:
    tabs: Any = OxmlElement("w:tabs")
    for name in ("4680", "9360", "4320", "8640"):
        clear = OxmlElement("w:tab")
        clear.set(qn("w:val"), "clear")
        clear.set(qn("w:pos"), name)
        tabs.append(clear)
    end = OxmlElement("w:tab")
    end.set(qn("w:val"), "right")
    end.set(qn("w:pos"), str(twips))
    tabs.append(end)
    paragraph._p.get_or_add_pPr().append(tabs)
