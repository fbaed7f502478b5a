"""C52: arms that differ before treatment began."""

from collections.abc import Iterator
from itertools import combinations

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.arm_groups import arm_groups
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import ArmResult
from evidence.records.text import Text
from evidence.synthesis.arm_data import arm_data
from evidence.synthesis.from_arms import effect_from_arms
from evidence.vocabulary import Measure

LARGE, SURE = 0.5, 2.0


def _check(project: Project) -> Iterator[Answer]:
    for group in arm_groups(project):
        if group.weeks != 0 or group.score == "change":
            continue
        for one, other in combinations(group.results, 2):
            if _are_alike(one, other):
                yield PASSES
                continue
            first, second = arm_data(one, Measure.SMD), arm_data(other, Measure.SMD)
            if isinstance(first, str) or isinstance(second, str):
                yield NotCheckable(missing="results.dispersion", about=one.id)
                continue
            effect = effect_from_arms(Measure.SMD, first.data, second.data)
            is_large = effect is not None and abs(effect.yi) > LARGE
            if effect is None or not is_large or abs(effect.yi) <= SURE * effect.vi**0.5:
                yield PASSES
            else:
                yield Fires(
                    place=project.at(one.provenance, "mean"),
                    values={"one": one.arm.id, "other": other.arm.id, "g": effect.yi},
                )


def _are_alike(one: ArmResult, other: ArmResult) -> bool:
    """Tell at once what needs no formula: g is never above the gap over the smaller SD."""
    if one.mean is None or other.mean is None or one.dispersion_type != other.dispersion_type:
        return False
    smaller = min(one.dispersion or 0.0, other.dispersion or 0.0)
    return one.dispersion_type == "SD" and abs(one.mean - other.mean) <= LARGE * smaller


RULE = Rule(
    code="C52",
    name="unlike-before-treatment",
    severity=Severity.WARN,
    reads=(
        "results.timepoint_weeks",
        "results.mean",
        "results.dispersion",
    ),
    title=Text(
        "Gruppene er ulike før behandlingen",
        "Gruppene er ulike før behandlinga",
        "The arms differ before treatment",
    ),
    catches=Text(
        "Byttede grupper, en feil ved randomiseringen, eller et etter-tall ført som start.",
        "Bytte grupper, ein feil ved randomiseringa, eller eit etter-tal ført som start.",
        "Arms swapped, a failure of randomisation, or an outcome entered as baseline.",
    ),
    message=Text(
        "Ved start skiller {one} og {other} seg med g = {g}.",
        "Ved start skil {one} og {other} seg med g = {g}.",
        "At baseline {one} and {other} differ by g = {g}.",
    ),
    repair=Text(
        "Se etter tallene ved start i kilden, og om gruppene står på riktig sted.",
        "Sjå etter tala ved start i kjelda, og om gruppene står på rett stad.",
        "Check the baseline numbers in the source, and whether the arms stand in the right place.",
    ),
    formula=("|g| > 0.5 at week 0, beyond 2 of its standard errors"),
    source=(
        "INSPECT-SR, domain 4 (https://doi.org/10.1136/bmjopen-2024-084164); the limit is our own"
    ),
    check=_check,
    fires={
        "results": "result_id|arm_id|timepoint_weeks|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|0|40|20|4|SD\nb|A.placebo|0|40|26|4|SD",
    },
    passes={
        "results": "result_id|arm_id|timepoint_weeks|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|0|40|20|4|SD\nb|A.placebo|0|40|21|4|SD",
    },
)
