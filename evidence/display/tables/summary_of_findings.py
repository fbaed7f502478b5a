"""Summary of findings: every outcome of a question with effect, certainty and what it means."""

from collections.abc import Iterator
from dataclasses import replace

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.estimate_cell import published_text
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.summary_of_syntheses import (
    beyond_pico,
    outcome_name,
    points_to,
    synthesis_row,
)
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
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words
from evidence.wording.size import size_of, size_rule
from evidence.wording.strength import state_strength

_COLUMNS = ("outcome", "comparison", "effect", "size", "certainty", "meaning")


def summary_of_findings(question: QuestionFindings, language: Language) -> Table:
    """Return published estimates and our own syntheses of every outcome, or that there are none.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        With each reason for a certainty level as a footnote. Where a source rates some of its
        estimates of an outcome, those of other sources are left to the plot of reviews.
    """
    notes = Footnotes()
    rows = tuple(
        row for outcome in question.outcomes for row in _rows(question, outcome, notes, language)
    )
    return Table(
        id=f"summary-{question.question.id}",
        caption=phrase("table.sof.caption", language),
        columns=tuple(phrase(f"table.sof.{name}", language) for name in _COLUMNS),
        widths=(17, 14, 20, 13, 12, 24),
        rows=rows,
        footnotes=notes.statements(),
    )


def _rows(
    question: QuestionFindings, outcome: Outcome, notes: Footnotes, language: Language
) -> Iterator[tuple[Cell, ...]]:
    found = [p for p in question.published if p.estimate.outcome_id == outcome.id]
    rating = {p.estimate.provenance.source_id for p in found if level_of(p.rating)}
    found = [p for p in found if p.estimate.provenance.source_id in rating] or found
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
    marks = tuple(
        notes.number(_reason(judgement, language), (judgement.id,)) for judgement in changes(rating)
    )
    meaning, size_mark = _meaning(question, outcome, published, notes, language)
    given = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    return (
        Cell(
            text=f"{outcome_name(outcome, language)}\n{timepoint_words(estimate, language)}",
            refs=refs,
            is_header=True,
            notes=beyond_pico(outcome, notes, language),
        ),
        Cell(text=given or phrase("table.not_reported", language), refs=refs),
        Cell(text=published_text(estimate, language), refs=refs, source=estimate.id),
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
        *(Cell(text=none) for _ in range(3)),
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
