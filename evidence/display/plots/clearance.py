"""Whether a figure is legible: nothing lies outside it and no text meets anything else."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.display.plots.geometry import GROUND, Circle, Figure, Item, Line, Polygon, Rect, Text
from evidence.display.plots.measure import text_width

_ASCENT = 0.74
_DESCENT = 0.2
_TOUCH = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The smallest upright rectangle around a shape."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether two boxes share more than an edge."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > _TOUCH and down > _TOUCH


def box(item: Item) -> Box:
    """Return the box around a shape, its stroke included."""
    match item:
        case Text():
            width = text_width(item.text, item.size, item.weight)
            left = item.x - {"start": 0.0, "middle": width / 2, "end": width}[item.anchor]
            top, bottom = item.y - _ASCENT * item.size, item.y + _DESCENT * item.size
            return Box(left=left, top=top, right=left + width, bottom=bottom)
        case Line():
            return _around((item.start, item.end), item.width / 2)
        case Rect():
            corner = (item.x + item.width, item.y + item.height)
            return _around(((item.x, item.y), corner), item.stroke_width / 2)
        case Polygon():
            return _around(item.points, item.stroke_width / 2)
        case Circle():
            return _around((item.centre,), item.radius + item.stroke_width / 2)


def outside(figure: Figure) -> tuple[Item, ...]:
    """Return the shapes that reach beyond the figure."""
    page = Box(
        left=-_TOUCH, top=-_TOUCH, right=figure.width + _TOUCH, bottom=figure.height + _TOUCH
    )
    return tuple(item for item in figure.items if not _within(box(item), page))


def overlaps(figure: Figure) -> tuple[tuple[Item, Item], ...]:
    """Return every text with a shape it meets; fills that carry text do not count."""
    return tuple(_meetings(figure))


def _meetings(figure: Figure) -> Iterator[tuple[Item, Item]]:
    """Sweep from top to bottom, comparing shapes of the same height only."""
    shapes = [item for item in figure.items if item.role != GROUND]
    boxed = sorted(((box(item), item) for item in shapes), key=lambda pair: pair[0].top)
    for index, (upper, first) in enumerate(boxed):
        for lower, second in boxed[index + 1 :]:
            if lower.top >= upper.bottom:
                break
            has_text = isinstance(first, Text) or isinstance(second, Text)
            if has_text and upper.meets(lower) and meets(first, second):
                yield first, second


def meets(first: Item, second: Item) -> bool:
    """Return whether two shapes meet; a slanted line does where it runs, not in all its box."""
    one, other = box(first), box(second)
    if not one.meets(other):
        return False
    if isinstance(second, Line) and not isinstance(first, Line):
        return _runs_through(second, one)
    return not isinstance(first, Line) or isinstance(second, Line) or _runs_through(first, other)


def _runs_through(line: Line, within: Box) -> bool:
    """Return whether a line runs through a box, cut at each edge in turn as Liang and Barsky do."""
    (x, y), (end_x, end_y) = line.start, line.end
    half = line.width / 2
    edges = (
        (x - end_x, x - within.left + half),
        (end_x - x, within.right + half - x),
        (y - end_y, y - within.top + half),
        (end_y - y, within.bottom + half - y),
    )
    enter, leave = 0.0, 1.0
    for step, room in edges:
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter < leave


def _around(points: tuple[tuple[float, float], ...], margin: float) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(
        left=min(xs) - margin,
        top=min(ys) - margin,
        right=max(xs) + margin,
        bottom=max(ys) + margin,
    )


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.right <= outer.right
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )
