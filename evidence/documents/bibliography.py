"""Sources as numbered references: CSL JSON in, Vancouver (NLM) out."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evidence.errors import EvidenceError
from evidence.records.source import Source
from evidence.vocabulary import Language

STYLE = Path(__file__).with_name("csl") / "nlm-citation-sequence.csl"
_LOCALES = {Language.NB: "nb-NO", Language.NN: "nn-NO", Language.EN: "en-US"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One entry of the reference list; ``url`` is where the source can be read, or empty."""

    number: int
    source_id: str
    text: str
    url: str


def references(
    cited: Iterable[str], sources: Mapping[str, Source], language: Language
) -> tuple[Reference, ...]:
    """Return the reference list of the sources cited, numbered in order of citation.

    Parameters
    ----------
    cited : iterable of str
        Source ids in order of citation; repeats are counted once.
    sources : mapping of str to Source
        The sources by id.
    language : Language
        Language of the terms ("Available from", "cited").

    Returns
    -------
    tuple of Reference
        One entry a source, by the NLM citation-sequence style.

    Raises
    ------
    EvidenceError
        If a source is cited that is not among the sources.
    """
    order = list(dict.fromkeys(cited))
    for source_id in order:
        if source_id not in sources:
            raise EvidenceError("document.citation_unknown", source=source_id)
    entries = _formatted([to_csl(sources[source_id]) for source_id in order], language)
    return tuple(
        Reference(number=place, source_id=source_id, text=text, url=_url(sources[source_id]))
        for place, (source_id, text) in enumerate(zip(order, entries, strict=True), start=1)
    )


def to_csl(source: Source) -> dict[str, Any]:
    """Return a source as an item of CSL JSON; what is not known is left out.

    Authors are ``Family, Given``; a name without a comma is an organisation's.
    """
    item: dict[str, Any] = {"id": source.id.lower(), "type": source.csl_type or "document"}
    fields = {
        "title": source.title,
        "container-title": source.container,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "publisher": source.publisher,
        "DOI": source.doi,
        "URL": "" if source.doi else source.url,
    }
    item |= {name: value for name, value in fields.items() if value}
    if source.authors:
        item["author"] = [_name(author) for author in source.authors]
    if source.year is not None:
        item["issued"] = {"date-parts": [[source.year]]}
    if source.date_read and not source.doi and source.url:
        item["accessed"] = {"date-parts": [[int(part) for part in source.date_read.split("-")]]}
    return item


def _name(author: str) -> dict[str, str]:
    family, comma, given = author.partition(",")
    if not comma:
        return {"literal": author.strip()}
    # Initials written together ("PD") are one name to the formatter, which would keep the first.
    given = re.sub(r"(?<=[A-ZÆØÅ])(?=[A-ZÆØÅ])", " ", given.strip())
    return {"family": family.strip(), "given": given}


def _formatted(items: Sequence[dict[str, Any]], language: Language) -> list[str]:
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    if not items:
        return []
    style = CitationStylesStyle(str(STYLE), locale=_LOCALES[language], validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    with warnings.catch_warnings():
        # An item type the style has no rule for is set as a document, which is what we want.
        warnings.simplefilter("ignore", UserWarning)
        entries = [str(entry) for entry in bibliography.bibliography()]
    return [_tidied(entry) for entry in entries]


def _tidied(entry: str) -> str:
    """Take off the number, which the list itself gives, and mend dates set without spaces."""
    text = re.sub(r"^\d+\.\s*", "", entry)
    return re.sub(r"(\d{4})([A-Z][a-z]{2})(\d{1,2})(?=\])", r"\1 \2 \3", text)


def _url(source: Source) -> str:
    return f"https://doi.org/{source.doi}" if source.doi else source.url
