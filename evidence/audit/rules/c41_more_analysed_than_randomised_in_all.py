"""C41: arms that together hold more people than the trial randomised."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.arm_groups import arm_groups
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for group in arm_groups(project):
        study = project.tables.studies[group.study_id]
        counted = {
            one.arm.id: one.n or one.total for one in group.results if not _merged(one.arm.id)
        }
        if len(counted) < 2:
            continue
        if study.n_randomised is None:
            yield NotCheckable(missing="studies.n_randomised", about=study.id)
        elif any(n is None for n in counted.values()):
            yield NotCheckable(missing="results.n", about=group.results[0].id)
        else:
            total = sum(n or 0 for n in counted.values())
            if total <= study.n_randomised:
                yield PASSES
            else:
                first = group.results[0]
                yield Fires(
                    place=project.at(first.provenance, "total" if first.n is None else "n"),
                    values={"sum": total, "study": study.id, "randomised": study.n_randomised},
                )


def _merged(arm_id: str) -> bool:
    """Tell whether an arm is others put together, as its id says."""
    return arm_id.upper().endswith(("POOLED", "MERGED"))


RULE = Rule(
    code="C41",
    name="more-analysed-than-randomised-in-all",
    severity=Severity.STOP,
    reads=(
        "results.n",
        "results.total",
        "studies.n_randomised",
    ),
    title=Text(
        "Gruppene har til sammen flere enn studien",
        "Gruppene har til saman fleire enn studien",
        "The arms hold more people than the trial",
    ),
    catches=Text(
        "En kontrollgruppe ført som flere grupper, eller et antall fra en annen studie.",
        "Ei kontrollgruppe ført som fleire grupper, eller eit tal frå ein annan studie.",
        "A control group entered as several arms, or a number of another trial.",
    ),
    message=Text(
        "Gruppene har til sammen {sum} personer, men {study} randomiserte {randomised}.",
        "Gruppene har til saman {sum} personar, men {study} randomiserte {randomised}.",
        "The arms hold {sum} people in all, but {study} randomised {randomised}.",
    ),
    repair=Text(
        "Se etter antallene i kilden, og om to av gruppene er den samme. En sammenslått gruppe"
        " skal stå i tillegg bare når den er merket slik.",
        "Sjå etter tala i kjelda, og om to av gruppene er den same. Ei samanslått gruppe skal "
        "stå i tillegg berre når ho er merkt slik.",
        "Check the numbers in the source, and whether two of the arms are one. A merged arm "
        "beside its parts must be marked as such.",
    ),
    formula=("sum of n over the arms of one outcome at one timepoint ≤ n randomised of the trial"),
    source=(
        "Cochrane Handbook for Systematic Reviews of Interventions, chapter 23 "
        "(https://training.cochrane.org/handbook)"
    ),
    check=_check,
    fires={
        "studies": "study_id|n_randomised\nA|80",
        "results": "result_id|arm_id|construct_id|n|mean\na|A.drug|pain|40|20\n"
        "b|A.placebo|pain|40|22\nc|A.placebo2|pain|40|22",
    },
    passes={
        "studies": "study_id|n_randomised\nA|80",
        "results": "result_id|arm_id|construct_id|n|mean\na|A.drug|pain|40|20\nb|A.placebo|"
        "pain|38|22",
    },
)
