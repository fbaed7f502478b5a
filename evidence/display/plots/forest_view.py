"""What a forest plot needs to know of a finding, gathered once."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from evidence.display.plots.arm_columns import arm_decimals
from evidence.display.plots.bias_columns import Bias, bias_of, no_bias
from evidence.display.plots.effect_text import as_read
from evidence.display.plots.forest_order import row_order
from evidence.display.plots.sides import construct_of, important_difference, instrument_of
from evidence.findings.finding import Finding, QuestionFindings
from evidence.findings.forest_layout import ForestLayout, require_layout
from evidence.findings.study_values import StudyValue, study_values
from evidence.records.question import Construct, Instrument
from evidence.synthesis.results import Analysis, PooledEffect, StudyEffect
from evidence.vocabulary import Language
from evidence.wording.numbers import decimals_for

_PER_CENT = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ForestView:
    """A finding with its question, in the language of the reader.

    ``level`` is that of the headings, in per cent; ``decimals`` those of every effect shown.
    ``arms`` are the quantities of arms with their decimals, ``values`` the named values of each
    study, ``bias`` its judgements, and ``order`` the places of the effects as they are drawn.
    """

    finding: Finding
    question: QuestionFindings
    language: Language
    construct: Construct | None
    instrument: Instrument | None
    important: float | None
    level: float
    decimals: int
    layout: ForestLayout
    arms: Mapping[str, int]
    values: tuple[Mapping[str, StudyValue], ...]
    bias: Bias
    order: tuple[int, ...]

    @property
    def analysis(self) -> Analysis:
        """The synthesis shown."""
        return self.finding.analysis

    @property
    def title(self) -> str:
        """What the synthesis is called."""
        return self.finding.synthesis.title.in_language(self.language)

    @property
    def pooled(self) -> PooledEffect | None:
        """The pooled effect where one may be drawn: of two studies or more, in finite numbers."""
        pooled = self.analysis.pooled
        return pooled if isinstance(pooled, PooledEffect) and may_draw(pooled) else None

    def read(self, value: float) -> float:
        """Return an effect on the scale people read."""
        return as_read(value, is_ratio=self.analysis.measure.is_ratio)


def view(
    finding: Finding,
    question: QuestionFindings,
    language: Language,
    layout: ForestLayout | None = None,
) -> ForestView:
    """Gather what a forest plot of a finding shows; the finding's own layout where none is given.

    Raises
    ------
    ChoiceUnknown
        For a layout that names what the studies do not have.
    """
    analysis = finding.analysis
    construct = construct_of(question, analysis.outcome_id)
    measure, instrument_id = analysis.measure, analysis.instrument_id
    layout = layout or finding.forest or ForestLayout(synthesis_id=finding.synthesis.id)
    require_layout(layout, analysis, question.studies)
    values = study_values(analysis, question.studies)
    bias = bias_of(question.risk_of_bias, analysis.effects, construct.id if construct else "")
    return ForestView(
        finding=finding,
        question=question,
        language=language,
        construct=construct,
        instrument=instrument_of(question, instrument_id),
        important=important_difference(question, analysis.outcome_id, measure, instrument_id),
        level=_level(analysis),
        decimals=_decimals(analysis),
        layout=layout,
        arms=arm_decimals(analysis.effects),
        values=values,
        bias=bias if layout.risk_of_bias else no_bias(),
        order=row_order(analysis.effects, values, bias, layout, language),
    )


def is_finite(effect: StudyEffect) -> bool:
    """Return whether a study has numbers that can be drawn."""
    return all(math.isfinite(value) for value in (effect.yi, effect.ci_low, effect.ci_high))


def may_draw(pooled: PooledEffect) -> bool:
    """Return whether a pooled effect may be a diamond."""
    limits = (pooled.ci_low, pooled.estimate, pooled.ci_high)
    return pooled.k > 1 and all(math.isfinite(value) for value in limits)


def per_cent(level: float) -> float:
    """Return a confidence level in per cent."""
    return level * _PER_CENT


def _level(analysis: Analysis) -> float:
    """Return the level of the pooled effect, else the one most studies have."""
    if isinstance(analysis.pooled, PooledEffect):
        return per_cent(analysis.pooled.level)
    levels = [effect.level for effect in analysis.effects]
    return per_cent(max(levels, key=levels.count)) if levels else 95.0


def _decimals(analysis: Analysis) -> int:
    effects = [effect for effect in analysis.effects if is_finite(effect)]
    ratio = analysis.measure.is_ratio
    values = [as_read(effect.yi, is_ratio=ratio) for effect in effects]
    return decimals_for(analysis.measure, values) if values else 2
