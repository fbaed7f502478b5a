"""The upper half of a specification curve: estimates in order with their intervals."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from evidence.display.plots.axis import Axis, axis_range, make_axis
from evidence.display.plots.geometry import Circle, Item, Line, Polygon, Text
from evidence.display.plots.palette import (
    IMPORTANT,
    INK,
    INTERVAL,
    NULL_LINE,
    PAPER,
    POOLED,
    RULE,
    SMALL,
    STUDY,
)
from evidence.multiverse.results import Multiverse, Pooled
from evidence.vocabulary import Language
from evidence.wording.numbers import number

HEIGHT = 140.0
_MOST_TICKS = 7
_HALF_DIAMOND = 3.6
_RADIUS = 1.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where the curve stands across the page, and how many specifications it has."""

    left: float
    right: float
    count: int

    def x(self, rank: int) -> float:
        """Return where a rank stands."""
        return self.left + (rank + 0.5) / self.count * (self.right - self.left)


def draw_curve(
    found: Multiverse, span: Span, top: float, language: Language
) -> tuple[tuple[Item, ...], float]:
    """Return the curve with its axis, and where it ends.

    Parameters
    ----------
    found : Multiverse
        With the specifications to show.
    span : Span
        Where they stand across the page.
    top : float
        Where the panel begins.
    language : Language
        Language of the numbers.

    Returns
    -------
    tuple of Item, float
        The axis and its guides; an interval and a circle for each specification shown, open
        where the interval includes no difference; a diamond for the analysis on the page.
    """
    axis = curve_axis(found, top)
    items: list[Item] = [*_axis(axis, span, language), *_guides(found, axis, span)]
    for rank, pooled in zip(found.ranks, found.curve, strict=True):
        items.extend(_specification(pooled, axis, span.x(rank)))
    return (*items, *page_mark(found, axis, span)), top + HEIGHT


def curve_axis(found: Multiverse, top: float) -> Axis:
    """Return the axis of the estimates, which goes up the page."""
    shown = [(one.ci_low, one.estimate, one.ci_high) for one in (*found.curve, found.page)]
    middle = [_within(shown), (found.lowest, found.page.estimate, found.highest)]
    guides = [0.0] if found.important is None else [0.0, -found.important, found.important]
    limits = axis_range(middle, [], guides)
    return make_axis(limits, (top + HEIGHT, top), is_ratio=found.measure.is_ratio, most=_MOST_TICKS)


def is_excluding(pooled: Pooled) -> bool:
    """Tell whether an interval excludes no difference."""
    return pooled.ci_low > 0 or pooled.ci_high < 0


def circle(x: float, y: float, *, filled: bool, ref: str = "") -> Circle:
    """Return the mark of a specification: filled where it excludes no difference."""
    return Circle(
        centre=(x, y),
        radius=_RADIUS if filled else _RADIUS + 0.2,
        fill=INTERVAL if filled else PAPER,
        stroke=INTERVAL,
        stroke_width=0.5,
        role="specification",
        ref=ref,
    )


def diamond(x: float, y: float) -> Polygon:
    """Return the mark of the analysis on the page."""
    half = _HALF_DIAMOND
    points = ((x - half, y), (x, y - half), (x + half, y), (x, y + half))
    return Polygon(points=points, fill=POOLED, stroke=PAPER, stroke_width=0.6, role="page")


def page_mark(found: Multiverse, axis: Axis, span: Span) -> tuple[Item, ...]:
    """Return the analysis on the page, over the others."""
    x = span.x(found.page_rank)
    ends = ((x, axis.x(found.page.ci_low)), (x, axis.x(found.page.ci_high)))
    line = Line(start=ends[0], end=ends[1], width=1.6, colour=POOLED, role="page ci")
    return line, diamond(x, axis.x(found.page.estimate))


def _within(spans: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """Return limits that hold nine in ten intervals: those of two trials may be very long."""
    lows, highs = ([one[end] for one in spans] for end in (0, 2))
    if len(spans) < 3:
        return min(lows), spans[0][1], max(highs)
    low = quantiles(lows, n=20, method="inclusive")[0]
    high = quantiles(highs, n=20, method="inclusive")[-1]
    return low, min(max(spans[0][1], low), high), high


def _axis(axis: Axis, span: Span, language: Language) -> list[Item]:
    ends = ((span.left, axis.right), (span.left, axis.left))
    items: list[Item] = [Line(start=ends[0], end=ends[1], width=0.8, colour=INK, role="axis")]
    for tick in axis.ticks:
        y = axis.x(tick.at)
        start, end = (span.left - 3.0, y), (span.left, y)
        items.append(Line(start=start, end=end, width=0.7, colour=INK))
        text = number(tick.value, tick.decimals, language)
        x, y = span.left - 5.0, y + 0.36 * SMALL
        items.append(Text(x=x, y=y, text=text, size=SMALL, anchor="end", role="tick"))
    return items


def _guides(found: Multiverse, axis: Axis, span: Span) -> list[Item]:
    items: list[Item] = []
    guides = [(0.0, "null")]
    if found.important is not None:
        guides += [(-found.important, "important"), (found.important, "important")]
    for at, role in guides:
        if axis.holds(at):
            y = axis.x(at)
            items.append(guide((span.left, y), (span.right, y), role))
    return items


def guide(start: tuple[float, float], end: tuple[float, float], role: str) -> Line:
    """Return the line of no difference, or of the smallest that matters."""
    if role == "null":
        return Line(start=start, end=end, width=0.8, colour=NULL_LINE, role=role)
    return Line(start=start, end=end, width=0.8, colour=IMPORTANT, dash=(3.0, 2.0), role=role)


def _specification(pooled: Pooled, axis: Axis, x: float) -> list[Item]:
    excluding = is_excluding(pooled)
    ends = ((x, axis.x(pooled.ci_low)), (x, axis.x(pooled.ci_high)))
    colour = STUDY if excluding else RULE
    items: list[Item] = [Line(start=ends[0], end=ends[1], width=0.7, colour=colour, role="ci")]
    if axis.holds(pooled.estimate):
        items.append(circle(x, axis.x(pooled.estimate), filled=excluding))
    return items
