"""C75: the same numbers with another certainty."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires
from evidence.audit.project import Project
from evidence.audit.ratings import place_of, rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.alike import same_numbers
from evidence.certainty.appraisal import Appraisal
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    found = list(same_numbers(rated(project)))
    for pair in found:
        yield Fires(
            place=place_of(project, pair.other, "certainty"),
            values={
                "about": pair.other.about_id,
                "other": pair.one.about_id,
                "level": _level(pair.other),
                "other_level": _level(pair.one),
            },
            others=(place_of(project, pair.one, "certainty"),),
        )
    known = [one for one in rated(project) if one.body.ci_low is not None]
    if len(known) > 1 and not found:
        yield PASSES


def _level(appraisal: Appraisal) -> int:
    level = appraisal.rating.stated or appraisal.rating.computed
    return level.level if level else 0


RULE = Rule(
    code="C75",
    name="same-numbers-rated-differently",
    severity=Severity.WARN,
    reads=("estimates.certainty", "estimates.estimate", "estimates.ci_low"),
    title=Text(
        "Samme tall, ulik tillit",
        "Same tal, ulik tillit",
        "Same numbers, other certainty",
    ),
    catches=Text(
        "Vurderinger som glir fra ett utfall eller én versjon til den neste.",
        "Vurderingar som glir frå eitt utfall eller éin versjon til den neste.",
        "Ratings that drift from one outcome or version to the next.",
    ),
    message=Text(
        "{about} og {other} har samme tall, men tilliten er nivå {level} og {other_level} "
        "(4 høy, 1 svært lav).",
        "{about} og {other} har same tal, men tilliten er nivå {level} og {other_level} "
        "(4 høg, 1 svært låg).",
        "{about} and {other} have the same numbers, but certainty is level {level} and "
        "{other_level} (4 high, 1 very low).",
    ),
    repair=Text(
        "Vurder dem likt, eller skriv hva som skiller dem.",
        "Vurder dei likt, eller skriv kva som skil dei.",
        "Rate them alike, or write what sets them apart.",
    ),
    formula="numbers(a) = numbers(b) ⇒ certainty(a) = certainty(b)",
    source="Hartling L, et al. PLoS One 2012;7:e34697. "
    "https://doi.org/10.1371/journal.pone.0034697",
    check=_check,
    fires={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|low\n"
        "f|pain|SMD|-0.4|-0.6|-0.2|95|300|moderate",
    },
    passes={
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|pain|SMD|-0.4|-0.6|-0.2|95|300|low\n"
        "f|pain|SMD|-0.4|-0.6|-0.2|95|300|low",
    },
)
