"""G10: rated down for imprecision although no interval is reported."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Domain


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        for row in one.rating.judgements:
            if row.domain is not Domain.IMPRECISION or row.decided_levels == 0:
                continue
            if one.body.ci_low is None or one.body.ci_high is None:
                place = project.at(row.provenance, "decided_levels")
                yield Fires(place=place, values={"about": one.about_id})
            else:
                yield PASSES


RULE = Rule(
    code="G10",
    name="imprecise-without-interval",
    severity=Severity.WARN,
    reads=(
        "judgements.domain",
        "judgements.decided_levels",
        "estimates.ci_low",
        "estimates.ci_high",
    ),
    title=Text(
        "Manglende presisjon uten konfidensintervall",
        "Manglande presisjon utan konfidensintervall",
        "Imprecision without a confidence interval",
    ),
    catches=Text(
        "En nedgradering for presisjon som leseren ikke kan etterprøve, fordi intervallet "
        "ikke er oppgitt.",
        "Ei nedgradering for presisjon som lesaren ikkje kan etterprøve, fordi "
        "intervallet ikkje er oppgitt.",
        "A level off for imprecision that the reader cannot check, because the interval "
        "is not reported.",
    ),
    message=Text(
        "{about} er nedgradert for manglende presisjon, men konfidensintervallet er ikke oppgitt.",
        "{about} er nedgradert for manglande presisjon, men konfidensintervallet er ikkje oppgitt.",
        "{about} is rated down for imprecision, but the confidence interval is not reported.",
    ),
    repair=Text(
        "Før intervallet fra kilden i ci_low og ci_high.",
        "Før intervallet frå kjelda i ci_low og ci_high.",
        "Enter the interval from the source in ci_low and ci_high.",
    ),
    formula="imprecision > 0 ⇒ interval ≠ ∅",
    source="https://doi.org/10.1136/bmj-2024-081904",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4||||300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.9|0.1|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an effect",
    },
)
