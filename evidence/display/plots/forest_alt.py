"""A forest plot in words, for readers who do not see it."""

from collections.abc import Sequence

from evidence.display.plots.bias_columns import bias_words
from evidence.display.plots.effect_text import shown
from evidence.display.plots.forest_notes import order_notes
from evidence.display.plots.forest_view import ForestView, is_finite, per_cent
from evidence.synthesis.results import NotEstimable
from evidence.wording.lists import joined
from evidence.wording.measure_words import measure_label
from evidence.wording.numbers import integer, percent
from evidence.wording.phrases import counted, phrase

#: With more studies than this their effects are told as a range.
_MOST_TOLD = 12


def forest_alt(
    view: ForestView,
    title: str,
    indices: Sequence[int],
    told: Sequence[str],
    *,
    with_summary: bool,
) -> str:
    """Return the plot, or one part of it, in words.

    Parameters
    ----------
    view : ForestView
        What the plot shows.
    title : str
        Its title.
    indices : sequence of int
        The places of the effects drawn, in order.
    told : sequence of str
        Of the notes below it: which part it is, heterogeneity or why nothing was pooled.
    with_summary : bool
        Whether the pooled effect is drawn.

    Returns
    -------
    str
        Sentences: the pooled effect first, then the studies one by one or as a range.
    """
    language = view.language
    drawn = [view.analysis.effects[index] for index in indices]
    count = len(drawn)
    studies = counted("count.studies", count, language, n=integer(count, language))
    shown_ones = [index for index in indices if is_finite(view.analysis.effects[index])]
    few = len(shown_ones) <= _MOST_TOLD
    return joined(
        [
            phrase("figure.alt.forest", language, title=title, studies=studies),
            *(_pooled(view) if with_summary else ()),
            *(text for text in told if text),
            *(note.text for note in order_notes(view)),
            *([_study(view, one) for one in shown_ones] if few else _range(view, shown_ones)),
            *(bias_words(view.bias, drawn, language) if few else ()),
            phrase("figure.alt.numbers", language),
        ]
    )


def _pooled(view: ForestView) -> list[str]:
    pooled, language = view.pooled, view.language
    if pooled is None:
        return []
    model = phrase(f"figure.model.{pooled.model}", language)
    measure = measure_label(pooled.measure, language)
    estimate = _effect(view, pooled.estimate, (pooled.ci_low, pooled.ci_high), pooled.level)
    texts = [phrase("figure.alt.pooled", language, model=model, measure=measure, estimate=estimate)]
    prediction = pooled.prediction
    if not isinstance(prediction, NotEstimable):
        within = _interval(view, (prediction.low, prediction.high), prediction.level, "prediction")
        texts.append(phrase("figure.alt.prediction", language, interval=within))
    return texts


def _study(view: ForestView, place: int) -> str:
    language, effect = view.language, view.analysis.effects[place]
    estimate = _effect(view, effect.yi, (effect.ci_low, effect.ci_high), effect.level)
    if view.pooled is None:
        return phrase(
            "figure.alt.study_unweighted", language, label=effect.label, estimate=estimate
        )
    shown_weight = percent(view.pooled.weights[place], language, 1)
    values = {"label": effect.label, "estimate": estimate, "weight": shown_weight}
    return phrase("figure.alt.study", language, **values)


def _range(view: ForestView, places: Sequence[int]) -> list[str]:
    effects = [view.read(view.analysis.effects[place].yi) for place in places]
    low, high = (
        shown(value, view.decimals, view.language) for value in (min(effects), max(effects))
    )
    return [phrase("figure.alt.range", view.language, low=low, high=high)]


def _effect(view: ForestView, estimate: float, limits: tuple[float, float], level: float) -> str:
    value = shown(view.read(estimate), view.decimals, view.language)
    within = _interval(view, limits, level, "interval")
    return phrase("number.estimate", view.language, value=value, interval=within)


def _interval(view: ForestView, limits: tuple[float, float], level: float, kind: str) -> str:
    low, high = (shown(view.read(value), view.decimals, view.language) for value in limits)
    shown_level = percent(per_cent(level), view.language)
    return phrase(f"number.{kind}", view.language, level=shown_level, low=low, high=high)
