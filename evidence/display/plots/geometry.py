"""What a figure is made of: shapes in points, before any file format.

One point is 1/72 inch, x grows to the right and y downwards. Every shape says what it is
(``role``: ``"pooled"``, ``"ci"``, ``"estimate"`` …) and whom it speaks of (``ref``: the id of a
study, an estimate or a synthesis), so that the numbers of a figure can be read back from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evidence.display.plots.palette import INK, SIZE

Anchor = Literal["start", "middle", "end"]
Weight = Literal["normal", "bold"]
Point = tuple[float, float]

#: Role of a filled area that text may lie upon.
GROUND = "ground"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; ``y`` is its baseline, ``anchor`` the part that stands at ``x``."""

    x: float
    y: float
    text: str
    size: float = SIZE
    anchor: Anchor = "start"
    weight: Weight = "normal"
    colour: str = INK
    role: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight stroke; ``dash`` holds lengths of strokes and gaps."""

    start: Point
    end: Point
    width: float
    colour: str
    dash: tuple[float, ...] = ()
    role: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rect:
    """An upright rectangle by its upper left corner; an empty colour means none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    role: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polygon:
    """A closed shape by its corners."""

    points: tuple[Point, ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    role: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """A circle by its centre."""

    centre: Point
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    role: str = ""
    ref: str = ""


Item = Text | Line | Rect | Polygon | Circle
Value = str | float | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawn figure: its shapes in drawing order, its words and the numbers it shows.

    Parameters
    ----------
    id : str
        Id that is unique in a document; ids inside an SVG begin with it.
    width, height : float
        Size in points.
    items : tuple of Item
        Shapes, the first at the bottom.
    title : str
        What the figure is about, for a caption.
    alt : str
        The figure in words, for readers who do not see it.
    data : tuple of mapping
        The plotted numbers, one row a mark, unrounded.
    """

    id: str
    width: float
    height: float
    items: tuple[Item, ...]
    title: str
    alt: str
    data: tuple[Mapping[str, Value], ...]
