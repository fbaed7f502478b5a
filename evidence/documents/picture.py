"""A figure as documents use it: its SVG for the page, its PNG for Word, its numbers as a table."""

from dataclasses import dataclass
from pathlib import Path

from evidence.display.tables.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One figure of a report.

    Parameters
    ----------
    id : str
        Its place in the document.
    svg : str
        The drawing, to stand in the page.
    png : path
        The same drawing for Word, at least 300 dots an inch.
    caption : str
        What it shows.
    refs : tuple of str
        The ids its numbers come from.
    data : Table or None
        The numbers it draws.
    """

    id: str
    svg: str
    png: Path
    caption: str
    refs: tuple[str, ...]
    data: Table | None = None
