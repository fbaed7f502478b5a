"""C08: an outcome of the PICO question that nothing answers."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    answered = {one.outcome_id for one in tables.estimates.values()}
    answered |= {one.outcome_id for one in tables.syntheses.values()}
    for outcome in tables.outcomes.values():
        if outcome.in_pico and outcome.id not in answered:
            values = {"outcome": outcome.id}
            yield Fires(place=project.at(outcome.provenance, "in_pico"), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="C08",
    name="outcome-without-data",
    severity=Severity.NOTE,
    reads=(
        "outcomes.in_pico",
        "estimates.outcome_id",
        "syntheses.outcome_id",
    ),
    title=Text(
        "Utfall i PICO uten data",
        "Utfall i PICO utan data",
        "Outcome of the PICO without data",
    ),
    catches=Text(
        "Et utfall som faller ut i stillhet: leseren ser bare det som ble rapportert.",
        "Eit utfall som fell ut i stille: lesaren ser berre det som vart rapportert.",
        "An outcome that drops out in silence: readers see only what was reported.",
    ),
    message=Text(
        "Utfallet {outcome} står i PICO, men verken et publisert estimat eller en syntese "
        "svarer på det.",
        "Utfallet {outcome} står i PICO, men verken eit publisert estimat eller ein syntese "
        "svarar på det.",
        "The outcome {outcome} is in the PICO, but no published estimate and no synthesis "
        "answers it.",
    ),
    repair=Text(
        "Før det som finnes, eller la det stå: høringsutkastet sier at det mangler.",
        "Før det som finst, eller lat det stå: høyringsutkastet seier at det manglar.",
        "Enter what there is, or let it be: the hearing draft says that it is missing.",
    ),
    formula=("in_pico = yes and no estimate or synthesis with its outcome_id"),
    source=("ROB-ME, https://doi.org/10.1136/bmj-2023-076754 (the idea); the rule is our own"),
    check=_check,
    fires={
        "outcomes": "outcome_id|in_pico\npain|yes",
    },
    passes={
        "outcomes": "outcome_id|in_pico\npain|yes",
        "estimates": "estimate_id|outcome_id|estimate\nE1|pain|0.3",
    },
)
