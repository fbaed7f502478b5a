"""Small figures beside each other as one, lettered, so that a page holds what belongs together."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.display.plots.frame import PAGE
from evidence.display.plots.geometry import Circle, Figure, Item, Line, Point, Polygon, Rect, Text
from evidence.display.plots.letters import lettered
from evidence.display.plots.palette import MARGIN, SIZE

BETWEEN = 12.0
"""Room between two neighbours."""

_HEAD = 14.0


def share_of_page(count: int) -> float:
    """Return the width each of several neighbours has on a page."""
    return (PAGE - (count - 1) * BETWEEN) / count


def side_by_side(figure_id: str, title: str, figures: Sequence[Figure]) -> Figure:
    """Put figures beside each other.

    Parameters
    ----------
    figure_id, title : str
        Of the whole.
    figures : sequence of Figure
        From left to right; each gets a letter.

    Returns
    -------
    Figure
        All their shapes, words and numbers; ``panel`` in the data is the letter.
    """
    items: list[Item] = []
    left = 0.0
    letters = [letter for letter, _ in lettered(figure.id for figure in figures)]
    for letter, figure in zip(letters, figures, strict=True):
        head = Text(x=left + MARGIN, y=MARGIN + SIZE, text=letter, weight="bold", role="letter")
        items += [head, *(_moved(item, left, _HEAD) for item in figure.items)]
        left += figure.width + BETWEEN
    both = list(zip(letters, figures, strict=True))
    return Figure(
        id=figure_id,
        width=left - BETWEEN,
        height=_HEAD + max(figure.height for figure in figures),
        items=tuple(items),
        title=title,
        alt=" ".join([f"{title}.", *(f"{letter}: {figure.alt}" for letter, figure in both)]),
        data=tuple({"panel": letter, **row} for letter, figure in both for row in figure.data),
    )


def _moved(item: Item, across: float, down: float) -> Item:
    def place(point: Point) -> Point:
        return point[0] + across, point[1] + down

    match item:
        case Text() | Rect():
            return replace(item, x=item.x + across, y=item.y + down)
        case Line():
            return replace(item, start=place(item.start), end=place(item.end))
        case Polygon():
            return replace(item, points=tuple(map(place, item.points)))
        case Circle():
            return replace(item, centre=place(item.centre))
