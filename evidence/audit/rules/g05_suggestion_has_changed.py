"""G05: a recorded suggestion that the rules no longer make."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        for held in one.held:
            row = held.judgement
            if row is None or row.suggested_levels is None:
                continue
            if not held.suggestion.is_checkable:
                yield NotCheckable(missing="rule", about=row.id)
            elif held.suggestion.leaves_room_for(row.suggested_levels):
                yield PASSES
            else:
                values = {
                    "about": one.about_id,
                    "domain": row.domain.value,
                    "levels": held.suggestion.levels or 0,
                }
                yield Fires(place=project.at(row.provenance, "suggested_levels"), values=values)


RULE = Rule(
    code="G05",
    name="suggestion-has-changed",
    severity=Severity.NOTE,
    reads=("judgements.suggested_levels", "estimates", "analyses/results"),
    title=Text(
        "Forslaget er et annet nå",
        "Forslaget er eit anna no",
        "The suggestion is another now",
    ),
    catches=Text(
        "Vurderingen bygger på et forslag som tallene ikke lenger gir.",
        "Vurderinga byggjer på eit forslag som tala ikkje lenger gir.",
        "The decision rests on a suggestion the numbers no longer give.",
    ),
    message=Text(
        "Foreslått for {domain} i {about}: {found} nivå er ført, reglene gir nå {levels}.",
        "Foreslått for {domain} i {about}: {found} nivå er ført, reglane gir no {levels}.",
        "Suggested for {domain} in {about}: {found} levels are recorded, the rules now "
        "give {levels}.",
    ),
    repair=Text(
        "Se vurderingen på nytt med «evidence check --grade».",
        "Sjå på vurderinga på nytt med «evidence check --grade».",
        "Look at the decision again with “evidence check --grade”.",
    ),
    formula="suggested_levels ∉ [suggested now, at most now]",
    source="Our own; decision record 0022",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.9|-1.05|-0.75|95|800|moderate",
        "judgements": "judgement_id|estimate_id|domain|suggested_levels|decided_levels|reason|"
        "target\n"
        "j|e|imprecision|2|2|wide|an important effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.9|-1.05|-0.75|95|800|moderate",
        "judgements": "judgement_id|estimate_id|domain|suggested_levels|decided_levels|reason|"
        "target\n"
        "j|e|imprecision|0|0|narrow|an important effect",
    },
    lacking={
        "rule": Text(
            "regelen ikke kan gi et forslag her",
            "regelen ikkje kan gi eit forslag her",
            "the rule can make no suggestion here",
        )
    },
)
