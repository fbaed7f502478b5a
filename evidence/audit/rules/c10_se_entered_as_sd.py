"""C10: a standard error entered as a standard deviation, seen beside other trials' spread."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import SpreadByScale, spreads
from evidence.records.reported import ArmResult
from evidence.records.text import Text

FAR_BELOW = -1.0
CLOSER_BY = math.log(1.2)


def _check(project: Project) -> Iterator[Answer]:
    usual = SpreadByScale(project)
    for result in spreads(project, "SD"):
        if not result.instrument_id:
            yield NotCheckable(missing="results.instrument_id", about=result.id)
        elif result.n is None:
            yield NotCheckable(missing="results.n", about=result.id)
        else:
            reference = usual.beside(result)
            if reference is None:
                yield NotCheckable(missing="others", about=result.id)
            elif _is_error(result, result.n, math.log(reference)):
                yield _fires(project, result, result.n, reference)
            else:
                yield PASSES


def _fires(project: Project, result: ArmResult, n: int, usual: float) -> Fires:
    return Fires(
        place=project.at(result.provenance, "dispersion"),
        values={
            "usual": usual,
            "instrument": project.tables.instruments[result.instrument_id].name,
            "as_sd": (result.dispersion or 0) * math.sqrt(n),
        },
    )


def _is_error(result: ArmResult, n: int, usual: float) -> bool:
    written = math.log(result.dispersion or math.nan)
    as_sd = written + math.log(n) / 2
    is_closer = abs(as_sd - usual) < abs(written - usual) - CLOSER_BY
    return is_closer and written - usual < FAR_BELOW


RULE = Rule(
    code="C10",
    name="se-entered-as-sd",
    severity=Severity.STOP,
    reads=("results.dispersion", "results.n", "results.instrument_id", "instruments.typical_sd"),
    title=Text(
        "Standardfeil ført som standardavvik",
        "Standardfeil ført som standardavvik",
        "Standard error entered as standard deviation",
    ),
    catches=Text(
        "Den vanligste alvorlige feilen i metaanalyser: effekten blir mange ganger for stor og "
        "studien får altfor stor vekt.",
        "Den vanlegaste alvorlege feilen i metaanalysar: effekten blir mange gonger for stor, og "
        "studien får altfor stor vekt.",
        "The commonest grave error of meta-analyses: the effect becomes many times too large and "
        "the trial far too heavy.",
    ),
    message=Text(
        "{found} er ført som SD, men i andre studier er SD på {instrument} om lag {usual}. Lest "
        "som standardfeil gir tallet en SD på {as_sd}.",
        "{found} er ført som SD, men i andre studiar er SD på {instrument} om lag {usual}. Lese "
        "som standardfeil gir talet ein SD på {as_sd}.",
        "{found} is entered as an SD, but other trials have an SD of about {usual} on "
        "{instrument}. Read as a standard error the number gives an SD of {as_sd}.",
    ),
    repair=Text(
        "Se etter i kilden. Er det en standardfeil, skriv SE i dispersion_type; tallet skal stå "
        "som det er.",
        "Sjå etter i kjelda. Er det ein standardfeil, skriv SE i dispersion_type; talet skal stå "
        "som det er.",
        "Check the source. If it is a standard error, write SE in dispersion_type and leave the "
        "number as it is.",
    ),
    formula="ln s − m < −1 and |ln s√n − m| < |ln s − m| − ln 1.2, where m is the median ln SD of "
    "the scale's other trials",
    source="https://doi.org/10.1007/s40279-022-01766-0 (how common it is); limits from our own "
    "simulation, validation/se_as_sd.py: 98 to 99.7 % told, 0 to 0.45 % of "
    "good trials flagged",
    check=_check,
    fires={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|B.drug|VAS|49|42|22|SD\n"
        "c|C.drug|VAS|40|41|19|SD\nd|D.drug|VAS|64|39|2.5|SD",
    },
    passes={
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|VAS|36|40|20|SD\nb|B.drug|VAS|49|42|22|SD\n"
        "c|C.drug|VAS|40|41|19|SD\nd|D.drug|VAS|64|39|2.5|SE",
    },
    lacking={
        "others": Text(
            "færre enn tre andre studier på samme skala, og skalaen har ingen vanlig SD",
            "færre enn tre andre studiar på same skala, og skalaen har ingen vanleg SD",
            "fewer than three other trials on the scale, and the scale has no usual SD",
        )
    },
)
