"""C85: arms whose people do not sum to those of the trial."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.study import Arm
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    by_study: dict[str, list[Arm]] = {}
    for arm in project.tables.arms.values():
        if not arm.id.upper().endswith(("POOLED", "MERGED")):
            by_study.setdefault(arm.study_id, []).append(arm)
    for study_id, arms in by_study.items():
        study = project.tables.studies[study_id]
        if study.n_randomised is None:
            yield NotCheckable(missing="studies.n_randomised", about=study.id)
        elif any(arm.n_randomised is None for arm in arms):
            yield NotCheckable(missing="arms.n_randomised", about=study.id)
        else:
            total = sum(arm.n_randomised or 0 for arm in arms)
            if total == study.n_randomised:
                yield PASSES
            else:
                yield Fires(
                    place=project.at(study.provenance, "n_randomised"),
                    values={"study": study.label, "sum": total, "total": study.n_randomised},
                )


RULE = Rule(
    code="C85",
    name="arms-do-not-sum-to-the-trial",
    severity=Severity.WARN,
    reads=(
        "arms.n_randomised",
        "studies.n_randomised",
    ),
    title=Text(
        "Gruppene summerer ikke til studien",
        "Gruppene summerer ikkje til studien",
        "The arms do not sum to the trial",
    ),
    catches=Text(
        "En gruppe som mangler eller er ført to ganger, eller et antall som er skrevet feil.",
        "Ei gruppe som manglar eller er ført to gonger, eller eit tal som er skrive feil.",
        "An arm that is missing or entered twice, or a number mistyped.",
    ),
    message=Text(
        "Gruppene i {study} har {sum} randomiserte til sammen, men studien {total}.",
        "Gruppene i {study} har {sum} randomiserte til saman, men studien {total}.",
        "The arms of {study} have {sum} randomised in all, but the trial {total}.",
    ),
    repair=Text(
        "Se etter antallene i kilden. En gruppe som ikke er ført, kan føres uten resultater.",
        "Sjå etter tala i kjelda. Ei gruppe som ikkje er ført, kan førast utan resultat.",
        "Check the numbers in the source. An arm that is not entered can be, without results.",
    ),
    formula=(
        "sum of n randomised over the arms = n randomised of the trial (merged arms left out)"
    ),
    source=("Our own: the parts make the whole"),
    check=_check,
    fires={
        "studies": "study_id|label|n_randomised\nA|Berg 2020|90",
        "arms": "arm_id|n_randomised\nA.drug|40\nA.placebo|41",
    },
    passes={
        "studies": "study_id|label|n_randomised\nA|Berg 2020|81",
        "arms": "arm_id|n_randomised\nA.drug|40\nA.placebo|41",
    },
)
