"""An effect told so that a reader can judge its size: on a known scale, or as people of a thousand.

Vocabulary
----------
MID : the smallest difference on a scale that matters to a person
points : differences in the scale's own unit
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A value with its interval; limits are None where none is known."""

    estimate: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlGroups:
    """The control groups a number is taken from: their trials, rows and people."""

    trials: tuple[str, ...]
    row_ids: tuple[str, ...]
    people: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FamiliarScale:
    """A scale to tell effects on.

    ``sd`` is its usual standard deviation, from ``typical_sd_source_id`` or pooled over
    ``controls``; None where effects are on the scale already. ``mid`` is None where nobody has
    stated one.
    """

    instrument_id: str
    sd: float | None
    typical_sd_source_id: str
    controls: ControlGroups | None
    mid: float | None
    mid_source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnScale:
    """An effect in points and in MIDs; ``route`` are the steps from the effect as analysed."""

    scale: FamiliarScale
    points: Span
    mids: Span | None
    route: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsoluteRisk:
    """A ratio as risks: assumed without the intervention, with it, and the difference.

    Shares of people. ``assumed`` and ``controls`` are None where the effect is a difference of
    risks already; ``needed`` is the number needed to treat, where the interval leaves out none.
    """

    assumed: float | None
    controls: ControlGroups | None
    difference: Span
    needed: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotRetold:
    """An effect that cannot be told otherwise; ``reason`` is a phrase, ``retold.not.<reason>``."""

    reason: str


Retold = OnScale | AbsoluteRisk | NotRetold
