"""Published results in sentences: the paragraphs on results, outcome by outcome."""

from evidence.findings.finding import PublishedFinding, QuestionFindings
from evidence.records.published import PublishedEstimate
from evidence.records.question import Construct, Instrument, Outcome
from evidence.vocabulary import Language, Timepoint
from evidence.wording.certainty_words import level_of, state_certainty
from evidence.wording.direction import direction_of, null_value
from evidence.wording.lists import inside, joined, sentence
from evidence.wording.phrases import phrase
from evidence.wording.published_value import printed_value, scale_words, timepoint_words
from evidence.wording.size import size_of, state_reach, state_size
from evidence.wording.statement import Statement, listing
from evidence.wording.strength import state_strength


def state_outcome(
    question: QuestionFindings, outcome: Outcome, language: Language
) -> tuple[Statement, ...]:
    """Return the paragraph on an outcome: one statement an estimate, then what is missing.

    Parameters
    ----------
    question : QuestionFindings
        The question the outcome belongs to.
    outcome : Outcome
        The outcome.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Statement
        Estimates after the intervention first, then those at follow-up, each in the table's
        order; then, in a list, what other reviews in the data have printed. At least one
        statement, also where nothing was found.
    """
    about = [found for found in question.published if found.estimate.outcome_id == outcome.id]
    main = _main(about, question)
    order = [Timepoint.POST, Timepoint.FOLLOW_UP, None]
    main.sort(key=lambda found: order.index(found.estimate.timepoint))
    others = [found.estimate for found in about if found not in main]
    return (
        *(state_published(found, question, language) for found in main),
        *(() if main else _state_nothing(question, outcome, others, language)),
        *_state_counts_missing([found.estimate for found in main], language),
        *_state_others(others, question, language),
    )


def _main(about: list[PublishedFinding], question: QuestionFindings) -> list[PublishedFinding]:
    """Return the estimates the question's own page prints, else those of included reviews."""
    page = question.question.provenance.source_id
    printed = [found for found in about if found.estimate.provenance.source_id == page]
    included = {role.review_id for role in question.roles if role.role == "included"}
    return printed or [found for found in about if found.estimate.review_id in included]


def state_published(
    found: PublishedFinding, question: QuestionFindings, language: Language
) -> Statement:
    """Return a published estimate in words: effect, size with its rule, certainty, strength.

    Parameters
    ----------
    found : PublishedFinding
        The estimate and its rating.
    question : QuestionFindings
        The question it answers, which holds its outcome, review and scale.
    language : Language
        Language of the reader.

    Returns
    -------
    Statement
        Referring to the estimate, its review and the sources of both.
    """
    estimate = found.estimate
    construct = _construct(estimate, question)
    text = joined(
        [
            _state_effect(estimate, construct, question, language),
            *_state_weight(found, construct, question, language),
        ]
    )
    return Statement(text=text, refs=_refs(estimate, question))


def _state_effect(
    estimate: PublishedEstimate,
    construct: Construct,
    question: QuestionFindings,
    language: Language,
) -> str:
    """Return who reported which number, for what and when."""
    outcome = inside(construct.name.in_language(language))
    timepoint = sentence(timepoint_words(estimate, language))
    if estimate.estimate is None:
        key, own = "published.effect_missing", {"review": _review_label(estimate, question)}
    else:
        key, own = "published.effect", {"value": _value(estimate, question, language)}
        if estimate.intervention is None:
            key = "published.effect_unnamed"
        else:
            own["intervention"] = inside(estimate.intervention.name.in_language(language))
    return phrase(key, language, outcome=outcome, timepoint=timepoint, **own)


