"""Statements of certainty: the level, what it is about, and the reasons given for it.

A statement is about the estimates of its paragraph that it names the intervention of; where it
names none, about those that stand before it and have no statement yet.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Estimate, Rating, Reason
from evidence.audit.page.layout import Placed
from evidence.audit.page.read_context import BOTH, i_squared, named_in_order
from evidence.audit.page.words import either, meanings
from evidence.vocabulary import Domain

_TRUST = (
    r"(?:tilliten|tillit|tiltrua|tiltru|sikkerheten|vissa|visse|GRADE(?:-vurdering(?:en)?)?"
    r"|kvaliteten på (?:dokumentasjonen|kunnskapsgrunnlaget|evidensen)"
    r"|dokumentasjonens kvalitet|certainty)"
)
_LEVEL = either("certainty")
_STATED = re.compile(
    rf"(?<!\w)(?:(?P<first>{_LEVEL})\s+(?:grad\s+av\s+)?(?:tillit|tiltru|sikkerhet|visse|certainty)"
    rf"(?!\w)|{_TRUST}(?!\w)[^.;!?|]{{0,110}}?(?<!\w)(?P<last>{_LEVEL})(?!\w))",
    re.IGNORECASE,
)
_CELL = re.compile(rf"^\s*(?:[⊕⨁●○◯⊖]{{4}}\s*)?(?P<last>{_LEVEL})\s*(?:\(.*\))?\s*$", re.IGNORECASE)
SYMBOLS = re.compile(r"[⊕⨁●+]{1,4}[◯○⊖]{0,3}")
_DOMAIN = re.compile(rf"(?<!\w)(?P<domain>{either('domains')})", re.IGNORECASE)
_DENIED = re.compile(
    r"(?:\bikke\b|\bikkje\b|\bingen\b|\buten\b|\butan\b|\blav risiko\b)[^,;]{0,45}$"
)
_TWO = re.compile(
    r"(?:to|2|[-–]2)\s*nivå|\([-–]\s?2\)|svært alvorlig|svært alvorleg|very serious", re.IGNORECASE
)
_ONE = re.compile(r"(?:ett|eitt|et|1|[-–]1)\s*nivå|\([-–]\s?1\)", re.IGNORECASE)
_DOWN = re.compile(
    r"nedgrader|gradert ned|tr[aeu]kk\w* ned|trekt ned|trekk\w* ned"
    r"|ned (?:ett|eitt|to|1|2) nivå|redusert tillit|årsak|skyldes|grunn|gradera ned"
    r"|begrunn|grunngjev|grunngi",
    re.IGNORECASE,
)
_BESIDE = {"effekt", "utfall", "result", "estimat", "dokumentasjon", "funn", "evidens", "grade"}


def read_ratings(
    sentences: Sequence[tuple[Placed, Sentence]],
    estimates: Sequence[Estimate],
    interventions: Sequence[str],
) -> tuple[Rating, ...]:
    """Return the statements of certainty of a page in order."""
    ratings: list[Rating] = []
    for position, (placed, sentence) in enumerate(sentences):
        if placed.part in ("references", "footer") or placed.is_heading:
            continue
        spans = list(_statements(placed, sentence))
        for number, (start, end, word) in enumerate(spans):
            until = spans[number + 1][0] if number + 1 < len(spans) else len(sentence.plain)
            since = spans[number - 1][1] if number else 0
            clause = (since, start, end, until)
            reasons = _reasons(sentence, clause)
            if number + 1 == len(spans):
                reasons += _reasons_below(sentences, position)
            ratings.append(
                _rating(
                    placed, sentence, clause, word, reasons, (estimates, interventions, ratings)
                )
            )
    return _without_named_elsewhere(ratings, interventions)


def _without_named_elsewhere(
    ratings: Sequence[Rating], interventions: Sequence[str]
) -> tuple[Rating, ...]:
    """Leave an estimate to the statement that names its intervention, where another does not."""
    kept = []
    for one in ratings:
        named = {
            number
            for other in ratings
            if other is not one
            and other.sentence.block is one.sentence.block
            and named_in_order(other.sentence.plain, interventions)
            for number in other.about
        }
        unnamed = not named_in_order(one.sentence.plain, interventions)
        left = tuple(number for number in one.about if number not in named)
        kept.append(replace(one, about=left) if unnamed and left else one)
    return tuple(kept)


def _statements(placed: Placed, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    if placed.block.cells:
        yield from _in_cells(placed, sentence)
        return
    for found in _STATED.finditer(sentence.plain):
        group = "first" if found.group("first") else "last"
        if placed.part == "results" or _is_of_evidence(sentence.plain):
            yield found.start(), found.end(), found.group(group)


def _in_cells(placed: Placed, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    place = 0
    for cell in placed.block.cells:
        found = _CELL.match(cell)
        start = sentence.plain.find(cell, place)
        if found and start >= 0:
            yield start, start + found.end("last"), found.group("last")
        place = max(place, start)


def _is_of_evidence(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in _BESIDE)


def _reasons(sentence: Sentence, clause: tuple[int, int, int, int]) -> tuple[Reason, ...]:
    since, start, end, until = clause
    after = tuple(_domains(sentence, end, until))
    return after or tuple(_domains(sentence, since, start))


def _domains(sentence: Sentence, begin: int, end: int) -> Iterator[Reason]:
    text, seen = sentence.plain[:end], set[str]()
    for found in _DOMAIN.finditer(text, begin):
        domain = meanings("domains", "domain")[found.group("domain").lower()]
        if domain in seen or _DENIED.search(text[max(begin, found.start() - 50) : found.start()]):
            continue
        seen.add(domain)
        yield Reason(
            domain=Domain(domain),
            text=found.group("domain"),
            start=sentence.start + found.start(),
            levels=_levels(text, found.start(), found.end()),
        )


def _levels(text: str, start: int, end: int) -> int | None:
    around = (text[max(0, start - 28) : start], text[end : end + 22].split(",")[0].split(" og ")[0])
    if any(_TWO.search(part) for part in around):
        return 2
    return 1 if any(_ONE.search(part) for part in around) else None


def _reasons_below(
    sentences: Sequence[tuple[Placed, Sentence]], position: int
) -> tuple[Reason, ...]:
    """Return the reasons of the sentences after a statement that speak of rating down."""
    block, found = sentences[position][0].block.number, tuple[Reason, ...]()
    for placed, sentence in sentences[position + 1 : position + 4]:
        if placed.block.number != block or _STATED.search(sentence.plain):
            break
        if not _DOWN.search(sentence.plain):
            continue
        found += tuple(_domains(sentence, 0, len(sentence.plain)))
    return found


def _rating(
    placed: Placed,
    sentence: Sentence,
    clause: tuple[int, int, int, int],
    word: str,
    reasons: tuple[Reason, ...],
    known: tuple[Sequence[Estimate], Sequence[str], Sequence[Rating]],
) -> Rating:
    since, start, end, until = clause
    inside = [one for one in i_squared(sentence) if since < one.start - sentence.start < until]
    place = sentence.plain.lower().find(word.lower(), start)
    return Rating(
        sentence=sentence,
        start=sentence.start + max(place, start),
        word=word,
        level=int(meanings("certainty", "level")[word.lower()]),
        reasons=reasons,
        about=_about(placed, sentence, (since, start, end, until), known),
        question=placed.question,
        part=placed.part,
        i2=inside[0] if inside else None,
    )


def _about(
    placed: Placed,
    sentence: Sentence,
    clause: tuple[int, int, int, int],
    known: tuple[Sequence[Estimate], Sequence[str], Sequence[Rating]],
) -> tuple[int, ...]:
    estimates, interventions, ratings = known
    _, start, end, _ = clause
    here = [one for one in estimates if one.sentence.block.number == placed.block.number]
    here = here or _of_paragraph_above(placed, estimates)
    rated = {number for one in ratings for number in one.about}
    named = named_in_order(sentence.plain[start:end], interventions)
    if not named and not BOTH.search(sentence.plain[start:end]):
        before = [one for one in here if one.value.start < sentence.start + end]
        open_before = [one for one in before if one.number not in rated]
        unrated = tuple(one.number for one in here if one.number not in rated)[:1]
        return _of_last_sentence(open_before) or unrated or _of_last_sentence(before)
    if BOTH.search(sentence.plain[start:end]):
        return tuple(one.number for one in here)
    return tuple(one.number for one in here if one.intervention in named)


def _of_paragraph_above(placed: Placed, estimates: Sequence[Estimate]) -> list[Estimate]:
    """Return the estimates of the paragraph before, for a statement that has one of its own."""
    if placed.part != "results":
        return []
    above = placed.block.number - 1
    return [
        one for one in estimates if one.sentence.block.number == above and one.part == "results"
    ]


def _of_last_sentence(estimates: Sequence[Estimate]) -> tuple[int, ...]:
    if not estimates:
        return ()
    last = estimates[-1].sentence.start
    return tuple(one.number for one in estimates if one.sentence.start == last)
