"""The sign of an estimate against the words beside it and the other estimates of its outcome."""

import re
from collections.abc import Iterator, Sequence

from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.read_context import stem
from evidence.audit.page.words import meanings

_LOWERS = re.compile(
    r"\b(?:redus\w+|mindre|lavere|lågare|færre|senk\w+|minsk\w+|nedgang|demp\w+|lindr\w+)\b",
    re.IGNORECASE,
)
_RAISES = re.compile(
    r"\b(?:økt|økte|øker|auka|auker|aukar|høyere|høgare|flere|fleire)\b", re.IGNORECASE
)
_WORSENS = re.compile(
    r"\b(?:verre|forverr\w+|dårligere|dårlegare|i favør av kontroll\w*|ugunstig|negativ|uønsk\w+"
    r"|skade\w*)\b",
    re.IGNORECASE,
)
SMALLEST = 0.1


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield estimates whose sign goes against their words, or against the others of the outcome."""
    results = [one for one in claims.estimates if one.part == "results" and one.scale]
    for one in results:
        wanted = _wanted(one)
        sign = _sign(one)
        if wanted and sign and sign != wanted:
            yield found(
                "INT08",
                at(one.sentence, one.value.start),
                estimate=_label(one),
                outcome=one.outcome or one.measure,
            )
        elif not wanted and sign and _stands_out(one):
            other = _opposite_majority(one, results)
            if other is not None:
                yield found(
                    "INT08",
                    at(one.sentence, one.value.start),
                    at(other.sentence, other.value.start),
                    estimate=_label(one),
                    outcome=one.outcome,
                )


def _sign(one: Estimate) -> int:
    apart = one.value.value - one.null
    return (apart > 0) - (apart < 0)


def _wanted(one: Estimate) -> int:
    """Return the sign the words ask for: 1, -1, or 0 where they ask for none."""
    text = _clause(one)
    if _WORSENS.search(text):
        return 0
    lowers, raises = bool(_LOWERS.search(text)), bool(_RAISES.search(text))
    if lowers != raises:
        return -1 if lowers else 1
    if one.size is not None and one.size.rank > 0 and one.scale != "ratio":
        return {"worse": -1, "better": 1}.get(_higher_is(one.outcome), 0)
    return 0


def _clause(one: Estimate) -> str:
    """Return the words before an estimate in its sentence, without those on certainty."""
    until = one.value.start - one.sentence.start
    return re.split(r"tillit|tiltru", one.sentence.plain[:until])[0]


def _higher_is(outcome: str) -> str:
    """Return what a higher score means, where the outcome is one everybody knows."""
    known = meanings("directions", "higher")
    name = stem(outcome)
    return next((higher for form, higher in known.items() if stem(form) == name), "")


def _stands_out(one: Estimate) -> bool:
    if one.interval is not None:
        return not one.interval.low.value <= one.null <= one.interval.high.value
    return abs(one.value.value - one.null) >= SMALLEST


def _opposite_majority(one: Estimate, results: Sequence[Estimate]) -> Estimate | None:
    """Return one of the others of an outcome, where two or more all have the other sign."""
    others = [
        other
        for other in results
        if other is not one
        and one.outcome
        and stem(other.outcome) == stem(one.outcome)
        and other.scale == one.scale
        and _sign(other)
    ]
    against = [other for other in others if _sign(other) == -_sign(one)]
    return against[0] if len(against) > 1 and len(against) == len(others) else None


def _label(one: Estimate) -> str:
    return f"{one.measure} {one.value.text}".strip()


CHECK = Check(
    codes=("INT08",),
    test=test,
    looked_at=lambda claims: sum(
        bool(one.scale) and one.part == "results" for one in claims.estimates
    ),
)
