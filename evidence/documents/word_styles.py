"""The styles of the Word document: set once, so that a department may restyle by style."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

ACCENT = RGBColor(0x00, 0x50, 0x6B)
QUIET = RGBColor(0x47, 0x54, 0x5F)
INK = RGBColor(0x17, 0x21, 0x2B)
TYPEFACE = "Calibri"

_HEADINGS: dict[str, tuple[float, float, float]] = {
    "Title": (26, 0, 8),
    "Heading 1": (18, 26, 8),
    "Heading 2": (14, 18, 5),
}
_HEADINGS |= {"Heading 3": (11.5, 12, 3), "Heading 4": (10.5, 10, 3)}
_PARAGRAPHS: dict[str, tuple[float, float, float]] = {
    "Table Text": (8.5, 0, 0),
    "Table Note": (8, 2, 0),
    "Reference": (10, 0, 4),
    "Draft Mark": (10.5, 48, 14),
    "Imprint": (8.5, 0, 10),
    "Contents": (10, 0, 3),
    "Lead": (12, 0, 10),
    "Recommendation": (12, 0, 0),
}
_OF_TEMPLATE: dict[str, tuple[float, float, float]] = {
    "List Bullet": (10.5, 0, 3),
    "List Number": (10.5, 0, 3),
    "Caption": (9.5, 12, 4),
    "Footer": (7.5, 0, 0),
}


def set_styles(document: WordDocument, language: str) -> None:
    """Set typeface, sizes, space and language of every style the document uses."""
    normal = document.styles["Normal"]
    _face(normal, 10.5, INK)
    _space(normal, 0, 7, 1.22)
    _language(normal, language)
    for name, (size, before, after) in _HEADINGS.items():
        style = document.styles[name]
        _face(style, size, ACCENT if name != "Heading 3" else INK)
        style.font.bold, style.font.italic = True, False
        _space(style, before, after, 1.1)
        style.paragraph_format.keep_with_next = True
        _without_border(style)
    for name, (size, before, after) in _PARAGRAPHS.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _face(style, size, INK)
        _space(style, before, after, 1.12)
    for name, (size, before, after) in _OF_TEMPLATE.items():
        _face(document.styles[name], size, INK)
        _space(document.styles[name], before, after, 1.15)
    _particulars(document)
    _character_styles(document)
    tab_stop = document.settings.element.find(qn("w:defaultTabStop"))
    tab_stop.addnext(OxmlElement("w:autoHyphenation"))


def _particulars(document: WordDocument) -> None:
    styles = document.styles
    styles["Caption"].font.bold = True
    styles["Caption"].paragraph_format.keep_with_next = True
    styles["Draft Mark"].font.bold = True
    styles["Imprint"].font.color.rgb = QUIET
    styles["Table Note"].font.color.rgb = QUIET
    styles["Footer"].font.color.rgb = QUIET
    properties = styles["Recommendation"].element.get_or_add_pPr()
    properties.insert_element_before(_bar(), "w:spacing")
    reference = styles["Reference"].paragraph_format
    reference.left_indent, reference.first_line_indent = Mm(9), Mm(-9)


def _character_styles(document: WordDocument) -> None:
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = ACCENT, True
    plain = document.styles.add_style("Number Link", WD_STYLE_TYPE.CHARACTER)
    plain.font.color.rgb = INK
    trace = document.styles.add_style("Trace", WD_STYLE_TYPE.CHARACTER)
    trace.font.color.rgb, trace.font.size = QUIET, Pt(7.5)
    label = document.styles.add_style("Label", WD_STYLE_TYPE.CHARACTER)
    label.font.color.rgb, label.font.bold = ACCENT, True


def _face(style: Any, size: float, colour: RGBColor) -> None:
    style.font.name, style.font.size, style.font.color.rgb = TYPEFACE, Pt(size), colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), TYPEFACE)


def _space(style: Any, before: float, after: float, lines: float) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, lines
    form.widow_control = True


def _language(style: Any, language: str) -> None:
    words = OxmlElement("w:lang")
    words.set(qn("w:val"), {"nb": "nb-NO", "nn": "nn-NO"}.get(language, "en-GB"))
    words.set(qn("w:eastAsia"), "en-US")
    style.element.get_or_add_rPr().append(words)


def _without_border(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _bar() -> Any:
    """Return the bar to the left of a recommendation."""
    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "36"), ("space", "10"), ("color", "00506B")):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    return borders
