"""The notes below a forest plot: heterogeneity, tests, methods and what the signs mean."""

from collections.abc import Iterator

from evidence.display.plots.axis import Axis
from evidence.display.plots.bias_columns import bias_notes
from evidence.display.plots.forest_marks import sign_notes
from evidence.display.plots.forest_view import ForestView, is_finite
from evidence.display.plots.named_columns import sorted_words
from evidence.display.plots.notes import Note
from evidence.display.plots.spread_text import interaction_text, spread_line
from evidence.display.plots.why_not import why_not
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.wording.numbers import exact
from evidence.wording.phrases import phrase
from evidence.wording.synthesis_words import adjustments, not_estimable_reason, state_method


def result_notes(view: ForestView) -> tuple[Note, ...]:
    """Return the notes that are part of the result: heterogeneity, tests and methods."""
    return tuple(_results(view))


def reading_notes(view: ForestView, axis: Axis) -> tuple[Note, ...]:
    """Return the notes that say how to read the figure."""
    return (
        *order_notes(view),
        *bias_notes(view.bias, view.analysis.effects, view.language),
        *_guide_notes(view, axis),
        *sign_notes(view),
    )


def order_notes(view: ForestView) -> tuple[Note, ...]:
    """Return the note that says what the rows are sorted by, where they are."""
    if not view.layout.sort:
        return ()
    grouped = len(view.analysis.subgroups) > 1
    text = sorted_words(view.layout, view.language, grouped=grouped)
    return (Note(text=text, role="order"),)


def no_numbers(view: ForestView) -> str:
    """Return why there is nothing to draw."""
    pooled = view.analysis.pooled
    if not isinstance(pooled, NotEstimable):
        return phrase("figure.no_numbers", view.language)
    return phrase("figure.no_numbers_why", view.language, reason=_reason(view, pooled))


def _results(view: ForestView) -> Iterator[Note]:
    language, pooled = view.language, view.pooled
    if pooled is None:
        yield Note(text=_not_pooled(view), role="not pooled", strong=True)
    else:
        yield Note(text=spread_line(view, pooled), role="heterogeneity", strong=True)
    if pooled is not None and pooled.model != "common":
        yield from _without_prediction(view, pooled)
    test = view.analysis.subgroup_test
    if len(view.analysis.subgroups) > 1 and test is not None:
        if isinstance(test, NotEstimable):
            reason = not_estimable_reason(test, language)
            text = phrase("figure.interaction_none", language, reason=reason)
        else:
            text = phrase("figure.interaction", language, q=interaction_text(test, language))
        yield Note(text=text, role="interaction", strong=True)
    if pooled is not None:
        for text in (state_method(pooled, language), *adjustments(pooled, language)):
            yield Note(text=text, role="method")


def _without_prediction(view: ForestView, pooled: PooledEffect) -> Iterator[Note]:
    if isinstance(pooled.prediction, NotEstimable):
        reason = not_estimable_reason(pooled.prediction, view.language)
        text = phrase("figure.prediction_none", view.language, reason=reason)
        yield Note(text=text, role="no prediction")


def _not_pooled(view: ForestView) -> str:
    pooled = view.analysis.pooled
    if len(view.analysis.effects) == 1:
        return phrase("figure.single", view.language)
    if isinstance(pooled, NotEstimable):
        return phrase("figure.not_pooled", view.language, reason=_reason(view, pooled))
    return why_not(pooled, view.language)


def _reason(view: ForestView, pooled: NotEstimable) -> str:
    """Return the protocol's own reason where rows are only to be shown, else the method's."""
    planned = view.finding.synthesis.reason.in_language(view.language)
    if view.finding.synthesis.action == "show" and planned:
        return planned.rstrip(".")
    return not_estimable_reason(pooled, view.language)


def _guide_notes(view: ForestView, axis: Axis) -> Iterator[Note]:
    if view.important is not None:
        value = exact(view.important, view.language)
        seen = axis.holds(view.important) or axis.holds(-view.important)
        key = "figure.important" if seen else "figure.important_beyond"
        yield Note(text=phrase(key, view.language, value=value))
    spans = [(one.ci_low, one.ci_high) for one in view.analysis.effects if is_finite(one)]
    if view.pooled is not None:
        spans.append((view.pooled.ci_low, view.pooled.ci_high))
        if not isinstance(view.pooled.prediction, NotEstimable):
            spans.append((view.pooled.prediction.low, view.pooled.prediction.high))
    if any(not (axis.holds(low) and axis.holds(high)) for low, high in spans):
        yield Note(text=phrase("figure.arrow", view.language))
