"""C21: scores that cannot be near a normal distribution."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.audit.spread_by_scale import standard_deviation
from evidence.records.text import Text

FEWEST_SD = 1.0


def _check(project: Project) -> Iterator[Answer]:
    for result in project.tables.results.values():
        sd = standard_deviation(result)
        if sd is None or result.mean is None:
            continue
        if project.text("results", result.id, "score") == "change":
            continue
        instrument = project.tables.instruments.get(result.instrument_id)
        if instrument is None:
            yield NotCheckable(missing="results.instrument_id", about=result.id)
        elif instrument.range_min is None or instrument.range_max is None:
            yield NotCheckable(missing="instruments.range_min", about=instrument.id)
        else:
            ends, mean = (instrument.range_min, instrument.range_max), result.mean
            end = ends[0] if mean - ends[0] < ends[1] - mean else ends[1]
            distance = abs(mean - end) / sd
            if distance >= FEWEST_SD:
                yield PASSES
            else:
                values = {"mean": mean, "distance": distance, "end": end}
                yield Fires(place=project.at(result.provenance, "mean"), values=values)


RULE = Rule(
    code="C21",
    name="scores-pushed-to-the-end",
    severity=Severity.NOTE,
    reads=(
        "results.mean",
        "results.dispersion",
        "instruments.range_min",
        "instruments.range_max",
    ),
    title=Text(
        "Skårene kan ikke være normalfordelt",
        "Skårane kan ikkje vere normalfordelte",
        "Scores cannot be near normal",
    ),
    catches=Text(
        "Skjeve skårer slått sammen som om de var normalfordelt, eller en SD som er feil.",
        "Skeive skårar slått saman som om dei var normalfordelte, eller ein SD som er feil.",
        "Skewed scores pooled as if they were normal, or an SD that is wrong.",
    ),
    message=Text(
        "Gjennomsnittet {mean} ligger bare {distance} SD fra enden av skalaen ({end}).",
        "Gjennomsnittet {mean} ligg berre {distance} SD frå enden av skalaen ({end}).",
        "The mean {mean} is only {distance} SD from the end of the scale ({end}).",
    ),
    repair=Text(
        "Se etter om kilden oppgir median, og om SD er riktig.",
        "Sjå etter om kjelda oppgir median, og om SD er rett.",
        "Check whether the source gives a median, and whether the SD is right.",
    ),
    formula=("(mean − low)/SD < 1 or (high − mean)/SD < 1"),
    source=(
        "Altman DG, Bland JM. BMJ 1996;313:1200, https://doi.org/10.1136/bmj.313.7066.1200 "
        "(below 2 suggests skew, below 1 shows it)"
    ),
    check=_check,
    fires={
        "instruments": "instrument_id|range_min|range_max\nNRS|0|10",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|40|1.2|1.9|SD",
    },
    passes={
        "instruments": "instrument_id|range_min|range_max\nNRS|0|10",
        "results": "result_id|arm_id|instrument_id|n|mean|dispersion|dispersion_type\n"
        "a|A.drug|NRS|40|4|2|SD",
    },
)
