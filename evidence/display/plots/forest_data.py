"""The numbers a forest plot shows, unrounded, as rows for a CSV file."""

import math
from collections.abc import Iterator, Mapping, Sequence

from evidence.display.plots.forest_view import ForestView, per_cent
from evidence.display.plots.geometry import Value
from evidence.synthesis.results import NotEstimable, PooledEffect

_ARM = ("n", "mean", "sd", "events")


def forest_data(
    view: ForestView, drawn: Sequence[int | str], *, with_summary: bool
) -> tuple[Mapping[str, Value], ...]:
    """Return one row a mark: studies, subgroups, pooled effect and prediction interval.

    Parameters
    ----------
    view : ForestView
        What the plot shows.
    drawn : sequence of int or str
        The rows in order: a study by its place among the effects, a subgroup by its id.
    with_summary : bool
        Whether the pooled effect is drawn.

    Returns
    -------
    tuple of mapping
        Effects on the scale people read; levels and weights in per cent.
    """
    return tuple(_rows(view, drawn, with_summary))


def _rows(
    view: ForestView, drawn: Sequence[int | str], with_summary: bool
) -> Iterator[Mapping[str, Value]]:
    analysis = view.analysis
    subtotals = {one.group: one.pooled for one in analysis.subgroups}
    for one in drawn:
        if isinstance(one, int):
            yield _study(view, one)
        elif isinstance(found := subtotals[one], PooledEffect):
            yield _summary(view, found, "subgroup", one)
    if view.pooled is None or not with_summary:
        return
    yield _summary(view, view.pooled, "pooled", analysis.synthesis_id)
    prediction = view.pooled.prediction
    if not isinstance(prediction, NotEstimable):
        limits = _effect(view, None, prediction.low, prediction.high, prediction.level)
        yield {"row": "prediction", "id": analysis.synthesis_id} | limits


def _study(view: ForestView, place: int) -> dict[str, Value]:
    effect = view.analysis.effects[place]
    row: dict[str, Value] = {"row": "study", "id": effect.study_id, "label": effect.label}
    row["group"] = effect.group
    for arm, data in (("experimental", effect.experimental), ("comparator", effect.comparator)):
        row |= {f"{arm}_{name}": getattr(data, name) for name in _ARM}
    row["obtained"] = effect.obtained.value if effect.obtained else None
    row |= _effect(view, effect.yi, effect.ci_low, effect.ci_high, effect.level)
    row["weight"] = view.pooled.weights[place] if view.pooled else None
    row |= {name: view.values[place].get(name) for name in view.layout.columns}
    return row | dict(view.bias.lights(effect.study_id))


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
