"""G11: imprecision decided differently where the same thresholds are crossed."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, Place
from evidence.audit.project import Project
from evidence.audit.ratings import in_domain, place_of, place_of_decision, rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.alike import same_pattern
from evidence.certainty.appraisal import Appraisal
from evidence.records.text import Text
from evidence.vocabulary import Domain


def _check(project: Project) -> Iterator[Answer]:
    found = list(same_pattern(rated(project)))
    for pair in found:
        yield Fires(
            place=_place(project, pair.other),
            values={
                "about": pair.other.about_id,
                "other": pair.one.about_id,
                "levels": pair.levels[1] or 0,
                "other_levels": pair.levels[0] or 0,
            },
            others=(_place(project, pair.one),),
        )
    if rated(project) and not found:
        yield PASSES


def _place(project: Project, appraisal: Appraisal) -> Place:
    held = in_domain(appraisal, Domain.IMPRECISION)
    if held is None or held.judgement is None:
        return place_of(project, appraisal, "certainty")
    return place_of_decision(project, held, "decided_levels")


RULE = Rule(
    code="G11",
    name="same-pattern-rated-differently",
    severity=Severity.WARN,
    reads=("judgements.decided_levels", "estimates.ci_low", "outcomes.threshold_mid"),
    title=Text(
        "Like intervaller, ulik nedgradering for presisjon",
        "Like intervall, ulik nedgradering for presisjon",
        "Intervals alike, imprecision rated differently",
    ),
    catches=Text(
        "To intervaller som krysser de samme tersklene, men bare det ene er nedgradert.",
        "To intervall som kryssar dei same tersklane, men berre det eine er nedgradert.",
        "Two intervals that cross the same thresholds, of which one is rated down more.",
    ),
    message=Text(
        "Intervallene i {about} og {other} krysser de samme tersklene, men er nedgradert "
        "{levels} og {other_levels} nivå.",
        "Intervalla i {about} og {other} kryssar dei same tersklane, men er nedgraderte "
        "{levels} og {other_levels} nivå.",
        "The intervals of {about} and {other} cross the same thresholds but are rated "
        "down {levels} and {other_levels} levels.",
    ),
    repair=Text(
        "Vurder dem likt, eller skriv hva som skiller dem.",
        "Vurder dei likt, eller skriv kva som skil dei.",
        "Rate them alike, or write what sets them apart.",
    ),
    formula="same boundaries within the interval, same target, same side of the information "
    "size ⇒ same levels",
    source="https://doi.org/10.1371/journal.pone.0034697",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.7|-0.9|-0.3|95|300|moderate\n"
        "f|pain|SMD|-0.8|-1.0|-0.4|95|300|high",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an important effect\n"
        "k|f|imprecision|0|narrow|an important effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.7|-0.9|-0.3|95|300|moderate\n"
        "f|pain|SMD|-0.8|-1.0|-0.4|95|300|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an important effect\n"
        "k|f|imprecision|1|wide|an important effect",
    },
)
