"""C46: reviews of one outcome that rest on the same trials."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.findings.review_overlap import review_overlap
from evidence.records.text import Text

SLIGHT = 0.05


def _check(project: Project) -> Iterator[Answer]:
    tables = project.tables
    by_outcome: dict[str, dict[str, None]] = {}
    for one in tables.estimates.values():
        if one.outcome_id:
            by_outcome.setdefault(one.outcome_id, {})[one.review_id] = None
    for outcome_id, reviews in by_outcome.items():
        if len(reviews) < 2:
            continue
        told = review_overlap(tables.overlap, tables.reviews, tables.studies, list(reviews))
        if len(told.reviews) < 2 or told.area is None:
            yield NotCheckable(missing="lists", about=outcome_id)
        elif told.area.low > SLIGHT:
            names = [tables.reviews[name].label for name in told.reviews]
            yield Fires(
                place=project.at(tables.outcomes[outcome_id].provenance),
                values={
                    "outcome": outcome_id,
                    "reviews": ", ".join(names),
                    "low": 100 * told.area.low,
                    "high": 100 * told.area.high,
                },
            )
        elif told.area.high <= SLIGHT:
            yield PASSES
        else:
            yield NotCheckable(missing="lists", about=outcome_id)


RULE = Rule(
    code="C46",
    name="reviews-that-share-trials",
    severity=Severity.NOTE,
    reads=(
        "overlap",
        "reviews.search_date",
        "reviews.k_trials",
        "estimates.outcome_id",
    ),
    title=Text(
        "Oversiktene hviler på de samme studiene",
        "Oversiktene kviler på dei same studiane",
        "The reviews rest on the same trials",
    ),
    catches=Text(
        "Flere oversikter lest som flere bevis, når de teller de samme personene.",
        "Fleire oversikter lesne som fleire bevis, når dei tel dei same personane.",
        "Several reviews read as several pieces of evidence, when they count the same people.",
    ),
    message=Text(
        "Oversiktene om {outcome} ({reviews}) deler mellom {low} % og {high} % av studiene (CCA).",
        "Oversiktene om {outcome} ({reviews}) deler mellom {low} % og {high} % av studiane (CCA).",
        "The reviews about {outcome} ({reviews}) share between {low} % and {high} % of the "
        "trials (CCA).",
    ),
    repair=Text(
        "La dem stå side om side og si at de deler studier; de er ikke uavhengige funn.",
        "Lat dei stå side om side og sei at dei deler studiar; dei er ikkje uavhengige funn.",
        "Let them stand side by side and say that they share trials; they are not independent "
        "findings.",
    ),
    formula=(
        "lowest CCA = (N − r)/(rc − r − X) over the unclear cells > 5 %; X counts trials newer"
        " than a review's search"
    ),
    source=(
        "Pieper D et al. https://doi.org/10.1016/j.jclinepi.2013.11.007; Bracchiglione J et "
        "al., on how the matrix is made, "
        "https://www.cambridge.org/core/journals/research-synthesis-methods/article/37C911F32D85C377E1E022A3BE201F62"
    ),
    check=_check,
    fires={
        "estimates": "estimate_id|review_id|outcome_id|estimate\nE1|R|pain|0.3\nE2|S|pain|0.4",
        "overlap": "review_id|study_id|included\nR|A|yes\nR|B|yes\nS|A|yes\nS|B|unclear",
    },
    passes={
        "estimates": "estimate_id|review_id|outcome_id|estimate\nE1|R|pain|0.3\nE2|S|pain|0.4",
        "overlap": "review_id|study_id|included\nR|A|yes\nR|B|no\nS|A|no\nS|B|yes",
    },
    lacking={
        "lists": Text(
            "oversiktenes lister over studier er ikke kjent godt nok",
            "listene over studiar i oversiktene er ikkje kjende godt nok",
            "the reviews' lists of trials are not known well enough",
        ),
    },
)
