"""Pages of a figure with many rows: what is on each, and what is never torn apart.

A figure taller than a page would be cut, or shrunk until nobody can read it. Its rows are shared
among parts instead, each with headings and axis of its own, and the summary stands in the last.
"""

from collections.abc import Sequence
from dataclasses import replace

from evidence.display.plots.frame import PAGE, Frame
from evidence.display.plots.geometry import Item
from evidence.display.plots.notes import Note
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Panel, Row
from evidence.display.plots.panel_layout import draw_panel, panel_limits
from evidence.display.plots.row_text import row_height
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

#: Height an A4 page leaves a figure beside a heading and its caption, in points as printed.
PAGE_HEIGHT = 620.0
BETWEEN_PANELS = 12.0
#: Blocks of rows that move along where the summary needs a page of its own.
_WITH_THE_SUMMARY = 5

Block = tuple[Row, ...]
Page = list[tuple[int, Block]]


def page_height(width: float) -> float:
    """Return how tall a figure may be: a wide one is shrunk to the page and may be taller."""
    return PAGE_HEIGHT * max(1.0, width / PAGE)


def split_panels(
    panels: Sequence[Panel], frame: Frame, below: float, last: float, language: Language
) -> tuple[tuple[Panel, ...], ...]:
    """Share the rows of panels among pages.

    Parameters
    ----------
    panels : sequence of Panel
        The panels of the figure, from the top.
    frame : Frame
        The frame they share.
    below : float
        Height of the notes below every page but the last.
    last : float
        Height of the notes below the last.
    language : Language
        Language of headings that are repeated.

    Returns
    -------
    tuple of tuple of Panel
        The panels of each page, with axes that do not change from page to page. A ``bound`` row
        stays with the one before it; a page that begins under a heading repeats it.
    """
    room = page_height(frame.width) - 1.5 * MARGIN
    fixed = [_fixed_height(panel, frame, language) for panel in panels]
    pages: list[Page] = [[]]
    for place, panel in enumerate(panels):
        for block in _blocks(panel.rows):
            tried = [*pages[-1], (place, block)]
            if pages[-1] and _height(tried, fixed, frame, language) + below > room:
                tried = [(place, block)]
                pages.append(tried)
            pages[-1] = tried
    if _height(pages[-1], fixed, frame, language) + last > room and len(pages[-1]) > 1:
        kept = max(1, len(pages[-1]) - _WITH_THE_SUMMARY)
        pages[-1:] = [pages[-1][:kept], pages[-1][kept:]]
    return tuple(_panels(page, panels, language) for page in pages)


def draw_panels(
    panels: Sequence[Panel], frame: Frame, language: Language
) -> tuple[tuple[Item, ...], float]:
    """Return the shapes of panels below each other, and where they end."""
    items: list[Item] = []
    bottom = MARGIN - BETWEEN_PANELS
    for panel in panels:
        drawn, bottom = draw_panel(panel, frame, bottom + BETWEEN_PANELS, language)
        items.extend(drawn)
    return tuple(items), bottom


def part_title(title: str, place: int, parts: int, language: Language) -> str:
    """Return the title of a part; of a figure in one piece it is the title itself."""
    if parts == 1:
        return title
    numbers = {"part": integer(place, language), "parts": integer(parts, language)}
    return phrase("figure.part", language, title=title, **numbers)


def part_note(
    place: int, parts: int, shown: int, every: int, language: Language
) -> tuple[Note, ...]:
    """Return the note that says which part this is, how much it shows and where the rest is."""
    if parts == 1:
        return ()
    numbers = {"part": integer(place, language), "parts": integer(parts, language)}
    counts = {"shown": integer(shown, language), "all": integer(every, language)}
    text = phrase("figure.part.note", language, **numbers, **counts)
    if place < parts:
        text = f"{text} {phrase('figure.part.last', language, parts=numbers['parts'])}"
    return (Note(text=text, role="part", strong=True),)


def _fixed_height(panel: Panel, frame: Frame, language: Language) -> float:
    """Return the height of a panel's headings and axis."""
    bare = replace(panel, rows=(), limits=panel_limits(panel))
    return draw_panel(bare, frame, 0.0, language)[1]


def _height(page: Page, fixed: Sequence[float], frame: Frame, language: Language) -> float:
    places = dict.fromkeys(place for place, _ in page)
    rows = (row for _, rows in _repeating(page, language) for row in rows)
    own = sum(row_height(row, frame) + row.space_above for row in rows)
    return own + sum(fixed[place] + BETWEEN_PANELS for place in places) - BETWEEN_PANELS


def _panels(page: Page, panels: Sequence[Panel], language: Language) -> tuple[Panel, ...]:
    rows: dict[int, list[Row]] = {}
    for place, block in _repeating(page, language):
        rows.setdefault(place, []).extend(block)
    return tuple(
        replace(panels[place], rows=tuple(found), limits=panel_limits(panels[place]))
        for place, found in rows.items()
    )


def _repeating(page: Page, language: Language) -> Page:
    """Return the blocks of a page, the heading its first stands under before it."""
    (place, block), *others = page
    if not block[0].under:
        return page
    span = phrase("figure.part.continued", language, heading=block[0].under)
    heading = Row(role="continued", ref=block[0].ref, span=span, weight="bold")
    return [(place, (heading, *block)), *others]


def _blocks(rows: Sequence[Row]) -> list[Block]:
    """Return rows that must stay together."""
    blocks: list[Block] = []
    for row in rows:
        if blocks and row.bound:
            blocks[-1] = (*blocks[-1], row)
        else:
            blocks.append((row,))
    return blocks
