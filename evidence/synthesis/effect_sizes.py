"""From the rows of a planned synthesis to effects ready to pool, none dropped in silence."""

from dataclasses import dataclass, replace

from evidence.errors import ChoiceUnknown
from evidence.records.planned import PlannedSynthesis
from evidence.records.reported import ArmResult, Contrast, Member
from evidence.records.text import Text
from evidence.synthesis.arm_data import ROUTES, arm_data
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.from_arms import effect_from_arms
from evidence.synthesis.from_contrast import effect_from_contrast
from evidence.synthesis.labels import distinct_labels
from evidence.synthesis.member import (
    control_id,
    member_names,
    member_rows,
    source_ids,
)
from evidence.synthesis.obtained import least_trusted
from evidence.synthesis.results import ArmData, LeftOut, StudyEffect
from evidence.synthesis.wald import LEVEL, wald_interval
from evidence.vocabulary import TABLE_MEASURES, Measure

USES = ("primary", "set aside")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """An effect as it stands in the table, before its sign is settled."""

    yi: float
    vi: float
    interval: tuple[float, float]
    level: float
    experimental: ArmData
    comparator: ArmData
    route: str


def effect_sizes(
    planned: PlannedSynthesis,
    *,
    measure: Measure | str | None = None,
    use: tuple[str, ...] = ("primary",),
) -> EffectSet:
    """Compute the effect of every row of a synthesis, with the route it came by.

    Parameters
    ----------
    planned : PlannedSynthesis
        The synthesis with its rows.
    measure : {"MD", "SMD", "RR", "OR", "RD"}, optional
        Another measure than the planned one.
    use : tuple of {"primary", "set aside"}
        Which rows to use.

    Returns
    -------
    EffectSet
        Effects in the order of the table; every other row among ``left_out`` with its reason.

    Raises
    ------
    ChoiceUnknown
        For a measure or a use that does not exist.

    Notes
    -----
    A mean difference is pooled on one scale: a row on another is left out. A standardised one
    takes every scale; its sign is turned where the scale runs against the outcome, so that the
    pooled effect has the outcome's direction.

    Examples
    --------
    >>> import evidence as ev
    >>> tables = ev.open_tables("data")
    >>> planned = tables.synthesis(next(iter(tables.syntheses)))
    >>> found = effect_sizes(planned)
    >>> len(found.effects) + len(found.left_out) == len(planned.members)
    True
    """
    chosen = _measure(planned, measure)
    for one in use:
        if one not in USES:
            raise ChoiceUnknown("use", one, USES)
    effects: list[tuple[Member, StudyEffect]] = []
    left_out: list[LeftOut] = []
    for member in planned.members:
        used = member.use in use
        found = _member_effect(member, planned, chosen) if used else "set_aside"
        if isinstance(found, StudyEffect):
            effects.append((member, found))
        else:
            ids = tuple(row.id for row in member_rows(member))
            words = Text("") if used else member.reason
            left_out.append(
                LeftOut(study_id=member.study_id, row_ids=ids, reason=found, words=words)
            )
    labels = distinct_labels([member_names(member, planned) for member, _ in effects])
    return EffectSet(
        measure=chosen,
        effects=tuple(
            replace(effect, label=label) for (_, effect), label in zip(effects, labels, strict=True)
        ),
        left_out=tuple(left_out),
    )


def _measure(planned: PlannedSynthesis, measure: Measure | str | None) -> Measure:
    if measure is None:
        return planned.synthesis.measure
    if measure not in TABLE_MEASURES:
        raise ChoiceUnknown("measure", str(measure), [one.value for one in TABLE_MEASURES])
    return Measure(measure)


def _member_effect(
    member: Member, planned: PlannedSynthesis, measure: Measure
) -> StudyEffect | str:
    sign = _sign(member, planned, measure)
    if isinstance(sign, str):
        return sign
    if member.contrast is not None:
        read = _of_contrast(member.contrast, measure)
    elif member.result is not None and member.versus is not None:
        read = _of_arms(member.result, member.versus, measure)
    else:
        read = "no_numbers"
    return read if isinstance(read, str) else _effect(member, read, sign)


def _sign(member: Member, planned: PlannedSynthesis, measure: Measure) -> float | str:
    scales = {row.instrument_id for row in member_rows(member)}
    if measure not in (Measure.MD, Measure.SMD):
        return 1.0
    if len(scales) > 1:
        return "arms_on_different_scales"
    scale = scales.pop() if scales else ""
    if measure is Measure.MD:
        return 1.0 if scale == planned.synthesis.instrument_id else "other_instrument"
    instrument = planned.instruments.get(scale)
    if instrument is None or instrument.higher_is is None:
        return "direction_unknown"
    return 1.0 if instrument.higher_is is planned.construct.higher_is else -1.0


def _of_contrast(contrast: Contrast, measure: Measure) -> _Reading | str:
    found = effect_from_contrast(contrast, measure)
    if isinstance(found, str):
        return found
    interval, level = found.interval, found.level
    if interval is None or level is None:
        interval, level = wald_interval(found.yi, found.vi), LEVEL
    return _Reading(
        yi=found.yi,
        vi=found.vi,
        interval=interval,
        level=level,
        experimental=ArmData(n=None if contrast.n is None else float(contrast.n)),
        comparator=ArmData(n=None if contrast.versus_n is None else float(contrast.versus_n)),
        route=found.route,
    )


def _of_arms(result: ArmResult, versus: ArmResult, measure: Measure) -> _Reading | str:
    one, other = arm_data(result, measure), arm_data(versus, measure)
    if isinstance(one, str):
        return one
    if isinstance(other, str):
        return other
    found = effect_from_arms(measure, one.data, other.data)
    if found is None:
        return "no_events_in_either"
    return _Reading(
        yi=found.yi,
        vi=found.vi,
        interval=wald_interval(found.yi, found.vi),
        level=LEVEL,
        experimental=one.data,
        comparator=other.data,
        route=max(one.route, other.route, key=ROUTES.index),
    )


def _effect(member: Member, read: _Reading, sign: float) -> StudyEffect:
    rows = member_rows(member)
    limits = sorted(sign * limit for limit in read.interval)
    return StudyEffect(
        study_id=member.study_id,
        label=member.study_id,
        group=rows[0].arm.intervention.group_id,
        yi=sign * read.yi,
        vi=read.vi,
        ci_low=limits[0],
        ci_high=limits[1],
        level=read.level,
        experimental=read.experimental,
        comparator=read.comparator,
        control_id=control_id(member),
        route=read.route,
        obtained=least_trusted([row.provenance.obtained for row in rows]),
        row_ids=tuple(row.id for row in rows),
        source_ids=source_ids(member),
        arm_id=rows[0].arm.id,
        turned=sign < 0,
    )
