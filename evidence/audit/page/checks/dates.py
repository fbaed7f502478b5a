"""Dates in an order that can be: searches, what they found, and the page itself."""

import re
from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Dated
from evidence.audit.page.finding import Check, PageFinding, at, at_block, found

_ADDED = re.compile(
    r"(?:arbeidsgrupp\w*|fagekspert\w*|ekspertgrupp\w*|ekstern\w*)\s+(?:\w+\s+){0,3}?(?:sendte|sende"
    r"|la til|foreslo|foreslått|meldte|tipset|tipsa|bidro med)|lagt til (?:av|etter)"
    r"|nylig publisert\w*|nyleg publisert\w*|publisert etter søk\w*|inkludert etter søk\w*",
    re.IGNORECASE,
)
_PUBLISHED_BETWEEN = re.compile(
    r"publiser\w*\s+(?:i\s+perioden\s+)?(?:mellom|fra|frå)\s+(?P<first>(?:19|20)\d\d)\s+"
    r"(?:og|til|–|-)\s*(?P<last>(?:19|20)\d\d)"
)
_IMPOSSIBLE_DAY = re.compile(r"^(\d{1,2})")
DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield dates that cannot all be right."""
    yield from _updates(claims)
    yield from _after_search(claims)
    yield from _after_page(claims)
    yield from _included_too_late(claims)
    yield from _no_such_day(claims)
    yield from _one_search_two_dates(claims)


def _when(one: Dated) -> int:
    return one.year * 12 + (one.month or 12)


def _updates(claims: Claims) -> Iterator[PageFinding]:
    for one in claims.dates:
        if one.kind != "update":
            continue
        block = one.sentence.block.number
        first = [d for d in claims.dates if d.kind == "search" and d.sentence.block.number == block]
        if first and _when(one) < _when(first[0]):
            yield found(
                "DAT01",
                at(one.sentence, one.start),
                at(first[0].sentence, first[0].start),
                updated=one.text,
                first=first[0].text,
            )


def _last_search(claims: Claims) -> Dated | None:
    searches = [one for one in claims.dates if one.kind in ("search", "update")]
    return max(searches, key=_when, default=None)


def _after_search(claims: Claims) -> Iterator[PageFinding]:
    """Yield more references from after the last search than the page says were added."""
    last = _last_search(claims)
    if last is None:
        return
    later = [one for one in claims.references if one.year and one.year > last.year and not one.own]
    added = any(_ADDED.search(sentence.plain) for _, sentence in claims.sentences)
    allowed = _number_added(claims) if added else 0
    if len(later) > allowed:
        yield found(
            "DAT02",
            at(last.sentence, last.start),
            at_block(later[0].block),
            searched=last.text,
            listed=tuple(f"{one.name} {one.year}" for one in later),
            n=len(later),
            added=allowed,
        )
    for one in claims.dates:
        if one.kind == "published" and _when(one) > _when(last) and one.month and not added:
            yield found(
                "DAT02",
                at(one.sentence, one.start),
                at(last.sentence, last.start),
                searched=last.text,
                listed=(one.text,),
                n=1,
                added=0,
            )


def _number_added(claims: Claims) -> int:
    for _, sentence in claims.sentences:
        if _ADDED.search(sentence.plain):
            counts = [one.value for one in claims.counts if one.sentence is sentence]
            return max(counts, default=1)
    return 0


def _after_page(claims: Claims) -> Iterator[PageFinding]:
    page = claims.page_date
    if page is None:
        return
    where = at(page.sentence, page.start)
    for reference in claims.references:
        if reference.year and reference.year > page.year:
            yield found(
                "DAT03", at_block(reference.block), where, later=str(reference.year), page=page.text
            )
    for cited in claims.citations:
        if cited.year > page.year:
            place = at(cited.sentence, cited.start)
            yield found("DAT03", place, where, later=cited.text, page=page.text)
    for one in claims.dates:
        if _when(one) > page.year * 12 + (page.month or 12) and one.kind != "page":
            yield found("DAT03", at(one.sentence, one.start), where, later=one.text, page=page.text)


def _included_too_late(claims: Claims) -> Iterator[PageFinding]:
    """Yield included studies published after the review that includes them."""
    for placed, sentence in claims.sentences:
        match = _PUBLISHED_BETWEEN.search(sentence.plain)
        if match is None:
            continue
        first, last = int(match.group("first")), int(match.group("last"))
        place = at(sentence, sentence.start + match.start())
        if first > last:
            yield found("SUM07", place, range=match.group())
            continue
        cited = [
            one
            for one in claims.citations
            if one.sentence.block.number == placed.block.number
            and one.sentence.start <= sentence.start
        ]
        if cited and last > cited[0].year:
            where = at(cited[0].sentence, cited[0].start)
            yield found("DAT04", place, where, last=str(last), cited=cited[0].text)


def _no_such_day(claims: Claims) -> Iterator[PageFinding]:
    dates = (*claims.dates, *((claims.page_date,) if claims.page_date else ()))
    for one in dates:
        day = _IMPOSSIBLE_DAY.match(one.text)
        if one.month is not None and (
            not 1 <= one.month <= 12 or (day and not 1 <= int(day.group(1)) <= DAYS[one.month - 1])
        ):
            yield found("DAT05", at(one.sentence, one.start), date=one.text)


def _one_search_two_dates(claims: Claims) -> Iterator[PageFinding]:
    """Yield a search told in two places with as many records and with other dates."""
    told = _searches(claims)
    for number, (dates, hits) in enumerate(told):
        for other_dates, other_hits in told[:number]:
            if not hits or hits != other_hits:
                continue
            for one, other in zip(dates, other_dates, strict=False):
                if _when(one) != _when(other):
                    yield found(
                        "DAT06",
                        at(one.sentence, one.start),
                        at(other.sentence, other.start),
                        date=one.text,
                        other=other.text,
                    )


def _searches(claims: Claims) -> list[tuple[list[Dated], frozenset[int]]]:
    blocks: dict[int, list[Dated]] = {}
    for one in claims.dates:
        if one.kind in ("search", "update"):
            blocks.setdefault(one.sentence.block.number, []).append(one)
    return [
        (
            dates,
            frozenset(
                count.value
                for count in claims.counts
                if count.sentence.block.number == block and "funn" in count.sentence.plain
            ),
        )
        for block, dates in blocks.items()
    ]


CHECK = Check(
    codes=("DAT01", "DAT02", "DAT03", "DAT04", "DAT05", "DAT06"),
    test=test,
    looked_at=lambda claims: len(claims.dates) + bool(claims.page_date),
)
