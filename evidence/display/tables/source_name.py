"""A source in a few words, as a table names it."""

from evidence.records.source import Source


def short_name(source: Source) -> str:
    """Return the first author's family name and the year, or the id where neither is known.

    Parameters
    ----------
    source : Source
        The source.

    Returns
    -------
    str
        Such as ``"White 2011"``.
    """
    if not source.authors:
        return source.id
    family = source.authors[0].partition(",")[0].strip()
    return f"{family} {source.year}" if source.year is not None else family
