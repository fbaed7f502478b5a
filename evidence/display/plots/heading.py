"""The headings of a panel: column headings, headings over groups of columns, and their rules."""

from collections.abc import Sequence
from itertools import groupby

from evidence.display.plots.columns import PlacedColumn
from evidence.display.plots.frame import Frame
from evidence.display.plots.geometry import Anchor, Item, Line, Text
from evidence.display.plots.measure import wrap
from evidence.display.plots.palette import INK, LINE_HEIGHT, MARGIN, RULE, SIZE
from evidence.display.plots.panel import Panel

_RULE_GAP = 3.4


def draw_headings(panel: Panel, frame: Frame, top: float) -> tuple[tuple[Item, ...], float]:
    """Return the headings and where they end; all stand on one last line."""
    blocks = [_block(group) for side in (frame.left, frame.right) for group in _groups(side)]
    plot_width = frame.plot_right - frame.plot_left
    over_plot = tuple(
        line
        for part in panel.plot_header.split("\n")
        for line in wrap(part, plot_width, SIZE, "bold")
    )
    height = max(len(over_plot), *(len(lines) for lines in blocks)) * LINE_HEIGHT
    if any(_is_ruled(group) for side in (frame.left, frame.right) for group in _groups(side)):
        height += _RULE_GAP
    bottom = top + height
    middle = (frame.plot_left + frame.plot_right) / 2
    items: list[Item] = list(_stack(over_plot, middle, bottom, "middle"))
    for side in (frame.left, frame.right):
        for group in _groups(side):
            items.extend(_group_items(group, bottom))
    rule_y = bottom + 2.5
    ends = ((MARGIN, rule_y), (frame.width - MARGIN, rule_y))
    items.append(Line(start=ends[0], end=ends[1], width=0.8, colour=INK, role="rule"))
    return tuple(items), rule_y + 1.5


def _groups(placed: Sequence[PlacedColumn]) -> list[list[PlacedColumn]]:
    by_group = groupby(placed, key=lambda one: one.column.group or one.column.key)
    return [list(members) for _, members in by_group]


def _is_ruled(group: Sequence[PlacedColumn]) -> bool:
    """Return whether a group has a heading of its own above its columns' headings."""
    return bool(group[0].column.group_header) and any(one.column.header for one in group)


def _block(group: Sequence[PlacedColumn]) -> list[str]:
    """Return the lines a group of columns needs for its headings."""
    own = max((one.column.header for one in group), key=lambda text: text.count("\n"))
    over = group[0].column.group_header
    return [*(over.split("\n") if over else []), *(own.split("\n") if own else [])]


def _group_items(group: Sequence[PlacedColumn], bottom: float) -> list[Item]:
    items: list[Item] = []
    for one in group:
        if one.column.header:
            lines = tuple(one.column.header.split("\n"))
            items.extend(_stack(lines, one.anchor_x, bottom, one.column.align))
    over = group[0].column.group_header
    if not over:
        return items
    left, right = group[0].left, group[-1].right
    if not _is_ruled(group):
        items.extend(_stack(tuple(over.split("\n")), (left + right) / 2, bottom, "middle"))
        return items
    depth = max(one.column.header.count("\n") + 1 for one in group)
    y = bottom - depth * LINE_HEIGHT - _RULE_GAP
    items.extend(_stack(tuple(over.split("\n")), (left + right) / 2, y, "middle"))
    ends = ((left, y + 2.2), (right, y + 2.2))
    items.append(Line(start=ends[0], end=ends[1], width=0.5, colour=RULE, role="rule"))
    return items


def _stack(lines: tuple[str, ...], x: float, bottom: float, anchor: Anchor) -> tuple[Text, ...]:
    """Return lines of text whose last one ends at ``bottom``."""
    first = bottom - (len(lines) - 1) * LINE_HEIGHT - 2.4
    return tuple(
        Text(
            x=x,
            y=first + index * LINE_HEIGHT,
            text=line,
            size=SIZE,
            anchor=anchor,
            weight="bold",
            role="heading",
        )
        for index, line in enumerate(lines)
        if line
    )
