"""An interval against the p-value and the number of participants beside it."""

from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.implied import Implied, implied

NARROWER = 1.5
"""More than this many times as many participants as stated would be needed for the interval."""
_ALPHA = 0.05


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield p-values on the wrong side of the interval, and intervals too narrow for their N."""
    for one in claims.estimates:
        told = implied(one)
        if told is None or one.interval is None:
            continue
        if one.p is not None and _disagrees(one, told):
            yield found(
                "INT09",
                at(one.sentence, one.value.start),
                p=f"p {one.p[0]} {one.p[1].text}",
                low=one.interval.low.text,
                high=one.interval.high.text,
            )
        if told.n_effective and one.n and told.n_effective > NARROWER * one.n:
            yield found(
                "INT11",
                at(one.sentence, one.value.start),
                estimate=f"{one.measure} {one.value.text}",
                n=one.n,
                implied=round(told.n_effective),
            )


def _disagrees(one: Estimate, told: Implied) -> bool:
    """Tell whether p and interval say different things about zero.

    An interval that ends at the null, as printed, may lie on either side of it.
    """
    if one.p is None or one.interval is None:
        return False
    sign, p = one.p[0], one.p[1].value
    at_null = any(
        abs(limit.value - one.null) <= 1.01 * limit.rounding
        for limit in (one.interval.low, one.interval.high)
    )
    level = one.interval.level or 95.0
    if at_null or level != 95.0:
        return False
    excludes = not one.interval.low.value <= one.null <= one.interval.high.value
    if sign in "=<≤" and p <= _ALPHA:
        return not excludes and told.p > _ALPHA
    return sign in "=>≥" and p > _ALPHA and excludes and told.p < _ALPHA


CHECK = Check(
    codes=("INT09", "INT11"),
    test=test,
    looked_at=lambda claims: sum(
        one.interval is not None and (one.p is not None or one.n is not None)
        for one in claims.estimates
    ),
)
