"""C26: numbers in a unit of another size than the scale's other trials."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import SpreadByScale, spreads
from evidence.records.text import Text

FAR_ABOVE, FAR_BELOW = 4.0, 0.4


def _check(project: Project) -> Iterator[Answer]:
    usual = SpreadByScale(project)
    for result in spreads(project, "SD"):
        reference = usual.beside(result)
        sd = result.dispersion or 0.0
        if reference is None or not result.instrument_id:
            yield NotCheckable(missing="others", about=result.id)
        elif sd > FAR_ABOVE * reference or (sd * math.sqrt(result.n or 1) < FAR_BELOW * reference):
            yield Fires(
                place=project.at(result.provenance, "dispersion"),
                values={
                    "sd": sd,
                    "usual": reference,
                    "ratio": sd / reference,
                    "instrument": project.tables.instruments[result.instrument_id].name,
                },
            )
        else:
            yield PASSES


RULE = Rule(
    code="C26",
    name="unit-of-another-size",
    severity=Severity.WARN,
    reads=(
        "results.mean",
        "results.dispersion",
        "results.instrument_id",
    ),
    title=Text(
        "Tall i en annen enhet",
        "Tal i ei anna eining",
        "Numbers in another unit",
    ),
    catches=Text(
        "Prosent mot andel, millimeter mot centimeter, sum mot gjennomsnitt per ledd, eller et"
        " komma på feil plass.",
        "Prosent mot del, millimeter mot centimeter, sum mot gjennomsnitt per ledd, eller eit "
        "komma på feil plass.",
        "Per cent against share, millimetres against centimetres, a sum against a mean per "
        "item, or a decimal sign in the wrong place.",
    ),
    message=Text(
        "SD er {sd}, men i andre studier på {instrument} om lag {usual}: {ratio} ganger så mye.",
        "SD er {sd}, men i andre studiar på {instrument} om lag {usual}: {ratio} gonger så mykje.",
        "The SD is {sd}, but about {usual} in other trials on {instrument}: {ratio} times as much.",
    ),
    repair=Text(
        "Se etter enheten i kilden. Er det en annen skåring, gi den et eget instrument.",
        "Sjå etter eininga i kjelda. Er det ei anna skåring, gi ho eit eige instrument.",
        "Check the unit in the source. If it is scored otherwise, give it an instrument of its"
        " own.",
    ),
    formula=(
        "SD > 4 × the median SD of the scale's other trials; or SD < 0.4 × with SD √n < 0.4 × "
        "too (what C10 cannot explain)"
    ),
    source=("Our own: limits from the simulation of C10, validation/se_as_sd.py"),
    check=_check,
    fires={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|4.0|2.0|SD\nb|B.drug|VAS|49|4.2|2.2|SD\n"
        "c|C.drug|VAS|40|4.1|1.9|SD\nd|D.drug|VAS|64|41|21|SD",
    },
    passes={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|4.0|2.0|SD\nb|B.drug|VAS|49|4.2|2.2|SD\n"
        "c|C.drug|VAS|40|4.1|1.9|SD\nd|D.drug|VAS|64|4.1|2.1|SD",
    },
    lacking={
        "others": Text(
            "færre enn tre andre studier på samme skala, og skalaen har ingen vanlig SD",
            "færre enn tre andre studiar på same skala, og skalaen har ingen vanleg SD",
            "fewer than three other trials on the scale, and the scale has no usual SD",
        ),
    },
)
