"""Words that claim an effect, or none, against the interval beside them."""

import re
from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Estimate, Interval
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.words import finder

_SIGNIFICANT = re.compile(
    r"(?<!\w)(?P<not>ikke|ikkje|ingen)?\s*(?:statistisk\s+)?(?:signifikan(?:t|te|s)|sikker effekt)",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:usikker|usikre|uviss|uvisse|ikke sikker|ikkje sikker|eller ingen|til ingen|inkluderer"
    r" (?:0|null|1|ingen)|krysser|kryssar|både)\w*",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:økning|auke|reduksjon|bedring|betring|nedgang|færre|flere|fleire|lavere|lågare)\b"
)
_NO = re.compile(r"\b(?:ingen|ikke|ikkje)\b", re.IGNORECASE)
LOW = 2


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield effect words that the interval, or the certainty, does not bear out."""
    for one in claims.estimates:
        if one.part != "results":
            continue
        if one.interval is not None:
            yield from _against_interval(one, one.interval)
        yield from _nothing_found(claims, one)


def _against_interval(one: Estimate, interval: Interval) -> Iterator[PageFinding]:
    text, place = one.sentence.plain, at(one.sentence, one.value.start)
    if interval.low.value > interval.high.value:
        return
    crosses = interval.low.value <= one.null <= interval.high.value
    told = {"estimate": _label(one), "low": interval.low.text, "high": interval.high.text}
    said = _SIGNIFICANT.search(text)
    no_effect = (one.size is not None and one.size.rank == 0) or bool(said and said.group("not"))
    if no_effect and not crosses and not _UNSURE.search(text):
        yield found("INT07", place, **told)
    elif crosses and said and not said.group("not"):
        yield found("INT06", place, word=said.group().strip(), **told)
    elif crosses and (word := _claimed(one)) and not _is_hedged(text):
        yield found("INT06", place, word=word, **told)


def _claimed(one: Estimate) -> str:
    """Return the word by which a sentence claims an effect, or empty."""
    if one.size is not None:
        return one.size.text if one.size.rank > 0 else ""
    before = one.sentence.plain[: one.value.start - one.sentence.start]
    said = _CHANGE.search(before)
    return said.group() if said and not _NO.search(before) else ""


def _is_hedged(text: str) -> bool:
    before_trust = re.split(r"tillit|tiltru|vurdert", text)[0]
    return bool(_UNSURE.search(text) or finder("hedges").search(before_trust))


def _nothing_found(claims: Claims, one: Estimate) -> Iterator[PageFinding]:
    """Yield "no effect" where certainty is too low, or the interval unknown, to say so."""
    if one.size is None or one.size.text.lower() != "ingen" or _UNSURE.search(one.sentence.plain):
        return
    low = [rating for rating in claims.ratings_of(one) if rating.level <= LOW]
    if low and not _is_hedged(one.sentence.plain):
        yield found(
            "CLA06",
            at(one.sentence, one.size.start),
            at(low[0].sentence, low[0].start),
            estimate=_label(one),
            word=low[0].word,
        )


def _label(one: Estimate) -> str:
    return f"{one.measure} {one.value.text}".strip()


CHECK = Check(
    codes=("INT06", "INT07", "CLA06"),
    test=test,
    looked_at=lambda claims: sum(
        one.part == "results" and (one.interval is not None or one.size is not None)
        for one in claims.estimates
    ),
)
