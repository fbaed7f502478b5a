"""Summary of findings: every outcome of a question with effect, certainty and what it means."""

from collections.abc import Iterator
from dataclasses import replace

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.estimate_cell import published_text
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.retold_cell import retold_cell
from evidence.display.tables.summary_of_syntheses import (
    beyond_pico,
    outcome_name,
    points_to,
    synthesis_row,
)
from evidence.display.tables.summary_rows import MOST, estimates_shown, outcomes_in_summary
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.judgement import Judgement
from evidence.records.published import PublishedEstimate
from evidence.records.question import Outcome
from evidence.vocabulary import Language
from evidence.wording.certainty_words import (
    certainty_word,
    changes,
    domain_word,
    footnote,
    level_of,
    level_symbols,
)
from evidence.wording.direction import direction_of
from evidence.wording.lists import inside, listed
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words
from evidence.wording.size import size_of, size_rule
from evidence.wording.strength import state_strength

_COLUMNS = ("outcome", "comparison", "effect", "absolute", "size", "certainty", "meaning")


def summary_of_findings(
    question: QuestionFindings, language: Language, *, most: int = MOST
) -> Table:
    """Return published estimates and our own syntheses of every outcome, or that there are none.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    language : Language
        Language of the reader.
    most : int
        Outcomes the table has room for.

    Returns
    -------
    Table
        At most so many outcomes, and then the caption says which stand in the evidence profile.
        Each reason for a certainty level is a footnote.
    """
    notes = Footnotes()
    outcomes = outcomes_in_summary(question, most)
    rows = tuple(row for outcome in outcomes for row in _rows(question, outcome, notes, language))
    return Table(
        id=f"summary-{question.question.id}",
        refs=(question.question.id, "chapter"),
        caption=_caption(question, outcomes, language),
        columns=tuple(phrase(f"table.sof.{name}", language) for name in _COLUMNS),
        widths=(15, 13, 15, 17, 10, 11, 19),
        rows=rows,
        footnotes=notes.statements(),
    )


def _caption(question: QuestionFindings, outcomes: tuple[Outcome, ...], language: Language) -> str:
    left = [
        inside(one.construct.name.in_language(language))
        for one in question.outcomes
        if one not in outcomes
    ]
    if not left:
        return phrase("table.sof.caption", language)
    counts = {
        "shown": integer(len(outcomes), language),
        "all": integer(len(question.outcomes), language),
    }
    return phrase("table.sof.first_seven", language, rest=listed(left, language), **counts)


def _rows(
    question: QuestionFindings, outcome: Outcome, notes: Footnotes, language: Language
) -> Iterator[tuple[Cell, ...]]:
    found = estimates_shown(question, outcome)
    ours = [one for one in question.findings if one.synthesis.outcome_id == outcome.id]
    if not found and not ours:
        yield _empty_row(question, outcome, notes, language)
    for published in found:
        yield _row(question, outcome, published, notes, language)
    for finding in ours:
        yield synthesis_row(question, outcome, finding, notes, language)


def _row(
    question: QuestionFindings,
    outcome: Outcome,
    published: PublishedFinding,
    notes: Footnotes,
    language: Language,
) -> tuple[Cell, ...]:
    estimate, rating = published.estimate, published.rating
    refs = (estimate.id,)
    certainty_refs = (estimate.id, *(judgement.id for judgement in rating.judgements))
    about = (estimate.id, estimate.instrument_id)
    extra = beyond_pico(outcome, notes, language)
    absolute = retold_cell(question, outcome, published.retold, about, notes, language)
    marks = tuple(
        notes.number(_reason(judgement, language), (judgement.id,)) for judgement in changes(rating)
    )
    meaning, size_mark = _meaning(question, outcome, published, notes, language)
    unknown = phrase("table.not_reported", language)
    given = estimate.intervention.name.in_language(language) if estimate.intervention else unknown
    return (
        Cell(
            text=f"{outcome_name(outcome, language)}\n{timepoint_words(estimate, language)}",
            refs=refs,
            is_header=True,
            notes=extra,
        ),
        Cell(text=given, refs=refs),
        Cell(text=published_text(estimate, language), refs=refs, source=estimate.id),
        absolute,
        Cell(text=_counts(estimate, language), refs=refs),
        Cell(text=_certainty(rating, language), refs=certainty_refs, notes=marks),
        Cell(text=meaning, refs=refs, notes=size_mark),
    )


def _reason(judgement: Judgement, language: Language) -> str:
    """Return the footnote of a decision; a reason that only repeats the domain is left out."""
    name = domain_word(judgement.domain, language)
    if judgement.reason.lower().strip(" .") in name:
        judgement = replace(judgement, reason="")
    return footnote(judgement, language)


def _certainty(rating: CertaintyRating, language: Language) -> str:
    level = level_of(rating)
    word = certainty_word(level, language)
    return word if level is None else f"{level_symbols(level)}\n{word}"


def _empty_row(
    question: QuestionFindings, outcome: Outcome, notes: Footnotes, language: Language
) -> tuple[Cell, ...]:
    none = phrase("table.no_data", language)
    told = phrase("table.sof.no_result", language)
    marks = beyond_pico(outcome, notes, language)
    given = question.question.intervention.in_language(language)
    refs = (outcome.id,)
    return (
        Cell(text=outcome_name(outcome, language), refs=refs, is_header=True, notes=marks),
        Cell(text=given, refs=(question.question.id,)),
        *(Cell(text=none) for _ in range(4)),
        Cell(text=told),
    )


def _meaning(
    question: QuestionFindings,
    outcome: Outcome,
    published: PublishedFinding,
    notes: Footnotes,
    language: Language,
) -> tuple[str, tuple[int, ...]]:
    estimate = published.estimate
    if estimate.estimate is None:
        return phrase("table.cannot_say", language), ()
    scale = next((i for i in question.instruments if i.id == estimate.instrument_id), None)
    size = size_of(estimate.estimate, estimate.measure, outcome, scale)
    way = direction_of(estimate, outcome.construct, scale)
    if way is None:
        return phrase("table.sof.unknown_way", language), ()
    name = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    told = state_strength(
        level_of(published.rating),
        size,
        way,
        target=published.rating.target,
        intervention=name,
        construct=outcome.construct,
        language=language,
    )
    if told and not size.size_class:
        return told, ()
    if told:
        rule = size_rule(size, language)
        note = phrase("table.sof.size_note", language, rule=rule)
    else:
        told = points_to(way, outcome, language)
        missing = "unrated" if level_of(published.rating) is None else "unsized"
        note = phrase(f"table.sof.{missing}", language)
    return told, (notes.number(note, (outcome.id,)),)


def _counts(estimate: PublishedEstimate, language: Language) -> str:
    unknown = phrase("table.not_reported", language)
    k = unknown if estimate.k is None else integer(estimate.k, language)
    n = unknown if estimate.n is None else integer(estimate.n, language)
    if estimate.k is None and estimate.n is None:
        return unknown
    return "\n".join((phrase("table.sof.k", language, k=k), phrase("table.sof.n", language, n=n)))
