"""The text of a row: its cells, and what runs over the columns before the plot."""

from evidence.display.plots.columns import cell_lines
from evidence.display.plots.frame import Frame
from evidence.display.plots.geometry import Item, Text
from evidence.display.plots.light import draw_light
from evidence.display.plots.measure import wrap
from evidence.display.plots.palette import (
    INK,
    LINE_HEIGHT,
    MARGIN,
    MUTED,
    ROW_PADDING,
    SIZE,
    SMALL,
)
from evidence.display.plots.panel import Row

_BELOW_BASELINE = 2.6
#: Of a light beside a row: two rows' lights do not touch.
LIGHT_RADIUS = 5.2


def row_height(row: Row, frame: Frame) -> float:
    """Return the height of a row: that of its tallest cell."""
    columns = [one.column for one in (*frame.left, *frame.right)]
    lines = [len(cell_lines(c, row.cells.get(c.key, ""), row.weight)) for c in columns]
    return max(*lines, len(_span_lines(row, frame))) * LINE_HEIGHT + ROW_PADDING


def row_texts(row: Row, frame: Frame, top: float) -> list[Item]:
    """Return the lines of a row whose upper edge is at ``top``.

    The role of a cell's text names row and column, such as ``"pooled estimate"``; lights stand
    beside the first line.
    """
    first = top + ROW_PADDING / 2 + LINE_HEIGHT - _BELOW_BASELINE
    return [
        *_span_texts(row, frame, first),
        *_cell_texts(row, frame, first),
        *_lights(row, frame, top + ROW_PADDING / 2 + LINE_HEIGHT / 2),
    ]


def _lights(row: Row, frame: Frame, middle: float) -> list[Item]:
    return [
        item
        for one in frame.right
        if one.column.key in row.lights
        for item in draw_light(
            row.lights[one.column.key],
            (one.anchor_x, middle),
            LIGHT_RADIUS,
            f"{row.ref}:{one.column.key}",
        )
    ]


def _span_lines(row: Row, frame: Frame) -> tuple[str, ...]:
    return wrap(row.span, frame.text_right - MARGIN, _span_size(row), row.weight)


def _span_size(row: Row) -> float:
    return SMALL if row.quiet else SIZE


def _span_texts(row: Row, frame: Frame, first: float) -> list[Item]:
    return [
        Text(
            x=MARGIN,
            y=first + index * LINE_HEIGHT,
            text=line,
            size=_span_size(row),
            weight=row.weight,
            colour=MUTED if row.quiet else INK,
            role=row.role,
            ref=row.ref,
        )
        for index, line in enumerate(_span_lines(row, frame))
        if line
    ]


def _cell_texts(row: Row, frame: Frame, first: float) -> list[Item]:
    return [
        Text(
            x=one.anchor_x,
            y=first + index * LINE_HEIGHT,
            text=line,
            anchor=one.column.align,
            weight=row.weight,
            role=f"{row.role} {one.column.key}",
            ref=row.ref,
        )
        for one in (*frame.left, *frame.right)
        for index, line in enumerate(
            cell_lines(one.column, row.cells.get(one.column.key, ""), row.weight)
        )
        if line
    ]
