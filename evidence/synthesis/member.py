"""What a row of a synthesis says about itself: its numbers, arms, sources and names."""

from evidence.records.planned import PlannedSynthesis
from evidence.records.reported import ArmResult, Contrast, Member


def member_rows(member: Member) -> tuple[ArmResult | Contrast, ...]:
    """Return the reported rows a member rests on, the experimental arm's first."""
    rows = (member.contrast, member.result, member.versus)
    return tuple(row for row in rows if row is not None)


def control_id(member: Member) -> str:
    """Return the id of the arm the treated one is compared with; empty where none is named."""
    if member.contrast is not None:
        return member.contrast.versus.id
    return "" if member.versus is None else member.versus.arm.id


def source_ids(member: Member) -> tuple[str, ...]:
    """Return the sources of a member's numbers, each once."""
    ids = (row.provenance.source_id for row in member_rows(member))
    return tuple(dict.fromkeys(one for one in ids if one))


def member_names(member: Member, planned: PlannedSynthesis) -> tuple[str, ...]:
    """Return what a figure may call a member, the most telling first."""
    rows = member_rows(member)
    study = planned.studies.get(member.study_id)
    first = rows[0]
    what = first.definition if isinstance(first, ArmResult) else first.population
    control = first.versus.label if isinstance(first, Contrast) else rows[-1].arm.label
    return (
        study.label if study else member.study_id,
        first.arm.label,
        control,
        first.timepoint_text,
        what,
        first.construct_id,
        first.id,
    )
