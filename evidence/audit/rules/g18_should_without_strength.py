"""G18: a recommendation that says “should” on low certainty and states no strength."""

import re
from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.ratings import rated
from evidence.audit.rule import Rule, Severity
from evidence.certainty.overall import overall_certainty
from evidence.records.text import Text
from evidence.vocabulary import Certainty

SHOULD = re.compile(
    r"\b(bør|skal|should|must)\b(?! (?:også |also )?(?:be )?(?:vurder|consider))", re.IGNORECASE
)
"""“Should be considered” leaves the choice open, as a conditional recommendation does."""
LOW = (Certainty.LOW, Certainty.VERY_LOW)


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    for recommendation in tables.recommendations.values():
        titles = (recommendation.title.nb, recommendation.title.nn, recommendation.title.en)
        if recommendation.strength or not any(SHOULD.search(title) for title in titles):
            yield PASSES
            continue
        lowest = overall_certainty(tables, recommendation.id, rated(project))
        if lowest is None:
            yield NotCheckable(missing="rating", about=recommendation.id)
        elif lowest in LOW and not project.text("recommendations", recommendation.id, "exception"):
            yield Fires(
                place=project.place("recommendations", recommendation.id, "title_nb"),
                values={"about": recommendation.id, "level": lowest.level},
            )
        else:
            yield PASSES


RULE = Rule(
    code="G18",
    name="should-without-strength",
    severity=Severity.WARN,
    reads=("recommendations.title_nb", "recommendations.strength", "estimates.certainty"),
    title=Text(
        "«Bør» på lav tillit, uten oppgitt styrke",
        "«Bør» på låg tillit, utan oppgitt styrke",
        "“Should” on low certainty, no strength stated",
    ),
    catches=Text(
        "Leseren kan ikke se om anbefalingen er sterk eller betinget, og «bør» leses "
        "gjerne som sterk.",
        "Lesaren kan ikkje sjå om tilrådinga er sterk eller vilkårsbunden, og «bør» blir "
        "gjerne lese som sterk.",
        "The reader cannot see whether the recommendation is strong or conditional, and "
        "“should” is readily read as strong.",
    ),
    message=Text(
        "«{found}»: styrken er ikke oppgitt, og den laveste tilliten blant utfallene er "
        "nivå {level} (4 høy, 1 svært lav).",
        "«{found}»: styrken er ikkje oppgitt, og den lågaste tilliten blant utfalla er "
        "nivå {level} (4 høg, 1 svært låg).",
        "“{found}”: no strength is stated, and the lowest certainty among its outcomes is "
        "level {level} (4 high, 1 very low).",
    ),
    repair=Text(
        "Oppgi styrken i {about}, og skriv unntaket i exception hvis den er sterk.",
        "Oppgi styrken i {about}, og skriv unntaket i exception om ho er sterk.",
        "State the strength of {about}, and write the exception if it is strong.",
    ),
    formula="“should”, no strength, min certainty ≤ low ⇒ exception ≠ ∅",
    source="Guyatt G, et al. Core GRADE 7. https://doi.org/10.1136/bmj-2024-083867",
    check=_check,
    fires={
        "recommendations": "recommendation_id|title_nb\nr|Pasienter bør få legemidlet",
        "questions": "question_id|recommendation_id\nq|r",
        "outcomes": "outcome_id|question_id|construct_id\no|q|pain",
        "estimates": "estimate_id|outcome_id|measure|estimate|ci_low|ci_high|ci_level|n|"
        "certainty\n"
        "e|o|SMD|-0.4|-0.6|-0.2|95|300|low",
    },
    passes={
        "recommendations": "recommendation_id|title_nb|strength\n"
        "r|Pasienter bør få legemidlet|conditional",
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
