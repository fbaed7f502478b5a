"""C71: a level up or down that nobody has given a reason for."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for judgement in project.tables.judgements.values():
        if judgement.decided_levels is None:
            yield NotCheckable(missing="judgements.decided_levels", about=judgement.id)
        elif judgement.decided_levels and not judgement.reason.strip():
            values = {"domain": judgement.domain.value, "about": judgement.about_id}
            yield Fires(place=project.at(judgement.provenance, "decided_levels"), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="C71",
    name="downgrade-without-reason",
    severity=Severity.WARN,
    reads=("judgements.decided_levels", "judgements.reason"),
    title=Text(
        "Endret nivå uten begrunnelse",
        "Endra nivå utan grunngiving",
        "A changed level without a reason",
    ),
    catches=Text(
        "En nedgradering ingen kan etterprøve.",
        "Ei nedgradering ingen kan etterprøve.",
        "A change of level that nobody can check.",
    ),
    message=Text(
        "{found} nivå for {domain} i {about} står uten begrunnelse.",
        "{found} nivå for {domain} i {about} står utan grunngiving.",
        "{found} levels for {domain} in {about} stand without a reason.",
    ),
    repair=Text(
        "Skriv begrunnelsen i reason.",
        "Skriv grunngivinga i reason.",
        "Write the reason in the column reason.",
    ),
    formula="decided_levels > 0 ⇒ reason ≠ ∅",
    source="MECIR C75, "
    "https://community.cochrane.org/mecir-manual/standards-conduct-new-cochrane-intervention-reviews-c1-c75/performing-review-c24-c75/assessing-quality-evidence-and-summarizing-findings-c74-c75",
    check=_check,
    fires={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1||an effect",
    },
    passes={
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide interval|an effect",
    },
)
