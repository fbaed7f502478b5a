"""Heterogeneity as a reason against the I² printed beside it."""

from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Rating
from evidence.audit.page.finding import Check, PageFinding, at, found
from evidence.audit.page.written_number import Written
from evidence.vocabulary import Domain

HIGH, LOW = 75.0, 40.0
"""From 75 per cent I² is considerable, below 40 it might not be important (Cochrane's bands)."""


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield a high I² not named, a low one named, and heterogeneity named without any number."""
    for one in claims.ratings:
        i2 = _i2(claims, one)
        named = any(reason.domain is Domain.INCONSISTENCY for reason in one.reasons)
        place = at(one.sentence, one.start)
        if i2 is None:
            if named:
                yield found("GRA06", place, word=one.word)
        elif named and i2.value < LOW:
            yield found("GRA11", place, i2=i2.text)
        elif one.reasons and not named and i2.value >= HIGH:
            yield found("GRA07", place, i2=i2.text)


def _i2(claims: Claims, one: Rating) -> Written | None:
    if one.i2 is not None:
        return one.i2
    values = [estimate.i2 for estimate in claims.estimates_of(one) if estimate.i2]
    return values[0] if values else None


CHECK = Check(
    codes=("GRA06", "GRA07", "GRA11"),
    test=test,
    looked_at=lambda claims: sum(
        one.i2 is not None or any(r.domain is Domain.INCONSISTENCY for r in one.reasons)
        for one in claims.ratings
    ),
)
