"""A figure of rows beside an axis, drawn on one sheet or as parts for A4 pages.

What a figure shows is gathered once; both ways of drawing it take the same rows, frame and axes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from evidence.display.plots.frame import Frame
from evidence.display.plots.geometry import Figure, Item, Value
from evidence.display.plots.notes import Note, draw_notes
from evidence.display.plots.page_split import BETWEEN_PANELS, split_panels
from evidence.display.plots.palette import MARGIN
from evidence.display.plots.panel import Panel, Row
from evidence.display.plots.panel_layout import draw_panel
from evidence.display.plots.unknown_signs import unknown_notes
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one drawing holds: all of a figure, or the rows of one page.

    ``which`` says what part it is, and is empty for a figure in one piece.
    """

    title: str
    rows: tuple[Row, ...]
    which: str
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All that a figure shows.

    Parameters
    ----------
    id, title : str
        As of the figure.
    language : Language
        Language of the reader.
    panels : tuple of Panel
        Its rows beside their axes, from the top.
    frame : Frame
        Where the columns stand.
    role : str
        The role of the rows that are counted.
    results, reading : tuple of Note
        The notes that belong to the summary, and those on how to read the figure, which every
        part repeats.
    words, data : callable
        The words and the numbers of a part.
    """

    id: str
    title: str
    language: Language
    panels: tuple[Panel, ...]
    frame: Frame
    role: str
    results: tuple[Note, ...]
    reading: tuple[Note, ...]
    words: Callable[[Part], str]
    data: Callable[[Part], tuple[Mapping[str, Value], ...]]


def whole_figure(sheet: Sheet) -> Figure:
    """Draw a sheet in one piece, however tall."""
    return _figure(_explained(sheet), sheet.panels, 1, 1)


def figure_parts(sheet: Sheet) -> tuple[Figure, ...]:
    """Draw a sheet as many A4 pages as its rows need, the summary on the last."""
    sheet = _explained(sheet)
    count = len(_counted(sheet, sheet.panels))
    below = _below(sheet, _which(sheet, count - 1, count, count))
    last = _below(sheet, _which(sheet, count, count, count), sheet.results)
    pages = split_panels(sheet.panels, sheet.frame, below, last, sheet.language)
    return tuple(_figure(sheet, page, place, len(pages)) for place, page in enumerate(pages, 1))


def part_title(title: str, place: int, parts: int, language: Language) -> str:
    """Return the title of a part; of a figure in one piece it is the title itself."""
    if parts == 1:
        return title
    numbers = {"part": integer(place, language), "parts": integer(parts, language)}
    return phrase("figure.part", language, title=title, **numbers)


def _figure(sheet: Sheet, panels: Sequence[Panel], place: int, parts: int) -> Figure:
    which = _which(sheet, place, parts, len(_counted(sheet, panels)))
    part = Part(
        title=part_title(sheet.title, place, parts, sheet.language),
        rows=tuple(row for panel in panels for row in panel.rows),
        which=which[0].text if which else "",
        is_last=place == parts,
    )
    items, bottom = _draw_panels(sheet, panels)
    notes = (*which, *(sheet.results if part.is_last else ()), *sheet.reading)
    below, bottom = draw_notes(notes, sheet.frame.width, bottom)
    return Figure(
        id=sheet.id if parts == 1 else f"{sheet.id}-{place}",
        width=sheet.frame.width,
        height=bottom + MARGIN / 2,
        items=(*items, *below),
        title=part.title,
        alt=sheet.words(part),
        data=sheet.data(part),
    )


def _draw_panels(sheet: Sheet, panels: Sequence[Panel]) -> tuple[list[Item], float]:
    items: list[Item] = []
    bottom = MARGIN - BETWEEN_PANELS
    for panel in panels:
        drawn, bottom = draw_panel(panel, sheet.frame, bottom + BETWEEN_PANELS, sheet.language)
        items.extend(drawn)
    return items, bottom


def part_words(place: int, parts: int, shown: int, every: int, language: Language) -> str:
    """Return which part of a figure this is, and how many of its rows it shows."""
    numbers = {"part": integer(place, language), "parts": integer(parts, language)}
    counts = {"shown": integer(shown, language), "all": integer(every, language)}
    return phrase("figure.part.note", language, **numbers, **counts)


def _which(sheet: Sheet, place: int, parts: int, shown: int) -> tuple[Note, ...]:
    """Return the note that says which part this is, and where the summary stands."""
    if parts == 1:
        return ()
    text = part_words(place, parts, shown, len(_counted(sheet, sheet.panels)), sheet.language)
    if place < parts and sheet.results:
        last = integer(parts, sheet.language)
        text = f"{text} {phrase('figure.part.last', sheet.language, parts=last)}"
    return (Note(text=text, role="part", strong=True),)


def _explained(sheet: Sheet) -> Sheet:
    """Return the sheet with a note on the signs its font lacks."""
    rows = (row for panel in sheet.panels for row in panel.rows)
    cells = (text for row in rows for text in (row.span, *row.cells.values()))
    return replace(sheet, reading=(*sheet.reading, *unknown_notes(cells, sheet.language)))


def _below(sheet: Sheet, which: Sequence[Note], results: Sequence[Note] = ()) -> float:
    """Return the height of the notes below a part."""
    return draw_notes((*which, *results, *sheet.reading), sheet.frame.width, 0.0)[1]


def _counted(sheet: Sheet, panels: Sequence[Panel]) -> list[Row]:
    return [row for panel in panels for row in panel.rows if row.role == sheet.role]
