"""The numbers a forest plot shows, unrounded, as rows for a CSV file."""

import math
from collections.abc import Iterator, Mapping

from evidence.display.plots.forest_view import ForestView, per_cent
from evidence.display.plots.geometry import Value
from evidence.synthesis.results import NotEstimable, PooledEffect, StudyEffect

_ARM = ("n", "mean", "sd", "events")


def forest_data(view: ForestView) -> tuple[Mapping[str, Value], ...]:
    """Return one row a mark: studies, subgroups, pooled effect and prediction interval.

    Effects are on the scale people read; levels and weights are in per cent.
    """
    return tuple(_rows(view))


def _rows(view: ForestView) -> Iterator[Mapping[str, Value]]:
    analysis = view.analysis
    for index, effect in enumerate(analysis.effects):
        weight = view.pooled.weights[index] if view.pooled else None
        yield _study(view, effect) | {"weight": weight}
    for subgroup in analysis.subgroups if len(analysis.subgroups) > 1 else ():
        if isinstance(subgroup.pooled, PooledEffect):
            yield _summary(view, subgroup.pooled, "subgroup", subgroup.group)
    if view.pooled is None:
        return
    yield _summary(view, view.pooled, "pooled", analysis.synthesis_id)
    prediction = view.pooled.prediction
    if not isinstance(prediction, NotEstimable):
        limits = _effect(view, None, prediction.low, prediction.high, prediction.level)
        yield {"row": "prediction", "id": analysis.synthesis_id} | limits


def _study(view: ForestView, effect: StudyEffect) -> dict[str, Value]:
    row: dict[str, Value] = {"row": "study", "id": effect.study_id, "label": effect.label}
    row["group"] = effect.group
    for arm, data in (("experimental", effect.experimental), ("comparator", effect.comparator)):
        row |= {f"{arm}_{name}": getattr(data, name) for name in _ARM}
    row["obtained"] = effect.obtained.value if effect.obtained else None
    return row | _effect(view, effect.yi, effect.ci_low, effect.ci_high, effect.level)


def _summary(view: ForestView, pooled: PooledEffect, kind: str, ref: str) -> dict[str, Value]:
    effect = _effect(view, pooled.estimate, pooled.ci_low, pooled.ci_high, pooled.level)
    return {"row": kind, "id": ref} | effect | {"k": pooled.k}


def _effect(
    view: ForestView, estimate: float | None, low: float, high: float, level: float
) -> dict[str, Value]:
    values = (("estimate", estimate), ("ci_low", low), ("ci_high", high))
    read: dict[str, Value] = {
        key: view.read(value) if value is not None and math.isfinite(value) else None
        for key, value in values
    }
    return {"measure": view.analysis.measure.value} | read | {"level": per_cent(level)}
