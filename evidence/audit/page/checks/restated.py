"""Numbers and certainty told again in the advice, against the results they come from."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.claims import Claims, Estimate, Rating
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.read_context import mentions

_OVERALL = re.compile(
    r"\b(?:samlet|samla|overall|totalt sett|gjennomgående|gjennomgåande)\w*", re.I
)
_SPAN = re.compile(r"\b(?:lav|låg|middels|moderat|høy|høg)t?\s+(?:til|eller|og)\s+", re.IGNORECASE)
PARTS = ("advice", "rationale", "assessment", "description")


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield estimates and levels told in the advice that no result on the page bears out."""
    results = [one for one in claims.estimates if one.part == "results" and one.measure]
    for one in claims.estimates:
        if one.part in PARTS and one.measure and results:
            yield from _estimate(one, results)
    rated = [one for one in claims.ratings if one.part == "results"]
    for rating in claims.ratings:
        if rating.part in PARTS and rated:
            yield from _rating(claims, rating, rated)


def _estimate(one: Estimate, results: Sequence[Estimate]) -> Iterator[PageFinding]:
    same = [other for other in results if other.measure == one.measure]
    if not same:
        return
    for other in same:
        if other.value.value == one.value.value and _same_limits(one, other):
            return
    closest = min(same, key=lambda other: _distance(one, other))
    yield found(
        "CON05",
        at(one.sentence, one.value.start),
        at(closest.sentence, closest.value.start),
        estimate=_label(one),
        other=_label(closest),
    )


def _same_limits(one: Estimate, other: Estimate) -> bool:
    if one.interval is None or other.interval is None:
        return True
    return (
        one.interval.low.value == other.interval.low.value
        and one.interval.high.value == other.interval.high.value
    )


def _distance(one: Estimate, other: Estimate) -> float:
    """Return how unlike two estimates are: another outcome counts more than another number."""
    apart = abs(one.value.value - other.value.value)
    return apart + (10.0 if one.outcome and one.outcome != other.outcome else 0.0)


def _label(one: Estimate) -> str:
    if one.interval is None:
        return f"{one.measure} {one.value.text}"
    return f"{one.measure} {one.value.text} ({one.interval.low.text}, {one.interval.high.text})"


def _rating(claims: Claims, rating: Rating, rated: Sequence[Rating]) -> Iterator[PageFinding]:
    about = [one for one in rated if _same_outcome(claims, rating, one)] or rated
    levels = {one.level for one in about}
    if _SPAN.search(rating.sentence.plain):
        return
    lowest = min(about, key=lambda one: one.level)
    overall = bool(_OVERALL.search(rating.sentence.plain)) or about is rated
    if rating.level not in levels or (overall and rating.level > lowest.level and about is rated):
        yield found(
            "CON06",
            at(rating.sentence, rating.start),
            at(lowest.sentence, lowest.start),
            word=rating.word,
            other=lowest.word,
        )


def _same_outcome(claims: Claims, rating: Rating, other: Rating) -> bool:
    return any(
        one.outcome and mentions(rating.sentence.plain, one.outcome)
        for one in claims.estimates_of(other)
    )


CHECK = Check(
    codes=("CON05", "CON06"),
    test=test,
    looked_at=lambda claims: (
        sum(one.part in PARTS for one in claims.estimates)
        + sum(one.part in PARTS for one in claims.ratings)
    ),
)
