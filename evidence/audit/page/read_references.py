"""The list of references: entries by their first author and year, wherever the list stands."""

import re
from collections.abc import Iterator

from evidence.audit.page.block import Block
from evidence.audit.page.claims import Reference
from evidence.audit.page.layout import Layout

_FAMILY = (
    r"(?:(?:van|von|de|den|der|di|le|la|ten)\s){0,2}"
    r"[A-ZÆØÅÄÖÜÉ][\wÀ-ÿ'-]{1,40}(?:[ -][A-ZÆØÅÄÖÜ][\wÀ-ÿ'-]{1,40}){0,3}"
)
_INITIALS = r"(?:[A-ZÆØÅÄÖÜÉ]\.?[ -]?){1,4}"
_NUMBER = r"^\s*(?:\[?\d{1,3}[\].)]\s*|[•*-]\s*)?"
_WITH_COMMA = re.compile(rf"{_NUMBER}(?P<name>{_FAMILY}),\s*{_INITIALS}(?=[,.&; (]|$)")
_WITHOUT_COMMA = re.compile(
    rf"{_NUMBER}(?P<name>{_FAMILY})\s(?P<initials>[A-ZÆØÅÄÖÜ]{{1,4}})(?=[,.;])"
)
_BODY = re.compile(
    rf"{_NUMBER}(?P<name>[A-ZÆØÅ][^.()\d]{{3,80}}?)\.?\s*\((?P<year>(?:19|20)\d\d)\)\."
)
_YEAR = re.compile(r"\(((?:19|20)\d{2})[a-z]?(?:,[^()]{0,20})?\)")
_LATER_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d{2})(?=[a-z]?\s?(?:[A-Z][a-z]{2}[ \d]*)?[;.:,])")
_AUTHOR = re.compile(
    rf"(?<![\w-])({_FAMILY})(?:,\s*(?:[A-ZÆØÅÄÖÜ]\.\s?-?)+|\s[A-ZÆØÅÄÖÜ]{{1,4}}(?=[,.]))"
)
_PUBLISHED = re.compile(
    r"\d{1,4}\s?\(\d+\)|\d{4};\d+|doi|https?:|\d{1,6}[-–]\d+|\be\d{4,}|\d{1,3},\s\d+"
)
_OWN = re.compile(r"\(lest\s|\[nettdokument\]|sist faglig oppdatert|siteres", re.IGNORECASE)


def read_references(layout: Layout) -> tuple[Reference, ...]:
    """Return the entries of the list of references in order.

    An entry is known by its form, so that a list without a heading is read, too; under a heading
    for references a shorter form will do.
    """
    return tuple(_entries(layout))


def _entries(layout: Layout) -> Iterator[Reference]:
    for placed in layout.placed:
        listed = placed.part == "references"
        if placed.is_heading or placed.part == "footer" or len(placed.block.text) < 25:
            continue
        found = _entry(placed.block, listed)
        if found is not None:
            yield found


def _entry(block: Block, listed: bool) -> Reference | None:
    text = block.plain[:1500]
    first = _WITH_COMMA.match(text) or _WITHOUT_COMMA.match(text) or _BODY.match(text)
    if first is None or len(block.text) > 3000:
        return None
    year = _YEAR.search(text) or _LATER_YEAR.search(text)
    own = bool(_OWN.search(text))
    if year is None and not listed:
        return None
    if not (listed or own or _PUBLISHED.search(text)):
        return None
    head = text[: year.start()] if year and _YEAR.search(text) else text[:200]
    names = tuple(found.group(1) for found in _AUTHOR.finditer(head))
    return Reference(
        block=block,
        name=first.group("name"),
        names=names or (first.group("name"),),
        year=int(year.group(1)) if year else None,
        own=own,
    )
