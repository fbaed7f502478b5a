"""C79: a threshold, smallest important difference or usual SD that nobody says the source of.

Scales without the one or the other are counted: standardised effects cannot be told on them.
"""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in project.tables.instruments.values():
        for column, value, source in (
            ("mid", one.mid, one.mid_source_id),
            ("typical_sd", one.typical_sd, one.typical_sd_source_id),
        ):
            if value is not None and not source:
                place = project.at(one.provenance, column)
                yield Fires(place=place, values={"column": f"{column}_source_id"})
            elif value is not None:
                yield PASSES
            else:
                yield NotCheckable(missing=f"instruments.{column}", about=one.id)
    for outcome in project.tables.outcomes.values():
        if outcome.thresholds is None:
            continue
        if outcome.thresholds.source_id:
            yield PASSES
        else:
            place = project.at(outcome.provenance, "threshold_scale")
            yield Fires(place=place, values={"column": "threshold_source_id"})


RULE = Rule(
    code="C79",
    name="scale-value-without-source",
    severity=Severity.WARN,
    reads=(
        "instruments.mid",
        "instruments.mid_source_id",
        "instruments.typical_sd",
        "instruments.typical_sd_source_id",
        "outcomes.threshold_source_id",
    ),
    title=Text(
        "Terskel eller skalaverdi uten kilde",
        "Terskel eller skalaverdi utan kjelde",
        "A threshold or scale value without a source",
    ),
    catches=Text(
        "Et tall som avgjør hva som er viktig eller hvordan SMD leses, og som ingen kan "
        "etterprøve.",
        "Eit tal som avgjer kva som er viktig eller korleis SMD blir lesen, og som ingen kan "
        "etterprøve.",
        "A number that decides what matters or how an SMD is read, and that nobody can verify.",
    ),
    message=Text(
        "{found} har ingen kilde ({column}).",
        "{found} har inga kjelde ({column}).",
        "{found} has no source ({column}).",
    ),
    repair=Text(
        "Før kilden.",
        "Før kjelda.",
        "Enter the source.",
    ),
    formula=("a value with an empty source beside it"),
    source=("Cochrane Handbook 5.1, section 12.6.4 (http://handbook-5-1.cochrane.org)"),
    check=_check,
    fires={
        "instruments": "instrument_id|typical_sd\nVAS|22",
    },
    passes={
        "instruments": "instrument_id|mid|mid_source_id|typical_sd|typical_sd_source_id\n"
        "VAS|10|Berg2020|22|Berg2020",
    },
)
