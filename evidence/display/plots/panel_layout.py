"""A panel on the page: its rows one below the other, guides, marks, axis and labels."""

from evidence.display.plots.axis import Axis, axis_range, make_axis
from evidence.display.plots.axis_drawing import draw_axis
from evidence.display.plots.frame import Frame
from evidence.display.plots.geometry import GROUND, Item, Line, Rect
from evidence.display.plots.heading import draw_headings
from evidence.display.plots.marks import draw_mark
from evidence.display.plots.palette import (
    IMPORTANT,
    LINE_HEIGHT,
    MARGIN,
    NULL_LINE,
    POOLED,
    ROW_PADDING,
    STRIPE,
)
from evidence.display.plots.panel import Guide, Panel
from evidence.display.plots.row_text import row_height, row_texts
from evidence.vocabulary import Language

_GUIDES = {
    "null": (NULL_LINE, 0.9, ()),
    "important": (IMPORTANT, 0.8, (3.0, 2.0)),
    "pooled": (POOLED, 0.7, (1.0, 1.6)),
}
_SUMMARIES = ("diamond", "bar")
_POINTS_A_TICK = 25.0


def draw_panel(
    panel: Panel, frame: Frame, top: float, language: Language
) -> tuple[tuple[Item, ...], float]:
    """Return a panel's shapes and where it ends.

    Parameters
    ----------
    panel : Panel
        What to draw.
    frame : Frame
        Where its columns and its plot stand.
    top : float
        Where it begins.
    language : Language
        Language of the numbers on the axis.

    Returns
    -------
    tuple
        Shapes in drawing order, and the lower edge.
    """
    frame = frame.of(panel)
    items, first = draw_headings(panel, frame, top)
    axis = panel_axis(panel, frame)
    y = first
    texts: list[Item] = []
    marks: list[Item] = []
    grounds: list[Item] = []
    for row in panel.rows:
        y += row.space_above
        height = row_height(row, frame)
        if row.shaded:
            grounds.append(_ground(frame, y, height))
        texts.extend(row_texts(row, frame, y))
        if row.mark is not None:
            middle = y + ROW_PADDING / 2 + LINE_HEIGHT / 2
            marks.extend(draw_mark(row.mark, axis, middle, row.ref))
        y += height
    guides = [_guide(guide, axis, first, y) for guide in panel.guides if axis.holds(guide.at)]
    below, bottom = draw_axis(panel, frame, axis, y, language)
    return (*grounds, *items, *guides, *marks, *texts, *below), bottom


def panel_limits(panel: Panel) -> tuple[float, float]:
    """Return the effects a panel's axis shows, taken from the bulk of its rows."""
    marks = [row.mark for row in panel.rows if row.mark is not None]
    return panel.limits or axis_range(
        [mark.span for mark in marks if mark.shape not in _SUMMARIES],
        [mark.span for mark in marks if mark.shape in _SUMMARIES],
        [guide.at for guide in panel.guides],
    )


def panel_axis(panel: Panel, frame: Frame) -> Axis:
    """Return the axis of a panel."""
    limits = panel_limits(panel)
    most = max(3, int((frame.plot_right - frame.plot_left) / _POINTS_A_TICK))
    place = (frame.plot_left, frame.plot_right)
    return make_axis(limits, place, is_ratio=panel.is_ratio, most=most)


def _ground(frame: Frame, top: float, height: float) -> Rect:
    width = frame.width - 2 * MARGIN + 4
    return Rect(x=MARGIN - 2, y=top, width=width, height=height, fill=STRIPE, role=GROUND)


def _guide(guide: Guide, axis: Axis, top: float, bottom: float) -> Line:
    colour, width, dash = _GUIDES[guide.role]
    x = axis.x(guide.at)
    start, end = (x, top), (x, bottom)
    return Line(start=start, end=end, width=width, colour=colour, dash=dash, role=guide.role)
