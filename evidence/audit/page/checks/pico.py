"""Every outcome of a question has a result or a word that there is none, and the reverse."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from evidence.audit.page.block import Block
from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, Place, at, at_block, found
from evidence.audit.page.layout import CELLS, Question, outcome_names
from evidence.audit.page.read_context import mentions, same_outcome
from evidence.audit.page.words import finder

_NONE = re.compile(r"\b(?:ingen|ikke|ikkje|mangler|manglar|no data|none)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:effekt|verknad|virkning)(?:en|a|ane|er)?\s+(?:på|av .{3,60}? på)\s+(?P<list>.{4,400})"
    r"(?:\s(?:hos|for|blant|ved|sammenlign\w*|sammenlikn\w*|samanlikn\w*)\s[^,]{2,200}$)"
)
_AGES = re.compile(r"\b(barn|ungdom|voksne|vaksne|eldre|spedbarn)")
_BEFORE_EFFECT = re.compile(r".{8,120}?\b(?:effekt|verknad|virkning)")
SIMILAR = 0.8
_SHORTEST = 12


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield what a question asks for and does not get, or gets and did not ask for."""
    for question in claims.questions:
        estimates = [one for one in claims.estimates if one.question == question.number]
        yield from _missing_cells(question)
        yield from _question_and_cell(question)
        yield from _other_subject(question)
        if not estimates:
            yield found("PIC03", at_block(question.block), n=question.number + 1)
            continue
        yield from _without_result(claims, question, estimates)
        yield from _not_asked_for(claims, question, estimates)
    yield from _no_harms(claims)
    yield from _other_words(claims)


def _missing_cells(question: Question) -> Iterator[PageFinding]:
    if len(question.cells) < 2:
        return
    for name in CELLS:
        if not question.cell(name).strip():
            yield found("PIC05", at_block(question.block), cell=name, n=question.number + 1)


def _question_and_cell(question: Question) -> Iterator[PageFinding]:
    asked = _ASKED.search(question.text)
    listed = question.outcomes()
    if asked is None or not listed:
        return
    names = outcome_names(asked.group("list").replace(" eller ", " og "))
    if len(names) < 2:
        return
    more = tuple(n for n in names if not any(same_outcome(n, o) for o, _ in listed))
    fewer = tuple(o for o, _ in listed if not any(same_outcome(o, n) for n in names))
    if more or fewer:
        cell = listed[0][1]
        yield found("PIC04", at_block(question.block), at_block(cell), more=more, fewer=fewer)


def _other_subject(question: Question) -> Iterator[PageFinding]:
    """Yield cells that share no word with their question, or name another age."""
    for name in ("intervention", "population"):
        blocks = question.cells.get(name, ())
        cell = question.cell(name)
        if not blocks or not question.text or question.block is blocks[0]:
            continue
        ages = set(_AGES.findall(cell.lower())), set(_AGES.findall(question.text.lower()))
        other_age = name == "population" and all(ages) and not ages[0] & ages[1]
        asked = _BEFORE_EFFECT.match(question.text) if name == "intervention" else None
        about = asked.group() if asked else question.text
        if other_age or not _stems(cell) & _stems(about):
            yield found("PIC08", at_block(blocks[0]), at_block(question.block), cell=name)


def _stems(text: str) -> set[str]:
    return {word[:5] for word in _words(text) if len(word) > 4}


def _without_result(
    claims: Claims, question: Question, estimates: list[Estimate]
) -> Iterator[PageFinding]:
    results = [
        (placed, sentence)
        for placed, sentence in claims.sentences
        if placed.question == question.number and placed.part in ("results", "description")
    ]
    for outcome, block in question.outcomes():
        if any(one.outcome and same_outcome(one.outcome, outcome) for one in estimates):
            continue
        told = any(
            mentions(sentence.plain, outcome)
            and (placed.part == "results" or _NONE.search(sentence.plain))
            for placed, sentence in results
            if not placed.is_heading
        )
        if not told:
            yield found("PIC01", at_block(block), outcome=outcome, n=question.number + 1)


def _not_asked_for(
    claims: Claims, question: Question, estimates: list[Estimate]
) -> Iterator[PageFinding]:
    listed, told = question.outcomes(), set[str]()
    if not listed:
        return
    for one in estimates:
        if one.part != "results" or not one.outcome or one.outcome in told:
            continue
        if not any(same_outcome(one.outcome, name) for name, _ in listed):
            told.add(one.outcome)
            yield found(
                "PIC02",
                _named_at(claims, one),
                at_block(listed[0][1]),
                outcome=one.outcome,
            )


def _named_at(claims: Claims, one: Estimate) -> Place:
    """Return the heading that names the outcome of an estimate, else its sentence."""
    above = [
        placed.block
        for placed in claims.layout.placed
        if placed.is_heading
        and placed.block.number < one.sentence.block.number
        and placed.block.plain.strip(" :") == one.outcome
    ]
    return at_block(above[-1]) if above else at(one.sentence, one.value.start)


def _no_harms(claims: Claims) -> Iterator[PageFinding]:
    with_outcomes = [question for question in claims.questions if question.outcomes()]
    harms = finder("harms")
    if with_outcomes and not any(harms.search(q.cell("outcomes")) for q in with_outcomes):
        yield found("PIC06", at_block(with_outcomes[0].outcomes()[0][1]), n=len(with_outcomes))


def _other_words(claims: Claims) -> Iterator[PageFinding]:
    """Yield cells of two questions that differ by a word or two and no number."""
    for name in ("population", "intervention", "comparison"):
        seen: list[Block] = []
        for question in claims.questions:
            for block in question.cells.get(name, ()):
                near = [one for one in seen if _nearly(one.plain, block.plain)]
                if near:
                    yield found("PIC07", at_block(block), at_block(near[0]), cell=name)
                seen.append(block)


def _nearly(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if first == second or min(len(one), len(other)) < _SHORTEST:
        return False
    alike = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return alike >= SIMILAR and len(first) == len(second)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


CHECK = Check(
    codes=("PIC01", "PIC02", "PIC03", "PIC04", "PIC05", "PIC06", "PIC07", "PIC08"),
    test=test,
    looked_at=lambda claims: sum(len(question.outcomes()) for question in claims.questions),
)
