"""A pooled effect in print: measure, number, interval and what it rests on."""

import math

from evidence.synthesis.results import Analysis, NotEstimable, PooledEffect, StudyEffect
from evidence.vocabulary import Language, Measure
from evidence.wording.measure_words import measure_label
from evidence.wording.numbers import (
    decimals_for,
    integer,
    interval,
    number,
    percent,
    prediction_interval,
    variance_decimals,
)
from evidence.wording.phrases import counted, phrase
from evidence.wording.synthesis_words import not_estimable_reason


def pooled_value(pooled: PooledEffect, language: Language, *more: str) -> str:
    """Return measure, estimate and interval on the scale people read, then what else is given.

    Parameters
    ----------
    pooled : PooledEffect
        The effect.
    language : Language
        Language of the reader.
    *more : str
        What stands after the interval, such as numbers of studies.

    Returns
    -------
    str
        Such as ``SMD = −0,75 (95 % KI −1,25 til −0,24; 6 studier)``.
    """
    return _value(pooled.measure, pooled.as_read(), pooled.level, language, more)


def effect_value(effect: StudyEffect, measure: Measure, language: Language) -> str:
    """Return one study's effect with its interval on the scale people read."""
    read = math.exp if measure.is_ratio else float
    values = (read(effect.yi), read(effect.ci_low), read(effect.ci_high))
    return _value(measure, values, effect.level, language, ())


def basis(analysis: Analysis, pooled: PooledEffect, language: Language) -> tuple[str, str]:
    """Return how many studies and participants a pooled effect rests on.

    Effects are counted beside studies where a study gives more than one.
    """
    count = len({effect.study_id for effect in analysis.effects})
    studies = counted("count.studies", count, language, n=integer(count, language))
    if pooled.k != count:
        effects = counted("count.effects", pooled.k, language, n=integer(pooled.k, language))
        studies = phrase("finding.effects_of_studies", language, effects=effects, studies=studies)
    if pooled.n is None:
        return studies, phrase("finding.participants_unknown", language)
    people = number(pooled.n, 0, language)
    return studies, counted("count.participants", round(pooled.n), language, n=people)


def heterogeneity_words(pooled: PooledEffect, language: Language) -> tuple[str, str]:
    """Return τ² and I², each with its interval where there is one."""
    spread, decimals = pooled.heterogeneity, variance_decimals(pooled.measure)
    tau2 = phrase("value.tau2", language, tau2=number(spread.tau2, decimals, language))
    i2 = phrase("value.i2", language, i2=percent(spread.i2, language, 1))
    source = phrase(f"finding.i2_source.{spread.i2_from}", language)
    of_tau2, of_i2 = [], [phrase("finding.i2_from", language, source=source)]
    if spread.tau2_low is not None and spread.tau2_high is not None:
        limits = (spread.tau2_low, spread.tau2_high)
        of_tau2.append(interval(*limits, pooled.level, decimals, language))
    if spread.i2_low is not None and spread.i2_high is not None:
        of_i2.append(interval(spread.i2_low, spread.i2_high, pooled.level, 1, language))
    return _detailed(tau2, of_tau2, language), _detailed(i2, of_i2, language)


def _detailed(value: str, details: list[str], language: Language) -> str:
    if not details:
        return value
    return phrase("finding.with_details", language, value=value, details="; ".join(details))


def state_prediction(pooled: PooledEffect, language: Language) -> str:
    """Return the prediction interval in a sentence, or why there is none."""
    expected = pooled.prediction
    if isinstance(expected, NotEstimable):
        reason = not_estimable_reason(expected, language)
        return phrase("finding.prediction_missing", language, reason=reason)
    read = math.exp if pooled.measure.is_ratio else float
    low, high = read(expected.low), read(expected.high)
    decimals = decimals_for(pooled.measure, (low, high))
    limits = prediction_interval(low, high, expected.level, decimals, language)
    return phrase("finding.prediction", language, interval=limits)


def _value(
    measure: Measure,
    values: tuple[float, float, float],
    level: float,
    language: Language,
    more: tuple[str, ...],
) -> str:
    decimals = decimals_for(measure, values[:1])  # as figures do: limits follow the estimate
    name = measure_label(measure, language)
    value = number(values[0], decimals, language)
    shown = phrase("value.measure", language, measure=name, value=value)
    limits = interval(values[1], values[2], level, decimals, language)
    return phrase("number.estimate", language, value=shown, interval="; ".join((limits, *more)))
