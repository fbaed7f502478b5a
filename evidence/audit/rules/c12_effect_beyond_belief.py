"""C12: a standardised difference larger than treatments give."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import effect_of, pooled_effects
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Measure

STOP, WARN = 3.0, 2.0


def _check(project: Project) -> Iterator[Answer]:
    for row in pooled_effects(project, measure=Measure.SMD):
        effect = effect_of(row)
        size = abs(effect.yi)
        if size <= WARN:
            yield PASSES
            continue
        severity = Severity.STOP if size > STOP else Severity.WARN
        yield Fires(
            place=row.place(project), values={"g": effect.yi, "limit": WARN}, severity=severity
        )


RULE = Rule(
    code="C12",
    name="effect-beyond-belief",
    severity=Severity.WARN,
    reads=("results.mean", "results.dispersion", "contrasts.estimate"),
    title=Text(
        "Usannsynlig stor effekt",
        "Usannsynleg stor effekt",
        "Implausibly large effect",
    ),
    catches=Text(
        "Standardfeil ført som standardavvik, eller en forskyvning mellom kolonner, gir "
        "standardiserte forskjeller langt utenfor det behandlinger gir.",
        "Standardfeil ført som standardavvik, eller ei forskyving mellom kolonnar, gir "
        "standardiserte forskjellar langt utanfor det behandlingar gir.",
        "Standard errors entered as standard deviations, or shifted columns, give standardised "
        "differences far beyond what treatments give.",
    ),
    message=Text(
        "Hedges’ g er {g}; over {limit} er sjelden riktig.",
        "Hedges’ g er {g}; over {limit} er sjeldan rett.",
        "Hedges’ g is {g}; beyond {limit} it is seldom right.",
    ),
    repair=Text(
        "Se etter i kilden om spredningen er et standardavvik, og om gjennomsnittene står på "
        "riktig sted.",
        "Sjå etter i kjelda om spreiinga er eit standardavvik, og om gjennomsnitta står på rett "
        "stad.",
        "Check in the source whether the dispersion is a standard deviation, and whether the "
        "means stand in the right place.",
    ),
    formula="|g| > 3 stops, |g| > 2 warns",
    source="https://doi.org/10.1007/s40279-022-01766-0",
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "instruments": "instrument_id|higher_is\nVAS|better",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|40|20|2|SD\nb|A.placebo|VAS|40|30|2|SD",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|SMD|pool|pain",
        "instruments": "instrument_id|higher_is\nVAS|better",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\ns|A|a|b|primary",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|40|20|12|SD\nb|A.placebo|VAS|40|30|12|SD",
    },
)
