"""Pooled effects one below the other: without each study, or as the studies came."""

from collections.abc import Mapping, Sequence

from evidence.display.plots.columns import Column
from evidence.display.plots.effect_text import effect_cells, effect_columns
from evidence.display.plots.panel import Guide, Mark, Panel, Row, Shape
from evidence.display.plots.sides import (
    construct_of,
    favours,
    important_difference,
    instrument_of,
)
from evidence.findings.finding import Finding, QuestionFindings
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import PooledEffect
from evidence.vocabulary import Language, Measure
from evidence.wording.direction import null_value
from evidence.wording.measure_words import measure_label, measure_title
from evidence.wording.numbers import decimals_for, percent
from evidence.wording.phrases import phrase


def summary_panel(
    finding: Finding,
    question: QuestionFindings,
    pooled: PooledEffect,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    language: Language,
) -> Panel:
    """Return rows of pooled effects on the axis of a synthesis.

    Parameters
    ----------
    finding, question : Finding, QuestionFindings
        The synthesis and the question it answers.
    pooled : PooledEffect
        The pooled effect of all studies; a line marks it.
    columns : tuple of Column
        Columns before the plot.
    rows : sequence of Row
        The rows.
    language : Language
        Language of all words and numbers.

    Returns
    -------
    Panel
    """
    measure, instrument_id = finding.analysis.measure, finding.analysis.instrument_id
    outcome_id = finding.synthesis.outcome_id
    instrument = instrument_of(question, instrument_id)
    mid = important_difference(question, outcome_id, measure, instrument_id)
    guides = [Guide(at=0.0, role="null"), Guide(at=pooled.estimate, role="pooled")]
    guides += [Guide(at=sign * mid, role="important") for sign in (-1, 1)] if mid else []
    level = percent(round(100 * pooled.level, 6), language)
    label = measure_label(measure, language)
    header = measure_title(measure, language)
    return Panel(
        left=columns,
        right=effect_columns(phrase("figure.effect", language, measure=label, level=level)),
        plot_header=f"{header}\n{instrument.name}" if instrument else header,
        rows=tuple(rows),
        guides=tuple(guides),
        is_ratio=measure.is_ratio,
        favours=favours(measure, construct_of(question, outcome_id), instrument, language),
    )


def summary_row(
    cells: Mapping[str, str],
    shape: Shape,
    values: tuple[float, float, float],
    measure: Measure,
    language: Language,
    *,
    role: str,
    ref: str,
    is_all: bool = False,
) -> Row:
    """Return the row of an effect with its limits, all on the analysis scale."""
    estimate, low, high = readers_scale(measure, *values)
    decimals = decimals_for(measure, (estimate,))
    effect = effect_cells(estimate, low, high, decimals, language)
    return Row(
        role=role,
        ref=ref,
        cells={**cells, **effect},
        weight="bold" if is_all else "normal",
        mark=Mark(shape=shape, estimate=values[0], low=values[1], high=values[2]),
        shaded=is_all,
    )


def excludes_null(pooled: PooledEffect) -> bool:
    """Return whether the interval holds no value of no difference."""
    _, low, high = pooled.as_read()
    return not low <= null_value(pooled.measure) <= high
