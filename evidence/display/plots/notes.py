"""The notes below a figure: one paragraph each, wrapped to the figure's width."""

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.display.plots.geometry import Item, Text
from evidence.display.plots.measure import wrap
from evidence.display.plots.palette import INK, MARGIN, MUTED, SMALL

_LINE = 9.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A paragraph below a figure; a ``strong`` one is part of the result, not of its reading."""

    text: str
    role: str = "note"
    strong: bool = False


def draw_notes(notes: Sequence[Note], width: float, top: float) -> tuple[tuple[Item, ...], float]:
    """Return the notes as text, and where they end."""
    items: list[Item] = []
    for note in notes:
        for line in wrap(note.text, width - 2 * MARGIN, SMALL):
            top += _LINE
            colour = INK if note.strong else MUTED
            text = Text(x=MARGIN, y=top, text=line, size=SMALL, colour=colour, role=note.role)
            items.append(text)
        top += 1.2
    return tuple(items), top + 2.0
