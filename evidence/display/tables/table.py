"""A table of a report as data: the same for HTML, Word and PDF."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; ``refs`` are the ids its numbers come from, ``is_header`` marks a row heading."""

    text: str
    refs: tuple[str, ...] = ()
    is_header: bool = False
    align: str = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A captioned table; ``widths`` are shares of the page width, one for each column."""

    id: str
    caption: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footnotes: tuple[str, ...] = ()
