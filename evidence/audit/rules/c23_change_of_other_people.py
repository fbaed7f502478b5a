"""C23: a change that cannot belong to the scores before and after."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import standard_deviation
from evidence.records.reported import ArmResult
from evidence.records.text import Text

POSSIBLE = (-1.0, 1.0)
LIKELY = (0.0, 0.95)
ROOM = 0.02
Key = tuple[str, str, str]


def _check(project: Project) -> Iterator[Answer]:
    before, after, changes = _sorted(project)
    for result in changes:
        key = (result.arm.id, result.construct_id, result.instrument_id)
        first = standard_deviation(before[key]) if key in before else None
        then = after.get((*key, result.timepoint_weeks))
        last = standard_deviation(then) if then is not None else None
        change = standard_deviation(result)
        if first is None or last is None or change is None:
            continue
        r = (first**2 + last**2 - change**2) / (2 * first * last)
        if LIKELY[0] <= r <= LIKELY[1]:
            yield PASSES
        else:
            is_possible = POSSIBLE[0] - ROOM <= r <= POSSIBLE[1] + ROOM
            yield Fires(
                place=project.at(result.provenance, "dispersion"),
                values={"baseline": first, "final": last, "r": r},
                severity=Severity.WARN if is_possible else Severity.STOP,
            )


def _sorted(
    project: Project,
) -> tuple[
    dict[Key, ArmResult], dict[tuple[str, str, str, float | None], ArmResult], list[ArmResult]
]:
    """Return scores at the start, scores later, and changes."""
    before: dict[Key, ArmResult] = {}
    after: dict[tuple[str, str, str, float | None], ArmResult] = {}
    changes: list[ArmResult] = []
    for result in project.tables.results.values():
        key = (result.arm.id, result.construct_id, result.instrument_id)
        if project.text("results", result.id, "score") == "change":
            changes.append(result)
        elif result.timepoint_weeks == 0:
            before[key] = result
        else:
            after[(*key, result.timepoint_weeks)] = result
    return before, after, changes


RULE = Rule(
    code="C23",
    name="change-of-other-people",
    severity=Severity.STOP,
    reads=(
        "results.dispersion",
        "results.timepoint_weeks",
        "results.score",
    ),
    title=Text(
        "Endringen kan ikke høre til skårene",
        "Endringa kan ikkje høyre til skårane",
        "The change cannot belong to the scores",
    ),
    catches=Text(
        "SD for endringen er en standardfeil, eller hører til en annen gruppe eller et annet "
        "tidspunkt.",
        "SD for endringa er ein standardfeil, eller høyrer til ei anna gruppe eller eit anna "
        "tidspunkt.",
        "The SD of the change is a standard error, or belongs to another arm or timepoint.",
    ),
    message=Text(
        "SD ved start {baseline}, etter {final} og for endringen {found} gir en korrelasjon på"
        " {r}.",
        "SD ved start {baseline}, etter {final} og for endringa {found} gir ein korrelasjon på"
        " {r}.",
        "An SD of {baseline} before, {final} after and {found} for the change give a "
        "correlation of {r}.",
    ),
    repair=Text(
        "Se etter de tre SD-ene i kilden.",
        "Sjå etter dei tre SD-ane i kjelda.",
        "Check the three SDs in the source.",
    ),
    formula=(
        "r = (s₀² + s₁² − s_change²)/(2 s₀ s₁); outside −1 to 1 stops, outside 0 to 0.95 warns"
    ),
    source=(
        "Follmann D et al. J Clin Epidemiol 1992;45:769-73, "
        "https://doi.org/10.1016/0895-4356(92)90054-Q (the correlation); the limits are our "
        "own"
    ),
    check=_check,
    fires={
        "results": "result_id|arm_id|instrument_id|timepoint_weeks|n|score|mean|dispersion|"
        "dispersion_type\na|A.drug|VAS|0|40|final|50|12|SD\n"
        "b|A.drug|VAS|12|40|final|40|13|SD\nc|A.drug|VAS|12|40|change|-10|1.6|SD",
    },
    passes={
        "results": "result_id|arm_id|instrument_id|timepoint_weeks|n|score|mean|dispersion|"
        "dispersion_type\na|A.drug|VAS|0|40|final|50|12|SD\n"
        "b|A.drug|VAS|12|40|final|40|13|SD\nc|A.drug|VAS|12|40|change|-10|11|SD",
    },
)
