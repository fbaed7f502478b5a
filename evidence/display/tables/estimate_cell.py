"""Estimates in a table cell: measure, value and interval, on the scale people read."""

import math

from evidence.records.published import PublishedEstimate
from evidence.synthesis.results import NotEstimable, PooledEffect, StudyEffect
from evidence.vocabulary import Language, Measure
from evidence.wording.numbers import decimals_for, interval, number, prediction_interval
from evidence.wording.phrases import phrase
from evidence.wording.published_value import measure_word


def published_text(estimate: PublishedEstimate, language: Language) -> str:
    """Return a published estimate as printed, and below it the interval or that it is missing."""
    if estimate.estimate is None:
        return phrase("table.not_reported", language)
    measure = measure_word(estimate, language)
    value = number(estimate.estimate, estimate.decimals, language)
    limits = (estimate.ci_low, estimate.ci_high, estimate.ci_level)
    return f"{measure} {value}\n{interval(*limits, estimate.decimals, language)}".strip()


def pooled_text(pooled: PooledEffect | NotEstimable, language: Language) -> str:
    """Return a pooled effect with its interval in one line, or that it cannot be had."""
    if isinstance(pooled, NotEstimable):
        return phrase("table.pooled.not_estimable", language)
    value, low, high = pooled.as_read()
    return _with_limits(pooled.measure, (value, low, high), pooled.level, language)


def effect_text(effect: StudyEffect, measure: Measure, language: Language) -> str:
    """Return one study's effect with its interval."""
    values = tuple(as_read(value, measure) for value in (effect.yi, effect.ci_low, effect.ci_high))
    return _with_limits(measure, (values[0], values[1], values[2]), effect.level, language)


def prediction_text(pooled: PooledEffect | NotEstimable, language: Language) -> str:
    """Return a prediction interval, or that it cannot be had."""
    if isinstance(pooled, NotEstimable) or isinstance(pooled.prediction, NotEstimable):
        return phrase("table.pooled.not_estimable", language)
    expected, measure = pooled.prediction, pooled.measure
    low, high = as_read(expected.low, measure), as_read(expected.high, measure)
    decimals = decimals_for(measure, (low, high))
    return prediction_interval(low, high, in_percent(expected.level), decimals, language)


def as_read(value: float, measure: Measure) -> float:
    """Return a value on the scale people read: a ratio, not its logarithm."""
    return math.exp(value) if measure.is_ratio else value


def in_percent(level: float) -> float:
    """Return a level of confidence in per cent, without the last digit binary shares carry."""
    return round(100 * level, 6)


def _with_limits(
    measure: Measure, values: tuple[float, float, float], level: float, language: Language
) -> str:
    decimals = decimals_for(measure, values[:1])  # as figures do: limits follow the estimate
    value, low, high = values
    limits = interval(low, high, in_percent(level), decimals, language)
    return f"{number(value, decimals, language)} ({limits})"
