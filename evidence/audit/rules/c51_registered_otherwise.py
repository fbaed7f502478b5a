"""C51: a trial registered after it began, or with another number of people."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text

ROOM = 0.15


def _check(project: Project) -> Iterator[Answer]:
    for study in project.tables.studies.values():
        registered = project.text("studies", study.id, "registered_on")
        started = project.text("studies", study.id, "started_on")
        planned = project.cell("studies", study.id, "n_registered")
        if registered and started:
            shorter = min(len(registered), len(started))
            if registered[:shorter] > started[:shorter]:
                place = project.at(study.provenance, "registered_on")
                yield Fires(
                    place=place,
                    values={"study": study.label, "what": f"{registered} > {started}"},
                )
            else:
                yield PASSES
        else:
            yield NotCheckable(missing="studies.registered_on", about=study.id)
        if planned is None or study.n_randomised is None:
            yield NotCheckable(missing="studies.n_registered", about=study.id)
        elif abs(study.n_randomised / planned - 1) <= ROOM:
            yield PASSES
        else:
            place = project.at(study.provenance, "n_randomised")
            told = f"n {study.n_randomised} ≠ {planned:g}"
            yield Fires(place=place, values={"study": study.label, "what": told})


RULE = Rule(
    code="C51",
    name="registered-otherwise",
    severity=Severity.WARN,
    reads=(
        "studies.registered_on",
        "studies.started_on",
        "studies.n_registered",
        "studies.n_randomised",
    ),
    title=Text(
        "Registrert for sent, eller med et annet antall",
        "Registrert for seint, eller med eit anna tal",
        "Registered late, or with another number of people",
    ),
    catches=Text(
        "Utfall som kan være valgt etter at resultatene var kjent.",
        "Utfall som kan vere valde etter at resultata var kjende.",
        "Outcomes that may have been chosen after the results were known.",
    ),
    message=Text(
        "{study}: {what}.",
        "{study}: {what}.",
        "{study}: {what}.",
    ),
    repair=Text(
        "Se etter i registeret, og vurder risiko for selektiv rapportering.",
        "Sjå etter i registeret, og vurder risiko for selektiv rapportering.",
        "Check the registry, and judge the risk of selective reporting.",
    ),
    formula=("registered_on > started_on; |n randomised/n registered − 1| > 15 %"),
    source=("TRACT, https://doi.org/10.1186/s41073-023-00130-8"),
    check=_check,
    fires={
        "studies": "study_id|label|n_randomised|n_registered|registered_on|started_on\n"
        "A|Berg 2020|60|100|2018-06-01|2018-01-15",
    },
    passes={
        "studies": "study_id|label|n_randomised|n_registered|registered_on|started_on\n"
        "A|Berg 2020|98|100|2017-11|2018-01-15",
    },
)
