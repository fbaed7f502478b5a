"""G19: a target of certainty that the estimate itself does not reach."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.bounds import bounds_of
from evidence.certainty.imprecision import target_by_place
from evidence.certainty.target import Target
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        stated = one.rating.target
        if stated not in (Target.IMPORTANT, Target.LITTLE):
            continue
        bounds = bounds_of(one.body)
        if bounds.important is None or bounds.estimate is None:
            yield NotCheckable(missing="threshold", about=one.about_id)
            continue
        place = target_by_place(bounds)
        if place == stated:
            yield PASSES
        else:
            below = bounds.estimate < 0
            yield Fires(
                place=project.at(one.rating.judgements[0].provenance, "target"),
                values={
                    "about": one.about_id,
                    "estimate": bounds.estimate,
                    "threshold": bounds.important[0 if below else 1],
                },
                severity="" if bounds.declared else Severity.NOTE,
            )


RULE = Rule(
    code="G19",
    name="target-beside-estimate",
    severity=Severity.WARN,
    reads=("judgements.target", "estimates.estimate", "outcomes.threshold_mid"),
    title=Text(
        "Tilliten gjelder noe annet enn estimatet viser",
        "Tilliten gjeld noko anna enn estimatet viser",
        "The certainty is about something else than the estimate shows",
    ),
    catches=Text(
        "Tillit til en viktig effekt når estimatet er mindre enn den minste viktige, "
        "eller omvendt.",
        "Tillit til ein viktig effekt når estimatet er mindre enn den minste viktige, "
        "eller omvendt.",
        "Certainty of an important effect where the estimate is smaller than that, or the "
        "other way round.",
    ),
    message=Text(
        "{about}: tilliten er oppgitt å gjelde «{found}», men estimatet {estimate} ligger "
        "på den andre siden av terskelen {threshold}.",
        "{about}: tilliten er oppgitt å gjelde «{found}», men estimatet {estimate} ligg "
        "på den andre sida av terskelen {threshold}.",
        "{about}: the certainty is stated to be about “{found}”, but the estimate "
        "{estimate} lies on the other side of the threshold {threshold}.",
    ),
    repair=Text(
        "Rett target, eller panelets terskel i outcomes.csv.",
        "Rett target, eller terskelen til panelet i outcomes.csv.",
        "Correct the target, or the panel’s threshold in outcomes.csv.",
    ),
    formula="target = important ⇔ |estimate| ≥ threshold",
    source="Guyatt G, et al. Core GRADE 2. https://doi.org/10.1136/bmj-2024-081904",
    check=_check,
    fires={
        "outcomes": "outcome_id|construct_id|threshold_scale|threshold_mid\no|pain|SMD|0.5",
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|o|SMD|-0.2|-0.4|0|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an important effect",
    },
    passes={
        "outcomes": "outcome_id|construct_id|threshold_scale|threshold_mid\no|pain|SMD|0.5",
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|o|SMD|-0.2|-0.4|0|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|0|narrow|little or no effect",
    },
    lacking={
        "threshold": Text(
            "det ikke er satt noen terskel for hva som er viktig",
            "det ikkje er sett nokon terskel for kva som er viktig",
            "no threshold for what is important is set",
        )
    },
)
