"""Any result of an analysis in words, made from phrases that name its own fields.

The phrases of a result are those whose key begins ``told.<its class>``; their holes are its
attributes. A sentence one of whose holes has no number is left out: a test that has no effect to
tell says nothing of one.
"""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from evidence.errors import ChoiceUnknown
from evidence.synthesis.copas_results import CopasRow
from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.multilevel_results import MultilevelResult
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.regression_results import coefficients_as_read
from evidence.synthesis.results import Analysis, NotEstimable, PooledEffect
from evidence.vocabulary import Language, Measure
from evidence.wording.lists import listed
from evidence.wording.measure_words import measure_label
from evidence.wording.numbers import (
    decimals_for,
    estimate,
    integer,
    number,
    p_value,
    percent,
    significant,
    value_range,
)
from evidence.wording.phrases import catalog, counted, holes, keys, phrase
from evidence.wording.pooled_lines import pooled_lines
from evidence.wording.synthesis_words import not_estimable_reason

METHODS = (
    "method",
    "test",
    "model",
    "estimator",
    "shape",
    "covariance",
    "structure",
    "spending",
    "kind",
    "predictor",
    "engine",
    "tau2_method",
    "ci_method",
)
"""Fields that name how a result was had, in the order they are told."""

WORDS = {
    "model": "method.model",
    "ci_method": "method.ci",
    "method": "method.events",
    "conclusion": "sequential",
    "counts": "bulk.status",
}
"""Where the words of a field's choices stand; else with the words of this module."""

SHARES = ("power", "share", "d2")
"""Fields from 0 to 1 that are read as per cent."""

COUNTED = {"k": "count.studies", "k_effects": "count.effects", "effects": "count.effects"}
"""Numbers that are told with what they count; ``k_effects`` is a k of effects."""

BEYOND_READING = 1e9
"""Larger numbers, such as the ratio at the year 0, are told without their limits' digits."""


def told(result: Any, language: Language) -> str:
    """Return a result in words: what it says, how it was had, and what to mind.

    Parameters
    ----------
    result : object
        What a function of :mod:`evidence` returned, or a tuple of such results.
    language : Language
        Language of the reader.

    Returns
    -------
    str

    Examples
    --------
    >>> few = NotEstimable(wanted="prediction", reason="too_few_to_predict", values={"k": "2"})
    >>> told(few, Language.EN)
    'Not estimable: at least three studies are needed, and there are 2.'
    """
    if isinstance(result, tuple) and not hasattr(result, "_fields"):
        return "\n".join(told(one, language) for one in result)
    if isinstance(result, NotEstimable):
        reason = not_estimable_reason(result, language)
        return phrase("told.NotEstimable", language, reason=reason)
    if isinstance(result, Analysis):
        return told(result.pooled, language)
    if isinstance(result, PooledEffect | PooledEvents):
        return " ".join(line.rstrip(".") + "." for line in pooled_lines(result, language))
    if f"told.{type(result).__name__}" not in catalog():
        known = (key.removeprefix("told.") for key in keys("told."))
        raise ChoiceUnknown(
            "result", type(result).__name__, [one for one in known if one.isalpha()]
        )
    return " ".join((*_sentences(result, language), *_cautions(result, language)))


def _sentences(result: Any, language: Language) -> Iterator[str]:
    """Yield the sentences of a result's own, then how it was had."""
    name = f"told.{type(result).__name__}"
    for key in (name, *keys(f"{name}.")):
        values = {hole: _hole(result, hole, language) for hole in holes(key)}
        if None not in values.values():
            yield phrase(key, language, **values)  # type: ignore[arg-type]
    methods = [_method(result, field, language) for field in METHODS]
    if any(methods):
        yield phrase("told.method", language, methods=", ".join(filter(None, methods)))


def _method(result: Any, field: str, language: Language) -> str:
    value = getattr(result, field, "")
    if not isinstance(value, str) or value in ("", "none"):
        return ""
    word = _word(field, value, language)
    return phrase("told.tau2_method", language, method=word) if field == "tau2_method" else word


def _word(field: str, value: str, language: Language) -> str:
    """Return the word for a choice, or the choice itself where it is the field's own name."""
    for key in (f"told.word.{field}.{value}", f"{WORDS.get(field, '')}.{value}"):
        if key in catalog():
            return phrase(key, language)
    return value


