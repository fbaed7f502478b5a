"""Two axes with a point a study, as Baujat's, the radial and L'Abbé's plot have them."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.display.plots.axis import Axis, Tick, make_axis
from evidence.display.plots.clearance import Box
from evidence.display.plots.geometry import Circle, Item, Line, Text
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.palette import (
    INK,
    INTERVAL,
    LINE_HEIGHT,
    MARGIN,
    PAPER,
    SIZE,
    SMALL,
    STUDY,
)
from evidence.vocabulary import Language
from evidence.wording.numbers import number

POINT = 2.8
"""Radius of a study's point."""

_TICK = 3.0
_POINTS_A_TICK = 45.0
_UP_TICKS = 6

Limits = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Two axes laid out, the axes' names, and the first line below them."""

    across: Axis
    up: Axis
    over: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def area(self) -> Box:
        """Where points and their names may stand."""
        return Box(
            left=self.across.left + 1.0,
            top=self.up.right,
            right=self.across.right,
            bottom=self.up.left - 1.0,
        )

    @property
    def bottom(self) -> float:
        """Where the name of the lower axis ends."""
        return self.up.left + _TICK + SMALL + 4.0 + len(self.below) * LINE_HEIGHT

    def point(self, across: float, up: float) -> tuple[float, float]:
        """Return where a study stands on the page."""
        return self.across.x(across), self.up.x(up)


def make_scatter(
    limits: tuple[Limits, Limits],
    names: tuple[str, str],
    *,
    width: float,
    height: float,
    language: Language,
    are_ratios: bool = False,
) -> Scatter:
    """Lay two axes out.

    Parameters
    ----------
    limits : tuple of (low, high)
        What the axis across and the one upwards show.
    names : tuple of str
        What they are called; the second stands above its axis.
    width, height : float
        Width of the figure and height of the plot, in points.
    language : Language
        Language of the numbers.
    are_ratios : bool
        Whether both axes hold logarithms of what people read.

    Returns
    -------
    Scatter
    """
    over = wrap(names[1], width - 2 * MARGIN, SIZE, "bold")
    top = MARGIN + len(over) * LINE_HEIGHT + 2.0
    bottom = top + height
    up = make_axis(_open(limits[1]), (bottom, top), is_ratio=are_ratios, most=_UP_TICKS)
    widest = max((text_width(_label(tick, language), SMALL) for tick in up.ticks), default=0.0)
    place = (MARGIN + widest + 6.0, width - MARGIN - 4.0)
    most = max(3, int((place[1] - place[0]) / _POINTS_A_TICK))
    across = make_axis(_open(limits[0]), place, is_ratio=are_ratios, most=most)
    below = wrap(names[0], place[1] - place[0], SIZE, "bold")
    return Scatter(across=across, up=up, over=over, below=below)


def draw_axes(scatter: Scatter, language: Language) -> list[Item]:
    """Return the axes with their ticks, numbers and names."""
    across, up = scatter.across, scatter.up
    corner = (across.left, up.left)
    items: list[Item] = [
        Line(start=corner, end=(across.right, up.left), width=0.8, colour=INK, role="axis"),
        Line(start=corner, end=(across.left, up.right), width=0.8, colour=INK, role="axis"),
    ]
    for tick in across.ticks:
        x, y = across.x(tick.at), up.left
        items.append(Line(start=(x, y), end=(x, y + _TICK), width=0.7, colour=INK))
        items.append(_number(tick, x, y + _TICK + SMALL, "middle", language))
    for tick in up.ticks:
        x, y = across.left, up.x(tick.at)
        items.append(Line(start=(x - _TICK, y), end=(x, y), width=0.7, colour=INK))
        items.append(_number(tick, x - _TICK - 1.5, y + 0.36 * SMALL, "end", language))
    first = up.left + _TICK + SMALL + 2.0
    middle = (across.left + across.right) / 2
    for place, line in enumerate(scatter.below, start=1):
        y = first + place * LINE_HEIGHT
        items.append(
            Text(x=middle, y=y, text=line, anchor="middle", weight="bold", role="axis name")
        )
    for place, line in enumerate(scatter.over, start=1):
        y = MARGIN + place * LINE_HEIGHT - 3.0
        items.append(Text(x=MARGIN, y=y, text=line, weight="bold", role="axis name"))
    return items


def draw_points(
    places: Sequence[tuple[float, float]], labels: Sequence[str], radii: Sequence[float]
) -> list[Item]:
    """Return a point a study, the larger ones below."""
    order = sorted(range(len(places)), key=lambda i: -radii[i])
    return [
        Circle(
            centre=places[i],
            radius=radii[i],
            fill=INTERVAL if radii[i] <= POINT else STUDY,
            stroke=PAPER if radii[i] <= POINT else INTERVAL,
            stroke_width=0.6,
            role="study",
            ref=labels[i],
        )
        for i in order
    ]


def _open(limits: Limits) -> Limits:
    """Return limits that are apart, whatever the numbers."""
    low, high = limits
    return limits if high > low else (low - 0.5, high + 0.5)


def _label(tick: Tick, language: Language) -> str:
    return number(tick.value, tick.decimals, language)


def _number(tick: Tick, x: float, y: float, anchor: str, language: Language) -> Text:
    text = _label(tick, language)
    if anchor == "end":
        return Text(x=x, y=y, text=text, size=SMALL, anchor="end", role="tick")
    return Text(x=x, y=y, text=text, size=SMALL, anchor="middle", role="tick")
