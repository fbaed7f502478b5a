"""The columns of text around a plot: measured, never padded.

A column is as wide as its widest cell or heading. Only columns that may wrap have a limit; every
other one grows with its content, and the figure with it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from evidence.display.plots.geometry import Anchor, Weight
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.palette import SIZE

#: What a sum of widths may lack of the text it was measured from.
_NOISE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of text.

    ``header`` may hold line breaks. Neighbours with the same ``group`` stand under one heading,
    ``group_header``. ``wrap_at`` is the widest a wrapping column gets; 0 means it never wraps.
    ``gap`` is the space before it, and ``least`` the width it has without any text.
    """

    key: str
    header: str = ""
    align: Anchor = "start"
    group: str = ""
    group_header: str = ""
    wrap_at: float = 0.0
    gap: float = 8.0
    least: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedColumn:
    """A column and the room it has."""

    column: Column
    left: float
    right: float

    def under(self, column: Column) -> "PlacedColumn":
        """Return the same room with another heading; what may wrap wraps where the room ends."""
        if column.wrap_at:
            column = replace(column, wrap_at=max(column.wrap_at, self.right - self.left + _NOISE))
        return replace(self, column=column)

    @property
    def anchor_x(self) -> float:
        """Where its cells are anchored."""
        middle = (self.left + self.right) / 2
        return {"start": self.left, "middle": middle, "end": self.right}[self.column.align]


def cell_lines(column: Column, text: str, weight: Weight) -> tuple[str, ...]:
    """Return the lines a cell takes."""
    if not column.wrap_at:
        return (text,)
    return wrap(text, column.wrap_at, SIZE, weight)


def column_widths(
    columns: Sequence[Column], cells: Sequence[tuple[Mapping[str, str], Weight]]
) -> Mapping[str, float]:
    """Return the width each column needs.

    Parameters
    ----------
    columns : sequence of Column
        Columns from left to right.
    cells : sequence of (mapping, weight)
        The text of each row by column key, and its weight.

    Returns
    -------
    mapping of str to float
        By column key: enough for its cells, its heading and its share of a group heading.
    """
    widths = {column.key: _width(column, cells) for column in columns}
    for _, members in groupby(columns, key=lambda column: column.group or column.key):
        group = list(members)
        needed = max(text_width(line, SIZE, "bold") for line in group[0].group_header.split("\n"))
        has = sum(widths[column.key] for column in group) + sum(c.gap for c in group[1:])
        for column in group:
            widths[column.key] += max(0.0, needed - has) / len(group)
    return widths


def place_columns(
    columns: Sequence[Column], widths: Mapping[str, float], left: float
) -> tuple[PlacedColumn, ...]:
    """Lay columns of known widths side by side from a left edge."""
    placed: list[PlacedColumn] = []
    for column in columns:
        start = left + (column.gap if placed else 0.0)
        placed.append(PlacedColumn(column=column, left=start, right=start + widths[column.key]))
        left = placed[-1].right
    return tuple(placed)


def shifted(placed: Sequence[PlacedColumn], by: float) -> tuple[PlacedColumn, ...]:
    """Return the columns moved to the right."""
    return tuple(replace(one, left=one.left + by, right=one.right + by) for one in placed)


def _width(column: Column, cells: Sequence[tuple[Mapping[str, str], Weight]]) -> float:
    heading = max(text_width(line, SIZE, "bold") for line in column.header.split("\n"))
    lines = (
        text_width(line, SIZE, weight)
        for row, weight in cells
        for line in cell_lines(column, row.get(column.key, ""), weight)
    )
    return max(column.least, heading, max(lines, default=0.0))
