"""The rows of a forest plot: studies, subgroups with their summaries, the pooled effect."""

from collections.abc import Sequence
from dataclasses import replace

from evidence.display.plots.arm_columns import arm_cells
from evidence.display.plots.effect_text import MISSING, effect_cells, interval_cells
from evidence.display.plots.forest_marks import label_signs, level_sign
from evidence.display.plots.forest_view import ForestView, is_finite, may_draw, per_cent
from evidence.display.plots.named_columns import named_cells
from evidence.display.plots.panel import Mark, Row
from evidence.display.plots.spread_text import spread_line
from evidence.display.plots.why_not import why_not
from evidence.synthesis.results import NotEstimable, PooledEffect, Subgroup
from evidence.wording.lists import sentence
from evidence.wording.numbers import HARD_SPACE, number, percent
from evidence.wording.phrases import phrase

_PLAIN_AREA = 0.4
_BLOCK_SPACE = 4.0


def forest_rows(view: ForestView) -> tuple[Row, ...]:
    """Return all rows, from the top.

    Studies stand in the order of the view, and in their subgroups where there are two or more.
    """
    subgroups = view.analysis.subgroups
    if len(subgroups) < 2:
        rows = [study_row(view, index) for index in view.order]
    else:
        grouped = {index for one in subgroups for index in one.members}
        rows = [row for one in subgroups for row in _block(view, one)]
        rows += [study_row(view, index) for index in view.order if index not in grouped]
    return (*rows, *_summary_rows(view))


def study_row(view: ForestView, index: int) -> Row:
    """Return the row of one study; one without finite numbers has no mark."""
    effect = view.analysis.effects[index]
    signs = label_signs(effect)
    cells = {"label": f"{effect.label}{HARD_SPACE}{signs}" if signs else effect.label}
    cells |= named_cells(view.values[index], view.layout, view.language)
    cells |= arm_cells(effect, view.arms, view.language)
    lights = view.bias.lights(effect.study_id)
    row = Row(role="study", ref=effect.study_id, cells=cells, lights=lights, index=index)
    if not is_finite(effect):
        return replace(row, cells=cells | {"estimate": MISSING})
    read = [view.read(value) for value in (effect.yi, effect.ci_low, effect.ci_high)]
    cells |= effect_cells(read[0], read[1], read[2], view.decimals, view.language)
    cells["level_sign"] = level_sign(effect, view)
    pooled, area = view.pooled, _PLAIN_AREA
    if pooled is not None:
        weight = pooled.weights[index]
        cells["weight"] = number(weight, 1, view.language)
        area = weight / max(pooled.weights)
    mark = Mark(
        shape="square", estimate=effect.yi, low=effect.ci_low, high=effect.ci_high, area=area
    )
    return replace(row, cells=cells, mark=mark)


def _block(view: ForestView, subgroup: Subgroup) -> tuple[Row, ...]:
    """Return a subgroup: its heading, its studies and its summary, or why it has none."""
    name = sentence(_group_name(view, subgroup.group))
    heading = Row(
        role="subgroup", ref=subgroup.group, span=name, weight="bold", space_above=_BLOCK_SPACE
    )
    members = (index for index in view.order if index in subgroup.members)
    studies = [replace(study_row(view, index), under=name) for index in members]
    studies[0] = replace(studies[0], bound=True)
    pooled = subgroup.pooled
    if isinstance(pooled, NotEstimable) or not may_draw(pooled):
        if len(subgroup.members) == 1:
            return (heading, *studies)
        return (
            heading,
            *studies,
            Row(role="note", span=why_not(pooled, view.language), quiet=True, bound=True),
        )
    label = phrase("figure.subtotal", view.language, group=_group_name(view, subgroup.group))
    summary = _diamond_row(view, pooled, label, "subtotal", subgroup.group)
    if view.pooled is not None:
        share = sum(view.pooled.weights[index] for index in subgroup.members)
        cells = {**summary.cells, "weight": number(share, 1, view.language)}
        summary = replace(summary, cells=cells)
    spread = Row(
        role="heterogeneity",
        ref=subgroup.group,
        span=spread_line(view, pooled),
        quiet=True,
        bound=True,
    )
    return (heading, *studies, summary, spread)


def _summary_rows(view: ForestView) -> Sequence[Row]:
    """Return the diamond and the prediction interval; nothing where nothing was pooled."""
    pooled, language = view.pooled, view.language
    if pooled is None:
        return ()
    label = phrase(f"figure.model.{pooled.model}", language)
    row = _diamond_row(view, pooled, label, "pooled", view.analysis.synthesis_id)
    cells = {**row.cells, "weight": number(sum(pooled.weights), 1, language)}
    rows = [replace(row, cells=cells)]
    prediction = pooled.prediction
    if not isinstance(prediction, NotEstimable):
        low, high = view.read(prediction.low), view.read(prediction.high)
        level = percent(per_cent(prediction.level), language)
        rows.append(
            Row(
                role="prediction",
                bound=True,
                ref=view.analysis.synthesis_id,
                span=phrase("figure.prediction", language, level=level),
                cells=interval_cells(low, high, view.decimals, language),
                mark=Mark(
                    shape="bar",
                    estimate=pooled.estimate,
                    low=prediction.low,
                    high=prediction.high,
                ),
            )
        )
    return rows


def _diamond_row(view: ForestView, pooled: PooledEffect, label: str, role: str, ref: str) -> Row:
    read = [view.read(value) for value in (pooled.estimate, pooled.ci_low, pooled.ci_high)]
    return Row(
        role=role,
        ref=ref,
        span=label,
        weight="bold",
        cells=effect_cells(read[0], read[1], read[2], view.decimals, view.language),
        mark=Mark(
            shape="diamond", estimate=pooled.estimate, low=pooled.ci_low, high=pooled.ci_high
        ),
        shaded=role == "pooled",
        bound=True,
        space_above=_BLOCK_SPACE if role == "pooled" else 0.0,
    )


def _group_name(view: ForestView, group: str) -> str:
    names = (one.name for one in view.question.interventions if one.id == group)
    name = next(names, None)
    return name.in_language(view.language) if name else group
