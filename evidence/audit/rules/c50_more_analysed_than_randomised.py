"""C50: more people analysed than were randomised to the arm."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.provenance import Provenance
from evidence.records.study import Arm
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for arm, n, provenance, column in _counted(project):
        if n is None:
            continue
        if arm.n_randomised is None:
            yield NotCheckable(missing="arms.n_randomised", about=arm.id)
        elif n <= arm.n_randomised:
            yield PASSES
        else:
            yield Fires(
                place=project.at(provenance, column),
                values={"randomised": arm.n_randomised, "arm": arm.id},
            )


def _counted(project: Project) -> Iterator[tuple[Arm, int | None, Provenance, str]]:
    for one in project.tables.results.values():
        yield one.arm, one.n, one.provenance, "n"
        yield one.arm, one.total, one.provenance, "total"
    for row in project.tables.contrasts.values():
        yield row.arm, row.n, row.provenance, "n"
        yield row.versus, row.versus_n, row.provenance, "versus_n"


RULE = Rule(
    code="C50",
    name="more-analysed-than-randomised",
    severity=Severity.STOP,
    reads=(
        "results.n",
        "results.total",
        "contrasts.n",
        "contrasts.versus_n",
        "arms.n_randomised",
    ),
    title=Text(
        "Flere analysert enn randomisert",
        "Fleire analyserte enn randomiserte",
        "More analysed than randomised",
    ),
    catches=Text(
        "Feil nevner: et antall fra en annen gruppe, et annet tidspunkt eller hele studien.",
        "Feil nemnar: eit tal frå ei anna gruppe, eit anna tidspunkt eller heile studien.",
        "A wrong denominator: a number of another arm, another timepoint or the whole trial.",
    ),
    message=Text(
        "{found} er analysert, men bare {randomised} ble randomisert til {arm}.",
        "{found} er analyserte, men berre {randomised} vart randomiserte til {arm}.",
        "{found} were analysed, but only {randomised} were randomised to {arm}.",
    ),
    repair=Text(
        "Se etter begge antallene i kilden.",
        "Sjå etter begge tala i kjelda.",
        "Check both numbers in the source.",
    ),
    formula=("n analysed ≤ n randomised, for each arm"),
    source=(
        "INSPECT-SR, https://doi.org/10.1136/bmjopen-2024-084164 (item on numbers that agree);"
        " Gøtzsche PC et al. https://doi.org/10.1001/jama.298.4.430"
    ),
    check=_check,
    fires={
        "arms": "arm_id|n_randomised\nA.drug|40",
        "results": "result_id|arm_id|n|mean\na|A.drug|46|20",
    },
    passes={
        "arms": "arm_id|n_randomised\nA.drug|40",
        "results": "result_id|arm_id|n|mean\na|A.drug|37|20",
    },
)
