"""The GRADE evidence profile: what was judged in each domain, before the numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.certainty_arithmetic import DOMAINS
from evidence.display.tables.estimate_cell import pooled_text, published_text
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.retold_cell import retold_cell
from evidence.display.tables.summary_of_syntheses import outcome_name
from evidence.display.tables.summary_rows import estimates_shown, outcomes_in_summary
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Finding, PublishedFinding, QuestionFindings
from evidence.findings.retold import Retold
from evidence.records.judgement import Judgement
from evidence.records.question import Outcome
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Language
from evidence.wording.certainty_words import (
    certainty_word,
    footnote,
    level_of,
    level_symbols,
)
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase
from evidence.wording.published_value import timepoint_words

_WORST = 3


def evidence_profile(question: QuestionFindings, place: int, language: Language) -> Table | None:
    """Return one row an estimate or synthesis; None where the summary of findings says it all.

    Parameters
    ----------
    question : QuestionFindings
        The question, answered as far as the evidence goes.
    place : int
        Its number in the chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table or None
        Wide, with every outcome. The words of a decision are GRADE's ("serious"), its reason a
        footnote. A domain nobody has judged says so. None where there is no result and every
        outcome stands in the summary of findings.
    """
    notes = Footnotes()
    whole = outcomes_in_summary(question) == question.outcomes
    if whole and not question.published and not question.findings:
        return None
    rows = tuple(
        row for outcome in question.outcomes for row in _rows(question, outcome, notes, language)
    )
    columns = [
        phrase("table.profile.outcome", language),
        phrase("table.profile.trials", language),
        *(phrase(f"table.certainty.{name}", language) for name in DOMAINS.values()),
        phrase("table.profile.participants", language),
        phrase("table.profile.effect", language),
        phrase("table.sof.absolute", language),
        phrase("table.sof.certainty", language),
        phrase("table.profile.importance", language),
    ]
    return Table(
        id=f"profile-{question.question.id}",
        caption=phrase("table.profile.caption", language, question=integer(place, language)),
        refs=(question.question.id, "chapter"),
        columns=tuple(columns),
        widths=(13, 6, 8, 8, 8, 8, 8, 7, 10, 11, 7, 6),
        rows=rows,
        footnotes=notes.statements(),
        is_wide=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one row tells: of which outcome, from whom, and the cells people need not judge."""

    outcome: Outcome
    name: str
    refs: tuple[str, ...]
    trials: str
    people: str
    effect: str
    retold: Retold | None
    instrument_id: str
    rating: CertaintyRating


def _rows(
    question: QuestionFindings, outcome: Outcome, notes: Footnotes, language: Language
) -> Iterator[tuple[Cell, ...]]:
    found = estimates_shown(question, outcome)
    ours = [one for one in question.findings if one.synthesis.outcome_id == outcome.id]
    for published in found:
        yield _row(question, _published(outcome, published, language), notes, language)
    for finding in ours:
        yield _row(question, _synthesis(outcome, finding, language), notes, language)
    if not found and not ours:
        yield _empty(outcome, language)


def _published(outcome: Outcome, published: PublishedFinding, language: Language) -> _Told:
    estimate = published.estimate
    given = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    name = [outcome_name(outcome, language), given, timepoint_words(estimate, language)]
    return _Told(
        outcome=outcome,
        name="\n".join(part for part in name if part),
        refs=(estimate.id,),
        trials=_count(estimate.k, language),
        people=_count(estimate.n, language),
        effect=published_text(estimate, language),
        retold=published.retold,
        instrument_id=estimate.instrument_id,
        rating=published.rating,
    )


def _synthesis(outcome: Outcome, finding: Finding, language: Language) -> _Told:
    pooled = finding.analysis.pooled
    ours = phrase("table.sof.ours", language, label=finding.synthesis.label)
    k = len({effect.study_id for effect in finding.analysis.effects})
    people, effect = (
        phrase("table.not_reported", language),
        phrase("table.sof.not_pooled", language),
    )
    if not isinstance(pooled, NotEstimable):
        people = number(pooled.n, 0, language) if pooled.n is not None else people
        effect = f"{pooled.measure} {pooled_text(pooled, language)}"
    return _Told(
        outcome=outcome,
        name=f"{outcome_name(outcome, language)}\n{ours}",
        refs=(finding.synthesis.id,),
        trials=integer(k, language),
        people=people,
        effect=effect,
        retold=finding.retold,
        instrument_id=finding.synthesis.instrument_id,
        rating=finding.rating,
    )


def _row(
    question: QuestionFindings, told: _Told, notes: Footnotes, language: Language
) -> tuple[Cell, ...]:
    rating, refs = told.rating, told.refs
    about = (refs[0], told.instrument_id)
    decided = {judgement.domain: judgement for judgement in rating.judgements}
    level = level_of(rating)
    word = certainty_word(level, language) if level else phrase("certainty.not_rated", language)
    return (
        Cell(text=told.name, refs=refs, is_header=True),
        Cell(text=told.trials, refs=refs),
        *(_domain(decided.get(domain), rating, notes, refs, language) for domain in DOMAINS),
        Cell(text=told.people, refs=refs),
        Cell(text=told.effect, refs=refs, source=refs[0]),
        retold_cell(question, told.outcome, told.retold, about, notes, language),
        Cell(text=f"{level_symbols(level)}\n{word}" if level else word, refs=refs),
        _importance(told.outcome, language),
    )


def _empty(outcome: Outcome, language: Language) -> tuple[Cell, ...]:
    none = phrase("table.no_data", language)
    return (
        Cell(text=outcome_name(outcome, language), refs=(outcome.id,), is_header=True),
        *(Cell(text=none) for _ in range(len(DOMAINS) + 5)),
        _importance(outcome, language),
    )


def _importance(outcome: Outcome, language: Language) -> Cell:
    if not outcome.importance:
        return Cell(text=phrase("table.not_reported", language))
    name = outcome.importance.replace(" ", "_")
    return Cell(text=phrase(f"table.importance.{name}", language), refs=(outcome.id,))


def _domain(
    judgement: Judgement | None,
    rating: CertaintyRating,
    notes: Footnotes,
    refs: tuple[str, ...],
    language: Language,
) -> Cell:
    if judgement is None:
        silent = "table.certainty.no_decision" if rating.judgements else "certainty.not_rated"
        return Cell(text=phrase(silent, language))
    if judgement.decided_levels is None:
        return Cell(text=phrase("table.profile.down_unknown", language), refs=(judgement.id,))
    levels = min(judgement.decided_levels, _WORST)
    text = phrase(f"table.profile.serious.{levels}", language)
    if not levels:
        return Cell(text=text, refs=(judgement.id,))
    mark = notes.number(footnote(judgement, language), (judgement.id,))
    return Cell(text=text, refs=(judgement.id, *refs), notes=(mark,))


def _count(count: int | None, language: Language) -> str:
    return phrase("table.not_reported", language) if count is None else integer(count, language)