def _state_weight(
    found: PublishedFinding,
    construct: Construct,
    question: QuestionFindings,
    language: Language,
) -> list[str]:
    """Return how large, how certain and how firmly: what a reader needs to weigh the number."""
    estimate = found.estimate
    certainty = state_certainty(found.rating, language, ours=False)
    if estimate.estimate is None:
        return [certainty]
    instrument = _instrument(estimate, question)
    outcome = next((o for o in question.outcomes if o.id == estimate.outcome_id), None)
    size = size_of(estimate.estimate, estimate.measure, outcome, instrument)
    name = estimate.intervention.name.in_language(language) if estimate.intervention else ""
    strength = state_strength(
        level_of(found.rating),
        size,
        direction_of(estimate, construct, instrument),
        target=found.rating.target,
        intervention=name,
        construct=construct,
        language=language,
    )
    return [
        phrase("published.includes_null", language) if _includes_null(estimate) else "",
        state_size(size, language, estimate.size_word),
        state_reach(size, estimate.estimate, estimate.ci_low, estimate.ci_high, language),
        certainty,
        strength,
    ]


def _includes_null(estimate: PublishedEstimate) -> bool:
    low, high = estimate.ci_low, estimate.ci_high
    if low is None or high is None:
        return False
    return low <= null_value(estimate.measure) <= high


def _state_nothing(
    question: QuestionFindings,
    outcome: Outcome,
    others: list[PublishedEstimate],
    language: Language,
) -> tuple[Statement, ...]:
    name = inside(outcome.construct.name.in_language(language))
    # A review the question names but does not take numbers from may well report the outcome.
    named = {role.review_id for role in question.roles if role.role != "background"}
    key = "outcome.not_in_included" if others else "outcome.no_results"
    if any(estimate.review_id in named for estimate in others):
        key = "outcome.not_printed"
    texts = [phrase(key, language, outcome=name)]
    own = [f.synthesis.id for f in question.findings if f.synthesis.outcome_id == outcome.id]
    if own:
        texts.append(phrase("outcome.own_results", language))
    return (Statement(text=joined(texts), refs=tuple(dict.fromkeys((outcome.id, *own)))),)


def _state_others(
    estimates: list[PublishedEstimate], question: QuestionFindings, language: Language
) -> tuple[Statement, ...]:
    """Return the other estimates side by side in a list, as printed and unweighed."""
    items = (
        Statement(text=_other(estimate, question, language), refs=_refs(estimate, question))
        for estimate in estimates
        if estimate.estimate is not None
    )
    return listing(phrase("outcome.others", language), items)


def _other(estimate: PublishedEstimate, question: QuestionFindings, language: Language) -> str:
    value = _value(estimate, question, language)
    when = timepoint_words(estimate, language)
    if estimate.intervention is None:
        return sentence(phrase("outcome.another_unnamed", language, timepoint=when, value=value))
    name = inside(estimate.intervention.name.in_language(language))
    words = {"intervention": name, "timepoint": when, "value": value}
    return sentence(phrase("outcome.another", language, **words))


def _state_counts_missing(
    estimates: list[PublishedEstimate], language: Language
) -> tuple[Statement, ...]:
    missing = [estimate for estimate in estimates if estimate.k is None or estimate.n is None]
    if not missing:
        return ()
    nowhere = all(estimate.k is None and estimate.n is None for estimate in estimates)
    text = phrase(f"published.{'no' if nowhere else 'some'}_k_n", language)
    return (Statement(text=text, refs=tuple(estimate.id for estimate in missing)),)


def _value(estimate: PublishedEstimate, question: QuestionFindings, language: Language) -> str:
    scale = scale_words(estimate, _instrument(estimate, question), language)
    return printed_value(estimate, language, scale, _review_label(estimate, question))


def _construct(estimate: PublishedEstimate, question: QuestionFindings) -> Construct:
    return next(c for c in question.constructs if c.id == estimate.construct_id)


def _instrument(estimate: PublishedEstimate, question: QuestionFindings) -> Instrument | None:
    return next((i for i in question.instruments if i.id == estimate.instrument_id), None)


def _review_label(estimate: PublishedEstimate, question: QuestionFindings) -> str:
    return next(r.label for r in question.reviews if r.id == estimate.review_id)


def _refs(estimate: PublishedEstimate, question: QuestionFindings) -> tuple[str, ...]:
    sources = [r.source_id for r in question.reviews if r.id == estimate.review_id]
    found = (estimate.id, estimate.provenance.source_id, *sources)
    return tuple(dict.fromkeys(ref for ref in found if ref))
