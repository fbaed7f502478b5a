"""C72: imprecision decided otherwise than interval and thresholds say."""

from collections.abc import Iterator, Mapping

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import as_read, in_domain, place_of_decision, rated, room_of
from evidence.audit.rule import Rule, Severity
from evidence.certainty.appraisal import Appraisal
from evidence.certainty.standing import Standing
from evidence.records.text import Text
from evidence.vocabulary import Domain

NAMES = {
    "panel": "outcomes.csv",
    "instrument": "instruments.csv",
    "half_sd": "½ SD, Norman 2003",
    "half_sd_of_scale": "½ SD, Norman 2003",
    "rr_075_125": "GRADE 6, 2011",
    "null": "0",
}
"""Whose threshold it is, in names that are the same in every language."""


def _check(project: Project) -> Iterator[Answer]:
    for one in rated(project):
        held = in_domain(one, Domain.IMPRECISION)
        if held is None or held.judgement is None:
            continue
        suggestion = held.suggestion
        if not suggestion.is_checkable or held.standing is Standing.NOT_CHECKABLE:
            yield NotCheckable(missing="interval", about=one.about_id)
        elif held.standing is Standing.OK:
            yield PASSES
        else:
            numbers = suggestion.numbers
            below = (one.body.estimate or 0.0) < 0
            threshold = numbers.get("mid_low" if below else "mid_high", 0.0)
            yield Fires(
                place=place_of_decision(project, held, "decided_levels"),
                values={
                    "about": one.about_id,
                    "decided": held.judgement.decided_levels or 0,
                    "room": room_of(suggestion),
                    "whose": NAMES[suggestion.words["threshold"]],
                    **_shown(one, numbers, threshold),
                    "by_null": int(numbers["by_null"]),
                },
                severity=Severity.STOP if held.standing is Standing.CONFLICT else "",
            )


def _shown(one: Appraisal, numbers: Mapping[str, float], threshold: float) -> dict[str, float]:
    """Return interval and threshold on the scale they were held against each other on."""
    if "absolute_low" in numbers:
        low, high = numbers["absolute_low"], numbers["absolute_high"]
        return {"low": low, "high": high, "threshold": threshold}
    low, high = one.body.ci_low or 0.0, one.body.ci_high or 0.0
    values = {"low": low, "high": high, "threshold": threshold}
    return {name: as_read(one, value) for name, value in values.items()}


RULE = Rule(
    code="C72",
    name="imprecision-beside-thresholds",
    severity=Severity.NOTE,
    reads=(
        "judgements.decided_levels",
        "estimates.ci_low",
        "outcomes.threshold_mid",
        "analyses/results",
    ),
    title=Text(
        "Presisjon vurdert annerledes enn tersklene tilsier",
        "Presisjon vurdert annleis enn tersklane tilseier",
        "Imprecision decided otherwise than the thresholds say",
    ),
    catches=Text(
        "Presisjon er domenet vurderere oftest er uenige om; en terskel gjør det mulig å "
        "etterprøve.",
        "Presisjon er domenet vurderarar oftast er usamde om; ein terskel gjer det mogleg "
        "å etterprøve.",
        "Imprecision is the domain raters agree least about; a threshold makes it "
        "possible to check.",
    ),
    message=Text(
        "{about} er nedgradert {decided} nivå for manglende presisjon. Intervallet {low} "
        "til {high} mot terskelen {threshold} ({whose}) gir {room} nivå, og mot ingen "
        "effekt {by_null}.",
        "{about} er nedgradert {decided} nivå for manglande presisjon. Intervallet {low} "
        "til {high} mot terskelen {threshold} ({whose}) gir {room} nivå, og mot ingen "
        "effekt {by_null}.",
        "{about} is rated down {decided} levels for imprecision. The interval {low} to "
        "{high} against the threshold {threshold} ({whose}) gives {room} levels, and "
        "against no effect {by_null}.",
    ),
    repair=Text(
        "Før panelets terskler i outcomes.csv og hva tilliten gjelder i target, eller "
        "skriv hvorfor vurderingen er en annen.",
        "Før tersklane til panelet i outcomes.csv og kva tilliten gjeld i target, eller "
        "skriv kvifor vurderinga er ei anna.",
        "Enter the panel’s thresholds in outcomes.csv and the target of the certainty, or "
        "write why the decision is another.",
    ),
    formula="levels by boundaries within the interval: 1 the threshold, 2 both important "
    "effects, 3 both large effects; N against 4(z + z)²/δ² for large effects",
    source="https://doi.org/10.1136/bmj-2024-081904; "
    "https://doi.org/10.1016/j.jclinepi.2022.07.014; "
    "https://doi.org/10.1371/journal.pone.0034697 (agreement)",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.9|-1.05|-0.75|95|800|low",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an important effect",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.6|-0.9|-0.3|95|800|moderate",
        "judgements": "judgement_id|estimate_id|domain|decided_levels|reason|target\n"
        "j|e|imprecision|1|wide|an important effect",
    },
    lacking={
        "interval": Text(
            "konfidensintervallet eller antall nivåer ikke er oppgitt",
            "konfidensintervallet eller talet på nivå ikkje er oppgitt",
            "the confidence interval or the number of levels is not reported",
        )
    },
)
