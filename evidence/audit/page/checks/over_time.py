"""An effect at follow-up against the one after treatment."""

from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.read_context import stem
from evidence.certainty.thresholds import COHEN

TIMES = 2.0


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield effects more than twice as large at follow-up as after treatment."""
    for earlier, later in _pairs(claims):
        first, second = abs(earlier.value.value), abs(later.value.value)
        least = COHEN.small if later.scale == "standardised" else 0.0
        if second > TIMES * first and second >= least:
            yield found(
                "INT12",
                at(later.sentence, later.value.start),
                at(earlier.sentence, earlier.value.start),
                estimate=f"{later.measure} {later.value.text}",
                other=f"{earlier.measure} {earlier.value.text}",
                what=later.intervention or later.outcome,
            )


def _pairs(claims: Claims) -> Iterator[tuple[Estimate, Estimate]]:
    """Yield the same outcome, intervention and measure after treatment and at follow-up."""
    results = [
        one
        for one in claims.estimates
        if one.part == "results" and one.scale in ("raw", "standardised") and one.outcome
    ]
    for later in results:
        for earlier in results:
            if (
                (earlier.timepoint, later.timepoint) == ("post", "follow-up")
                and earlier.question == later.question
                and earlier.measure == later.measure
                and earlier.intervention == later.intervention
                and stem(earlier.outcome) == stem(later.outcome)
            ):
                yield earlier, later


CHECK = Check(codes=("INT12",), test=test, looked_at=lambda claims: sum(1 for _ in _pairs(claims)))
