"""A panel: rows of text with a mark each beside one axis, before it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from evidence.display.plots.axis import Span
from evidence.display.plots.columns import Column
from evidence.display.plots.geometry import Weight

Shape = Literal["square", "diamond", "bar", "circle", "open circle"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is drawn for a row, on the analysis scale.

    ``area`` is the share of the largest square; ``low`` and ``high`` are None where the interval
    is not reported.
    """

    shape: Shape
    estimate: float
    low: float | None
    high: float | None
    area: float = 1.0

    @property
    def span(self) -> Span:
        """Lowest value, estimate and highest value drawn."""
        low = self.estimate if self.low is None else self.low
        high = self.estimate if self.high is None else self.high
        return low, self.estimate, high


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: cells by column key, or a ``span`` that runs over the columns before the plot.

    A ``shaded`` row lies on a light ground; the span of a ``quiet`` one is small print. ``lights``
    are levels of risk of bias by column key, in the source's words. ``index`` is the study's place
    in the analysis, and ``under`` the heading a row stands under, repeated where a page begins
    with it. A ``bound`` row stays with the one before it.
    """

    role: str
    ref: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    span: str = ""
    weight: Weight = "normal"
    mark: Mark | None = None
    shaded: bool = False
    quiet: bool = False
    space_above: float = 0.0
    lights: Mapping[str, str] = field(default_factory=dict)
    index: int | None = None
    under: str = ""
    bound: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A vertical line through the plot; ``role`` is null, important or pooled."""

    at: float
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Rows that share one axis.

    Parameters
    ----------
    left, right : tuple of Column
        Columns before and after the plot.
    plot_header : str
        Heading over the plot.
    rows : tuple of Row
        The rows, from the top.
    guides : tuple of Guide
        Vertical lines; the first is the line of no effect.
    is_ratio : bool
        Whether effects are logarithms of what people read.
    favours : tuple of str
        What lies to the left and to the right of no effect; empty where unknown.
    limits : tuple of float, optional
        The effects its axis shows; taken from its rows where not said.
    """

    left: tuple[Column, ...]
    right: tuple[Column, ...]
    plot_header: str
    rows: tuple[Row, ...]
    guides: tuple[Guide, ...]
    is_ratio: bool
    favours: tuple[str, str]
    limits: tuple[float, float] | None = None
