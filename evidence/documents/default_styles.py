"""The look of the default Word template: its styles as rows, sizes and space in points."""

from dataclasses import dataclass

ACCENT, QUIET, INK = "00506B", "47545F", "17212B"
SOFT, FAINT = "F2F6F8", "C9D3DA"
TYPEFACE = "Calibri"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphStyle:
    """A paragraph style.

    ``lines`` is the height of a line as a multiple of the typeface's; ``outline`` the level of a
    heading; ``numbered`` the list it belongs to; ``hanging`` the space in millimetres from the
    margin to the text of an entry.
    """

    name: str
    size: float
    before: float = 0
    after: float = 0
    lines: float = 1.12
    colour: str = INK
    bold: bool = False
    outline: int | None = None
    keeps: bool = False
    numbered: int | None = None
    hanging: float = 0
    barred: bool = False
    tabbed: bool = False
    follows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterStyle:
    """A character style; no size means the paragraph's."""

    name: str
    colour: str
    size: float | None = None
    bold: bool = False
    underlined: bool = False


def _heading(name: str, size: float, before: float, after: float, level: int) -> ParagraphStyle:
    return ParagraphStyle(
        name=name,
        size=size,
        before=before,
        after=after,
        lines=1.1,
        colour=ACCENT if level < 2 else INK,
        bold=True,
        outline=level,
        keeps=True,
        follows="Normal",
    )


PARAGRAPHS = (
    ParagraphStyle(name="Normal", size=10.5, after=7, lines=1.22),
    ParagraphStyle(
        name="Title", size=26, after=8, lines=1.1, colour=ACCENT, bold=True, follows="Normal"
    ),
    _heading("heading 1", 18, 26, 8, 0),
    _heading("heading 2", 14, 18, 5, 1),
    _heading("heading 3", 11.5, 12, 3, 2),
    ParagraphStyle(name="caption", size=9.5, before=12, after=4, bold=True, keeps=True),
    ParagraphStyle(name="List Bullet", size=10.5, after=3, lines=1.15, numbered=1),
    ParagraphStyle(name="List Number", size=10.5, after=3, lines=1.15, numbered=2),
    ParagraphStyle(
        name="TOC Heading", size=12, before=12, after=6, colour=ACCENT, bold=True, keeps=True
    ),
    ParagraphStyle(name="toc 1", size=10, after=3, tabbed=True),
    ParagraphStyle(name="header", size=7.5, colour=QUIET),
    ParagraphStyle(name="footer", size=7.5, colour=QUIET),
    ParagraphStyle(name="Draft Mark", size=10.5, before=48, after=14, bold=True),
    ParagraphStyle(name="Imprint", size=8.5, after=10, colour=QUIET),
    ParagraphStyle(name="Lead", size=12, after=10),
    ParagraphStyle(name="Recommendation", size=12, barred=True),
    ParagraphStyle(name="Table Text", size=8.5),
    ParagraphStyle(name="Table Note", size=8, before=2, colour=QUIET),
    ParagraphStyle(name="Reference", size=10, after=4, hanging=9),
)
CHARACTERS = (
    CharacterStyle(name="Hyperlink", colour=ACCENT, underlined=True),
    CharacterStyle(name="Number Link", colour=INK),
    CharacterStyle(name="Trace", colour=QUIET, size=7.5),
    CharacterStyle(name="Label", colour=ACCENT, bold=True),
)
