"""C17: a reported difference that its own arms do not give."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.arms_of_contrast import arms_of_contrasts
from evidence.audit.printed import half_unit
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import ArmResult, Contrast
from evidence.records.text import Text
from evidence.synthesis.arm_data import arm_data
from evidence.synthesis.from_arms import effect_from_arms
from evidence.synthesis.readers_scale import readers_scale
from evidence.vocabulary import Measure

LIMIT_SMD = 0.1
LIMIT_ADJUSTED = 0.5
SHARE = 0.05


def _check(project: Project) -> Iterator[Answer]:
    for row, one, other in arms_of_contrasts(project):
        computed = _computed(row, one, other)
        if computed is None or row.estimate is None:
            continue
        if abs(computed - row.estimate) <= _allowed(project, row, one, other, computed):
            yield PASSES
        else:
            yield Fires(
                place=project.at(row.provenance, "estimate"),
                values={"arm": one.id, "versus": other.id, "computed": computed},
                others=(project.at(one.provenance), project.at(other.provenance)),
            )


def _computed(row: Contrast, one: ArmResult, other: ArmResult) -> float | None:
    if row.measure is Measure.MD:
        no_mean = one.mean is None or other.mean is None
        return None if no_mean else (one.mean or 0.0) - (other.mean or 0.0)
    first, second = arm_data(one, row.measure), arm_data(other, row.measure)
    if isinstance(first, str) or isinstance(second, str):
        return None
    effect = effect_from_arms(row.measure, first.data, second.data)
    return None if effect is None else readers_scale(row.measure, effect.yi, 0.0, 0.0)[0]


def _allowed(
    project: Project, row: Contrast, one: ArmResult, other: ArmResult, computed: float
) -> float:
    """Return how far a reported difference may be from that of its arms."""
    rounding = half_unit(project, row.provenance, "estimate")
    if row.measure in (Measure.MD, Measure.SMD):
        if row.adjusted != "raw":
            sd = 1.0 if row.measure is Measure.SMD else _sd(one, other)
            is_turned = computed * (row.estimate or 0.0) < 0
            return LIMIT_ADJUSTED * sd if is_turned else float("inf")
        if row.measure is Measure.SMD:
            return LIMIT_SMD + rounding
        means = (half_unit(project, arm.provenance, "mean") for arm in (one, other))
        return rounding + sum(means) + 1e-9
    return rounding + SHARE * abs(computed) if row.adjusted == "raw" else float("inf")


def _sd(one: ArmResult, other: ArmResult) -> float:
    known = [arm.dispersion for arm in (one, other) if arm.dispersion_type == "SD"]
    return max((sd for sd in known if sd is not None), default=float("inf"))


RULE = Rule(
    code="C17",
    name="not-the-difference-of-the-arms",
    severity=Severity.STOP,
    reads=(
        "contrasts.estimate",
        "contrasts.adjusted",
        "results.mean",
        "results.dispersion",
    ),
    title=Text(
        "Forskjellen følger ikke av gruppene",
        "Forskjellen følgjer ikkje av gruppene",
        "The difference does not follow from the arms",
    ),
    catches=Text(
        "Feil i uthenting: en gruppe fra en annen tabell, byttede grupper, eller feil fortegn.",
        "Feil i uthentinga: ei gruppe frå ein annan tabell, bytte grupper, eller feil forteikn.",
        "An extraction error: an arm from another table, arms swapped, or a wrong sign.",
    ),
    message=Text(
        "Raden oppgir {found}, men gruppene ({arm} mot {versus}) gir {computed}.",
        "Rada oppgir {found}, men gruppene ({arm} mot {versus}) gir {computed}.",
        "The row gives {found}, but the arms ({arm} against {versus}) give {computed}.",
    ),
    repair=Text(
        "Se etter i kilden: grupper, tidspunkt, skala og fortegn.",
        "Sjå etter i kjelda: grupper, tidspunkt, skala og forteikn.",
        "Check in the source: arms, timepoint, scale and sign.",
    ),
    formula=(
        "raw MD: |estimate − (m₁ − m₂)| > rounding; raw SMD: |estimate − g| > 0.1; adjusted or"
        " unclear: opposite signs with a gap above 0.5 SD; RR, OR and RD from events: outside "
        "rounding and 5 % (raw) or on the other side of no effect by more than the interval"
    ),
    source=(
        "Gøtzsche PC et al. JAMA 2007;298:430 (https://doi.org/10.1001/jama.298.4.430), the "
        "limit of 0.1; the rest is our own"
    ),
    check=_check,
    fires={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|adjusted\n"
        "x|A.drug|A.placebo|MD|2.1|raw",
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|40|20.5|4.1|"
        "SD\nb|A.placebo|41|22.6|4.4|SD",
    },
    passes={
        "contrasts": "contrast_id|arm_id|versus_arm_id|measure|estimate|adjusted\n"
        "x|A.drug|A.placebo|MD|-2.1|raw",
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|40|20.5|4.1|"
        "SD\nb|A.placebo|41|22.6|4.4|SD",
    },
)
