"""A forest plot in words, for readers who do not see it."""

from evidence.display.plots.effect_text import shown
from evidence.display.plots.forest_view import ForestView, is_finite, per_cent
from evidence.synthesis.results import NotEstimable, StudyEffect
from evidence.wording.lists import joined
from evidence.wording.numbers import integer, percent
from evidence.wording.phrases import counted, phrase

#: With more studies than this their effects are told as a range.
_MOST_TOLD = 12


def forest_alt(view: ForestView, title: str, notes: str) -> str:
    """Return the plot in words.

    Parameters
    ----------
    view : ForestView
        What the plot shows.
    title : str
        Its title.
    notes : str
        What stands first below it: heterogeneity, or why nothing was pooled.

    Returns
    -------
    str
        Sentences: the pooled effect first, then the studies one by one or as a range.
    """
    language = view.language
    effects = [effect for effect in view.analysis.effects if is_finite(effect)]
    count = len(view.analysis.effects)
    studies = counted("count.studies", count, language, n=integer(count, language))
    told = [_study(view, one) for one in effects] if len(effects) <= _MOST_TOLD else [_range(view)]
    return joined(
        [
            phrase("figure.alt.forest", language, title=title, studies=studies),
            *_pooled(view),
            notes,
            *told,
            phrase("figure.alt.numbers", language),
        ]
    )


def _pooled(view: ForestView) -> list[str]:
    pooled, language = view.pooled, view.language
    if pooled is None:
        return []
    model = phrase(f"figure.model.{pooled.model}", language)
    measure = phrase(f"measure.{pooled.measure}", language)
    estimate = _effect(view, pooled.estimate, (pooled.ci_low, pooled.ci_high), pooled.level)
    texts = [phrase("figure.alt.pooled", language, model=model, measure=measure, estimate=estimate)]
    prediction = pooled.prediction
    if not isinstance(prediction, NotEstimable):
        within = _interval(view, (prediction.low, prediction.high), prediction.level, "prediction")
        texts.append(phrase("figure.alt.prediction", language, interval=within))
    return texts


def _study(view: ForestView, effect: StudyEffect) -> str:
    language = view.language
    estimate = _effect(view, effect.yi, (effect.ci_low, effect.ci_high), effect.level)
    if view.pooled is None:
        return phrase(
            "figure.alt.study_unweighted", language, label=effect.label, estimate=estimate
        )
    weight = view.pooled.weights[view.analysis.effects.index(effect)]
    shown_weight = percent(weight, language, 1)
    values = {"label": effect.label, "estimate": estimate, "weight": shown_weight}
    return phrase("figure.alt.study", language, **values)


def _range(view: ForestView) -> str:
    effects = [view.read(one.yi) for one in view.analysis.effects if is_finite(one)]
    low, high = (
        shown(value, view.decimals, view.language) for value in (min(effects), max(effects))
    )
    return phrase("figure.alt.range", view.language, low=low, high=high)


def _effect(view: ForestView, estimate: float, limits: tuple[float, float], level: float) -> str:
    value = shown(view.read(estimate), view.decimals, view.language)
    within = _interval(view, limits, level, "interval")
    return phrase("number.estimate", view.language, value=value, interval=within)


def _interval(view: ForestView, limits: tuple[float, float], level: float, kind: str) -> str:
    low, high = (shown(view.read(value), view.decimals, view.language) for value in limits)
    shown_level = percent(per_cent(level), view.language)
    return phrase(f"number.{kind}", view.language, level=shown_level, low=low, high=high)
