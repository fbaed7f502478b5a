"""G01: randomised evidence rated up, or evidence rated up and down at once."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        raised = [row for row in one.rating.judgements if row.domain.raises and row.decided_levels]
        lowered = [
            row for row in one.rating.judgements if not row.domain.raises and row.decided_levels
        ]
        if not raised:
            yield PASSES
        elif one.body.randomised is None and not lowered:
            yield NotCheckable(missing="design", about=one.about_id)
        elif one.body.randomised or lowered:
            yield Fires(
                place=project.at(raised[0].provenance, "decided_levels"),
                values={"about": one.about_id, "domain": raised[0].domain.value},
            )
        else:
            yield PASSES


RULE = Rule(
    code="G01",
    name="rated-up-although-randomised",
    severity=Severity.WARN,
    reads=("judgements.decided_levels", "studies.design"),
    title=Text(
        "Oppgradert uten grunnlag",
        "Oppgradert utan grunnlag",
        "Rated up without grounds",
    ),
    catches=Text(
        "Oppgradering er ment for ikke-randomiserte studier uten nedgradering; ellers "
        "blir tilliten for høy.",
        "Oppgradering er meint for ikkje-randomiserte studiar utan nedgradering; elles "
        "blir tilliten for høg.",
        "Rating up is meant for non-randomised studies that are not rated down; otherwise "
        "certainty becomes too high.",
    ),
    message=Text(
        "{about} er oppgradert for {domain}, men studiene er randomiserte eller evidensen "
        "er også nedgradert.",
        "{about} er oppgradert for {domain}, men studiane er randomiserte eller evidensen "
        "er også nedgradert.",
        "{about} is rated up for {domain}, but the studies are randomised or the evidence "
        "is also rated down.",
    ),
    repair=Text(
        "Fjern oppgraderingen, eller skriv designet i studies.csv.",
        "Fjern oppgraderinga, eller skriv designet i studies.csv.",
        "Remove the levels up, or enter the design in studies.csv.",
    ),
    formula="Σ up > 0 ⇒ non-randomised and Σ down = 0",
    source="https://doi.org/10.1016/j.jclinepi.2011.06.004; "
    "https://doi.org/10.1136/bmj-2024-083864",
    check=_check,
    fires={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|RR|pool|o",
        "outcomes": "outcome_id|construct_id\no|illness",
        "constructs": "construct_id|higher_is|family\nillness|worse|harm",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a1|a2|primary\n"
        "s|B|b1|b2|primary",
        "results": "result_id|arm_id|construct_id|events|total\n"
        "a1|A.drug|illness|5|100\n"
        "a2|A.placebo|illness|30|100\n"
        "b1|B.drug|illness|6|100\n"
        "b2|B.placebo|illness|33|100",
        "analyses/results": "synthesis_id\ns",
        "judgements": "judgement_id|synthesis_id|domain|decided_levels|reason|target\n"
        "j|s|large effect|1|risk more than halved|an effect",
    },
    passes={
        "syntheses": "synthesis_id|measure|action|outcome_id\ns|RR|pool|o",
        "outcomes": "outcome_id|construct_id\no|illness",
        "constructs": "construct_id|higher_is|family\nillness|worse|harm",
        "members": "synthesis_id|study_id|result_id|versus_result_id|use\n"
        "s|A|a1|a2|primary\n"
        "s|B|b1|b2|primary",
        "results": "result_id|arm_id|construct_id|events|total\n"
        "a1|A.drug|illness|5|100\n"
        "a2|A.placebo|illness|30|100\n"
        "b1|B.drug|illness|6|100\n"
        "b2|B.placebo|illness|33|100",
        "analyses/results": "synthesis_id\ns",
        "studies": "study_id|design\nA|non-randomised\nB|non-randomised",
        "judgements": "judgement_id|synthesis_id|domain|decided_levels|reason|target\n"
        "j|s|large effect|1|risk more than halved|an effect",
    },
    lacking={
        "design": Text(
            "det ikke er oppgitt om studiene er randomiserte",
            "det ikkje er oppgitt om studiane er randomiserte",
            "it is not stated whether the studies are randomised",
        )
    },
)
