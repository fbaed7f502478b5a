"""A rating looked at: the evidence, what is suggested, what was decided, and how they stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.certainty.bodies import own_body, published_body
from evidence.certainty.body import BodyOfEvidence
from evidence.certainty.numbers_seen import numbers_sha256
from evidence.certainty.rate import rate
from evidence.certainty.rating import CertaintyRating
from evidence.certainty.standing import Held, held_against
from evidence.certainty.suggest import start_of, suggestions
from evidence.certainty.target import Target
from evidence.records.judgement import Judgement
from evidence.synthesis.results import Analysis
from evidence.tables.tables import Tables
from evidence.vocabulary import Certainty, Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """One estimate or synthesis, its rating and the suggestions beside each decision.

    Parameters
    ----------
    body : BodyOfEvidence
        The evidence.
    rating : CertaintyRating
        What people have stated and decided, added up.
    held : tuple of Held
        One a domain, in GRADE's order.
    sha256 : str
        Hash of the numbers as they are now.
    stale : tuple of Judgement
        Decisions made on other numbers than these.
    unstamped : tuple of Judgement
        Decisions that do not say what numbers they were made on.
    """

    body: BodyOfEvidence
    rating: CertaintyRating
    held: tuple[Held, ...]
    sha256: str
    stale: tuple[Judgement, ...]
    unstamped: tuple[Judgement, ...]

    @property
    def about_id(self) -> str:
        """Id of the estimate or synthesis."""
        return self.body.about_id

    @property
    def is_rated(self) -> bool:
        """Whether anyone has stated a level or decided anything."""
        return self.rating.stated is not None or bool(self.rating.judgements)


def appraisals(tables: Tables, analyses: Iterable[Analysis] = ()) -> tuple[Appraisal, ...]:
    """Appraise every published estimate of an outcome and every synthesis that has been run.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    analyses : iterable of Analysis
        The syntheses done.

    Returns
    -------
    tuple of Appraisal
        By outcome in the order of the table; published estimates before our own syntheses.
    """
    order = {outcome: place for place, outcome in enumerate(tables.outcomes)}
    decided: dict[str, dict[Domain, Judgement]] = {}
    for judgement in tables.judgements.values():
        decided.setdefault(judgement.about_id, {})[judgement.domain] = judgement
    found = [
        _appraise(body, stated, decided.get(body.about_id, {}))
        for body, stated in _bodies(tables, analyses)
    ]
    return tuple(sorted(found, key=lambda one: order[_outcome_id(one)]))


def _bodies(
    tables: Tables, analyses: Iterable[Analysis]
) -> Iterator[tuple[BodyOfEvidence, Certainty | None]]:
    for estimate in tables.estimates.values():
        if estimate.outcome_id in tables.outcomes:
            yield published_body(tables, estimate), estimate.certainty
    for analysis in analyses:
        # Results may be older than the tables: a synthesis that is gone has no rating.
        if analysis.synthesis_id in tables.syntheses and analysis.outcome_id in tables.outcomes:
            yield own_body(tables, analysis), None


def _outcome_id(appraisal: Appraisal) -> str:
    outcome = appraisal.body.outcome
    return outcome.id if outcome else ""


def _appraise(
    body: BodyOfEvidence, stated: Certainty | None, decided: Mapping[Domain, Judgement]
) -> Appraisal:
    judgements = tuple(decided.values())
    rating = rate(body.about_id, judgements, stated=stated, start=start_of(body))
    target = Target(rating.target) if rating.target else None
    suggested = suggestions(body, target)
    sha256 = numbers_sha256(body)
    return Appraisal(
        body=body,
        rating=rating,
        held=tuple(held_against(one, decided.get(one.domain)) for one in suggested),
        sha256=sha256,
        stale=tuple(one for one in judgements if one.numbers_sha256 not in ("", sha256)),
        unstamped=tuple(one for one in judgements if not one.numbers_sha256),
    )
