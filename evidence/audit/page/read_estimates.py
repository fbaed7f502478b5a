"""The estimates of a page, each with outcome, intervention, time, size and counts."""

from collections.abc import Sequence
from itertools import islice

from evidence.audit.page.block import Sentence
from evidence.audit.page.claims import Estimate, SizeWord
from evidence.audit.page.layout import Layout, Placed
from evidence.audit.page.read_context import (
    BOTH,
    K_STATED,
    N_STATED,
    i_squared,
    named_in_order,
    outcome_of,
    p_values,
    size_words,
    stated,
    timepoint_of,
)
from evidence.audit.page.read_intervals import Found, find_estimates
from evidence.audit.page.written_number import Written

MOST_IN_A_SENTENCE = 100


class _Paragraph:
    """What carries over from one sentence of a paragraph to the next."""

    def __init__(self) -> None:
        self.block = -1
        self.timepoint = ""
        self.named: tuple[str, ...] = ()


def read_estimates(
    sentences: Sequence[tuple[Placed, Sentence]], layout: Layout, interventions: Sequence[str]
) -> tuple[Estimate, ...]:
    """Return the estimates of a page in order.

    Parameters
    ----------
    sentences : sequence of (Placed, Sentence)
        The sentences of the page.
    layout : Layout
        Its questions, whose outcomes are known names.
    interventions : sequence of str
        Names of interventions, the longest first.

    Returns
    -------
    tuple of Estimate
        Numbered from 0.
    """
    known = tuple(dict.fromkeys(name for q in layout.questions for name, _ in q.outcomes()))
    carried, estimates = _Paragraph(), list[Estimate]()
    for placed, sentence in sentences:
        if placed.part in ("references", "footer") or placed.is_heading:
            continue
        if placed.block.number != carried.block:
            carried.block, carried.timepoint = placed.block.number, ""
        carried.timepoint = timepoint_of(sentence.plain) or carried.timepoint
        found = list(islice(find_estimates(sentence), MOST_IN_A_SENTENCE))
        if not found:
            continue
        names = _names_for(sentence, len(found), interventions, carried)
        outcome = outcome_of(_row_heading(placed), sentence, known, placed.part)
        told = _Told(placed, sentence, found)
        for place, one in enumerate(found):
            about = (names[place], outcome, carried.timepoint)
            estimates.append(_estimate(one, told, about, len(estimates)))
    return tuple(estimates)


def _row_heading(placed: Placed) -> str:
    """Return the outcome's heading: of a table's row its first cell."""
    return placed.block.cells[0] if placed.block.cells else placed.heading


def _names_for(
    sentence: Sentence, count: int, interventions: Sequence[str], carried: _Paragraph
) -> tuple[str, ...]:
    """Return the intervention of each estimate of a sentence, empty where it cannot be told."""
    named = named_in_order(sentence.plain, interventions)
    if not named and BOTH.search(sentence.plain):
        named = carried.named
    elif len(named) > 1:
        carried.named = named
    if len(named) == count:
        return named
    return (named[0] if len(named) == 1 else "",) * count


class _Told:
    """What a sentence with estimates says beside them, read once."""

    def __init__(self, placed: Placed, sentence: Sentence, found: Sequence[Found]) -> None:
        self.placed, self.sentence, self.found = placed, sentence, found
        self.i2 = i_squared(sentence)
        self.sizes = size_words(sentence)
        alone = len(found) == 1
        self.p = next(iter(p_values(sentence)), None) if alone else None
        self.k = stated(K_STATED, sentence.plain) if alone else None
        self.n = stated(N_STATED, sentence.plain) if alone else None


def _estimate(found: Found, told: _Told, about: tuple[str, str, str], number: int) -> Estimate:
    intervention, outcome, timepoint = about
    return Estimate(
        number=number,
        sentence=told.sentence,
        value=found.value,
        measure=found.measure,
        scale=found.scale,
        interval=found.interval,
        i2=_nearest_after(told.i2, found, told.found),
        p=told.p,
        k=told.k,
        n=told.n,
        size=_size(told.sizes, found, told.found),
        outcome=outcome,
        intervention=intervention,
        timepoint=timepoint,
        question=told.placed.question,
        part=told.placed.part,
    )


def _nearest_after(
    values: Sequence[Written], found: Found, all_found: Sequence[Found]
) -> Written | None:
    """Return the first of some numbers that stands between an estimate and the next."""
    later = [one.value.start for one in all_found if one.value.start > found.value.start]
    end = min(later, default=10**9)
    after = [one for one in values if found.value.start < one.start < end]
    return after[0] if after else None


def _size(words: Sequence[SizeWord], found: Found, all_found: Sequence[Found]) -> SizeWord | None:
    """Return the size word of an estimate: the sentence's only one, else the last before it."""
    if len(words) == 1:
        return words[0]
    before = [word for word in words if word.start < found.value.start]
    if len(words) == len(all_found):
        return words[list(all_found).index(found)]
    return before[-1] if before else None
