"""The marks of a row: squares, diamonds, bars and circles, with arrows where an axis ends.

Squares have an area in proportion to the weight. A diamond reaches exactly from limit to limit of
the pooled effect's confidence interval. A prediction interval is a rectangle of its own, as
proposed by Guddat et al., so that nobody takes it for a confidence interval.

References
----------
Guddat C, Grouven U, Bender R, Skipka G. A note on the graphical presentation of prediction
intervals in random-effects meta-analyses. Syst Rev 2012. https://doi.org/10.1186/2046-4053-1-34
"""

import math
from collections.abc import Callable, Mapping

from evidence.display.plots.axis import Axis
from evidence.display.plots.geometry import Circle, Item, Line, Polygon, Rect
from evidence.display.plots.palette import INTERVAL, PAPER, POOLED, PREDICTION, STUDY
from evidence.display.plots.panel import Mark, Shape

#: Side of the largest square.
LARGEST = 8.0
_HALF_DIAMOND = 4.4
_HALF_BAR = 1.8
_RADIUS = 2.9
_ARROW = 4.0


def draw_mark(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    """Return the shapes of a mark on the line ``y``.

    Parameters
    ----------
    mark : Mark
        Effect and limits on the analysis scale.
    axis : Axis
        Where they stand on the page.
    y : float
        Middle of the row.
    ref : str
        Id of the study, estimate or synthesis drawn.

    Returns
    -------
    tuple of Item
        The shapes; an end beyond the axis becomes an arrow.
    """
    return (*_DRAW[mark.shape](mark, axis, y, ref), *_arrows(mark, axis, y, ref))


def _square(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    items: list[Item] = []
    x = axis.x(mark.estimate)
    if axis.holds(mark.estimate):
        side = LARGEST * math.sqrt(mark.area)
        square = Rect(
            x=x - side / 2,
            y=y - side / 2,
            width=side,
            height=side,
            fill=STUDY,
            role="estimate",
            ref=ref,
        )
        start, end = (x, y - 1.8), (x, y + 1.8)
        tick = Line(start=start, end=end, width=0.9, colour=INTERVAL, role="tick", ref=ref)
        items += [square, tick]
    return (*items, *_whiskers(mark, axis, y, ref))


def _circle(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    items = _whiskers(mark, axis, y, ref)
    if not axis.holds(mark.estimate):
        return items
    is_open = mark.shape == "open circle"
    dot = Circle(
        centre=(axis.x(mark.estimate), y),
        radius=_RADIUS,
        fill=PAPER if is_open else STUDY,
        stroke=INTERVAL,
        stroke_width=1.0,
        role="estimate",
        ref=ref,
    )
    return (*items, dot)


def _diamond(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    low, estimate, high = mark.span
    start, end = max(low, axis.low), min(high, axis.high)
    if start >= end:
        return ()

    def half(value: float) -> float:
        side = low if value < estimate else high
        return _HALF_DIAMOND * (1.0 if side == estimate else (value - side) / (estimate - side))

    turns = [start, *([estimate] if start < estimate < end else []), end]
    upper = [(axis.x(value), y - half(value)) for value in turns]
    lower = [(axis.x(value), y + half(value)) for value in reversed(turns)]
    corners = tuple(dict.fromkeys((*upper, *lower)))
    return (Polygon(points=corners, fill=POOLED, role="diamond", ref=ref),)


def _bar(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    low, _, high = mark.span
    left, right = axis.x(low), axis.x(high)
    bar = Rect(
        x=left,
        y=y - _HALF_BAR,
        width=right - left,
        height=2 * _HALF_BAR,
        fill=PREDICTION,
        stroke=INTERVAL,
        stroke_width=0.5,
        role="prediction",
        ref=ref,
    )
    return (bar,)


def _whiskers(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    """Return the confidence interval as a line; what is not reported is not drawn."""
    if mark.low is None or mark.high is None:
        return ()
    start, end = (axis.x(mark.low), y), (axis.x(mark.high), y)
    return (Line(start=start, end=end, width=1.0, colour=INTERVAL, role="ci", ref=ref),)


def _arrows(mark: Mark, axis: Axis, y: float, ref: str) -> tuple[Item, ...]:
    low, _, high = mark.span
    colour = POOLED if mark.shape == "diamond" else INTERVAL
    arrows: list[Item] = []
    for value, edge, way in ((low, axis.left, -1), (high, axis.right, 1)):
        beyond = value < axis.low if way < 0 else value > axis.high
        if beyond:
            back = edge - way * _ARROW
            points = ((edge, y), (back, y - 2.6), (back, y + 2.6))
            arrows.append(Polygon(points=points, fill=colour, role="arrow", ref=ref))
    return tuple(arrows)


_DRAW: Mapping[Shape, Callable[[Mark, Axis, float, str], tuple[Item, ...]]] = {
    "square": _square,
    "circle": _circle,
    "open circle": _circle,
    "diamond": _diamond,
    "bar": _bar,
}
