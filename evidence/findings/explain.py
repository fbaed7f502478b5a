"""A number's whole chain: result, rows, sources, page and quote."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from evidence.errors import EvidenceError
from evidence.findings.finding import Chapter, Finding, QuestionFindings, RowTrace
from evidence.records.judgement import Judgement
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of the chain.

    ``kind`` is result, effect, judgement, row or source; ``record`` is the thing itself,
    ``rests_on`` the steps below it.
    """

    kind: str
    id: str
    record: object
    rests_on: tuple["Link", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An effect with its measure, without which nobody can say what its number is."""

    measure: Measure
    effect: StudyEffect


class IdUnknown(EvidenceError):
    """No result, row or source has this id; carries the nearest that exist."""

    def __init__(self, identifier: str, known: tuple[str, ...]) -> None:
        written = {one.casefold(): one for one in known}
        close = get_close_matches(identifier.casefold(), written, n=5, cutoff=0.6)
        if close:
            near = ", ".join(written[one] for one in close)
            super().__init__("explain.unknown", id=identifier, near=near)
        else:
            super().__init__("explain.unknown_alone", id=identifier)


def explain(chapter: Chapter, identifier: str) -> Link:
    """Walk from an id back to where its numbers were read.

    Parameters
    ----------
    chapter : Chapter
        The saved findings.
    identifier : str
        Id of a published estimate, a synthesis, a table row or a source.

    Returns
    -------
    Link
        The chain, from the id downwards.

    Raises
    ------
    IdUnknown
        If nothing has this id.
    """
    for question in chapter.questions:
        for link in _links(question, identifier):
            return link
    raise IdUnknown(identifier, tuple(sorted(known_ids(chapter))))


def known_ids(chapter: Chapter) -> set[str]:
    """Return every id that can be explained."""
    return {
        known
        for question in chapter.questions
        for known in (
            *(row.id for row in question.manifest.rows),
            *(source.id for source in question.sources),
        )
    }


def _links(question: QuestionFindings, identifier: str) -> Iterator[Link]:
    for finding in question.findings:
        if finding.synthesis.id == identifier:
            yield _synthesis(question, finding)
    yield from _of_published(question, identifier)
    for row in question.manifest.rows:
        if row.id == identifier:
            yield _row(question, identifier)
    for source in question.sources:
        if source.id == identifier:
            yield Link(kind="source", id=identifier, record=source)


def _of_published(question: QuestionFindings, identifier: str) -> Iterator[Link]:
    for published in question.published:
        judged = [_judged(question, one) for one in published.rating.judgements]
        yield from (link for link in judged if link.id == identifier)
        if published.estimate.id == identifier:
            rests_on = (_row(question, identifier), *judged)
            yield Link(kind="result", id=identifier, record=published, rests_on=rests_on)


def _synthesis(question: QuestionFindings, finding: Finding) -> Link:
    effects = tuple(
        Link(
            kind="effect",
            id=effect.label,
            record=Measured(measure=finding.analysis.measure, effect=effect),
            rests_on=tuple(_row(question, row_id) for row_id in effect.row_ids),
        )
        for effect in finding.analysis.effects
    )
    return Link(kind="result", id=finding.synthesis.id, record=finding, rests_on=effects)


def _judged(question: QuestionFindings, judgement: Judgement) -> Link:
    below = (_row(question, judgement.id),)
    return Link(kind="judgement", id=judgement.id, record=judgement, rests_on=below)


def _row(question: QuestionFindings, identifier: str) -> Link:
    row = _only(question.manifest.rows, identifier)
    below = tuple(
        Link(kind="source", id=source.id, record=source)
        for source in question.sources
        if source.id == row.source_id
    )
    return Link(kind="row", id=identifier, record=row, rests_on=below)


def _only(rows: tuple[RowTrace, ...], identifier: str) -> RowTrace:
    return next(row for row in rows if row.id == identifier)
