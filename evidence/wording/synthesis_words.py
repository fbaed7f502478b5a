"""The keys of a synthesis in words: reasons, routes, adjustments, methods and variations."""

from collections.abc import Mapping, Sequence

from evidence.synthesis.given import GIVEN
from evidence.synthesis.results import LeftOut, NotEstimable, PooledEffect, Variation
from evidence.vocabulary import Language
from evidence.wording.lists import listed, sentence
from evidence.wording.phrases import catalog, holes, phrase
from evidence.wording.published_value import with_durations


def not_estimable_reason(missing: NotEstimable, language: Language) -> str:
    """Return why a result cannot be had, without capital letter or full stop.

    Examples
    --------
    >>> few = NotEstimable(wanted="prediction", reason="too_few_to_predict", values={"k": "2"})
    >>> not_estimable_reason(few, Language.EN)
    'at least three studies are needed, and there are 2'
    """
    return _filled(f"not_estimable.{missing.reason}", language, missing.values)


def not_estimable_told(missing: NotEstimable, language: Language) -> str:
    """Return why a result cannot be had as a sentence, with what to do where that can be said."""
    told = f"{sentence(not_estimable_reason(missing, language))}."
    remedy = f"remedy.{missing.reason}"
    return f"{told} {phrase(remedy, language)}" if remedy in catalog() else told


def left_out_reason(row: LeftOut, language: Language) -> str:
    """Return why a row was not pooled: the table's words where people wrote them, else ours."""
    return row.words.in_language(language) or phrase(f"left_out.{row.reason}", language)


def variation_name(variation: Variation, language: Language) -> str:
    """Return what a variation did differently, naming what it took out and put in."""
    labels = {
        "left_out": with_durations(_labels(variation.left_out, language), language),
        "put_in": with_durations(_labels(variation.put_in, language), language),
    }
    return _filled(f"variation.{variation.key}", language, labels)


def route_words(route: str, language: Language) -> str:
    """Return how an effect was had from what was reported."""
    return phrase(f"route.{route}", language)


def adjustments(pooled: PooledEffect, language: Language) -> tuple[str, ...]:
    """Return a sentence for each thing a method did on the way."""
    return tuple(phrase(f"adjustment.{key}", language) for key in pooled.adjustments)


def model_word(pooled: PooledEffect, language: Language) -> str:
    """Return the name of the model."""
    return phrase(f"method.model.{pooled.model}", language)


def ci_method_word(pooled: PooledEffect, language: Language) -> str:
    """Return the name of the method of the confidence interval."""
    return phrase(f"method.ci.{pooled.ci_method}", language)


def tau2_method_word(pooled: PooledEffect, language: Language) -> str:
    """Return the estimator of τ² as metafor names it, or that τ² was given."""
    if pooled.tau2_method == GIVEN:
        return phrase("method.tau2.given", language)
    return pooled.tau2_method


def variance_method_word(pooled: PooledEffect, language: Language) -> str:
    """Return where the sampling variances come from."""
    return phrase(f"method.variance.{pooled.variance_method}", language)


def shared_control_word(pooled: PooledEffect, language: Language) -> str:
    """Return what was done with control groups that several comparisons share."""
    return phrase(f"method.shared.{pooled.shared_control}", language)


def state_method(pooled: PooledEffect, language: Language) -> str:
    """Return model, estimator of τ² and method of the interval in a sentence."""
    interval = ci_method_word(pooled, language)
    if pooled.model == "common":
        return phrase("method.sentence.common", language, ci_method=interval)
    estimator = tau2_method_word(pooled, language)
    return phrase("method.sentence.random", language, tau2_method=estimator, ci_method=interval)


def _labels(labels: Sequence[str], language: Language) -> str:
    """Return labels in a row; semicolons where a label holds a comma of its own."""
    if any("," in label for label in labels):
        return "; ".join(labels)
    return listed(labels, language)


def _filled(key: str, language: Language, values: Mapping[str, str]) -> str:
    """Return a phrase with those of the values it asks for."""
    wanted = holes(key)
    return phrase(key, language, **{name: values[name] for name in wanted})
