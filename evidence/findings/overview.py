"""What the tables hold as a whole, and what nobody has filled."""

from evidence.findings.finding import EmptyCells, Overview
from evidence.tables.tables import Tables
from evidence.version import __version__


def overview(tables: Tables) -> Overview:
    """Count rows and empty cells, and list published estimates no question uses.

    Parameters
    ----------
    tables : Tables
        The project's tables.

    Returns
    -------
    Overview
        With the hash over all tables.

    Examples
    --------
    >>> from evidence.tables.open_tables import open_tables
    >>> len(overview(open_tables("data")).data_sha256)
    64
    """
    texts = tuple(tables.web_texts.values())
    cited = dict.fromkeys(text.provenance.source_id for text in texts)
    empty = (EmptyCells(table=t, column=c, empty=e, rows=n) for t, c, e, n in tables.empty_cells())
    return Overview(
        title=tables.title,
        version=__version__,
        data_sha256=tables.data_sha256(),
        rows=tables.row_counts(),
        empty=tuple(cells for cells in empty if cells.empty),
        unused=tuple(e for e in tables.estimates.values() if not e.outcome_id),
        hearing=tables.hearing,
        checklists=tables.checklists,
        web_texts=texts,
        text_sources=tuple(tables.sources[one] for one in cited),
    )
