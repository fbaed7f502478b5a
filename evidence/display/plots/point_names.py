"""Names beside points, as many as have room: none over a point, a line or another name."""

import math
from collections.abc import Iterator, Sequence

from evidence.display.plots.clearance import Box, box, meets
from evidence.display.plots.geometry import Anchor, Item, Text
from evidence.display.plots.measure import text_width
from evidence.display.plots.notes import Note
from evidence.display.plots.palette import SMALL
from evidence.display.plots.scatter import POINT, Scatter, draw_points
from evidence.display.plots.scatter_alt import Point
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

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
    (-3.0, -_OFF, "start"),
    (3.0, -_OFF, "end"),
    (-3.0, _OFF + SMALL * 0.74, "start"),
    (3.0, _OFF + SMALL * 0.74, "end"),
)


def place_names(
    points: Sequence[tuple[float, float]],
    names: Sequence[str],
    *,
    radii: Sequence[float],
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
    radii : sequence of float
        Their radii.
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
        for text in _tries(points[position], names[position], radii[position]):
            around = box(text)
            if _inside(around, area) and not any(meets(text, other) for other in taken):
                taken.append(text)
                found.append(text)
                break
    return tuple(found)


def _tries(point: tuple[float, float], name: str, radius: float) -> Iterator[Text]:
    if not name or text_width(name, SMALL) <= 0:
        return
    more = radius - POINT
    for across, down, anchor in _PLACES:
        # Names beside a point move outwards with its radius, those above and below up and down.
        x = point[0] + across + more * ((anchor == "start") - (anchor == "end"))
        y = point[1] + down + (more if down > _RISE else -more if down < 0 else 0.0)
        yield Text(x=x, y=y, text=name, size=SMALL, anchor=anchor, role="name", ref=name)


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left
        and inner.right <= outer.right
        and inner.top >= outer.top
        and inner.bottom <= outer.bottom
    )


def named_points(
    scatter: Scatter,
    points: Sequence[Point],
    language: Language,
    *lines: Item,
    radii: Sequence[float] | None = None,
) -> tuple[tuple[Item, ...], tuple[Note, ...]]:
    """Return lines, points and the names that have room, and a note where some have none.

    Parameters
    ----------
    scatter : Scatter
        The axes.
    points : sequence of Point
        The studies.
    language : Language
        Language of the note.
    *lines : Item
        What is drawn below the points; no name lies upon it.
    radii : sequence of float, optional
        Radius of each point, where they are not all alike.

    Returns
    -------
    tuple of Item, tuple of Note
        Names are tried from the point farthest from the corner of the axes.
    """
    places = [scatter.point(one.across, one.up) for one in points]
    labels = [one.label for one in points]
    sizes = radii or [POINT] * len(points)
    dots = draw_points(places, labels, sizes)
    corner = (scatter.across.left, scatter.up.left)
    first = sorted(range(len(points)), key=lambda i: -math.dist(places[i], corner))
    among = [*lines, *dots]
    names = place_names(places, labels, radii=sizes, first=first, among=among, area=scatter.area)
    return (*among, *names), _unnamed(len(names), len(points), language)


def _unnamed(named: int, k: int, language: Language) -> tuple[Note, ...]:
    if named == k:
        return ()
    if named == 0:
        return (Note(text=phrase("figure.names_none", language)),)
    counts = {"named": integer(named, language), "k": integer(k, language)}
    return (Note(text=phrase("figure.names_left_out", language, **counts)),)
