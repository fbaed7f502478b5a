"""C57: a review that includes a trial published after its last search."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for cell in project.tables.overlap:
        if cell.included != "yes":
            continue
        review = project.tables.reviews[cell.review_id]
        study = project.tables.studies[cell.study_id]
        if not review.search_date:
            yield NotCheckable(missing="reviews.search_date", about=review.id)
        elif study.year is None:
            yield NotCheckable(missing="studies.year", about=study.id)
        elif study.year <= int(review.search_date[:4]):
            yield PASSES
        else:
            values = {
                "review": review.label,
                "search": review.search_date,
                "study": study.label,
                "year": str(study.year),
            }
            yield Fires(place=project.at(cell.provenance, "included"), values=values)


RULE = Rule(
    code="C57",
    name="study-newer-than-the-search",
    severity=Severity.WARN,
    reads=(
        "reviews.search_date",
        "overlap.included",
        "studies.year",
    ),
    title=Text(
        "Studien er nyere enn oversiktens søk",
        "Studien er nyare enn søket til oversikta",
        "The trial is newer than the review's search",
    ),
    catches=Text(
        "Feil i overlapptabellen eller i søkedatoen.",
        "Feil i overlapptabellen eller i søkedatoen.",
        "A slip in the table of overlap or in the date of search.",
    ),
    message=Text(
        "{review} søkte sist {search}, men skal inkludere {study} fra {year}.",
        "{review} søkte sist {search}, men skal inkludere {study} frå {year}.",
        "{review} last searched in {search}, but is said to include {study} of {year}.",
    ),
    repair=Text(
        "Se etter i oversiktens liste over studier, og datoen for søket.",
        "Sjå etter i lista over studiar i oversikta, og datoen for søket.",
        "Check the review's list of trials, and the date of its search.",
    ),
    formula=("year of the trial > year of the search, with included = yes"),
    source=("Our own: a search cannot find what is not yet published"),
    check=_check,
    fires={
        "reviews": "review_id|label|search_date\nR|Dahl 2018|2017-03",
        "studies": "study_id|label|year\nA|Berg 2020|2020",
        "overlap": "review_id|study_id|included\nR|A|yes",
    },
    passes={
        "reviews": "review_id|label|search_date\nR|Dahl 2021|2020-11",
        "studies": "study_id|label|year\nA|Berg 2020|2020",
        "overlap": "review_id|study_id|included\nR|A|yes",
    },
)