def _cautions(result: Any, language: Language) -> Iterator[str]:
    """Yield what methods did on the way, and why the result may not be leaned upon."""
    advice = list(getattr(result, "advice", ()))
    if not getattr(result, "converged", True):
        advice.append("not_converged")
    maxima = getattr(result, "local_maxima", 1)
    if isinstance(maxima, int) and maxima > 1:
        advice.append("several_maxima")
    yield from (phrase(f"advice.{key}", language) for key in dict.fromkeys(advice))
    for key in getattr(result, "adjustments", ()):
        yield phrase(f"adjustment.{key}", language)


def _hole(result: Any, hole: str, language: Language) -> str | None:
    """Return the words of one attribute; None where it has no number."""
    if hole == "read":
        return _read(result, language)
    value = getattr(result, "k" if hole == "k_effects" else hole)
    value = value() if callable(value) else value
    if hole in COUNTED and isinstance(value, int | tuple):
        count = value if isinstance(value, int) else len(value)
        return counted(COUNTED[hole], count, language, n=integer(count, language))
    if isinstance(value, NotEstimable):
        return not_estimable_reason(value, language) if hole == "adjusted" else None
    if isinstance(value, CopasRow):
        return _effect(result, (value.estimate, value.ci_low, value.ci_high), language)
    if hasattr(value, "p_value"):
        return _number("p_value", value.p_value, language)
    if isinstance(value, Mapping):
        return "; ".join(
            f"{_word(hole, str(name), language)}: {_plain(hole, one, language)}"
            for name, one in value.items()
        )
    if isinstance(value, str):
        return _word(hole, value, language)
    return None if value is None else _number(hole, value, language)


def _plain(field: str, value: Any, language: Language) -> str:
    if isinstance(value, str) or (field == "at" and float(value).is_integer()):
        return str(value)  # a year is no thousands
    return str(_number(field, value, language))


def _number(field: str, value: Any, language: Language) -> str | None:
    if isinstance(value, tuple):
        return integer(len(value), language)
    if isinstance(value, int):
        return integer(value, language)
    if math.isnan(value):
        return None
    if field.rstrip("s").endswith(("p_value", "_p")) or field.startswith("flatness_p"):
        return p_value(value, language)
    if field in SHARES:
        return percent(100 * value, language, 0)
    if field == "r2":
        return percent(value, language, 0)
    return integer(int(value), language) if value.is_integer() else significant(value, language)


def _read(result: Any, language: Language) -> str | None:
    """Return the effect, or each effect by its name, with limits on the scale people read."""
    found = result.as_read()
    if isinstance(result, MultilevelResult) and len(result.coefficients) > 1:
        found = coefficients_as_read(result.measure, result.coefficients)
    if isinstance(found, Mapping):
        return "; ".join(
            f"{_name(name, language)}: {_limits(result, values, language)}"
            for name, values in found.items()
        )
    if len(found) != 3:
        return None
    shown = _limits(result, found, language)
    name = measure_label(_measure(result), language)
    return phrase("value.measure", language, measure=name, value=shown)


def _name(name: object, language: Language) -> str:
    shown = name if isinstance(name, str) else significant(float(name), language)  # type: ignore[arg-type]
    return _word("name", shown, language)


def _effect(result: Any, values: tuple[float, ...], language: Language) -> str:
    shown = _limits(result, readers_scale(_measure(result), *values), language)
    name = measure_label(_measure(result), language)
    return phrase("value.measure", language, measure=name, value=shown)


def _limits(result: Any, values: float | tuple[float, ...], language: Language) -> str:
    if isinstance(values, float):
        return significant(values, language)
    value, low, high = values
    if not all(abs(one) < BEYOND_READING for one in values):
        return listed([significant(one, language) for one in values], language)
    decimals = decimals_for(_measure(result), (value,))
    if not hasattr(result, "level"):
        shown = {"value": number(value, decimals, language)}
        between = value_range(low, high, decimals, language)
        return phrase("number.estimate", language, interval=between, **shown)
    return estimate(value, (low, high), result.level, decimals, language)


def _measure(result: Any) -> Measure:
    return getattr(result, "measure", Measure.GEN)
