"""C11: a standard deviation entered as a standard error."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import SpreadByScale, spreads
from evidence.records.text import Text

RATIO = 2.5


def _check(project: Project) -> Iterator[Answer]:
    usual = SpreadByScale(project)
    for result in spreads(project, "SE"):
        reference = usual.beside(result)
        if result.n is None:
            yield NotCheckable(missing="results.n", about=result.id)
        elif reference is None or not result.instrument_id:
            yield NotCheckable(missing="others", about=result.id)
        else:
            as_sd = (result.dispersion or 0) * math.sqrt(result.n)
            if as_sd <= RATIO * reference:
                yield PASSES
                continue
            yield Fires(
                place=project.at(result.provenance, "dispersion"),
                values={
                    "usual": reference,
                    "as_sd": as_sd,
                    "instrument": project.tables.instruments[result.instrument_id].name,
                },
            )


RULE = Rule(
    code="C11",
    name="sd-entered-as-se",
    severity=Severity.STOP,
    reads=(
        "results.dispersion",
        "results.n",
        "results.instrument_id",
        "instruments.typical_sd",
    ),
    title=Text(
        "Standardavvik ført som standardfeil",
        "Standardavvik ført som standardfeil",
        "Standard deviation entered as standard error",
    ),
    catches=Text(
        "Studien får nesten ingen vekt, og den standardiserte effekten blir for liten.",
        "Studien får nesten inga vekt, og den standardiserte effekten blir for liten.",
        "The trial gets hardly any weight, and its standardised effect becomes too small.",
    ),
    message=Text(
        "{found} er ført som standardfeil og gir en SD på {as_sd}, men i andre studier er SD "
        "på {instrument} om lag {usual}.",
        "{found} er ført som standardfeil og gir ein SD på {as_sd}, men i andre studiar er SD "
        "på {instrument} om lag {usual}.",
        "{found} is entered as a standard error and gives an SD of {as_sd}, but other trials "
        "have an SD of about {usual} on {instrument}.",
    ),
    repair=Text(
        "Se etter i kilden. Er det et standardavvik, skriv SD i dispersion_type.",
        "Sjå etter i kjelda. Er det eit standardavvik, skriv SD i dispersion_type.",
        "Check the source. If it is a standard deviation, write SD in dispersion_type.",
    ),
    formula=("SE √n > 2.5 × median SD of the scale's other trials"),
    source=("Our own: the mirror of C10"),
    check=_check,
    fires={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|B.drug|VAS|49|42|22|SD\nc|C.drug|VAS|40|41|19|SD\n"
        "d|D.drug|VAS|64|39|21|SE",
    },
    passes={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|B.drug|VAS|49|42|22|SD\nc|C.drug|VAS|40|41|19|SD\n"
        "d|D.drug|VAS|64|39|2.6|SE",
    },
    lacking={
        "others": Text(
            "færre enn tre andre studier på samme skala, og skalaen har ingen vanlig SD",
            "færre enn tre andre studiar på same skala, og skalaen har ingen vanleg SD",
            "fewer than three other trials on the scale, and the scale has no usual SD",
        ),
    },
)
