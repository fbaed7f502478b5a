"""An interval's limits are in order, hold the estimate, and lie evenly about it."""

import math
from collections.abc import Iterator

from evidence.audit.page.claims import Claims, Estimate, Interval
from evidence.audit.page.finding import Check, PageFinding, at, found

SLACK = 0.03
"""Share of an interval's width that rounding and small-sample corrections may shift its middle."""
LARGEST_STANDARDISED = 3.0


def test(claims: Claims) -> Iterator[PageFinding]:
    """Yield estimates whose interval cannot be an interval of theirs, and impossible values."""
    for one in claims.estimates:
        if one.interval is not None:
            yield from _shape(one, one.interval)
        yield from _impossible(one)
    yield from _odd_level(claims)


def _shape(one: Estimate, interval: Interval) -> Iterator[PageFinding]:
    place, told = at(one.sentence, one.value.start), _values(one, interval)
    low, high, value = interval.low, interval.high, one.value
    if one.scale == "ratio" and min(low.value, high.value, value.value) <= 0:
        yield found("INT04", place, **told)
    elif low.value > high.value:
        yield found("INT01", place, **told)
    elif not low.value - 1e-9 <= value.value <= high.value + 1e-9:
        yield found("INT02", place, **told)
    elif _is_uneven(one, interval):
        yield found("INT03", place, **told)


def _is_uneven(one: Estimate, interval: Interval) -> bool:
    """Tell whether no values that round to those printed could be symmetric.

    Symmetric about the estimate, for ratios on the logarithmic scale. Where no measure is named
    either scale will do.
    """
    if one.measure == "RD" or interval.high.value == interval.low.value:
        return interval.high.value == interval.low.value
    linear = _off_centre(one, interval, logarithmic=False)
    if one.scale in ("standardised", "raw"):
        return linear
    positive = interval.low.value > 0 and one.value.value > 0
    logarithmic = not positive or _off_centre(one, interval, logarithmic=True)
    return logarithmic if one.scale == "ratio" else logarithmic and linear


def _off_centre(one: Estimate, interval: Interval, *, logarithmic: bool) -> bool:
    low, high, value = interval.low, interval.high, one.value
    if not logarithmic:
        middle = (low.value + high.value) / 2
        room = value.rounding + (low.rounding + high.rounding) / 2
        room += SLACK * (high.value - low.value)
        return abs(middle - value.value) > room + 1e-9
    lows = (_log(low.value - low.rounding), _log(low.value + low.rounding))
    highs = (_log(high.value - high.rounding), _log(high.value + high.rounding))
    slack = SLACK * (_log(high.value) - _log(low.value))
    least, most = (lows[0] + highs[0]) / 2 - slack, (lows[1] + highs[1]) / 2 + slack
    return (
        _log(value.value + value.rounding) < least - 1e-9
        or _log(value.value - value.rounding) > most + 1e-9
    )


def _log(value: float) -> float:
    return math.log(max(value, 1e-6))


def _impossible(one: Estimate) -> Iterator[PageFinding]:
    place = at(one.sentence, one.value.start)
    if one.i2 is not None and one.i2.value > 100:
        yield found("INT10", place, what=f"I² = {one.i2.text} %")
    if one.scale == "standardised" and abs(one.value.value) > LARGEST_STANDARDISED:
        yield found("INT10", place, what=f"{one.measure} {one.value.text}")
    if one.p is not None and one.p[1].value > 1:
        yield found("INT10", place, what=f"p {one.p[0]} {one.p[1].text}")


def _odd_level(claims: Claims) -> Iterator[PageFinding]:
    levels = [one for one in claims.estimates if one.interval and one.interval.level]
    counts: dict[float, int] = {}
    for one in levels:
        level = one.interval.level if one.interval else None
        counts[level or 0.0] = counts.get(level or 0.0, 0) + 1
    usual = max(counts, key=lambda level: counts[level], default=0.0)
    for one in levels:
        level = (one.interval.level if one.interval else None) or 0.0
        if level != usual and counts[usual] > counts[level]:
            other = next(o for o in levels if o.interval and o.interval.level == usual)
            yield found(
                "INT05",
                at(one.sentence, one.value.start),
                at(other.sentence, other.value.start),
                level=f"{level:g}",
                usual=f"{usual:g}",
            )


def _values(one: Estimate, interval: Interval) -> dict[str, str]:
    return {
        "estimate": f"{one.measure} {one.value.text}".strip(),
        "low": interval.low.text,
        "high": interval.high.text,
    }


CHECK = Check(
    codes=("INT01", "INT02", "INT03", "INT04", "INT05", "INT10"),
    test=test,
    looked_at=lambda claims: sum(one.interval is not None for one in claims.estimates),
)
