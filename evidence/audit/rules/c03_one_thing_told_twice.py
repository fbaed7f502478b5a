"""C03: two rows that tell the same thing of the same arm."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.provenance import Provenance
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    first: dict[tuple[object, ...], tuple[str, Provenance]] = {}
    for key, name, provenance in _told(project):
        known, where = first.setdefault(key, (name, provenance))
        if known == name:
            yield PASSES
        else:
            yield Fires(
                place=project.at(provenance),
                values={"row": name, "other": known},
                others=(project.at(where),),
            )


def _told(project: Project) -> Iterator[tuple[tuple[object, ...], str, Provenance]]:
    for one in project.tables.results.values():
        what = (one.construct_id, one.instrument_id, one.definition)
        when = (one.timepoint_weeks, one.timepoint_text)
        score = project.text("results", one.id, "score") or "final"
        yield ("result", one.arm.id, *what, *when, score, one.mean is None), one.id, one.provenance
    for row in project.tables.contrasts.values():
        arms = (row.arm.id, row.versus.id)
        what = (row.construct_id, row.instrument_id, row.population)
        when = (row.timepoint_weeks, row.timepoint_text)
        kind = (row.measure, row.adjusted)
        yield ("contrast", *arms, *what, *when, *kind), row.id, row.provenance


RULE = Rule(
    code="C03",
    name="one-thing-told-twice",
    severity=Severity.WARN,
    reads=(
        "results.arm_id",
        "results.construct_id",
        "results.instrument_id",
        "results.timepoint_weeks",
        "contrasts.arm_id",
        "contrasts.versus_arm_id",
    ),
    title=Text(
        "To rader sier det samme om samme gruppe",
        "To rader seier det same om same gruppe",
        "Two rows tell the same thing of one arm",
    ),
    catches=Text(
        "Den samme målingen ført to ganger under hver sin nøkkel, med like eller ulike tall.",
        "Den same målinga ført to gonger under kvar sin nøkkel, med like eller ulike tal.",
        "The same measurement entered twice under two keys, with equal or unequal numbers.",
    ),
    message=Text(
        "{row} og {other} gjelder samme gruppe, utfall, skala og tidspunkt.",
        "{row} og {other} gjeld same gruppe, utfall, skala og tidspunkt.",
        "{row} and {other} are about the same arm, outcome, scale and timepoint.",
    ),
    repair=Text(
        "Slett den ene, eller skriv hva som skiller dem (definition, population, timepoint_text).",
        "Slett den eine, eller skriv kva som skil dei (definition, population, timepoint_text).",
        "Delete one of them, or write what sets them apart (definition, population, "
        "timepoint_text).",
    ),
    formula=(
        "equal arm(s), construct, instrument, timepoint, definition or population, measure and"
        " kind of score; unequal id"
    ),
    source=(
        "forest plots that lose a row, https://github.com/LSYS/forestplot/pull/122; the rule "
        "is our own"
    ),
    check=_check,
    fires={
        "results": "result_id|arm_id|construct_id|timepoint_weeks|n|mean\na|A.drug|pain|12|40|"
        "20\nb|A.drug|pain|12|40|21",
    },
    passes={
        "results": "result_id|arm_id|construct_id|timepoint_weeks|n|mean\na|A.drug|pain|12|40|"
        "20\nb|A.drug|pain|26|40|21",
    },
)
