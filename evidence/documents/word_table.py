"""Tables in Word: fixed widths within the page, a heading row that repeats, no broken rows.

Borders, shading and the space in cells are the table style's, in the template.
"""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from evidence.documents.word_bookmarks import Bookmarks
from evidence.documents.word_inline import InlineWriter, Look
from evidence.documents.word_page import Pages

_ALIGN = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
_EMU_PER_TWIP = 635
_LOOK = ("firstRow", "firstColumn", "noVBand")
_LOOKS = ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")


def add_table(pages: Pages, element: Any, bookmarks: Bookmarks, caption: str) -> None:
    """Add an HTML table; the caption also becomes the table's alternative text."""
    rows = element.findall("thead/tr") + element.findall("tbody/tr")
    widths = _widths(pages.room, element)
    table = OxmlElement("w:tbl")
    table.append(_properties(pages.template.styles["Evidence Table"], widths, caption))
    table.append(_grid(widths))
    pages.append(table)
    headings = len(element.findall("thead/tr"))
    for number, source in enumerate(rows):
        row = OxmlElement("w:tr")
        table.append(row)
        row.append(_row_properties(is_heading=number < headings))
        for place, cell in enumerate(source):
            row.append(_cell(widths[place], cell, bookmarks, pages))


def _widths(room: int, element: Any) -> list[int]:
    """Return the width of each column, in twentieths of a point."""
    shares = [
        float(column.get("style").removeprefix("width:").strip().removesuffix("%"))
        for column in element.findall("colgroup/col")
    ]
    return [int(room * share / sum(shares) / _EMU_PER_TWIP) for share in shares]


def _properties(style: str, widths: list[int], caption: str) -> Any:
    # Word refuses properties that stand in another order than its schema's.
    properties = OxmlElement("w:tblPr")
    given: dict[str, dict[str, str]] = {
        "tblStyle": {"val": style},
        "tblW": {"w": str(sum(widths)), "type": "dxa"},
        "tblLayout": {"type": "fixed"},
        "tblLook": {"val": "06A0", **{name: str(int(name in _LOOK)) for name in _LOOKS}},
        "tblCaption": {"val": caption},
    }
    for name, values in given.items():
        properties.append(_element(name, **values))
    return properties


def _grid(widths: list[int]) -> Any:
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        grid.append(_element("gridCol", w=str(width)))
    return grid


def _row_properties(*, is_heading: bool) -> Any:
    properties = OxmlElement("w:trPr")
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))
    return properties


def _cell(width: int, source: Any, bookmarks: Bookmarks, pages: Pages) -> Any:
    cell, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(_element("tcW", w=str(width), type="dxa"))
    cell.append(properties)
    element = OxmlElement("w:p")
    cell.append(element)
    element.style = pages.template.styles["Table Text"]
    paragraph = Paragraph(element, pages.document._body)
    for name in (source.get("class") or "").split():
        if name in _ALIGN:
            paragraph.alignment = _ALIGN[name]
    if source.get("id"):
        bookmarks.add(element, source.get("id"))
    writer = InlineWriter(paragraph, bookmarks, pages.template.styles)
    writer.write(source, Look(bold=source.tag == "th"))
    return cell


def _element(name: str, **values: str) -> Any:
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element
