"""The evidence map: every question and outcome, what there is, and where there is nothing."""

from evidence.display.tables.summary_of_syntheses import outcome_name
from evidence.display.tables.table import Cell, Table
from evidence.findings.finding import Chapter, QuestionFindings
from evidence.records.question import Outcome
from evidence.vocabulary import Language
from evidence.wording.lists import listed
from evidence.wording.numbers import date, integer
from evidence.wording.phrases import counted, phrase
from evidence.wording.statement import Statement

_COLUMNS = ("outcome", "question", "reviews", "own", "trials", "status")


def evidence_map(chapter: Chapter, language: Language) -> Table:
    """Return one row an outcome of each question.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    language : Language
        Language of the reader.

    Returns
    -------
    Table
        Which reviews have an estimate, which syntheses of ours there are, how many trials they
        rest on, and where PICO asks for what nobody has reported; the last search as a note.
    """
    return Table(
        id="evidence-map",
        caption=phrase("table.map.caption", language),
        columns=tuple(phrase(f"table.map.{name}", language) for name in _COLUMNS),
        widths=(21, 13, 29, 11, 10, 16),
        rows=tuple(
            _row(question, place, outcome, language)
            for place, question in enumerate(chapter.questions, start=1)
            for outcome in question.outcomes
        ),
        footnotes=tuple(
            _searched(question, place, language)
            for place, question in enumerate(chapter.questions, start=1)
        ),
        is_wide=True,
    )


def _row(
    question: QuestionFindings, place: int, outcome: Outcome, language: Language
) -> tuple[Cell, ...]:
    found = [p.estimate for p in question.published if p.estimate.outcome_id == outcome.id]
    labels = {review.id: review.label for review in question.reviews}
    counts: dict[str, int] = {}
    for estimate in found:
        label = labels.get(estimate.review_id, estimate.review_id)
        counts[label] = counts.get(label, 0) + 1
    reviews = [
        phrase("table.map.review", language, review=label, n=integer(n, language))
        for label, n in counts.items()
    ]
    own = [one for one in question.findings if one.synthesis.outcome_id == outcome.id]
    trials = {effect.study_id for one in own for effect in one.analysis.effects}
    dash = phrase("table.dash", language)
    seen = dict.fromkeys(estimate.review_id for estimate in found)
    refs = (outcome.id, *(estimate.id for estimate in found), *(one.synthesis.id for one in own))
    return (
        Cell(text=outcome_name(outcome, language), refs=(outcome.id,), is_header=True),
        Cell(text=integer(place, language), refs=(question.question.id, "chapter")),
        Cell(text=listed(reviews, language) or dash, refs=(*refs, *seen, "chapter")),
        Cell(text=", ".join(one.synthesis.label for one in own) or dash, refs=refs),
        Cell(text=integer(len(trials), language) if own else dash, refs=refs),
        Cell(text=_gap(outcome, bool(found or own), language)),
    )


def _gap(outcome: Outcome, has_any: bool, language: Language) -> str:
    if has_any:
        return phrase("table.map.has", language)
    return phrase("table.map.gap" if outcome.in_pico else "table.map.not_asked", language)


def _searched(question: QuestionFindings, place: int, language: Language) -> Statement:
    dates = sorted(fact.search_date for fact in question.searches if fact.search_date)
    number = integer(place, language)
    refs = (question.question.id, "chapter", *(fact.id for fact in question.searches))
    if not dates:
        return Statement(
            text=phrase("table.map.search_unknown", language, question=number), refs=refs
        )
    searched = date(dates[-1], language)
    return Statement(
        text=phrase("table.map.searched", language, question=number, date=searched), refs=refs
    )


def count_gaps(chapter: Chapter) -> int:
    """Return how many outcomes PICO asks for without a result."""
    return sum(
        1
        for question in chapter.questions
        for outcome in question.outcomes
        if outcome.in_pico
        and not any(p.estimate.outcome_id == outcome.id for p in question.published)
        and not any(f.synthesis.outcome_id == outcome.id for f in question.findings)
    )


def state_gaps(chapter: Chapter, language: Language) -> str:
    """Return how many outcomes have no result, in a sentence."""
    count = count_gaps(chapter)
    return counted("table.map.gaps", count, language, n=integer(count, language))
