"""Our own syntheses in sentences: the effect, how far it stands up and what was left out."""

from evidence.findings.finding import Finding, QuestionFindings
from evidence.records.question import Instrument, Outcome
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.vocabulary import Language, Measure, Obtained
from evidence.wording.certainty_words import level_of, state_certainty
from evidence.wording.direction import Direction, change, direction, null_value
from evidence.wording.finding_lists import (
    list_effects,
    list_left_out,
    list_subgroups,
    list_variations,
)
from evidence.wording.lists import inside, joined
from evidence.wording.numbers import decimals_for, integer, number
from evidence.wording.phrases import phrase
from evidence.wording.pooled_value import basis, heterogeneity_words, pooled_value, state_prediction
from evidence.wording.size import size_of, state_reach, state_size
from evidence.wording.statement import Statement
from evidence.wording.strength import state_strength
from evidence.wording.synthesis_words import adjustments, not_estimable_reason, state_method


def state_finding(
    finding: Finding, question: QuestionFindings, language: Language
) -> tuple[Statement, ...]:
    """Return a synthesis of ours in words.

    Parameters
    ----------
    finding : Finding
        The synthesis with its analysis and rating.
    question : QuestionFindings
        The question it answers, which holds its outcome, scale and trials.
    language : Language
        Language of the reader.

    Returns
    -------
    tuple of Statement
        Effect and size; variation between studies; method; what other choices change; what was
        left out; certainty. Where nothing was pooled: why, and each effect by itself.
    """
    pooled = finding.analysis.pooled
    refs = _refs(finding, question)
    if isinstance(pooled, NotEstimable):
        outcome, _ = _about(finding, question)
        reason = _not_pooled(finding, pooled, outcome, language)
        told = (*_plain(refs, reason), *list_effects(finding, refs, language))
    else:
        method = joined([state_method(pooled, language), *adjustments(pooled, language)])
        told = (
            *_plain(refs, _effect(finding, pooled, question, language)),
            *_plain(refs, _spread(pooled, language), method),
            *list_variations(finding, refs, language),
            *_plain(refs, _leave_one_out(finding, language)),
            *list_subgroups(finding, question, refs, language),
        )
    return (
        *told,
        *_plain(refs, _second_hand(finding, language)),
        *list_left_out(finding, question, refs, language),
        *_plain(refs, _certainty(finding, question, language)),
    )


def _plain(refs: tuple[str, ...], *texts: str) -> tuple[Statement, ...]:
    return tuple(Statement(text=text, refs=refs) for text in texts if text)


def _effect(
    finding: Finding, pooled: PooledEffect, question: QuestionFindings, language: Language
) -> str:
    outcome, instrument = _about(finding, question)
    value, low, high = pooled.as_read()
    way = direction(value, pooled.measure, outcome.construct, instrument)
    scale = [instrument.name] if instrument and pooled.measure is Measure.MD else []
    shown = pooled_value(pooled, language, *scale, *basis(finding.analysis, pooled, language))
    name = inside(outcome.construct.name.in_language(language))
    towards, null = "", ""
    if way is not Direction.SAME:
        words = change(way, outcome.construct, language)
        towards = phrase("finding.points_to", language, change=words)
    if low <= null_value(pooled.measure) <= high:
        null = phrase("published.includes_null", language)
    size = size_of(value, pooled.measure, outcome, instrument)
    sizes = state_size(size, language), state_reach(size, value, low, high, language)
    first = phrase("finding.pooled", language, outcome=name, value=shown)
    return joined([first, towards, null, *sizes])


def _spread(pooled: PooledEffect, language: Language) -> str:
    if pooled.model == "common":
        return state_prediction(pooled, language)
    tau2, i2 = heterogeneity_words(pooled, language)
    told = phrase("finding.heterogeneity", language, tau2=tau2, i2=i2)
    return joined([told, state_prediction(pooled, language)])


def _leave_one_out(finding: Finding, language: Language) -> str:
    measure = finding.analysis.measure
    values = [
        one.pooled.as_read()[0]
        for one in finding.analysis.leave_one_out
        if isinstance(one.pooled, PooledEffect)
    ]
    if len(values) < 2:
        return ""
    decimals = decimals_for(measure, values)
    low, high = (number(end, decimals, language) for end in (min(values), max(values)))
    return phrase("finding.leave_one_out", language, low=low, high=high)


def _not_pooled(
    finding: Finding, missing: NotEstimable, outcome: Outcome, language: Language
) -> str:
    name = inside(outcome.construct.name.in_language(language))
    own = finding.synthesis.reason.in_language(language)
    if missing.reason == "only_shown" and own:
        return phrase("finding.not_pooled_own", language, outcome=name, reason=own)
    reason = not_estimable_reason(missing, language)
    return phrase("finding.not_pooled", language, outcome=name, reason=reason)


def _second_hand(finding: Finding, language: Language) -> str:
    effects = finding.analysis.effects
    others = sum(1 for effect in effects if effect.obtained is not Obtained.FIRST_HAND)
    if not others:
        return ""
    n, all_effects = integer(others, language), integer(len(effects), language)
    return phrase("finding.second_hand", language, n=n, all=all_effects)


def _certainty(finding: Finding, question: QuestionFindings, language: Language) -> str:
    pooled = finding.analysis.pooled
    told = state_certainty(finding.rating, language, ours=True)
    if isinstance(pooled, NotEstimable):
        return told
    outcome, instrument = _about(finding, question)
    value = pooled.as_read()[0]
    strength = state_strength(
        level_of(finding.rating),
        size_of(value, pooled.measure, outcome, instrument),
        direction(value, pooled.measure, outcome.construct, instrument),
        target=finding.rating.target,
        intervention="",
        construct=outcome.construct,
        language=language,
    )
    return joined([told, strength])


def _about(finding: Finding, question: QuestionFindings) -> tuple[Outcome, Instrument | None]:
    outcome = next(one for one in question.outcomes if one.id == finding.synthesis.outcome_id)
    scale = finding.analysis.instrument_id
    return outcome, next((one for one in question.instruments if one.id == scale), None)


def _refs(finding: Finding, question: QuestionFindings) -> tuple[str, ...]:
    """Return the synthesis, the sources of its effects, and that of a difference that matters."""
    sources = [source for effect in finding.analysis.effects for source in effect.source_ids]
    _, instrument = _about(finding, question)
    if instrument is not None and finding.analysis.measure is Measure.MD:
        sources.append(instrument.mid_source_id)
    return (finding.synthesis.id, *dict.fromkeys(source for source in sources if source))
