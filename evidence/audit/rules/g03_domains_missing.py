"""G03: a stated certainty without a decision in every domain."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.ratings import place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        missing = one.rating.missing
        if missing:
            yield Fires(
                place=place_of(project, one, "certainty"),
                values={
                    "about": one.about_id,
                    "count": len(missing),
                    "domains": ", ".join(domain.value for domain in missing),
                },
            )
        else:
            yield PASSES


RULE = Rule(
    code="G03",
    name="domains-missing",
    severity=Severity.NOTE,
    reads=("estimates.certainty", "judgements.domain"),
    title=Text(
        "Vurdering uten alle fem domener",
        "Vurdering utan alle fem domene",
        "A rating without all five domains",
    ),
    catches=Text(
        "Et domene som ikke er nevnt kan være vurdert og funnet i orden, eller glemt: "
        "leseren kan ikke vite det.",
        "Eit domene som ikkje er nemnt kan vere vurdert og funne i orden, eller gløymt: "
        "lesaren kan ikkje vite det.",
        "A domain that is not mentioned may have been found well, or forgotten: the "
        "reader cannot know.",
    ),
    message=Text(
        "{about} mangler vurdering i {count} domener: {domains}.",
        "{about} manglar vurdering i {count} domene: {domains}.",
        "{about} has no decision in {count} domains: {domains}.",
    ),
    repair=Text(
        "Før en rad for hvert domene i judgements.csv, med 0 der det ikke er nedgradert.",
        "Før ei rad for kvart domene i judgements.csv, med 0 der det ikkje er nedgradert.",
        "Enter a row for each domain in judgements.csv, with 0 where it is not rated down.",
    ),
    formula="five lowering domains − domains decided = ∅",
    source="Balshem H, et al. J Clin Epidemiol 2011;64:401-6. "
    "https://doi.org/10.1016/j.jclinepi.2010.07.015",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|risk of bias|1|unblinded|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|risk of bias|1|unblinded|an effect\n"
        "k|e|inconsistency|0||an effect\n"
        "l|e|indirectness|0||an effect\n"
        "m|e|imprecision|0||an effect\n"
        "n|e|publication bias|0||an effect",
    },
)
