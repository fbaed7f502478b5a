"""Which sources a sentence of a web text cites, found from the ids it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from evidence.findings.finding import QuestionFindings
from evidence.wording.statement import Statement


class Cited:
    """Adds the sources behind a sentence to what it refers to.

    Parameters
    ----------
    questions : sequence of QuestionFindings
        The questions of the recommendation.
    page : str
        The source that is the recommendation's own page, which does not cite itself.
    """

    def __init__(self, questions: Sequence[QuestionFindings], page: str) -> None:
        self._page = page
        self._sources = {source.id for question in questions for source in question.sources}
        self._behind: dict[str, tuple[str, ...]] = {}
        for question in questions:
            for claim in question.claims:
                self._behind[claim.id] = claim.about_ids
            for found in question.published:
                self._behind[found.estimate.id] = (found.estimate.review_id,)
            for finding in question.findings:
                trials = (effect.study_id for effect in finding.analysis.effects)
                self._behind[finding.synthesis.id] = tuple(trials)
            self._behind |= {review.id: (review.source_id,) for review in question.reviews}
            self._behind |= {study.id: (study.source_id,) for study in question.studies}

    def named(self, statement: Statement) -> Statement:
        """Return a statement that also refers to the sources behind what it refers to."""
        own = (ref for ref in statement.refs if ref != self._page)
        behind = (one for ref in statement.refs for one in self._sources_of(ref))
        return replace(statement, refs=tuple(dict.fromkeys((*own, *behind))))

    def _sources_of(self, identifier: str, *seen: str) -> Iterator[str]:
        """Follow an id to its sources, through what it is about."""
        for found in self._behind.get(identifier, ()):
            if found in self._sources:
                yield from () if found == self._page else (found,)
            elif found not in seen:
                yield from self._sources_of(found, identifier, *seen)
