"""Names beside points, as many as have room: none over a point, a line or another name."""

from collections.abc import Iterator, Sequence

from evidence.display.plots.clearance import Box, box, meets
from evidence.display.plots.geometry import Anchor, Item, Text
from evidence.display.plots.measure import text_width
from evidence.display.plots.palette import SMALL

MOST = 30
"""Names beyond this many are not tried: a reader looks for those far out."""

_OFF = 5.0
_RISE = 0.36 * SMALL
_PLACES: tuple[tuple[float, float, Anchor], ...] = (
    (_OFF, _RISE, "start"),
    (-_OFF, _RISE, "end"),
    (0.0, -_OFF, "middle"),
    (0.0, _OFF + SMALL * 0.74, "middle"),
    (_OFF - 1.5, -_OFF + 1.5, "start"),
    (-_OFF + 1.5, -_OFF + 1.5, "end"),
    (_OFF - 1.5, _OFF + 3.0, "start"),
    (-_OFF + 1.5, _OFF + 3.0, "end"),
)


def place_names(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    first: Sequence[int],
    among: Sequence[Item],
    area: Box,
) -> tuple[Text, ...]:
    """Return the names that have room beside their points.

    Parameters
    ----------
    points : sequence of (x, y)
        Where the points stand.
    names : sequence of str
        Their names.
    first : sequence of int
        Positions of the points, the most telling first.
    among : sequence of Item
        What no name may lie upon: the points and lines drawn.
    area : Box
        Where names may stand.

    Returns
    -------
    tuple of Text
        One a point that has one; a name without room is left out.
    """
    taken = list(among)
    found: list[Text] = []
    for position in list(first)[:MOST]:
        for text in _tries(points[position], names[position]):
            around = box(text)
            if _inside(around, area) and not any(meets(text, other) for other in taken):
                taken.append(text)
                found.append(text)
                break
    return tuple(found)


def _tries(point: tuple[float, float], name: str) -> Iterator[Text]:
    if not name or text_width(name, SMALL) <= 0:
        return
    for across, down, anchor in _PLACES:
        x, y = point[0] + across, point[1] + down
        yield Text(x=x, y=y, text=name, size=SMALL, anchor=anchor, role="name", ref=name)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.right <= outer.right
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )
