"""G06: a decision that departs from the suggestion it was given, without a reason."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for row in project.tables.judgements.values():
        if row.suggested_levels is None or row.decided_levels is None:
            yield NotCheckable(missing="judgements.suggested_levels", about=row.id)
        elif row.decided_levels == row.suggested_levels or row.reason.strip():
            yield PASSES
        else:
            values = {
                "about": row.about_id,
                "domain": row.domain.value,
                "suggested": row.suggested_levels,
                "decided": row.decided_levels,
            }
            yield Fires(place=project.at(row.provenance, "reason"), values=values)


RULE = Rule(
    code="G06",
    name="departs-without-reason",
    severity=Severity.STOP,
    reads=("judgements.suggested_levels", "judgements.decided_levels", "judgements.reason"),
    title=Text(
        "Avvik fra forslaget uten begrunnelse",
        "Avvik frå forslaget utan grunngiving",
        "Departs from the suggestion without a reason",
    ),
    catches=Text(
        "Mennesker bestemmer, men et avvik ingen forklarer, kan ikke etterprøves.",
        "Menneske bestemmer, men eit avvik ingen forklarer, kan ikkje etterprøvast.",
        "People decide, but a departure nobody explains cannot be checked.",
    ),
    message=Text(
        "{domain} i {about}: {suggested} nivå ble foreslått og {decided} besluttet, uten "
        "begrunnelse.",
        "{domain} i {about}: {suggested} nivå vart foreslått og {decided} bestemt, utan "
        "grunngiving.",
        "{domain} in {about}: {suggested} levels were suggested and {decided} decided, "
        "without a reason.",
    ),
    repair=Text(
        "Skriv hvorfor i reason.",
        "Skriv kvifor i reason.",
        "Write why in the column reason.",
    ),
    formula="decided_levels ≠ suggested_levels ⇒ reason ≠ ∅",
    source="Our own; decision record 0021",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|suggested_levels|decided_levels|reason|"
        "target\n"
        "j|e|imprecision|2|0||an effect",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|suggested_levels|decided_levels|reason|"
        "target\n"
        "j|e|imprecision|2|0|the trials agree closely|an effect",
    },
)
