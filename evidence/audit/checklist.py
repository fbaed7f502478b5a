"""Which items of a reporting checklist a project answers, computed from what it holds.

Vocabulary: a part is one thing an item rests on, with how much of it is filled. An item is
answered when all its parts are filled, unanswered when none has anything, and partly otherwise.
What people answer in ``checklists.csv`` decides over what is computed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from evidence.certainty.rating import CertaintyRating
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter, Finding
from evidence.records.checklist_answer import ChecklistAnswer
from evidence.synthesis.results import PooledEffect
from evidence.tables.checklist_items import PEOPLE, ChecklistItem, checklist_items
from evidence.vocabulary import Domain


class State(StrEnum):
    """How far an item is answered; one set aside does not apply."""

    ANSWERED = "answered"
    PARTLY = "partly"
    UNANSWERED = "unanswered"
    ASIDE = "aside"


BY_PEOPLE = {
    "yes": State.ANSWERED,
    "partly": State.PARTLY,
    "no": State.UNANSWERED,
    "not applicable": State.ASIDE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing an item rests on: ``filled`` of ``all`` there could be."""

    name: str
    filled: int
    all: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnswer:
    """An item with its answer; ``people`` is what they have said of it, if anything."""

    item: ChecklistItem
    state: State
    parts: tuple[Part, ...]
    people: ChecklistAnswer | None


def answer_checklist(chapter: Chapter, checklist: str) -> tuple[ItemAnswer, ...]:
    """Answer every item of a checklist.

    Parameters
    ----------
    chapter : Chapter
        The chapter.
    checklist : str
        Key of the checklist, such as ``"PRISMA2020"``.

    Returns
    -------
    tuple of ItemAnswer
        In the checklist's order.

    Raises
    ------
    ChoiceUnknown
        If there is no such checklist.

    Examples
    --------
    >>> from evidence.findings.store import load
    >>> answers = answer_checklist(load("analyses/results"), "PRISMA2020")
    >>> next(one.state.value for one in answers if one.item.number == "16b")
    'unanswered'
    """
    known = checklist_items()
    if checklist not in known:
        raise ChoiceUnknown("checklist", checklist, list(known))
    said = {(one.checklist, one.item): one for one in chapter.overview.checklists}
    return tuple(
        _answer(item, chapter, said.get((checklist, item.number))) for item in known[checklist]
    )


def _answer(item: ChecklistItem, chapter: Chapter, people: ChecklistAnswer | None) -> ItemAnswer:
    parts = tuple(resolve(name, chapter) for name in item.rests_on)
    state = BY_PEOPLE[people.answer] if people is not None else _state(parts)
    return ItemAnswer(item=item, state=state, parts=parts, people=people)


def _state(parts: tuple[Part, ...]) -> State:
    if all(part.filled and part.filled == part.all for part in parts):
        return State.ANSWERED
    return State.PARTLY if any(part.filled for part in parts) else State.UNANSWERED


def resolve(name: str, chapter: Chapter) -> Part:
    """Return how much there is of something an item rests on.

    Parameters
    ----------
    name : str
        A table, a column, ``web.<field>``, ``result.<what>`` or ``people``.
    chapter : Chapter
        The chapter.

    Returns
    -------
    Part
    """
    if name == PEOPLE:
        return Part(name=name, filled=0, all=1)
    first, _, second = name.partition(".")
    if first == "web":
        filled, of = _web_field(chapter, second)
    elif first == "result":
        filled, of = RESULTS[second](chapter)
    else:
        filled, of = _column(chapter, first, second)
    return Part(name=name, filled=filled, all=of)


def _column(chapter: Chapter, table: str, column: str) -> tuple[int, int]:
    overview = chapter.overview
    rows = overview.rows.get(table, 0)
    empty = (
        cells.empty for cells in overview.empty if (cells.table, cells.column) == (table, column)
    )
    return rows - sum(empty), rows


def _web_field(chapter: Chapter, field: str) -> tuple[int, int]:
    recommended = {question.recommendation.id for question in chapter.questions}
    texts = chapter.overview.web_texts
    written = {text.recommendation_id for text in texts if text.field == field}
    return len(recommended & written), len(recommended)


def _findings(chapter: Chapter) -> tuple[Finding, ...]:
    found = {one.synthesis.id: one for q in chapter.questions for one in q.findings}
    return tuple(found.values())


def _of_findings(test: Callable[[Finding], bool]) -> Callable[[Chapter], tuple[int, int]]:
    def count(chapter: Chapter) -> tuple[int, int]:
        found = _findings(chapter)
        return sum(map(test, found)), len(found)

    return count


def _of_ratings(test: Callable[[CertaintyRating], bool]) -> Callable[[Chapter], tuple[int, int]]:
    def count(chapter: Chapter) -> tuple[int, int]:
        ratings = {p.estimate.id: p.rating for q in chapter.questions for p in q.published}
        ratings |= {one.synthesis.id: one.rating for one in _findings(chapter)}
        return sum(map(test, ratings.values())), len(ratings)

    return count


def _harms(chapter: Chapter) -> tuple[int, int]:
    harms = {
        outcome.id
        for question in chapter.questions
        for outcome in question.outcomes
        if outcome.construct.family == "harm"
    }
    found = {p.estimate.outcome_id for q in chapter.questions for p in q.published}
    found |= {one.synthesis.outcome_id for one in _findings(chapter)}
    return len(harms & found), len(harms)


def _bias_in_studies(chapter: Chapter) -> tuple[int, int]:
    """Count the trials of our syntheses, and those whose risk of bias somebody has judged."""
    trials = {effect.study_id for one in _findings(chapter) for effect in one.analysis.effects}
    judged = {one.study_id for question in chapter.questions for one in question.risk_of_bias}
    return len(trials & judged), len(trials)


def _quality_of_reviews(chapter: Chapter) -> tuple[int, int]:
    reviews = {review.id for question in chapter.questions for review in question.reviews}
    judged = {one.review_id for question in chapter.questions for one in question.review_quality}
    return len(reviews & judged), len(reviews)


def _always(_: Chapter) -> tuple[int, int]:
    """Count what every report has: gaps are counted, and data and results go with it."""
    return 1, 1


def _judges_publication_bias(rating: CertaintyRating) -> bool:
    return any(one.domain is Domain.PUBLICATION_BIAS for one in rating.judgements)


RESULTS: Mapping[str, Callable[[Chapter], tuple[int, int]]] = {
    "pooled": _of_findings(lambda one: isinstance(one.analysis.pooled, PooledEffect)),
    "effects": _of_findings(lambda one: bool(one.analysis.effects)),
    "variations": _of_findings(lambda one: bool(one.analysis.variations or one.multiverse)),
    "subgroups": _of_findings(lambda one: bool(one.analysis.subgroups)),
    "methods": _of_findings(lambda one: isinstance(one.analysis.pooled, PooledEffect)),
    "certainty": _of_ratings(lambda rating: bool(rating.stated or rating.computed)),
    "publication_bias": _of_ratings(_judges_publication_bias),
    "harms": _harms,
    "bias_in_studies": _bias_in_studies,
    "quality_of_reviews": _quality_of_reviews,
    "gaps": _always,
    "data": _always,
}
