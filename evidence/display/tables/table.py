"""A table of a report as data: the same for HTML, Word and PDF."""

from dataclasses import dataclass

from evidence.wording.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    Parameters
    ----------
    text : str
        What is read; a line break in it is kept.
    refs : tuple of str
        The ids its numbers come from.
    is_header : bool
        Whether it heads its row.
    align : str
        ``"left"``, ``"right"`` or ``"center"``.
    notes : tuple of int
        The table's footnotes that belong to the cell, counted from one.
    source : str
        An id whose entry in the annex of sources the cell's text leads to; empty for none.
    anchor : str
        An id of the cell itself, where other places lead to it; empty for none.
    is_code : bool
        Whether it holds ids, which are not hyphenated.
    language : str
        The language of words of a source, where the source says it; empty for the report's own.
    """

    text: str
    refs: tuple[str, ...] = ()
    is_header: bool = False
    align: str = "left"
    notes: tuple[int, ...] = ()
    source: str = ""
    anchor: str = ""
    is_code: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A captioned table.

    ``widths`` are shares of the page width, one for each column; ``refs`` are the ids the
    caption's numbers come from, ``column_refs`` those of each heading's (or none at all);
    ``is_wide`` asks for a page on its side.
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footnotes: tuple[Statement, ...] = ()
    refs: tuple[str, ...] = ()
    column_refs: tuple[tuple[str, ...], ...] = ()
    is_wide: bool = False

    def __post_init__(self) -> None:
        if len(self.widths) != len(self.columns):
            raise ValueError(f"table {self.id}: {len(self.widths)} widths, not one a column")
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.columns):
                raise ValueError(f"table {self.id}, row {number}: {len(row)} cells")
