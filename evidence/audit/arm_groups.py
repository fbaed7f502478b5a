"""Results of the same thing in every arm of a trial: what may be held against each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.audit.project import Project
from evidence.records.reported import ArmResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmGroup:
    """The arms of one trial on one scale at one timepoint; ``score`` is final or change."""

    study_id: str
    construct_id: str
    instrument_id: str
    weeks: float | None
    timepoint: str
    score: str
    results: tuple[ArmResult, ...]


def arm_groups(project: Project) -> tuple[ArmGroup, ...]:
    """Return the results of a project by trial, scale, definition and timepoint."""
    key = "arm groups"
    if key not in project.memory:
        project.memory[key] = tuple(_groups(project))
    found: tuple[ArmGroup, ...] = project.memory[key]
    return found


def arms_reported(project: Project) -> Mapping[str, tuple[ArmResult, ...]]:
    """Return the results of each arm by the arm's id."""
    found: dict[str, list[ArmResult]] = {}
    for result in project.tables.results.values():
        found.setdefault(result.arm.id, []).append(result)
    return {arm: tuple(own) for arm, own in found.items()}


def _groups(project: Project) -> Iterator[ArmGroup]:
    by_key: dict[tuple[object, ...], list[ArmResult]] = {}
    scores: dict[tuple[object, ...], str] = {}
    for result in project.tables.results.values():
        score = project.text("results", result.id, "score") or "final"
        key = (
            result.arm.study_id,
            result.construct_id,
            result.instrument_id,
            result.timepoint_weeks,
            result.timepoint_text,
            result.definition,
            score,
        )
        scores[key] = score
        by_key.setdefault(key, []).append(result)
    for own, results in by_key.items():
        first = results[0]
        yield ArmGroup(
            study_id=first.arm.study_id,
            construct_id=first.construct_id,
            instrument_id=first.instrument_id,
            weeks=first.timepoint_weeks,
            timepoint=first.timepoint_text,
            score=scores[own],
            results=tuple(results),
        )
