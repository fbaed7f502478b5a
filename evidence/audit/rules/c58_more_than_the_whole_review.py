"""C58: an estimate with more trials or people than its whole review."""

from collections.abc import Iterator

from evidence.audit.answers import PASSES, Answer, Fires, NotCheckable
from evidence.audit.project import Project
from evidence.audit.rule import Rule, Severity
from evidence.records.text import Text


def _check(project: Project) -> Iterator[Answer]:
    for one in project.tables.estimates.values():
        review = project.tables.reviews[one.review_id]
        pairs = (("k", one.k, review.k_trials), ("n", one.n, review.n_participants))
        for column, part, whole in pairs:
            if part is None:
                continue
            if whole is None:
                missing = "reviews.k_trials" if column == "k" else "reviews.n_participants"
                yield NotCheckable(missing=missing, about=review.id)
            elif part <= whole:
                yield PASSES
            else:
                yield Fires(
                    place=project.at(one.provenance, column),
                    values={"review": review.label, "limit": whole},
                )


RULE = Rule(
    code="C58",
    name="more-than-the-whole-review",
    severity=Severity.STOP,
    reads=(
        "estimates.k",
        "estimates.n",
        "reviews.k_trials",
        "reviews.n_participants",
    ),
    title=Text(
        "Estimatet har flere enn hele oversikten",
        "Estimatet har fleire enn heile oversikta",
        "The estimate has more than its whole review",
    ),
    catches=Text(
        "Et antall fra en annen rad, eller artikler telt som studier.",
        "Eit tal frå ei anna rad, eller artiklar talde som studiar.",
        "A number of another row, or articles counted as trials.",
    ),
    message=Text(
        "Estimatet har {found}, men hele {review} har {limit}.",
        "Estimatet har {found}, men heile {review} har {limit}.",
        "The estimate has {found}, but the whole of {review} has {limit}.",
    ),
    repair=Text(
        "Se etter begge tallene i kilden.",
        "Sjå etter begge tala i kjelda.",
        "Check both numbers in the source.",
    ),
    formula=("k ≤ k of the review, n ≤ n of the review"),
    source=("Our own: a part is no larger than the whole"),
    check=_check,
    fires={
        "reviews": "review_id|label|k_trials\nR|Dahl 2018|8",
        "estimates": "estimate_id|review_id|estimate|k\nE1|R|-0.4|11",
    },
    passes={
        "reviews": "review_id|label|k_trials\nR|Dahl 2018|8",
        "estimates": "estimate_id|review_id|estimate|k\nE1|R|-0.4|7",
    },
)
