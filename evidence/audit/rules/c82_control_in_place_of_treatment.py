"""C82: a pooled comparison with the control in the treatment's place."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.pooled_rows import pools
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.reported import Contrast
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for rows in pools(project).values():
        for row in rows:
            first, last = row.rows[0], row.rows[-1]
            arm = first.arm
            versus = last.versus if isinstance(last, Contrast) else last.arm
            one, other = arm.intervention, versus.intervention
            is_turned = one.kind != "treatment" and other.kind == "treatment"
            if is_turned or one.id == other.id:
                yield Fires(
                    place=row.place(project, "arm_id"),
                    values={
                        "arm": arm.id,
                        "versus": versus.id,
                        "given": one.kind,
                        "kind": other.kind,
                    },
                )
            else:
                yield PASSES


RULE = Rule(
    code="C82",
    name="control-in-place-of-treatment",
    severity=Severity.WARN,
    reads=(
        "members",
        "arms.intervention_id",
        "interventions.kind",
    ),
    title=Text(
        "Kontrollen står i tiltakets sted",
        "Kontrollen står i staden for tiltaket",
        "The control stands in the treatment's place",
    ),
    catches=Text(
        "Grupper i feil rekkefølge, som snur fortegnet på effekten.",
        "Grupper i feil rekkjefølgje, som snur forteiknet på effekten.",
        "Arms in the wrong order, which turns the sign of the effect.",
    ),
    message=Text(
        "{arm} ({given}) står som tiltak, og {versus} ({kind}) som kontroll.",
        "{arm} ({given}) står som tiltak, og {versus} ({kind}) som kontroll.",
        "{arm} ({given}) stands as the treatment, and {versus} ({kind}) as the control.",
    ),
    repair=Text(
        "Bytt gruppene, eller rett hva slags tiltak de fikk (kind).",
        "Byt gruppene, eller rett kva slags tiltak dei fekk (kind).",
        "Swap the arms, or correct what kind of intervention they had.",
    ),
    formula=(
        "kind of the arm is a control's and kind of the comparator is treatment; or both had "
        "the same intervention"
    ),
    source=(
        "Gøtzsche PC et al. https://doi.org/10.1001/jama.298.4.430 (signs among the common "
        "errors); the rule is our own"
    ),
    check=_check,
    fires={
        "interventions": "intervention_id|kind\ndrug|treatment\nplacebo|passive control",
        "arms": "arm_id|intervention_id\nA.drug|drug\nA.placebo|placebo",
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.placebo|A.drug|VAS|MD|8|2",
    },
    passes={
        "interventions": "intervention_id|kind\ndrug|treatment\nplacebo|passive control",
        "arms": "arm_id|intervention_id\nA.drug|drug\nA.placebo|placebo",
        "syntheses": "synthesis_id|measure|instrument_id|action|outcome_id\ns|MD|VAS|pool|pain",
        "members": "synthesis_id|study_id|contrast_id|use\ns|A|a|primary",
        "contrasts": "contrast_id|arm_id|versus_arm_id|instrument_id|measure|estimate|se\n"
        "a|A.drug|A.placebo|VAS|MD|-8|2",
    },
)
