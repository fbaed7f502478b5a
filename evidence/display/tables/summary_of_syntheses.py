"""A synthesis of ours as a row of the summary of findings."""

from evidence.display.tables.estimate_cell import pooled_text
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.retold_cell import retold_cell
from evidence.display.tables.table import Cell
from evidence.findings.finding import Finding, QuestionFindings
from evidence.records.question import Outcome
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language
from evidence.wording.certainty_words import certainty_word, level_of, level_symbols
from evidence.wording.direction import Direction, change, direction
from evidence.wording.lists import sentence
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase
from evidence.wording.synthesis_words import not_estimable_reason


def synthesis_row(
    question: QuestionFindings,
    outcome: Outcome,
    finding: Finding,
    notes: Footnotes,
    language: Language,
) -> tuple[Cell, ...]:
    """Return one synthesis in the columns of the summary of findings.

    Parameters
    ----------
    question : QuestionFindings
        The question, which holds the scale of the synthesis.
    outcome : Outcome
        The outcome it answers.
    finding : Finding
        The synthesis with its rating.
    notes : Footnotes
        The footnotes of the table, added to where the row needs one.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Cell
        A synthesis that is only shown has a row too, which says so.
    """
    refs = (finding.synthesis.id,)
    ours = phrase("table.sof.ours", language, label=finding.synthesis.label)
    given = finding.synthesis.title.in_language(language)
    level = level_of(finding.rating)
    rated = certainty_word(level, language) if level else phrase("certainty.not_rated", language)
    about = (finding.synthesis.id, finding.synthesis.instrument_id)
    return (
        Cell(
            text=f"{outcome_name(outcome, language)}\n{ours}",
            refs=refs,
            is_header=True,
            notes=beyond_pico(outcome, notes, language),
        ),
        Cell(text=sentence(given), refs=refs),
        Cell(text=_effect(finding, language), refs=refs, source=finding.synthesis.id),
        retold_cell(question, outcome, finding.retold, about, notes, language),
        Cell(text=_counts(finding, language), refs=refs),
        Cell(text=f"{level_symbols(level)}\n{rated}" if level else rated, refs=refs),
        _meaning(question, outcome, finding, notes, language),
    )


def outcome_name(outcome: Outcome, language: Language) -> str:
    """Return the name of an outcome as a row begins with it."""
    return sentence(outcome.construct.name.in_language(language))


def beyond_pico(outcome: Outcome, notes: Footnotes, language: Language) -> tuple[int, ...]:
    """Return the footnote of an outcome that is shown although nobody asked for it."""
    if outcome.in_pico:
        return ()
    return (notes.number(phrase("table.sof.extra", language), ()),)


def points_to(way: Direction, outcome: Outcome, language: Language) -> str:
    """Return which way an estimate points, where its size or certainty is not known."""
    if way is Direction.SAME:
        return phrase("table.sof.points_nowhere", language)
    words = change(way, outcome.construct, language)
    return phrase("table.sof.points", language, change=words)


def _effect(finding: Finding, language: Language) -> str:
    pooled = finding.analysis.pooled
    if isinstance(pooled, NotEstimable):
        return phrase("table.sof.not_pooled", language)
    return f"{pooled.measure} {pooled_text(pooled, language)}"


def _counts(finding: Finding, language: Language) -> str:
    effects, pooled = finding.analysis.effects, finding.analysis.pooled
    k = integer(len({effect.study_id for effect in effects}), language)
    told = [phrase("table.sof.k", language, k=k)]
    if isinstance(pooled, PooledEffect) and pooled.n is not None:
        told.append(phrase("table.sof.n", language, n=number(pooled.n, 0, language)))
    return "\n".join(told)


def _meaning(
    question: QuestionFindings,
    outcome: Outcome,
    finding: Finding,
    notes: Footnotes,
    language: Language,
) -> Cell:
    refs, pooled = (finding.synthesis.id,), finding.analysis.pooled
    if isinstance(pooled, NotEstimable):
        planned = finding.synthesis.reason.in_language(language)
        return Cell(text=planned or sentence(not_estimable_reason(pooled, language)), refs=refs)
    scales = question.instruments
    scale = next((one for one in scales if one.id == finding.synthesis.instrument_id), None)
    way = direction(pooled.as_read()[0], pooled.measure, outcome.construct, scale)
    note = notes.number(phrase("table.sof.ours_note", language), ())
    return Cell(text=points_to(way, outcome, language), refs=refs, notes=(note,))
