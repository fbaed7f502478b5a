"""One rating as a card: the estimate, what is suggested and decided, the numbers and the flags."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from evidence.audit.project import Project
from evidence.audit.ratings import appraised, room_of
from evidence.audit.results_on_disk import analysis_of
from evidence.audit.run import Remark
from evidence.certainty.appraisal import Appraisal
from evidence.certainty.bounds import bounds_of
from evidence.certainty.standing import Held, Standing
from evidence.synthesis.results import NotEstimable
from evidence.vocabulary import Domain, Language
from evidence.wording.certainty_words import level_label
from evidence.wording.grade_numbers import state_numbers
from evidence.wording.lists import listed
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import basis, pooled_value
from evidence.wording.published_value import printed_value, timepoint_words
from evidence.wording.remarks import message_of, severity_word
from evidence.wording.synthesis_words import not_estimable_reason

SAID_IN_LINES = frozenset({"C72", "C74", "G02", "G03", "G04", "G09", "G10"})
"""Rules whose findings the lines and facts of a card tell already."""

MARKS = {
    Standing.OK: "✓",
    Standing.QUERY: "?",
    Standing.CONFLICT: "✗",
    Standing.NOT_CHECKABLE: "–",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLine:
    """One domain of a card; ``notes`` are the numbers behind, a sentence each."""

    domain: str
    suggested: str
    decided: str
    mark: str
    standing: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One estimate or synthesis.

    ``facts`` are sentences about the estimate and its rating, ``flags`` what the rules about
    ratings found; ``sha256`` is the hash of the numbers now, empty where nobody has rated.
    """

    about_id: str
    outcome_id: str
    outcome: str
    heading: str
    facts: tuple[str, ...]
    lines: tuple[DomainLine, ...]
    flags: tuple[str, ...]
    sha256: str


def grade_cards(
    project: Project, remarks: Sequence[Remark], language: Language, about: Sequence[str] = ()
) -> tuple[Card, ...]:
    """Return a card for every published estimate of an outcome and every synthesis run.

    Parameters
    ----------
    project : Project
        Tables and results.
    remarks : sequence of Remark
        What the rules about ratings found.
    language : Language
        Language of the reader.
    about : sequence of str
        Ids of questions, outcomes, estimates and syntheses to keep to; all where none is given.

    Returns
    -------
    tuple of Card
        By outcome. Of an estimate nobody has rated only what can be suggested is told.
    """
    return tuple(
        _card(project, one, remarks, language)
        for one in appraised(project)
        if not about or _names(one).intersection(about)
    )


def state_summary(appraisals: Sequence[Appraisal], language: Language) -> tuple[str, ...]:
    """Return how the decisions stand and whose thresholds were used, in two sentences."""
    rated = [one for one in appraisals if one.is_rated]
    standing = Counter(held.standing for one in rated for held in one.held)
    bounds = [bounds_of(one.body) for one in appraisals]
    declared = sum(one.declared for one in bounds)
    scale = sum(one.rule == "instrument" for one in bounds)
    default = sum(one.important is not None for one in bounds) - declared - scale
    counted = {name.name.lower(): integer(standing[name], language) for name in Standing}
    everything = integer(len(appraisals), language)
    return (
        phrase(
            "grade.summary.rated",
            language,
            rated=integer(len(rated), language),
            all=everything,
            **counted,
        ),
        phrase(
            "grade.summary.thresholds",
            language,
            declared=integer(declared, language),
            scale=integer(scale, language),
            default=integer(default, language),
            none=integer(len(bounds) - declared - scale - default, language),
            all=everything,
        ),
    )


def _names(appraisal: Appraisal) -> set[str]:
    outcome = appraisal.body.outcome
    return {appraisal.about_id, *((outcome.id, outcome.question_id) if outcome else ())}


def _card(project: Project, one: Appraisal, remarks: Sequence[Remark], language: Language) -> Card:
    outcome = one.body.outcome
    whole = one.is_rated or not one.body.is_published
    shown = one.held if whole else [h for h in one.held if h.suggestion.is_checkable]
    return Card(
        about_id=one.about_id,
        outcome_id=outcome.id if outcome else "",
        outcome=outcome.construct.name.in_language(language) if outcome else "",
        heading=_heading(project, one, language),
        facts=(*_value(project, one, language), *_rating(one, language)),
        lines=tuple(_line(held, one, language) for held in shown),
        flags=tuple(_flags(one, remarks, language)),
        sha256=one.sha256 if one.is_rated else "",
    )


