"""C59: an estimate with fewer people than its trials can have, or heterogeneity of one trial."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text

FEWEST_A_TRIAL = 4


def _check(project: Project) -> Iterator[Answer]:
    for one in project.tables.estimates.values():
        if one.k is None or (one.n is None and one.i2 is None):
            continue
        place = project.at(one.provenance, "k")
        if one.n is not None and one.n < FEWEST_A_TRIAL * one.k:
            yield Fires(place=place, values={"what": f"k = {one.k}, n = {one.n}"})
        elif one.k == 1 and one.i2:
            yield Fires(place=place, values={"what": f"k = 1, I² = {one.i2:g} %"})
        else:
            yield PASSES


RULE = Rule(
    code="C59",
    name="fewer-people-than-trials",
    severity=Severity.STOP,
    reads=(
        "estimates.k",
        "estimates.n",
        "estimates.i2",
    ),
    title=Text(
        "Antallene i estimatet er umulige sammen",
        "Tala i estimatet er umoglege saman",
        "The counts of the estimate cannot go together",
    ),
    catches=Text(
        "Byttede kolonner, eller I² og antall fra hver sin rad.",
        "Bytte kolonnar, eller I² og tal frå kvar si rad.",
        "Swapped columns, or I² and counts of two different rows.",
    ),
    message=Text(
        "{what} kan ikke stemme.",
        "{what} kan ikkje stemme.",
        "{what} cannot be right.",
    ),
    repair=Text(
        "Se etter k, n og I² i kilden.",
        "Sjå etter k, n og I² i kjelda.",
        "Check k, n and I² in the source.",
    ),
    formula=("n ≥ 4k (two arms of two people); I² = 0 or empty where k = 1"),
    source=("Our own: each arm has at least two people, and one trial does not differ from itself"),
    check=_check,
    fires={
        "estimates": "estimate_id|estimate|k|n\nE1|-0.4|312|7",
    },
    passes={
        "estimates": "estimate_id|estimate|k|n\nE1|-0.4|7|312",
    },
)
