"""A document that facts are taken from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document: what it is, where it is, when it was read and whether it was retracted.

    ``authors`` are ``Family, Given`` in order of the title page. ``csl_type`` is a type of the
    Citation Style Language. ``language`` is that of its text, as HTML names it; empty where unsaid.
    """

    id: str
    csl_type: str
    authors: tuple[str, ...]
    year: int | None
    title: str
    container: str
    volume: str
    issue: str
    pages: str
    publisher: str
    doi: str
    url: str
    date_read: str
    licence: str
    sha256: str
    retraction_status: str
    retraction_checked: str
    cited_as: str
    note: str
    language: str = ""
