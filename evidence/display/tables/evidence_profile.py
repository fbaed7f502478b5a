"""The GRADE evidence profile: what was judged in each domain, before the numbers."""

from collections.abc import Iterator

from evidence.certainty.rating import CertaintyRating
from evidence.display.tables.certainty_arithmetic import DOMAINS
from evidence.display.tables.estimate_cell import pooled_text, published_text
from evidence.display.tables.footnotes import Footnotes
from evidence.display.tables.summary_of_syntheses import outcome_name
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Finding, PublishedFinding, QuestionFindings
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
    """Return one row a rated estimate or synthesis; None where a question has neither.

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
        Wide; the words of a decision are GRADE's ("serious"), its reason a footnote. A domain
        nobody has judged says so.
    """
    notes = Footnotes()
    rows = tuple(
        row for outcome in question.outcomes for row in _rows(question, outcome, notes, language)
    )
    if not rows:
        return None
    columns = [
        phrase("table.profile.outcome", language),
        phrase("table.profile.trials", language),
        *(phrase(f"table.certainty.{name}", language) for name in DOMAINS.values()),
        phrase("table.profile.participants", language),
        phrase("table.profile.effect", language),
        phrase("table.sof.certainty", language),
        phrase("table.profile.importance", language),
    ]
    return Table(
        id=f"profile-{question.question.id}",
        caption=phrase("table.profile.caption", language, question=integer(place, language)),
        refs=(question.question.id, "chapter"),
        columns=tuple(columns),
        widths=(15, 7, 8, 8, 8, 8, 8, 8, 14, 9, 7),
        rows=rows,
        footnotes=notes.statements(),
        is_wide=True,
    )


def _rows(
    question: QuestionFindings, outcome: Outcome, notes: Footnotes, language: Language
) -> Iterator[tuple[Cell, ...]]:
    for published in question.published:
        if published.estimate.outcome_id == outcome.id and _is_judged(published.rating):
            yield _published(outcome, published, notes, language)
    for finding in question.findings:
        if finding.synthesis.outcome_id == outcome.id:
            yield _synthesis(outcome, finding, notes, language)


def _is_judged(rating: CertaintyRating) -> bool:
    return bool(rating.judgements) or level_of(rating) is not None


def _published(
    outcome: Outcome, published: PublishedFinding, notes: Footnotes, language: Language
) -> tuple[Cell, ...]:
    estimate = published.estimate
    given = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    name = [outcome_name(outcome, language), given, timepoint_words(estimate, language)]
    return _row(
        "\n".join(part for part in name if part),
        (estimate.id,),
        _count(estimate.k, language),
        _count(estimate.n, language),
        published_text(estimate, language),
        (outcome, published.rating, notes),
        language,
    )


def _synthesis(
    outcome: Outcome, finding: Finding, notes: Footnotes, language: Language
) -> tuple[Cell, ...]:
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
    return _row(
        f"{outcome_name(outcome, language)}\n{ours}",
        (finding.synthesis.id,),
        integer(k, language),
        people,
        effect,
        (outcome, finding.rating, notes),
        language,
    )


def _row(
    name: str,
    refs: tuple[str, ...],
    trials: str,
    people: str,
    effect: str,
    judged: tuple[Outcome, CertaintyRating, Footnotes],
    language: Language,
) -> tuple[Cell, ...]:
    outcome, rating, notes = judged
    decided = {judgement.domain: judgement for judgement in rating.judgements}
    level = level_of(rating)
    word = certainty_word(level, language) if level else phrase("certainty.not_rated", language)
    unknown = phrase("table.not_reported", language)
    importance = outcome.importance.replace(" ", "_")
    return (
        Cell(text=name, refs=refs, is_header=True),
        Cell(text=trials, refs=refs),
        *(_domain(decided.get(domain), rating, notes, refs, language) for domain in DOMAINS),
        Cell(text=people, refs=refs),
        Cell(text=effect, refs=refs, source=refs[0]),
        Cell(text=f"{level_symbols(level)}\n{word}" if level else word, refs=refs),
        Cell(text=phrase(f"table.importance.{importance}", language) if importance else unknown),
    )


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
