"""A source in a few words, as a table names it."""

from collections.abc import Iterable

from evidence.findings.finding import QuestionFindings
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


def languages(questions: Iterable[QuestionFindings]) -> dict[str, str]:
    """Return the language of each source that says it, by the source's id."""
    sources = (source for question in questions for source in question.sources)
    return {source.id: source.language for source in sources if source.language}
