"""C18: a standard deviation that no scores on the scale can have."""

import math
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import standard_deviation
from evidence.records.text import Text

ROOM = 1.01


def _check(project: Project) -> Iterator[Answer]:
    for result in project.tables.results.values():
        sd = standard_deviation(result)
        if sd is None or result.mean is None or _is_change(project, result.id):
            continue
        instrument = project.tables.instruments.get(result.instrument_id)
        if instrument is None:
            yield NotCheckable(missing="results.instrument_id", about=result.id)
        elif instrument.range_min is None or instrument.range_max is None:
            yield NotCheckable(missing="instruments.range_min", about=instrument.id)
        elif result.n is None or result.n < 2:
            yield NotCheckable(missing="results.n", about=result.id)
        else:
            low, high = instrument.range_min, instrument.range_max
            inside = max(0.0, (result.mean - low) * (high - result.mean))
            limit = math.sqrt(inside * result.n / (result.n - 1))
            if sd <= ROOM * limit:
                yield PASSES
                continue
            column = "dispersion" if result.dispersion is not None else "dispersion_low"
            yield Fires(
                place=project.at(result.provenance, column),
                values={"sd": sd, "mean": result.mean, "low": low, "high": high, "limit": limit},
            )


def _is_change(project: Project, result_id: str) -> bool:
    return project.text("results", result_id, "score") == "change"


RULE = Rule(
    code="C18",
    name="spread-beyond-the-scale",
    severity=Severity.STOP,
    reads=(
        "results.mean",
        "results.dispersion",
        "results.n",
        "instruments.range_min",
        "instruments.range_max",
    ),
    title=Text(
        "Umulig spredning på skalaen",
        "Umogleg spreiing på skalaen",
        "A spread the scale cannot have",
    ),
    catches=Text(
        "Feil skala, en skrivefeil, eller en standardfeil som er regnet om to ganger.",
        "Feil skala, ein skrivefeil, eller ein standardfeil som er rekna om to gonger.",
        "The wrong scale, a slip, or a standard error converted twice.",
    ),
    message=Text(
        "SD {sd} er ikke mulig med gjennomsnitt {mean} på en skala fra {low} til {high}; høyst"
        " {limit}.",
        "SD {sd} er ikkje mogleg med gjennomsnitt {mean} på ein skala frå {low} til {high}; "
        "høgst {limit}.",
        "An SD of {sd} is not possible with a mean of {mean} on a scale from {low} to {high}; "
        "{limit} at most.",
    ),
    repair=Text(
        "Se etter tallene i kilden, og om skalaen er riktig.",
        "Sjå etter tala i kjelda, og om skalaen er rett.",
        "Check the numbers in the source, and whether the scale is right.",
    ),
    formula=("SD ≤ √((mean − low)(high − mean) n/(n − 1))"),
    source=(
        "Bhatia R, Davis C. Am Math Mon 2000;107:353-7, "
        "https://doi.org/10.1080/00029890.2000.12005203; n/(n − 1) because the SD is that of a"
        " sample"
    ),
    check=_check,
    fires={
        "instruments": "instrument_id|range_min|range_max\nNRS|0|10",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|40|4|12|SD",
    },
    passes={
        "instruments": "instrument_id|range_min|range_max\nNRS|0|10",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|40|4|2|SD",
    },
)
