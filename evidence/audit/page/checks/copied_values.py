"""Values that stand in two rows where two different ones would be expected."""

from collections.abc import Iterator, Sequence

from evidence.audit.page.claims import Claims, Estimate
from evidence.audit.page.finding import Check, PageFinding, at, found, lines_of

OFTEN = 3


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield the same I², the same interval, or the same estimate in rows of different results."""
    for _, estimates in claims.by_question().items():
        results = [one for one in estimates if one.part == "results"]
        yield from _same_i2(results)
        yield from _same_interval(results)
        yield from _same_estimate(results)
    yield from _same_hits(claims)


def _same_i2(results: Sequence[Estimate]) -> Iterator[PageFinding]:
    seen: dict[float, Estimate] = {}
    for one in results:
        if one.i2 is None or one.i2.value == 0:
            continue
        other = seen.setdefault(one.i2.value, one)
        if other is one or (not one.i2.decimals and one.outcome != other.outcome):
            continue
        yield found(
            "COP01",
            at(one.sentence, one.i2.start),
            at(other.sentence, other.value.start),
            i2=one.i2.text,
        )


def _same_interval(results: Sequence[Estimate]) -> Iterator[PageFinding]:
    seen: dict[tuple[float, float], Estimate] = {}
    for one in results:
        if one.interval is None:
            continue
        other = seen.setdefault((one.interval.low.value, one.interval.high.value), one)
        if other is not one and one.line != other.line:
            yield found(
                "COP02",
                at(one.sentence, one.value.start),
                at(other.sentence, other.value.start),
                low=one.interval.low.text,
                high=one.interval.high.text,
            )


def _same_estimate(results: Sequence[Estimate]) -> Iterator[PageFinding]:
    seen: dict[tuple[str, float], list[Estimate]] = {}
    for one in results:
        if one.value.decimals > 1 and one.value.value != one.null:
            seen.setdefault((one.measure, one.value.value), []).append(one)
    for (measure, _), same in seen.items():
        if len(same) >= OFTEN and len({one.line for one in same}) > 1:
            last = same[-1]
            yield found(
                "COP03",
                at(last.sentence, last.value.start),
                at(same[0].sentence, same[0].value.start),
                estimate=f"{measure} {last.value.text}".strip(),
                n=len(same),
                lines=lines_of([one.line for one in same]),
            )


def _same_hits(claims: Claims) -> Iterator[PageFinding]:
    """Yield a number of records found that is the same for two questions."""
    seen: dict[tuple[int, str], int] = {}
    for position, one in enumerate(claims.counts):
        if one.part not in ("description", "search") or "funn" not in one.sentence.plain.lower():
            continue
        other = claims.counts[seen.setdefault((one.value, one.unit), position)]
        if other.question != one.question and one.value > 1:
            yield found(
                "COP04",
                at(one.sentence, one.start),
                at(other.sentence, other.start),
                counted=one.text,
            )


CHECK = Check(
    codes=("COP01", "COP02", "COP03", "COP04"),
    test=test,
    looked_at=lambda claims: len(claims.estimates),
)
