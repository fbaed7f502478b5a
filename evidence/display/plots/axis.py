"""The axis of a plot: which effects it shows, and where its ticks stand.

The axis lives on the analysis scale, so ratios lie on a logarithmic axis. Its range comes from the
bulk of the studies: one with an extreme effect is clipped and marked by an arrow instead of
squeezing all others together.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, quantiles

Span = tuple[float, float, float]

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)
#: Ratios beyond ten thousand, or its inverse, are shown by arrows.
_FARTHEST_RATIO = math.log(10_000)
#: Only an axis shorter than a doubling may be marked at evenly spaced ratios.
_ROUND_NUMBERS_SUFFICE = math.log(2)
_RATIO_TICKS = (
    (0.0001, 1.0, 10000.0),
    (0.01, 1.0, 100.0),
    (0.0001, 0.01, 1.0, 100.0, 10000.0),
    (0.001, 0.01, 0.1, 1.0, 10.0, 100.0, 1000.0),
    (0.001, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 1000.0),
    (0.01, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0),
    (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0),
    (0.25, 1.0, 4.0),
    (0.125, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0),
    (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0),
    (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0),
    (0.8, 0.9, 1.0, 1.1, 1.25),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A mark on the axis: where it stands, and the number people read there."""

    at: float
    value: float
    decimals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A range of effects laid out between two places on the page."""

    low: float
    high: float
    left: float
    right: float
    ticks: tuple[Tick, ...]

    def x(self, value: float) -> float:
        """Return where a value stands, held within the axis."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def holds(self, value: float) -> bool:
        """Return whether a value lies on the axis."""
        return self.low <= value <= self.high


def axis_range(
    spans: Sequence[Span], summaries: Sequence[Span], guides: Sequence[float]
) -> tuple[float, float]:
    r"""Return the effects an axis should show.

    Parameters
    ----------
    spans : sequence of (low, estimate, high)
        Studies on the analysis scale.
    summaries : sequence of (low, estimate, high)
        Pooled effects and prediction intervals.
    guides : sequence of float
        Where vertical lines stand; the first (no effect) is always shown.

    Returns
    -------
    tuple of float
        Lowest and highest effect shown.

    Notes
    -----
    Studies may stretch the axis to

    .. math:: [Q_1 - 1.5\,\mathrm{IQR} - 2h,\; Q_3 + 1.5\,\mathrm{IQR} + 2h]

    with quartiles over the estimates and :math:`h` the median half-width of the intervals; the
    first part is Tukey's fence. All studies are shown whole where that no more than doubles the
    range, since an arrow for little is worse than a little less room. Summaries may stretch it to
    three times that range and the other guides may double it.

    Examples
    --------
    >>> axis_range([(-1.0, 0.0, 1.0)], [], [0.0])
    (-1.0, 1.0)
    """
    null = guides[0]
    low, high = _fenced(spans) if spans else (null, null)
    low, high = min(low, null), max(high, null)
    reach = high - low
    for start, _, end in summaries:
        low, high = min(low, max(start, low - reach)), max(high, min(end, high + reach))
    for guide in guides:
        if max(high, guide) - min(low, guide) <= 2 * (high - low):
            low, high = min(low, guide), max(high, guide)
    return (low, high) if high > low else (low - 1.0, high + 1.0)


def make_axis(
    limits: tuple[float, float], place: tuple[float, float], *, is_ratio: bool, most: int
) -> Axis:
    """Lay a range out between two places, with at most ``most`` ticks at natural numbers.

    Examples
    --------
    >>> axis = make_axis((-0.7, 0.7), (0.0, 100.0), is_ratio=True, most=5)
    >>> [tick.value for tick in axis.ticks]
    [0.5, 0.75, 1.0, 1.5, 2.0]
    """
    low, high = limits
    if is_ratio:
        low, high = max(low, -_FARTHEST_RATIO), min(high, _FARTHEST_RATIO)
    room = 0.03 * (high - low)
    low, high = low - room, high + room
    ticks = _ratio_ticks(low, high, most) if is_ratio else _linear_ticks(low, high, most)
    return Axis(low=low, high=high, left=place[0], right=place[1], ticks=ticks)


def _fenced(spans: Sequence[Span]) -> tuple[float, float]:
    estimates = [estimate for _, estimate, _ in spans]
    half = median((high - low) / 2 for low, _, high in spans)
    first, third = _quartiles(estimates)
    reach = 1.5 * (third - first) + 2 * half
    lowest, highest = first - reach, third + reach
    low = min(max(lowest, min(start, highest)) for start, _, _ in spans)
    high = max(min(highest, max(end, lowest)) for _, _, end in spans)
    whole = min(start for start, _, _ in spans), max(end for _, _, end in spans)
    return whole if whole[1] - whole[0] <= 2 * (high - low) else (low, high)


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) < 2:
        return values[0], values[0]
    first, _, third = quantiles(values, n=4, method="inclusive")
    return first, third


def _linear_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Return round numbers, as many as may stand."""
    rough = (high - low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    for step in (factor * power for factor in _STEPS):
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first + 1 <= most:
            decimals = _decimals(step)
            return tuple(
                Tick(at=count * step, value=count * step, decimals=decimals if count else 0)
                for count in range(first, last + 1)
            )
    return ()


def _decimals(step: float) -> int:
    """Return the decimals a step needs, 2.5 one more than its power."""
    text = f"{step:.3g}"
    if "e-" in text:
        digits, power = text.split("e-")
        return int(power) + len(digits.partition(".")[2])
    return 0 if "e" in text else len(text.partition(".")[2])


def _ratio_ticks(low: float, high: float, most: int) -> tuple[Tick, ...]:
    """Return the fullest set of natural ratios that fits, or round ones where the axis is short."""
    best: tuple[Tick, ...] = ()
    for values in _RATIO_TICKS:
        ticks = tuple(
            Tick(at=math.log(value), value=value, decimals=_decimals(value))
            for value in values
            if low <= math.log(value) <= high
        )
        if len(best) < len(ticks) <= most and _are_spread(ticks, (high - low) / (1.6 * most)):
            best = ticks
    if len(best) > 2 or high - low > _ROUND_NUMBERS_SUFFICE:
        return best
    return tuple(
        Tick(at=math.log(tick.value), value=tick.value, decimals=tick.decimals)
        for tick in _linear_ticks(math.exp(low), math.exp(high), most)
        if tick.value > 0
    )


def _are_spread(ticks: tuple[Tick, ...], least: float) -> bool:
    """Return whether no two neighbours stand closer than a distance."""
    return all(later.at - earlier.at >= least for earlier, later in pairwise(ticks))
