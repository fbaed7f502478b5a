"""C01: a mean with a spread from fewer than two people."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for result in project.tables.results.values():
        if not result.dispersion_type:
            continue
        if result.n is None:
            yield NotCheckable(missing="results.n", about=result.id)
        elif result.n < 2:
            yield Fires(place=project.at(result.provenance, "n"))
        else:
            yield PASSES


RULE = Rule(
    code="C01",
    name="fewer-than-two-people",
    severity=Severity.STOP,
    reads=(
        "results.n",
        "results.dispersion",
    ),
    title=Text(
        "Spredning hos færre enn to personer",
        "Spreiing hos færre enn to personar",
        "A spread among fewer than two people",
    ),
    catches=Text(
        "Et antall som er forskjøvet eller avkortet; én person har ingen spredning, og "
        "variansen kan ikke regnes ut.",
        "Eit tal som er forskuva eller avkorta; éin person har inga spreiing, og variansen kan"
        " ikkje reknast ut.",
        "A number of people that is shifted or cut off; one person has no spread, and no "
        "variance can be had.",
    ),
    message=Text(
        "n er {found}, men raden oppgir en spredning.",
        "n er {found}, men rada oppgir ei spreiing.",
        "n is {found}, but the row gives a spread.",
    ),
    repair=Text(
        "Se etter antallet i kilden.",
        "Sjå etter talet i kjelda.",
        "Check the number of people in the source.",
    ),
    formula=("n ≥ 2 where a dispersion is given"),
    source=("Our own: a standard deviation has n − 1 degrees of freedom"),
    check=_check,
    fires={
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|1|20|4|SD",
    },
    passes={
        "results": "result_id|arm_id|n|mean|dispersion|dispersion_type\na|A.drug|14|20|4|SD",
    },
)
