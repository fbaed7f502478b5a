"""Tables in Word: fixed widths within the page, a heading row that repeats, no broken rows."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from evidence.documents.word_bookmarks import Bookmarks
from evidence.documents.word_inline import InlineWriter, Look
from evidence.documents.word_page import text_width

_ALIGN = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_STYLE = "TableText"
_STRONG, _FAINT = ("8", "00506B"), ("4", "C9D3DA")


def add_table(document: WordDocument, element: Any, bookmarks: Bookmarks, caption: str) -> None:
    """Add an HTML table; the caption also becomes the table's alternative text."""
    rows = element.findall("thead/tr") + element.findall("tbody/tr")
    widths = _widths(document, element)
    table = document.add_table(rows=0, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    _set_frame(table, widths, caption)
    headings = len(element.findall("thead/tr"))
    for number, source in enumerate(rows):
        row = table._tbl.add_tr()
        _set_row(row, is_heading=number < headings)
        for place, cell in enumerate(source):
            _fill(
                _new_cell(row, widths[place]), cell, bookmarks, table, is_heading=number < headings
            )


def _new_cell(row: Any, width: Emu) -> Any:
    cell = row.add_tc()
    cell.width = width
    return cell


def _widths(document: WordDocument, element: Any) -> list[Emu]:
    room = text_width(document)
    shares = [
        float(column.get("style").removeprefix("width:").strip().removesuffix("%"))
        for column in element.findall("colgroup/col")
    ]
    return [Emu(int(room * share / sum(shares))) for share in shares]


def _set_frame(table: WordTable, widths: list[Emu], caption: str) -> None:
    properties = table._tbl.tblPr
    total = properties.find(qn("w:tblW"))
    total = total if total is not None else properties.append(OxmlElement("w:tblW"))
    total.set(qn("w:type"), "dxa")
    total.set(qn("w:w"), str(sum(width.twips for width in widths)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    # Word refuses properties that stand in another order than its schema's.
    properties.insert_element_before(_borders(), "w:tblLayout")
    properties.insert_element_before(_margins(), "w:tblLook")
    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), caption)
    properties.append(told)


def _borders() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side, (size, colour) in (("top", _STRONG), ("bottom", _STRONG), ("insideH", _FAINT)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    return borders


def _margins() -> Any:
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 45), ("left", 60), ("bottom", 45), ("right", 60)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _set_row(row: Any, *, is_heading: bool) -> None:
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _fill(
    cell: Any, source: Any, bookmarks: Bookmarks, table: WordTable, *, is_heading: bool
) -> None:
    if is_heading:
        cell.get_or_add_tcPr().append(_shade())
    paragraph = Paragraph(cell.p_lst[0], table)
    paragraph._p.style = _STYLE
    for name in (source.get("class") or "").split():
        if name in _ALIGN:
            paragraph.alignment = _ALIGN[name]
    if source.get("id"):
        bookmarks.add(paragraph._p, source.get("id"))
    InlineWriter(paragraph, bookmarks).write(source, Look(bold=source.tag == "th"))


def _shade() -> Any:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F2F6F8")):
        shade.set(qn(f"w:{name}"), value)
    return shade
