"""The pooled result of one table, in lines for the terminal."""

from collections.abc import Iterator

from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import NotEstimable, PooledEffect, Prediction, SubgroupTest
from evidence.synthesis.subgroups import Subgroups
from evidence.vocabulary import Language
from evidence.wording.measure_words import measure_label
from evidence.wording.numbers import (
    decimals_for,
    estimate,
    integer,
    number,
    p_value,
    percent,
    prediction_interval,
)
from evidence.wording.phrases import counted, phrase
from evidence.wording.pooled_value import heterogeneity_words
from evidence.wording.synthesis_words import adjustments, not_estimable_reason, state_method

Pooled = PooledEffect | PooledEvents


def pooled_lines(pooled: Pooled | NotEstimable, language: Language) -> list[str]:
    """Return the pooled effect, its heterogeneity, where a new study is expected, and the method.

    Parameters
    ----------
    pooled : PooledEffect, PooledEvents or NotEstimable
        The result.
    language : Language
        Language of the reader.

    Returns
    -------
    list of str
        One line a fact.
    """
    if isinstance(pooled, NotEstimable):
        reason = not_estimable_reason(pooled, language)
        return [phrase("pool.not_pooled", language, reason=reason)]
    if isinstance(pooled, PooledEvents):
        return [effect_line(pooled, language), *_of_events(pooled, language)]
    return [effect_line(pooled, language), *_of_effects(pooled, language)]


def subgroup_lines(found: Subgroups, column: str, language: Language) -> Iterator[str]:
    """Yield a line for each subgroup, and one for the test between them."""
    yield phrase("pool.subgroups", language, column=column)
    for one in found.groups:
        if isinstance(one.pooled, NotEstimable):
            reason = not_estimable_reason(one.pooled, language)
            told = phrase("finding.subgroup_missing", language, group=one.group, reason=reason)
        else:
            value = effect_line(one.pooled, language)
            told = phrase("finding.subgroup", language, group=one.group, value=value)
        yield f"  {told}"
    test = found.test
    if isinstance(test, SubgroupTest):
        values = {"q": number(test.q, 2, language), "df": str(test.df)}
        p = p_value(test.p_value, language)
        yield phrase("finding.subgroup_test", language, **values, p=p)
    elif test is not None:
        reason = not_estimable_reason(test, language)
        yield phrase("finding.subgroup_untested", language, reason=reason)


def effect_line(pooled: Pooled, language: Language) -> str:
    """Return a pooled effect with its interval, number of studies and p-value."""
    value, low, high = pooled.as_read()
    decimals = decimals_for(pooled.measure, (value,))
    limits = estimate(value, (low, high), pooled.level, decimals, language)
    studies = counted("count.studies", pooled.k, language, n=integer(pooled.k, language))
    name = measure_label(pooled.measure, language)
    shown = phrase("value.measure", language, measure=name, value=limits.removesuffix(")"))
    p = p_value(pooled.p_value, language)
    return phrase("pool.effect", language, value=f"{shown}; {studies})", p=p)


def _of_effects(pooled: PooledEffect, language: Language) -> Iterator[str]:
    if pooled.model == "random":
        tau2, i2 = heterogeneity_words(pooled, language)
        yield phrase("pool.spread", language, tau2=tau2, i2=i2)
    spread = pooled.heterogeneity
    q, p = number(spread.q, 2, language), p_value(spread.p_value, language)
    yield phrase("pool.q", language, q=q, df=str(spread.df), p=p)
    yield _prediction(pooled, language)
    yield state_method(pooled, language)
    if isinstance(pooled.prediction, Prediction):
        rule = phrase(f"prediction_rule.{pooled.prediction.rule}", language)
        yield phrase("pool.prediction_rule", language, rule=rule)
    yield from adjustments(pooled, language)


def _of_events(pooled: PooledEvents, language: Language) -> Iterator[str]:
    yield phrase("value.i2", language, i2=percent(pooled.i2, language, 1))
    for test in (*pooled.heterogeneity, *pooled.association):
        yield phrase(
            "pool.test",
            language,
            name=phrase(f"event_test.{test.name}", language),
            statistic=number(test.statistic, 2, language),
            df=str(test.df),
            p=p_value(test.p_value, language),
        )
    method = phrase(f"method.events.{pooled.method}", language)
    yield phrase("pool.events_method", language, method=method)


def _prediction(pooled: PooledEffect, language: Language) -> str:
    expected = pooled.prediction
    if isinstance(expected, NotEstimable):
        reason = not_estimable_reason(expected, language)
        return phrase("finding.prediction_missing", language, reason=reason)
    low, high = readers_scale(pooled.measure, expected.low, expected.high)
    decimals = decimals_for(pooled.measure, (low, high))
    limits = prediction_interval(low, high, expected.level, decimals, language)
    return phrase("finding.prediction", language, interval=limits)
