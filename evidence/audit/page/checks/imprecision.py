"""Imprecision as a reason: an interval to judge it by, one rule for all, and time.

Which rule the downgrades obey is found by trying those there are: the interval holds the null; it
holds the smallest difference that counts as small; it holds the null or a moderate one; the
participants are fewer than 400.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from evidence.audit.page.claims import Claims, Estimate, Rating
from evidence.audit.page.finding import Check, PageFinding, at, found, lines_of
from evidence.audit.page.read_context import stem
from evidence.certainty.thresholds import COHEN
from evidence.vocabulary import Domain

FEWEST_ROWS = 4
MOST_EXCEPTIONS = 0.25
ENOUGH_PARTICIPANTS = 400


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield imprecision without an interval, rows against the rule of the rest, and oddities."""
    yield from _without_interval(claims)
    for _, estimates in claims.by_question().items():
        yield from _against_the_rule(claims, estimates)
        yield from _better_with_time(claims, estimates)


def is_imprecise(rating: Rating) -> bool:
    """Tell whether a statement names imprecision as a reason."""
    return any(reason.domain is Domain.IMPRECISION for reason in rating.reasons)


def rated_rows(
    claims: Claims, estimates: Sequence[Estimate]
) -> tuple[tuple[Estimate, Rating], ...]:
    """Return estimates with an interval in order and a rating that has reasons.

    Differences on a scale's own units are left out: what is small on them the page must say.
    """
    return tuple(
        (one, claims.ratings_of(one)[0])
        for one in estimates
        if one.interval
        and one.scale in ("standardised", "ratio")
        and one.interval.low.value <= one.interval.high.value
        and claims.ratings_of(one)
        and claims.ratings_of(one)[0].reasons
    )


def _holds(value: float) -> Callable[[Estimate], bool]:
    def test_one(one: Estimate) -> bool:
        assert one.interval is not None
        low, high = one.interval.low.value, one.interval.high.value
        return low <= value <= high or (one.scale != "ratio" and low <= -value <= high)

    return test_one


RULES: Mapping[str, Callable[[Estimate], bool]] = {
    "null": lambda one: _holds(one.null)(one),
    "small": lambda one: _holds(COHEN.small if one.scale == "standardised" else one.null)(one),
    "moderate": lambda one: (
        _holds(one.null)(one) or (one.scale == "standardised" and _holds(COHEN.moderate)(one))
    ),
    "participants": lambda one: one.n is not None and one.n < ENOUGH_PARTICIPANTS,
}


def rule_obeyed(
    rows: Sequence[tuple[Estimate, Rating]],
) -> tuple[str, tuple[tuple[Estimate, Rating], ...]] | None:
    """Return the rule that fits most rows and the rows against it; None for too few rows."""
    if len(rows) < FEWEST_ROWS:
        return None
    against = {
        name: tuple((one, rating) for one, rating in rows if rule(one) != is_imprecise(rating))
        for name, rule in RULES.items()
    }
    best = min(against, key=lambda name: len(against[name]))
    return best, against[best]


def _against_the_rule(claims: Claims, estimates: Sequence[Estimate]) -> Iterator[PageFinding]:
    rows = rated_rows(claims, estimates)
    fitted = rule_obeyed(rows)
    if fitted is None or len(fitted[1]) > max(1, MOST_EXCEPTIONS * len(rows)):
        return
    name, against = fitted
    for one, rating in against:
        assert one.interval is not None
        yield found(
            "GRA05",
            at(rating.sentence, rating.start),
            at(one.sentence, one.value.start) if rating.line != one.line else None,
            estimate=f"{one.measure} {one.value.text}",
            low=one.interval.low.text,
            high=one.interval.high.text,
            rule=name,
            named="yes" if is_imprecise(rating) else "no",
            n=len(rows) - len(against),
            all=len(rows),
        )


def _without_interval(claims: Claims) -> Iterator[PageFinding]:
    for question in dict.fromkeys(one.question for one in claims.ratings):
        without = [
            rating
            for rating in claims.ratings
            if rating.question == question
            and is_imprecise(rating)
            and claims.estimates_of(rating)
            and not any(one.interval for one in claims.estimates_of(rating))
        ]
        if without:
            yield found(
                "GRA04",
                at(without[0].sentence, without[0].start),
                n=len(without),
                lines=lines_of([one.line for one in without]),
            )


def _better_with_time(claims: Claims, estimates: Sequence[Estimate]) -> Iterator[PageFinding]:
    """Yield imprecision named after treatment and no longer at follow-up of the same outcome."""
    for later in estimates:
        if later.timepoint != "follow-up" or later.interval:
            continue
        for earlier in estimates:
            same = (
                earlier.timepoint == "post"
                and stem(earlier.outcome) == stem(later.outcome)
                and earlier.intervention == later.intervention
                and earlier.measure == later.measure
            )
            ratings = (claims.ratings_of(earlier), claims.ratings_of(later))
            if same and all(ratings) and is_imprecise(ratings[0][0]):
                rating = ratings[1][0]
                if rating.reasons and not is_imprecise(rating):
                    yield found(
                        "GRA09",
                        at(rating.sentence, rating.start),
                        at(ratings[0][0].sentence, ratings[0][0].start),
                        outcome=later.outcome,
                        what=later.intervention or later.measure,
                    )


CHECK = Check(
    codes=("GRA04", "GRA05", "GRA09"),
    test=test,
    looked_at=lambda claims: sum(is_imprecise(one) for one in claims.ratings),
)
