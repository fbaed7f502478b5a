"""The default Word template, written out: parts of a Word document as XML.

``make docs`` writes it to ``documents/starter/template.docx``, which ``evidence new`` copies into
a project's ``reports/``. It is made of nothing but what stands here and in ``default_styles.py``,
so that it is the same bytes everywhere.
"""

import zipfile
from io import BytesIO

from evidence.documents.default_styles import (
    ACCENT,
    CHARACTERS,
    FAINT,
    INK,
    PARAGRAPHS,
    SOFT,
    TYPEFACE,
    CharacterStyle,
    ParagraphStyle,
)
from evidence.documents.default_theme import default_theme
from evidence.documents.word_package import write_parts

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
_PARTS = ("styles", "settings", "numbering", "footer1", "footer2", "fontTable")
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_TWIPS_PER_MM = 1440 / 25.4
_SHORT, _LONG = 11906, 16838
"""A4 in twentieths of a point."""
_MARGINS = {False: (24, 22), True: (20, 18)}
"""Above and below, left and right, in millimetres: upright and on the side."""


def default_template() -> bytes:
    """Return the default template as a Word document."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{n}": (p.rstrip("12"), f"{p}.xml") for n, p in enumerate(_PARTS, start=1)}
            | {"rId9": ("theme", "theme.xml")}
        ),
        "word/document.xml": _document(),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": f'<w:fonts {_NAMES}><w:font w:name="{TYPEFACE}"/></w:fonts>',
        "word/theme.xml": default_theme(),
        "word/footer1.xml": _footer(on_side=False),
        "word/footer2.xml": _footer(on_side=True),
    }
    written = BytesIO()
    # Stored as they are: what packs them differs from machine to machine.
    with zipfile.ZipFile(written, "w") as archive:
        whole = {name: (_HEAD + text).encode() for name, text in parts.items()}
        write_parts(whole, archive)
    return written.getvalue()


def _content_types() -> str:
    kinds = {"document": "document.main"} | {part: part.rstrip("12") for part in _PARTS}
    told = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    told += f'<Override PartName="/word/theme.xml" ContentType="{_THEME}"/>'
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _document() -> str:
    """Return two empty pages: the set-up of upright pages, then of pages on their side."""
    return (
        f"<w:document {_NAMES}><w:body><w:p><w:pPr>{_section(on_side=False)}</w:pPr></w:p>"
        f"<w:p/>{_section(on_side=True)}</w:body></w:document>"
    )


def _section(*, on_side: bool) -> str:
    wide, high = (_LONG, _SHORT) if on_side else (_SHORT, _LONG)
    above, beside = (round(_TWIPS_PER_MM * size) for size in _MARGINS[on_side])
    turned = ' w:orient="landscape"' if on_side else ""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId{5 if on_side else 4}"/>'
        f'<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        f'<w:pgMar w:top="{above}" w:right="{beside}" w:bottom="{above}" w:left="{beside}" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _footer(*, on_side: bool) -> str:
    """Return the footer: what the document is about, and page numbers to the right."""
    room = (_LONG if on_side else _SHORT) - 2 * round(_TWIPS_PER_MM * _MARGINS[on_side][1])
    return (
        f'<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs>'
        f'<w:tab w:val="right" w:pos="{room}"/></w:tabs></w:pPr>{_field("SUBJECT", " ")}'
        f"<w:r><w:tab/></w:r>{_field('PAGE', '1')}"
        f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES", "1")}</w:p></w:ftr>'
    )


def _field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{mark("separate")}<w:r><w:t xml:space="preserve">{shown}</w:t></w:r>{mark("end")}'
    )


def _settings() -> str:
    modern = "http://schemas.microsoft.com/office/word"
    return (
        f'<w:settings {_NAMES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/>'
        '<w:autoHyphenation/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{modern}" w:val="15"/>'
        "</w:compat></w:settings>"
    )


def _numbering() -> str:
    lists = {1: ("bullet", "•"), 2: ("decimal", "%1.")}
    forms = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        for number, (kind, mark) in lists.items()
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in lists
    )
    return f"<w:numbering {_NAMES}>{forms}{used}</w:numbering>"


def _styles() -> str:
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_face()}<w:color w:val="{INK}"/>'
        '<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="nb-NO" w:eastAsia="en-US" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    own = "".join(map(_paragraph_style, PARAGRAPHS)) + "".join(map(_character_style, CHARACTERS))
    return f"<w:styles {_NAMES}>{defaults}{own}{_table_styles()}</w:styles>"


def _face() -> str:
    scripts = (f'w:{script}="{TYPEFACE}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {' '.join(scripts)}/>"


def style_id(name: str) -> str:
    """Return the id of a style, as Word makes it of the name."""
    return "".join(word[0].upper() + word[1:] for word in name.split())


def _paragraph_style(style: ParagraphStyle) -> str:
    is_normal = style.name == "Normal"
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    follows = f'<w:next w:val="{style.follows}"/>' if style.follows else ""
    default = ' w:default="1"' if is_normal else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/>{based}{follows}<w:qFormat/>'
        f"<w:pPr>{''.join(_paragraph_form(style))}</w:pPr>"
        f"<w:rPr>{_letters(style.colour, style.size, bold=style.bold)}</w:rPr></w:style>"
    )


def _paragraph_form(style: ParagraphStyle) -> list[str]:
    """Return the properties of a paragraph, in the order of Word's schema."""
    form = ["<w:keepNext/>"] if style.keeps else []
    if style.numbered is not None:
        form.append(f'<w:numPr><w:numId w:val="{style.numbered}"/></w:numPr>')
    if style.barred:
        form.append(f"<w:pBdr>{_line('left', 36, ACCENT, space=10)}</w:pBdr>")
    if style.tabbed:
        room = _SHORT - 2 * round(_TWIPS_PER_MM * _MARGINS[False][1])
        form.append(f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{room}"/></w:tabs>')
    before, after, lines = (
        round(size) for size in (20 * style.before, 20 * style.after, 240 * style.lines)
    )
    form.append(
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{lines}" w:lineRule="auto"/>'
    )
    if style.hanging:
        hang = round(_TWIPS_PER_MM * style.hanging)
        form.append(f'<w:ind w:left="{hang}" w:hanging="{hang}"/>')
    if style.outline is not None:
        form.append(f'<w:outlineLvl w:val="{style.outline}"/>')
    return form


def _character_style(style: CharacterStyle) -> str:
    look = _letters(style.colour, style.size, bold=style.bold, underlined=style.underlined)
    return (
        f'<w:style w:type="character" w:styleId="{style_id(style.name)}">'
        f'<w:name w:val="{style.name}"/><w:qFormat/><w:rPr>{look}</w:rPr></w:style>'
    )


def _letters(
    colour: str, size: float | None, *, bold: bool = False, underlined: bool = False
) -> str:
    halves = f'<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>' if size else ""
    return (
        f'{"<w:b/><w:bCs/>" if bold else ""}<w:color w:val="{colour}"/>{halves}'
        f"{'<w:u w:val=' + chr(34) + 'single' + chr(34) + '/>' if underlined else ''}"
    )


def _table_styles() -> str:
    """Return the style of all tables: fine lines between rows, a shaded heading row."""
    borders = _line("top", 8, ACCENT) + _line("bottom", 8, ACCENT) + _line("insideH", 4, FAINT)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 45), ("left", 60), ("bottom", 45), ("right", 60))
    )
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    shade = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{SOFT}"/></w:tcPr>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        "<w:unhideWhenUsed/></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="EvidenceTable">'
        '<w:name w:val="Evidence Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar>"
        f'</w:tblPr><w:tblStylePr w:type="firstRow">{bold}{shade}</w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol">{bold}</w:tblStylePr></w:style>'
    )


def _line(side: str, size: int, colour: str, space: int = 0) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
