"""The frame of a figure: how wide its columns and its plot are.

All panels of a figure share one frame, so their columns line up. The plot takes what a page
leaves it, within limits that keep it readable; the figure grows where the text needs more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.display.plots.columns import PlacedColumn, column_widths, place_columns, shifted
from evidence.display.plots.measure import text_width
from evidence.display.plots.palette import MARGIN, SIZE, SMALL
from evidence.display.plots.panel import Panel

#: Width of the text on an A4 page with margins of 2 cm.
PAGE = 482.0
#: Size of the smallest text once a wide figure is shrunk to the width of a page.
SMALLEST_IN_PRINT = 6.0
#: Width beyond which a figure's smallest text would be smaller than that.
WIDEST = PAGE * SMALL / SMALLEST_IN_PRINT
_NARROWEST = 130.0
_WIDEST = 230.0
_GAP = 10.0
_LEAST_TEXT = 110.0
_WIDEST_SPAN = 190.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Columns before and after the plot, and the plot's own place."""

    left: tuple[PlacedColumn, ...]
    right: tuple[PlacedColumn, ...]
    plot_left: float
    plot_right: float
    width: float

    @property
    def text_right(self) -> float:
        """Where text that runs over the columns before the plot must end."""
        return self.plot_left - _GAP

    def of(self, panel: Panel) -> "Frame":
        """Return the frame with the headings of one panel."""
        return replace(
            self,
            left=tuple(map(PlacedColumn.under, self.left, panel.left)),
            right=tuple(map(PlacedColumn.under, self.right, panel.right)),
        )


def make_frame(panels: Sequence[Panel], narrowest: float = _NARROWEST) -> Frame:
    """Measure the text of all panels and lay out their columns.

    Parameters
    ----------
    panels : sequence of Panel
        Panels with the same columns.
    narrowest : float
        The least width of the plot.

    Returns
    -------
    Frame
        The frame they share.
    """
    widths = _widths(panels)
    left = place_columns(panels[0].left, widths, MARGIN)
    right = place_columns(panels[0].right, widths, 0.0)
    text_right = max(left[-1].right, MARGIN + _span_width(panels))
    left = _widened(left, text_right - left[-1].right)
    room = PAGE - text_right - 2 * _GAP - right[-1].right - MARGIN
    plot_left = text_right + _GAP
    plot_right = plot_left + min(_WIDEST, max(narrowest, _longest_word(panels), room))
    right = shifted(right, plot_right + _GAP)
    width = right[-1].right + MARGIN
    return Frame(left=left, right=right, plot_left=plot_left, plot_right=plot_right, width=width)


def _widths(panels: Sequence[Panel]) -> Mapping[str, float]:
    """Return the width of each column: the widest any panel needs."""
    cells = [(row.cells, row.weight) for panel in panels for row in panel.rows]
    needed = [column_widths((*panel.left, *panel.right), cells) for panel in panels]
    return {key: max(one[key] for one in needed) for key in needed[0]}


def _span_width(panels: Sequence[Panel]) -> float:
    """Return the room that text over several columns asks for, within reason."""
    rows = [row for panel in panels for row in panel.rows if row.span and not row.quiet]
    widest = max((text_width(row.span, SIZE, row.weight) for row in rows), default=0.0)
    return min(_WIDEST_SPAN, max(_LEAST_TEXT, widest))


def _longest_word(panels: Sequence[Panel]) -> float:
    """Return the widest single word of the panels' headings over the plot."""
    words = [word for panel in panels for word in panel.plot_header.split()]
    return max((text_width(word, SIZE, "bold") for word in words), default=0.0)


def _widened(placed: tuple[PlacedColumn, ...], by: float) -> tuple[PlacedColumn, ...]:
    """Give the first column more room and move the others along."""
    first, *others = placed
    wider = PlacedColumn(column=first.column, left=first.left, right=first.right + by)
    return (wider, *shifted(others, by))
