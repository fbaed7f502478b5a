"""Pages of a figure with many rows: what is on each, and what is never torn apart.

A figure taller than a page would be cut, or shrunk until nobody can read it. Its rows are shared
among parts instead, each with headings and axis of its own, and the summary stands in the last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from evidence.display.plots.frame import PAGE, Frame
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Panel, Row
from evidence.display.plots.panel_layout import draw_panel, panel_limits
from evidence.display.plots.row_text import row_height
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

#: Height an A4 page leaves a figure beside a heading and its caption, in points as printed.
PAGE_HEIGHT = 620.0
BETWEEN_PANELS = 12.0
#: Blocks of rows that move along where the summary needs a page of its own.
_WITH_THE_SUMMARY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows of the panel ``place`` that stay together, and how tall they are.

    ``repeated`` is the heading they stand under, for where a page begins with them.
    """

    place: int
    rows: tuple[Row, ...]
    height: float
    repeated: tuple[Row, ...]
    repeated_height: float


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
    pages: list[list[Block]] = [[]]
    for place, panel in enumerate(panels):
        for block in _blocks(place, panel.rows, frame, language):
            if pages[-1] and _height([*pages[-1], block], fixed) + below > room:
                pages.append([])
            pages[-1].append(block)
    if _height(pages[-1], fixed) + last > room and len(pages[-1]) > 1:
        kept = max(1, len(pages[-1]) - _WITH_THE_SUMMARY)
        pages[-1:] = [pages[-1][:kept], pages[-1][kept:]]
    return tuple(_panels(page, panels) for page in pages)


def _fixed_height(panel: Panel, frame: Frame, language: Language) -> float:
    """Return the height of a panel's headings and axis."""
    bare = replace(panel, rows=(), limits=panel_limits(panel))
    return draw_panel(bare, frame, 0.0, language)[1]


def _height(page: Sequence[Block], fixed: Sequence[float]) -> float:
    own = sum(block.height for block in page) + page[0].repeated_height
    places = dict.fromkeys(block.place for block in page)
    return own + sum(fixed[place] + BETWEEN_PANELS for place in places) - BETWEEN_PANELS


def _panels(page: Sequence[Block], panels: Sequence[Panel]) -> tuple[Panel, ...]:
    rows: dict[int, list[Row]] = {page[0].place: list(page[0].repeated)}
    for block in page:
        rows.setdefault(block.place, []).extend(block.rows)
    return tuple(
        replace(panels[place], rows=tuple(found), limits=panel_limits(panels[place]))
        for place, found in rows.items()
    )


def _blocks(place: int, rows: Sequence[Row], frame: Frame, language: Language) -> Iterator[Block]:
    """Return the rows of a panel with those bound to them."""
    starts = [number for number, row in enumerate(rows) if number == 0 or not row.bound]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        together = tuple(rows[start:end])
        repeated = _repeated(together[0], language)
        yield Block(
            place=place,
            rows=together,
            height=_tall(together, frame),
            repeated=repeated,
            repeated_height=_tall(repeated, frame),
        )


def _repeated(first: Row, language: Language) -> tuple[Row, ...]:
    """Return the heading a row stands under, as it is repeated on the next page."""
    if not first.under:
        return ()
    span = phrase("figure.part.continued", language, heading=first.under)
    return (Row(role="continued", ref=first.ref, span=span, weight="bold"),)


def _tall(rows: Sequence[Row], frame: Frame) -> float:
    return sum(row_height(row, frame) + row.space_above for row in rows)
