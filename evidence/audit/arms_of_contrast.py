"""The arms' own results behind a reported difference."""

from collections.abc import Iterator

from evidence.audit.arm_groups import arm_groups
from evidence.audit.project import Project
from evidence.records.reported import ArmResult, Contrast


def arms_of_contrasts(project: Project) -> Iterator[tuple[Contrast, ArmResult, ArmResult]]:
    """Yield each contrast with the results of its arms on the same scale at the same time.

    Contrasts whose arms report nothing of their own, more than one such result, or changes from
    baseline are passed over, and so are those of another population than the main one.
    """
    reported: dict[tuple[object, ...], list[ArmResult]] = {}
    for group in arm_groups(project):
        if group.score == "final":
            for result in group.results:
                key = (
                    result.arm.id,
                    result.construct_id,
                    result.instrument_id,
                    result.timepoint_weeks,
                )
                reported.setdefault(key, []).append(result)
    for contrast in project.tables.contrasts.values():
        if contrast.population:
            continue
        tail = (contrast.construct_id, contrast.instrument_id, contrast.timepoint_weeks)
        one = reported.get((contrast.arm.id, *tail), [])
        other = reported.get((contrast.versus.id, *tail), [])
        if len(one) == 1 and len(other) == 1:
            yield contrast, one[0], other[0]
