"""What the control groups of the trials tell: the usual spread of a scale, and the usual risk."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evidence.findings.retold import ControlGroups
from evidence.stats.reported import pooled_standard_deviation
from evidence.synthesis.arm_data import ArmRoute, arm_data
from evidence.synthesis.results import ArmData, StudyEffect
from evidence.tables.tables import Tables
from evidence.vocabulary import Measure

CONTROLS = ("passive control", "active control")
"""Kinds of intervention whose arms are control groups."""


class Group(NamedTuple):
    """One control group: its trial's name, the row or rows it is read from, and its numbers."""

    trial: str
    row_ids: tuple[str, ...]
    data: ArmData


class Spread(NamedTuple):
    """A standard deviation and the groups it is pooled over."""

    sd: float
    groups: ControlGroups


class Risk(NamedTuple):
    """A risk and the groups it is that of, taken together."""

    risk: float
    groups: ControlGroups


def control_groups(
    tables: Tables, construct_id: str, measure: Measure, instrument_id: str = ""
) -> tuple[Group, ...]:
    """Return the control groups that report a construct, each arm once, by its first row.

    Parameters
    ----------
    tables : Tables
        The project's tables.
    construct_id : str
        What is measured.
    measure : Measure
        A mean difference asks for means and spreads, a ratio for events.
    instrument_id : str
        The scale; empty for events.

    Returns
    -------
    tuple of Group
        In the order of the table of results.
    """
    found: dict[str, Group] = {}
    for row in tables.results.values():
        is_asked = (row.construct_id, row.instrument_id) == (construct_id, instrument_id)
        if not is_asked or row.arm.id in found or row.arm.intervention.kind not in CONTROLS:
            continue
        data = arm_data(row, measure)
        if isinstance(data, ArmRoute):
            label = tables.studies[row.arm.study_id].label
            found[row.arm.id] = Group(label, (row.id,), data.data)
    return tuple(found.values())


def controls_of(effects: Sequence[StudyEffect]) -> tuple[Group, ...]:
    """Return the control groups of effects, a shared one once."""
    found: dict[str, Group] = {}
    for place, effect in enumerate(effects):
        name = effect.control_id or f"#{place}"
        found.setdefault(name, Group(effect.label, effect.row_ids, effect.comparator))
    return tuple(found.values())


def usual_spread(groups: Sequence[Group]) -> Spread | None:
    """Return the standard deviation within groups; None where none reports one."""
    known = [
        (group, group.data.sd, group.data.n)
        for group in groups
        if group.data.sd and group.data.n and group.data.n > 1
    ]
    if not known:
        return None
    sd = pooled_standard_deviation([sd for _, sd, _ in known], [n for _, _, n in known])
    return Spread(sd, _named([group for group, _, _ in known]))


def usual_risk(groups: Sequence[Group]) -> Risk | None:
    """Return the risk of groups taken together; None where none has it, or it is none or all."""
    known = [group for group in groups if group.data.events is not None and group.data.n]
    people = sum(_people(known))
    events = sum(group.data.events or 0.0 for group in known)
    return Risk(events / people, _named(known)) if 0 < events < people else None


def _named(groups: Sequence[Group]) -> ControlGroups:
    return ControlGroups(
        trials=tuple(dict.fromkeys(group.trial for group in groups)),
        row_ids=tuple(dict.fromkeys(row for group in groups for row in group.row_ids)),
        people=sum(_people(groups)),
    )


def _people(groups: Sequence[Group]) -> Iterator[float]:
    return (group.data.n or 0.0 for group in groups)
