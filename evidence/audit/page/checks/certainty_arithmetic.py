"""Levels of certainty against the reasons given for them, and against each other.

GRADE begins at high for randomised trials and at low for other studies; each reason costs one
level or two, and the level cannot fall below very low.
"""

import re
from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Rating
from evidence.audit.page.finding import Check, PageFinding, Place, at, found
from evidence.audit.page.read_ratings import SYMBOLS
from evidence.vocabulary import Certainty

_OBSERVED = re.compile(
    r"observasjonsstud|kohortstud|kasus-kontroll|ikke-randomisert|ikkje-randomisert|tverrsnitt"
    r"|registerstud",
    re.IGNORECASE,
)
_RANDOMISED = re.compile(r"(?<!ikke-)(?<!ikkje-)randomiser|\bRCT", re.IGNORECASE)
_AS_BEFORE = re.compile(r"samme grunn|same grunn|tilsvarende grunn|som over|som ovenfor|av samme")
_RAISED = re.compile(r"oppgrader|gradert opp|dose-?respons|stor effektstørrelse", re.IGNORECASE)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield levels that do not follow from their reasons, and levels stated twice differently."""
    for one in claims.ratings:
        yield from _arithmetic(claims, one)
        yield from _symbols(one)
        yield from _named_twice(one)
    yield from _two_levels(claims)


def _arithmetic(claims: Claims, one: Rating) -> Iterator[PageFinding]:
    if _RAISED.search(one.sentence.block.plain) or _AS_BEFORE.search(one.sentence.plain):
        return
    start = _start(claims, one)
    lost = start - one.level
    place, told = at(one.sentence, one.start), _told(one, start)
    if not one.reasons:
        if lost > 0 and one.part == "results":
            yield found("GRA03", place, **told)
        return
    least = sum(reason.levels or 1 for reason in one.reasons)
    expected = max(1, start - least)
    other = _rightly(claims, one)
    if lost < min(least, start - 1):
        yield found("GRA02", place, other, expected=_level(expected), **told)
    elif lost > least:
        yield found("GRA01", place, other, expected=_level(expected), **told)


def _start(claims: Claims, one: Rating) -> int:
    block = one.sentence.block.plain
    if _OBSERVED.search(block) and not _RANDOMISED.search(block):
        return 2
    described = " ".join(
        sentence.plain
        for placed, sentence in claims.sentences
        if placed.question == one.question and placed.part == "description"
    )
    observed = _OBSERVED.search(described) and not _RANDOMISED.search(described)
    return 2 if observed else 4


def _rightly(claims: Claims, one: Rating) -> Place | None:
    """Return a rating for the same reasons whose level follows from them."""
    domains = {reason.domain for reason in one.reasons}
    for other in claims.ratings:
        same = {reason.domain for reason in other.reasons} == domains
        if same and other.level == max(1, 4 - len(domains)) and other.level != one.level:
            return at(other.sentence, other.start)
    return None


def _told(one: Rating, start: int) -> dict[str, str | int | Certainty | tuple[str, ...]]:
    return {
        "word": one.word,
        "start": _level(start),
        "reasons": tuple(reason.text for reason in one.reasons),
        "n": len(one.reasons),
    }


def _level(level: int) -> Certainty:
    return Certainty.from_level(level)


def _symbols(one: Rating) -> Iterator[PageFinding]:
    """Yield GRADE's circles that show another level than the word beside them."""
    near = one.sentence.plain[: one.start - one.sentence.start + 60]
    shown = [found for found in SYMBOLS.finditer(near) if len(found.group()) == 4]
    if not shown:
        return
    filled = sum(letter in "⊕⨁●+" for letter in shown[-1].group())
    if filled != one.level:
        yield found("GRA10", at(one.sentence, one.start), word=one.word, symbols=shown[-1].group())


def _named_twice(one: Rating) -> Iterator[PageFinding]:
    start = one.start - one.sentence.start
    for reason in one.reasons:
        text = one.sentence.plain[start:].lower()
        if len(re.findall(rf"(?<!\w){re.escape(reason.text.lower())}(?!\w)", text)) > 1:
            spans = [m for m in re.split(r"tillit|tiltru", text) if reason.text.lower() in m]
            if any(part.count(reason.text.lower()) > 1 for part in spans):
                yield found("GRA12", at(one.sentence, one.start), reason=reason.text)


def _two_levels(claims: Claims) -> Iterator[PageFinding]:
    """Yield an estimate whose certainty is stated at two levels."""
    for estimate in claims.estimates:
        ratings = claims.ratings_of(estimate)
        for one in ratings[1:]:
            if one.level != ratings[0].level:
                yield found(
                    "GRA08",
                    at(one.sentence, one.start),
                    at(ratings[0].sentence, ratings[0].start),
                    estimate=f"{estimate.measure} {estimate.value.text}".strip(),
                    word=one.word,
                    other=ratings[0].word,
                )


CHECK = Check(
    codes=("GRA01", "GRA02", "GRA03", "GRA08", "GRA10", "GRA12"),
    test=test,
    looked_at=lambda claims: len(claims.ratings),
)
