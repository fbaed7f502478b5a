"""What an estimate needs beside it: interval, level, studies, participants, scale, certainty."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, at, found, lines_of
from evidence.audit.page.read_context import K_STATED, N_STATED

_LEVEL_SAID = re.compile(
    r"(?:95|90|99)\s?(?:%|prosent)s?\s?-?\s?(?:KI|CI|konfidens)", re.IGNORECASE
)
_SCALE = re.compile(
    r"\b(?!MD\b|SMD\b|WMD\b|KI\b|CI\b|RCT\b|GRADE\b|PICO\b|KAT\b)[A-ZÆØÅ]{2,}[\w-]*\d*\b"
    r"|\b(?:mmHg|kg|dager|dagar|timer|timar|minutter|minutt|uker|veker|meter|poengskala|skala\w*"
    r"|skåringsskjema|spørreskjema\w*|prosentpoeng|kroner|mmol|cm|ml|døgn|indeks|VAS|NRS)\b"
)
_EVENTS = re.compile(r"\d\s+av\s+\d|\d/\d")
MOST = 0.6


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield estimates that lack what a reader needs to judge them."""
    results = [one for one in claims.estimates if one.part == "results"]
    for one in results:
        if one.interval is None and _first_of_line(one, results, lambda other: other.interval):
            n = sum(o.line == one.line and o.interval is None for o in results)
            yield found("EST01", at(one.sentence, one.value.start), estimate=_label(one), n=n)
        if not claims.ratings_of(one) and claims.ratings:
            yield found("EST05", at(one.sentence, one.value.start), estimate=_label(one))
        if one.scale == "raw" and one.measure == "MD" and not _SCALE.search(_around(claims, one)):
            yield found("EST04", at(one.sentence, one.value.start), estimate=_label(one))
        if one.interval and _decimals_differ(one):
            yield found("EST06", at(one.sentence, one.value.start), estimate=_label(one))
    if results and not claims.ratings:
        first = results[0]
        yield found("EST05", at(first.sentence, first.value.start), estimate=_label(first))
    yield from _counts(results)
    yield from _level(claims, results)


def _first_of_line(one: Estimate, results: Sequence[Estimate], has: object) -> bool:
    same = [other for other in results if other.line == one.line and other.interval is None]
    return same[0] is one


def _around(claims: Claims, one: Estimate) -> str:
    abbreviations = [name.upper() for name in claims.interventions]
    text = one.sentence.block.plain
    for name in abbreviations:
        text = text.replace(name, "")
    return text


def _decimals_differ(one: Estimate) -> bool:
    assert one.interval is not None
    decimals = {one.value.decimals, one.interval.low.decimals, one.interval.high.decimals}
    return len(decimals) > 1


def _counts(results: Sequence[Estimate]) -> Iterator[PageFinding]:
    """Yield once that no estimate has k and n, or each that lacks what most others have."""
    if not results:
        return
    lacking = [one for one in results if not all(_counts_of(one))]
    if not any(any(_counts_of(one)) for one in results):
        yield found(
            "EST02",
            at(results[0].sentence, results[0].value.start),
            n=len(results),
            lines=lines_of([one.line for one in results]),
        )
    elif len(lacking) <= (1 - MOST) * len(results):
        for one in lacking:
            yield found("EST02", at(one.sentence, one.value.start), n=1, lines=lines_of([one.line]))


def _counts_of(one: Estimate) -> tuple[bool, bool]:
    """Return whether a result has its number of studies, and of participants or of events."""
    text = one.sentence.block.plain
    people = one.n or N_STATED.search(text) or _EVENTS.search(text)
    return bool(one.k or K_STATED.search(text)), bool(people)


def _level(claims: Claims, results: Sequence[Estimate]) -> Iterator[PageFinding]:
    with_interval = [one for one in results if one.interval]
    unstated = [one for one in with_interval if one.interval and one.interval.level is None]
    said = any(_LEVEL_SAID.search(sentence.plain) for _, sentence in claims.sentences)
    if unstated and not said:
        yield found(
            "EST03",
            at(unstated[0].sentence, unstated[0].value.start),
            n=len(unstated),
            lines=lines_of([one.line for one in unstated]),
        )


def _label(one: Estimate) -> str:
    return f"{one.measure} {one.value.text}".strip()


CHECK = Check(
    codes=("EST01", "EST02", "EST03", "EST04", "EST05", "EST06"),
    test=test,
    looked_at=lambda claims: sum(one.part == "results" for one in claims.estimates),
)
