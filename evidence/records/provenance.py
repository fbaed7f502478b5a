"""Where a fact comes from: the chain from a number back to page and quote."""

from dataclasses import dataclass

from evidence.vocabulary import Obtained


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """The source of one row of a table.

    Parameters
    ----------
    table, row : str, int
        The table the row stands in, and its row number in a spreadsheet (headings are row 1).
    source_id : str
        Key into the sources; empty where unknown.
    place : str
        Page, table, figure or line in the source.
    quote : str
        The words of the source, verbatim.
    obtained : Obtained or None
        How the number came to us.
    note : str
        What a reader must know before trusting it.
    """

    table: str
    row: int
    source_id: str = ""
    place: str = ""
    quote: str = ""
    obtained: Obtained | None = None
    note: str = ""
