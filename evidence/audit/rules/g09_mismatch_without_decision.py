"""G09: evidence that does not fit the question, and no decision on indirectness."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import in_domain, place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text
from evidence.vocabulary import Domain


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        held = in_domain(one, Domain.INDIRECTNESS)
        if held is None:
            continue
        if held.suggestion.reason == "not_coded":
            yield NotCheckable(missing="directness", about=one.about_id)
        elif held.suggestion.reason == "mismatches" and held.judgement is None:
            elements = held.suggestion.words["mismatches"]
            values = {"about": one.about_id, "elements": elements.replace("; ", ", ")}
            yield Fires(place=place_of(project, one), values=values)
        else:
            yield PASSES


RULE = Rule(
    code="G09",
    name="mismatch-without-decision",
    severity=Severity.STOP,
    reads=(
        "directness.fits",
        "judgements.domain",
        "estimates.construct_id",
        "instruments.construct_id",
    ),
    title=Text(
        "Passer ikke med spørsmålet, og overførbarhet er ikke vurdert",
        "Passar ikkje med spørsmålet, og overføringsverdien er ikkje vurdert",
        "Does not fit the question, and indirectness is not decided",
    ),
    catches=Text(
        "Evidens fra andre pasienter, tiltak eller utfall som brukes som om den gjaldt spørsmålet.",
        "Evidens frå andre pasientar, tiltak eller utfall som blir brukt som om han galdt "
        "spørsmålet.",
        "Evidence from other patients, interventions or outcomes used as if it answered "
        "the question.",
    ),
    message=Text(
        "{about} passer ikke med spørsmålet ({elements}), men manglende overførbarhet er "
        "ikke vurdert.",
        "{about} passar ikkje med spørsmålet ({elements}), men manglande overføringsverdi "
        "er ikkje vurdert.",
        "{about} does not fit the question ({elements}), but indirectness is not decided.",
    ),
    repair=Text(
        "Før en rad for indirectness i judgements.csv, med 0 hvis det ikke betyr noe, og hvorfor.",
        "Før ei rad for indirectness i judgements.csv, med 0 om det ikkje betyr noko, og kvifor.",
        "Enter a row for indirectness in judgements.csv, with 0 if it does not matter, and why.",
    ),
    formula="a coded mismatch ⇒ a decision on indirectness",
    source="Guyatt G, et al. Core GRADE 5. https://doi.org/10.1136/bmj-2024-083865",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "directness": "estimate_id|element|fits|reason\ne|population|no|children only",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|risk of bias|1|unblinded|an effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
        "directness": "estimate_id|element|fits|reason\ne|population|no|children only",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|indirectness|1|children only|an effect",
    },
    lacking={
        "directness": Text(
            "det ikke er ført om populasjon, tiltak, sammenligning og utfall passer",
            "det ikkje er ført om populasjon, tiltak, samanlikning og utfall passar",
            "whether population, intervention, comparison and outcome fit is not entered",
        )
    },
)
