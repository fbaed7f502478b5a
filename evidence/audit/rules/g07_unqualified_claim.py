"""G07: a sentence that states an effect without the low certainty it rests on."""

import re
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.published import Claim
from evidence.records.text import Text
from evidence.vocabulary import Certainty

SAYS_EFFECT = ("effect", "comparison")
QUALIFIED = re.compile(
    r"tillit|muligens|mogleg|kanskje|\bkan\b|sannsynligvis|trolig|truleg|usikker"
    r"|certainty|confidence|\bmay\b|might|probably|likely|uncertain|suggest",
    re.IGNORECASE,
)
LOW = (Certainty.LOW, Certainty.VERY_LOW)


def _check(project: Project) -> Iterator[Answer]:
    told = {
        (claim.line, about)
        for claim in project.tables.claims.values()
        if claim.kind == "certainty"
        for about in claim.about_ids
    }
    for claim in project.tables.claims.values():
        if claim.kind not in SAYS_EFFECT or not claim.provenance.quote:
            continue
        levels = _levels(project, claim)
        low = [about for about, level in levels.items() if level in LOW]
        beside = all((claim.line, about) in told for about in low)
        if not levels:
            yield NotCheckable(missing="rating", about=claim.id)
        elif not low or QUALIFIED.search(claim.provenance.quote) or beside:
            yield PASSES
        else:
            yield Fires(
                place=project.at(claim.provenance, "quote"),
                values={"about": ", ".join(low), "line": claim.line},
            )


def _levels(project: Project, claim: Claim) -> dict[str, Certainty]:
    found = {about: project.tables.estimates.get(about) for about in claim.about_ids}
    return {
        about: estimate.certainty
        for about, estimate in found.items()
        if estimate is not None and estimate.certainty is not None
    }


RULE = Rule(
    code="G07",
    name="unqualified-claim",
    severity=Severity.WARN,
    reads=("claims.quote", "claims.about_ids", "estimates.certainty"),
    title=Text(
        "Effekt omtalt uten den lave tilliten",
        "Effekt omtalt utan den låge tilliten",
        "An effect told without its low certainty",
    ),
    catches=Text(
        "En setning som sier at noe virker, mens tilliten er lav eller svært lav.",
        "Ei setning som seier at noko verkar, medan tilliten er låg eller svært låg.",
        "A sentence that says something works while certainty is low or very low.",
    ),
    message=Text(
        "Linje {line}: «{found}» sier ikke at tilliten til {about} er lav.",
        "Linje {line}: «{found}» seier ikkje at tilliten til {about} er låg.",
        "Line {line}: “{found}” does not say that the certainty of {about} is low.",
    ),
    repair=Text(
        "Si tilliten i setningen, eller bruk ordene som hører til nivået (kan gi; det "
        "er svært usikkert om).",
        "Sei tilliten i setninga, eller bruk orda som høyrer til nivået (kan gi; det er "
        "svært usikkert om).",
        "Say the certainty in the sentence, or use the words of the level (may; it is "
        "uncertain whether).",
    ),
    formula="certainty ∈ {low, very low} ⇒ a word of doubt, or the certainty on the same line",
    source="Santesso N, et al. GRADE guidelines 26. https://doi.org/10.1016/j.jclinepi.2019.10.014",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|low",
        "claims": "claim_id|line|kind|about_ids|quote\nc|1|effect|e|The drug reduces pain.",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|low",
        "claims": "claim_id|line|kind|about_ids|quote\nc|1|effect|e|The drug may reduce pain.",
    },
    lacking={
        "rating": Text(
            "setningen gjelder ikke et estimat med oppgitt tillit",
            "setninga gjeld ikkje eit estimat med oppgitt tillit",
            "the sentence is about no estimate with a stated certainty",
        )
    },
)
