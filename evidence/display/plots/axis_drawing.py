"""The axis below a plot, with the side of no effect each treatment is favoured on."""

from evidence.display.plots.axis import Axis, Tick
from evidence.display.plots.frame import Frame
from evidence.display.plots.geometry import Anchor, Item, Line, Text
from evidence.display.plots.measure import text_width, wrap
from evidence.display.plots.palette import INK, LINE_HEIGHT, MARGIN, SIZE, SMALL
from evidence.display.plots.panel import Panel
from evidence.vocabulary import Language
from evidence.wording.numbers import number

_TICK = 3.0
_CLEAR = 4.0


def draw_axis(
    panel: Panel, frame: Frame, axis: Axis, top: float, language: Language
) -> tuple[tuple[Item, ...], float]:
    """Return the axis with its ticks and side labels, and where they end."""
    ends = ((axis.left, top), (axis.right, top))
    items: list[Item] = [Line(start=ends[0], end=ends[1], width=0.8, colour=INK, role="axis")]
    baseline = top + _TICK + SMALL + 0.6
    for tick, label in _thinned(axis, language):
        x = axis.x(tick.at)
        items.append(Line(start=(x, top), end=(x, top + _TICK), width=0.7, colour=INK))
        middle = Text(x=x, y=baseline, text=label, size=SMALL, anchor="middle", role="tick")
        items.append(middle)
    bottom = baseline + 3.0
    sides, bottom = _sides(panel, frame, axis, bottom)
    return (*items, *sides), bottom


def _thinned(axis: Axis, language: Language) -> list[tuple[Tick, str]]:
    """Return ticks with their labels, every other one left out until all have room."""
    ticks = list(axis.ticks)
    while len(ticks) > 2 and not _have_room(_labelled(ticks, language), axis):
        home = next((i for i, tick in enumerate(ticks) if tick.at == 0.0), 0)
        ticks = [tick for i, tick in enumerate(ticks) if (i - home) % 2 == 0]
    return _labelled(ticks, language)


def _labelled(ticks: list[Tick], language: Language) -> list[tuple[Tick, str]]:
    """Return ticks with as few decimals as all of them together need."""
    most = max((tick.decimals for tick in ticks), default=0)
    needed = next(
        places
        for places in range(most + 1)
        if places == most or all((tick.value * 10**places).is_integer() for tick in ticks)
    )
    return [(tick, number(tick.value, min(tick.decimals, needed), language)) for tick in ticks]


def _have_room(ticks: list[tuple[Tick, str]], axis: Axis) -> bool:
    middles = [axis.x(tick.at) for tick, _ in ticks]
    halves = [text_width(label, SMALL) / 2 for _, label in ticks]
    pairs = zip(middles, middles[1:], halves, halves[1:], strict=False)
    return all(b - half_b - (a + half_a) >= _CLEAR for a, b, half_a, half_b in pairs)


def _sides(panel: Panel, frame: Frame, axis: Axis, top: float) -> tuple[list[Item], float]:
    """Return the two labels, on either side of no effect."""
    x = axis.x(panel.guides[0].at)
    items: list[Item] = []
    bottom = top
    left, right = panel.favours
    sides: tuple[tuple[str, Anchor, float, int], ...] = (
        (left, "end", MARGIN, -1),
        (right, "start", frame.width - MARGIN, 1),
    )
    for label, anchor, edge, way in sides:
        if not label:
            continue
        start = x + way * _CLEAR
        lines = wrap(label, max(abs(edge - start), 60.0), SIZE)
        for index, line in enumerate(lines):
            y = top + (index + 1) * LINE_HEIGHT - 2.0
            items.append(Text(x=start, y=y, text=line, anchor=anchor, role="favours"))
        bottom = max(bottom, top + len(lines) * LINE_HEIGHT)
    return items, bottom + 2.0
