"""A number's whole chain: result, rows, sources, page and quote."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from evidence.errors import EvidenceError
from evidence.findings.finding import Chapter, Finding, QuestionFindings, RowTrace


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of the chain.

    ``kind`` is result, effect, row or source; ``record`` is the thing itself, ``rests_on`` the
    steps below it.
    """

    kind: str
    id: str
    record: object
    rests_on: tuple["Link", ...] = ()


class IdUnknown(EvidenceError):
    """No result, row or source has this id; carries the nearest that exist."""

    def __init__(self, identifier: str, known: tuple[str, ...]) -> None:
        near = get_close_matches(identifier, known, n=5, cutoff=0.4) or known[:5]
        super().__init__("explain.unknown", id=identifier, near=", ".join(near))


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
    for published in question.published:
        if published.estimate.id == identifier:
            judged = tuple(_row(question, j.id) for j in published.rating.judgements)
            rests_on = (_row(question, identifier), *judged)
            yield Link(kind="result", id=identifier, record=published, rests_on=rests_on)
    for row in question.manifest.rows:
        if row.id == identifier:
            yield _row(question, identifier)
    for source in question.sources:
        if source.id == identifier:
            yield Link(kind="source", id=identifier, record=source)


def _synthesis(question: QuestionFindings, finding: Finding) -> Link:
    effects = tuple(
        Link(
            kind="effect",
            id=effect.label,
            record=effect,
            rests_on=tuple(_row(question, row_id) for row_id in effect.row_ids),
        )
        for effect in finding.analysis.effects
    )
    return Link(kind="result", id=finding.synthesis.id, record=finding, rests_on=effects)


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
