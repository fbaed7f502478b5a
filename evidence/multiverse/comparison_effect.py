"""The effect of one comparison in one unit, by the same formulas as any synthesis."""

import math
from dataclasses import dataclass, replace

from evidence.multiverse.plan import Comparison
from evidence.records.planned import PlannedSynthesis
from evidence.records.provenance import Provenance
from evidence.records.reported import Member
from evidence.records.text import Text
from evidence.stats.standardised_contrast import standardised_contrast
from evidence.stats.standardised_means import glass_delta
from evidence.stats.two_groups import Groups, two_groups
from evidence.synthesis.arm_data import arm_data
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.member import member_rows
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.tables.tables import Tables
from evidence.vocabulary import Measure

NOWHERE = Provenance(table="", row=0)
STANDARDISED = "contrast_standardised"
"""Route of a printed difference divided by the arms' standard deviation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What effects are measured in: the measure, the scale of a mean difference, and whose SD."""

    measure: Measure
    instrument_id: str
    sd: str


def member_of(comparison: Comparison, study_id: str, tables: Tables) -> Member:
    """Return a comparison as a row of a synthesis."""
    contrast = tables.contrasts[comparison.contrast] if comparison.contrast else None
    arms = not contrast
    return Member(
        synthesis_id="",
        study_id=study_id,
        use="primary",
        reason=Text(""),
        contrast=contrast,
        result=tables.results[comparison.result] if arms else None,
        versus=tables.results[comparison.versus] if arms else None,
        provenance=NOWHERE,
    )


def timepoint(member: Member) -> float | None:
    """Return when a comparison was measured, in weeks; None where nobody says."""
    return member_rows(member)[0].timepoint_weeks


def comparison_effect(
    member: Member,
    unit: Unit,
    planned: PlannedSynthesis,
    tables: Tables,
    sd_from: tuple[str, ...] = (),
) -> StudyEffect | str:
    """Return the effect of one comparison, or the reason why there is none in this unit.

    Parameters
    ----------
    member : Member
        The comparison.
    unit : Unit
        What it is to be measured in.
    planned : PlannedSynthesis
        The synthesis it belongs to.
    tables : Tables
        The tables its rows stand in.
    sd_from : tuple of str
        The two results whose standard deviations a contrast is divided by.

    Returns
    -------
    StudyEffect or str
        The label is the row's id, which is unique.
    """
    if sd_from and unit.measure is Measure.SMD:
        return _standardised(member, unit, planned, tables, sd_from)
    found = effect_sizes(_alone(member, planned, tables, unit.instrument_id), measure=unit.measure)
    if not found.effects:
        return found.left_out[0].reason
    return replace(found.effects[0], label=member_rows(member)[0].id)


def in_control_sd(effect: StudyEffect) -> StudyEffect | str:
    """Return a standardised effect of two arms in standard deviations of the control group."""
    groups = _groups(effect.experimental, effect.comparator)
    if groups is None:
        return "no_control_sd"
    sign = -1.0 if effect.turned else 1.0
    found = glass_delta(groups)
    return _with(effect, sign * float(found.yi.item()), float(found.vi.item()))


def _alone(
    member: Member, planned: PlannedSynthesis, tables: Tables, instrument_id: str
) -> PlannedSynthesis:
    return replace(
        planned,
        synthesis=replace(planned.synthesis, instrument_id=instrument_id),
        members=(member,),
        studies=tables.studies,
        instruments=tables.instruments,
    )


def _standardised(
    member: Member,
    unit: Unit,
    planned: PlannedSynthesis,
    tables: Tables,
    sd_from: tuple[str, ...],
) -> StudyEffect | str:
    scale = member_rows(member)[0].instrument_id
    arms = [tables.results[row] for row in sd_from]
    if any(arm.instrument_id != scale for arm in arms):
        return "arms_on_different_scales"
    found = effect_sizes(_alone(member, planned, tables, scale), measure=Measure.MD)
    if not found.effects:
        return found.left_out[0].reason
    data = [arm_data(arm, Measure.MD) for arm in arms]
    if isinstance(data[0], str) or isinstance(data[1], str):
        return "no_dispersion"
    groups = _groups(data[0].data, data[1].data)
    instrument = tables.instruments.get(scale)
    if groups is None or instrument is None or instrument.higher_is is None:
        return "direction_unknown"
    effect = found.effects[0]
    sign = 1.0 if instrument.higher_is is planned.construct.higher_is else -1.0
    scaled = standardised_contrast(effect.yi, math.sqrt(effect.vi), groups, by=unit.sd)
    named = replace(effect, label=member_rows(member)[0].id, route=STANDARDISED, turned=sign < 0)
    return _with(named, sign * float(scaled.yi.item()), float(scaled.vi.item()))


def _groups(experimental: ArmData, comparator: ArmData) -> Groups | None:
    one = (experimental.n, experimental.mean, experimental.sd)
    other = (comparator.n, comparator.mean, comparator.sd)
    if None in one or None in other:
        return None
    return two_groups(*one, *other)  # type: ignore[arg-type]  # None is ruled out above


def _with(effect: StudyEffect, yi: float, vi: float) -> StudyEffect | str:
    if not (math.isfinite(yi) and math.isfinite(vi) and vi > 0):
        return "no_spread"
    low, high = wald_interval(yi, vi)
    return replace(effect, yi=yi, vi=vi, ci_low=low, ci_high=high, level=LEVEL)