def _heading(project: Project, one: Appraisal, language: Language) -> str:
    if not one.body.is_published:
        name = project.tables.syntheses[one.about_id].title.in_language(language)
        return phrase("grade.own", language, id=one.about_id, name=name)
    estimate = project.tables.estimates[one.about_id]
    given = estimate.intervention
    parts = (
        project.tables.reviews[estimate.review_id].label,
        given.name.in_language(language) if given else estimate.comparison,
        timepoint_words(estimate, language),
    )
    name = ", ".join(part for part in parts if part)
    return phrase("grade.published", language, id=one.about_id, name=name)


def _value(project: Project, one: Appraisal, language: Language) -> Iterator[str]:
    body = one.body
    if body.is_published:
        estimate = project.tables.estimates[one.about_id]
        if estimate.estimate is not None:
            yield printed_value(estimate, language) + "."
        known = {"interval": body.ci_low, "level": body.level, "k": body.k, "n": body.n}
        if body.ci_low is None:
            known.pop("level")
        missing = [
            phrase(f"grade.missing.{name}", language) for name in known if known[name] is None
        ]
        if missing:
            yield phrase("grade.not_reported", language, missing=listed(missing, language))
        return
    analysis = analysis_of(project, one.about_id)
    if analysis is None:
        return
    if isinstance(analysis.pooled, NotEstimable):
        reason = not_estimable_reason(analysis.pooled, language)
        yield phrase("grade.not_pooled", language, reason=reason)
    else:
        yield (
            pooled_value(analysis.pooled, language, *basis(analysis, analysis.pooled, language))
            + "."
        )


def _rating(one: Appraisal, language: Language) -> Iterator[str]:
    rating = one.rating
    open_sum = phrase("grade.certainty.open", language)
    computed = level_label(rating.computed, language) if rating.computed else open_sum
    if not one.is_rated:
        yield phrase("grade.certainty.none", language)
    elif rating.stated is None:
        yield phrase("grade.certainty.computed", language, computed=computed)
    else:
        stated = level_label(rating.stated, language)
        yield phrase("grade.certainty", language, stated=stated, computed=computed)
    if rating.judgements and not rating.target:
        yield phrase("grade.target.missing", language)
    precision = next(held for held in one.held if held.domain is Domain.IMPRECISION)
    target = precision.suggestion.words.get("target", rating.target)
    if target:
        name = phrase(f"grade.target.{target.replace(' ', '_')}", language)
        key = "stated" if rating.target else "read"
        yield phrase(f"grade.target.{key}", language, target=name)
    yield from _stamps(one, language)


def _stamps(one: Appraisal, language: Language) -> Iterator[str]:
    everything = integer(len(one.rating.judgements), language)
    for key, rows in (("stale", one.stale), ("none", one.unstamped)):
        if rows:
            count = integer(len(rows), language)
            yield phrase(f"grade.stamp.{key}", language, count=count, all=everything)


def _line(held: Held, one: Appraisal, language: Language) -> DomainLine:
    suggestion, judgement = held.suggestion, held.judgement
    levels = None if judgement is None else judgement.decided_levels
    standing = held.standing.name.lower() if one.is_rated else "unrated"
    why = (phrase(f"grade.why.{held.why}", language),) if one.is_rated else ()
    return DomainLine(
        domain=phrase(f"grade.domain.{held.domain.name.lower()}", language),
        suggested=room_of(suggestion) if suggestion.is_checkable else "–",
        decided="–" if levels is None else integer(levels, language),
        mark=MARKS[held.standing] if one.is_rated else "·",
        standing=phrase(f"grade.standing.{standing}", language),
        notes=(*why, *state_numbers(suggestion, one.body, language)),
    )


def _flags(one: Appraisal, remarks: Iterable[Remark], language: Language) -> Iterator[str]:
    own = {one.about_id, *(judgement.id for judgement in one.rating.judgements)}
    for remark in remarks:
        if remark.place.id in own and remark.rule.code not in SAID_IN_LINES:
            yield phrase(
                "grade.remark",
                language,
                code=remark.rule.code,
                severity=severity_word(remark.severity, language),
                message=message_of(remark, language),
            )
