"""A PICO question, its outcomes and the scales they are measured on."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.text import Text
from evidence.vocabulary import HigherIs, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the guideline advises, and how strongly; strength is empty where it is not stated."""

    id: str
    title: Text
    strength: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A PICO question: population, intervention, comparison; outcomes point to it."""

    id: str
    recommendation_id: str
    text: Text
    population: Text
    intervention: Text
    comparison: Text
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """A thing measured (pain, function), whatever the scale; ``family`` groups outcomes."""

    id: str
    name: Text
    family: str
    higher_is: HigherIs


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Effect sizes the panel calls small, moderate and large, and the smallest important one.

    ``scale`` is ``"SMD"`` or an instrument's id. A value nobody has decided is None.
    """

    scale: str
    small: float | None = None
    moderate: float | None = None
    large: float | None = None
    mid: float | None = None
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """An outcome of a question; ``in_pico`` is false for one shown although nobody asked for it."""

    id: str
    question_id: str
    construct: Construct
    in_pico: bool
    order: int
    importance: str
    thresholds: Thresholds | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A scale: its range, direction, smallest important difference and usual spread."""

    id: str
    name: str
    construct_id: str
    range_min: float | None
    range_max: float | None
    higher_is: HigherIs | None
    mid: float | None
    mid_source_id: str
    typical_sd: float | None
    typical_sd_source_id: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Synthesis:
    """A planned synthesis: which measure, on which scale, and whether its rows may be pooled.

    ``action`` is ``"pool"`` or ``"show"``; ``reason`` says why rows are only shown.
    """

    id: str
    label: str
    outcome_id: str
    title: Text
    measure: Measure
    instrument_id: str
    action: str
    reason: Text
    provenance: Provenance
