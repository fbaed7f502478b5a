"""C83: a review whose last search is later than its publication."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for review in project.tables.reviews.values():
        source = project.tables.sources[review.source_id]
        if not review.search_date:
            yield NotCheckable(missing="reviews.search_date", about=review.id)
        elif source.year is None:
            yield NotCheckable(missing="sources.year", about=source.id)
        elif int(review.search_date[:4]) <= source.year or review.kind.startswith("living"):
            yield PASSES
        else:
            yield Fires(
                place=project.at(review.provenance, "search_date"),
                values={"review": review.label, "year": str(source.year)},
            )


RULE = Rule(
    code="C83",
    name="review-searched-after-it-appeared",
    severity=Severity.STOP,
    reads=(
        "reviews.search_date",
        "sources.year",
    ),
    title=Text(
        "Oversikten søkte etter at den kom ut",
        "Oversikta søkte etter at ho kom ut",
        "The review searched after it appeared",
    ),
    catches=Text(
        "En søkedato fra en annen utgave, eller feil år på kilden.",
        "Ein søkedato frå ei anna utgåve, eller feil år på kjelda.",
        "A search date of another version, or the wrong year of the source.",
    ),
    message=Text(
        "{review} kom ut i {year}, men skal ha søkt {found}.",
        "{review} kom ut i {year}, men skal ha søkt {found}.",
        "{review} appeared in {year}, but is said to have searched in {found}.",
    ),
    repair=Text(
        "Se etter datoen i oversikten, og året på kilden.",
        "Sjå etter datoen i oversikta, og året på kjelda.",
        "Check the date in the review, and the year of the source.",
    ),
    formula=("year of the search ≤ year of the source (living reviews may be later)"),
    source=("Our own: a search comes before its report"),
    check=_check,
    fires={
        "sources": "source_id|year\nDahl|2018",
        "reviews": "review_id|label|review_source_id|search_date|kind\n"
        "R|Dahl 2018|Dahl|2019-03|meta-analysis",
    },
    passes={
        "sources": "source_id|year\nDahl|2018",
        "reviews": "review_id|label|review_source_id|search_date|kind\n"
        "R|Dahl 2018|Dahl|2017-11|meta-analysis",
    },
)
