"""G16: more levels than GRADE gives a domain."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Domain

MOST = {Domain.IMPRECISION: 3, Domain.DOSE_RESPONSE: 1, Domain.OPPOSING_CONFOUNDING: 1}
USUAL = 2


def _check(project: Project) -> Iterator[Answer]:
    for row in project.tables.judgements.values():
        most = MOST.get(row.domain, USUAL)
        if row.decided_levels is None:
            yield NotCheckable(missing="judgements.decided_levels", about=row.id)
        elif row.decided_levels > most:
            values = {"about": row.about_id, "domain": row.domain.value, "most": most}
            yield Fires(place=project.at(row.provenance, "decided_levels"), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="G16",
    name="levels-beyond-domain",
    severity=Severity.STOP,
    reads=("judgements.decided_levels", "judgements.domain"),
    title=Text(
        "Flere nivåer enn domenet har",
        "Fleire nivå enn domenet har",
        "More levels than the domain has",
    ),
    catches=Text(
        "En skrivefeil, eller flere forhold lagt i ett domene.",
        "Ein skrivefeil, eller fleire forhold lagde i eitt domene.",
        "A slip, or several facts put in one domain.",
    ),
    message=Text(
        "{found} nivå for {domain} i {about}; domenet har høyst {most}.",
        "{found} nivå for {domain} i {about}; domenet har høgst {most}.",
        "{found} levels for {domain} in {about}; the domain has at most {most}.",
    ),
    repair=Text(
        "Rett tallet, eller før forholdene i hvert sitt domene.",
        "Rett talet, eller før forholda i kvart sitt domene.",
        "Correct the number, or enter each fact in its own domain.",
    ),
    formula="levels ≤ 2; imprecision ≤ 3; dose-response and opposing confounding ≤ 1",
    source="https://doi.org/10.1016/j.jclinepi.2022.07.014; "
    "https://doi.org/10.1016/j.jclinepi.2011.06.004",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|inconsistency|3|varied|an effect",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|3|huge interval|an effect",
    },
)
