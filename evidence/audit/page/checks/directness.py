"""Whom the advice is for against whom the evidence is from; analyses told without results."""

import re
from collections.abc import Iterator

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Claims
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.vocabulary import Domain

_YOUNG = re.compile(r"\bunder 18 år|\bbarn\b|\bbarna\b|\bungdom", re.IGNORECASE)
_ADULTS = re.compile(r"\b(?:hos|med|av|på)\s+(?:voksne|vaksne)\b", re.IGNORECASE)
_OF_CHILDREN = re.compile(r"\bbarn|\bungdom", re.IGNORECASE)
_ANALYSED = re.compile(
    r"(?:gjort|utført|gjennomført|gjorde|utførte|gjennomførte)\s+(?:\w+\s+){0,2}?"
    r"(?:subgruppe|undergruppe|sensitivitets)analys",
    re.IGNORECASE,
)


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield adults' evidence for children, and analyses whose results are not told."""
    advice = _first(claims, ("advice", "rationale"), _YOUNG)
    adults = _first(claims, ("description",), _ADULTS)
    named = any(
        reason.domain is Domain.INDIRECTNESS for one in claims.ratings for reason in one.reasons
    )
    asked = any(_OF_CHILDREN.search(one.cell("population")) for one in claims.questions)
    if advice and adults and not named and not asked:
        yield found("CLA07", at(adults), at(advice))
    with_results = {one.question for one in claims.estimates}
    for placed, sentence in claims.sentences:
        match = _ANALYSED.search(sentence.plain)
        if match and placed.question is not None and placed.question not in with_results:
            yield found("EST07", at(sentence, sentence.start + match.start()))


def _first(claims: Claims, parts: tuple[str, ...], pattern: re.Pattern[str]) -> Sentence | None:
    for placed, sentence in claims.sentences:
        if placed.part in parts and pattern.search(sentence.plain):
            return sentence
    return None


CHECK = Check(codes=("CLA07", "EST07"), test=test, looked_at=lambda claims: len(claims.questions))
