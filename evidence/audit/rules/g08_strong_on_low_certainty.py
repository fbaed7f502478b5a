"""G08: a strong recommendation on low certainty without a recorded exception."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.overall import overall_certainty
from evidence.records.text import Text
from evidence.vocabulary import Certainty


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    for recommendation in tables.recommendations.values():
        lowest = overall_certainty(tables, recommendation.id, rated(project))
        exception = project.text("recommendations", recommendation.id, "exception")
        place = project.place("recommendations", recommendation.id, "strength")
        if not recommendation.strength:
            yield NotCheckable(missing="recommendations.strength", about=recommendation.id)
        elif lowest is None:
            yield NotCheckable(missing="rating", about=recommendation.id)
        elif recommendation.strength != "strong" or exception:
            yield PASSES
        elif lowest in (Certainty.LOW, Certainty.VERY_LOW):
            yield Fires(place=place, values={"about": recommendation.id, "level": lowest.level})
        else:
            yield PASSES


RULE = Rule(
    code="G08",
    name="strong-on-low-certainty",
    severity=Severity.STOP,
    reads=(
        "recommendations.strength",
        "recommendations.exception",
        "estimates.certainty",
        "outcomes.importance",
    ),
    title=Text(
        "Sterk anbefaling på lav tillit",
        "Sterk tilråding på låg tillit",
        "Strong recommendation on low certainty",
    ),
    catches=Text(
        "En sterk anbefaling med lav tillit er bare ment for særskilte situasjoner, og da "
        "skal grunnen stå.",
        "Ei sterk tilråding med låg tillit er berre meint for særskilde situasjonar, og "
        "då skal grunnen stå.",
        "A strong recommendation on low certainty is meant for special situations only, "
        "and the reason must then be given.",
    ),
    message=Text(
        "Anbefalingen {about} er sterk, men den laveste tilliten blant utfallene er nivå "
        "{level} (4 høy, 1 svært lav).",
        "Tilrådinga {about} er sterk, men den lågaste tilliten blant utfalla er nivå "
        "{level} (4 høg, 1 svært låg).",
        "The recommendation {about} is strong, but the lowest certainty among its "
        "outcomes is level {level} (4 high, 1 very low).",
    ),
    repair=Text(
        "Gi en betinget anbefaling, eller skriv unntaket i kolonnen exception.",
        "Gi ei vilkårsbunden tilråding, eller skriv unntaket i kolonnen exception.",
        "Make it conditional, or write the exception in the column exception.",
    ),
    formula="strong and min certainty of the critical outcomes (of all rated ones where none "
    "is called critical) ≤ low ⇒ exception ≠ ∅",
    source="Guyatt G, et al. Core GRADE 7. https://doi.org/10.1136/bmj-2024-083867",
    check=_check,
    fires={
        "recommendations": "recommendation_id|title_nb|strength\nr|Tilby legemidlet|strong",
        "questions": "question_id|recommendation_id\nq|r",
        "outcomes": "outcome_id|question_id|construct_id\no|q|pain",
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|o|SMD|-0.4|-0.6|-0.2|95|300|low",
    },
    passes={
        "recommendations": "recommendation_id|title_nb|strength\nr|Vurder legemidlet|conditional",
        "questions": "question_id|recommendation_id\nq|r",
        "outcomes": "outcome_id|question_id|construct_id\no|q|pain",
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|o|SMD|-0.4|-0.6|-0.2|95|300|low",
    },
    lacking={
        "rating": Text(
            "ingen utfall under anbefalingen har oppgitt tillit",
            "ingen utfall under tilrådinga har oppgitt tillit",
            "no outcome under the recommendation has a stated certainty",
        )
    },
)
