"""What reviews and guideline pages have printed: pooled estimates, facts and sentences."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.study import Intervention
from evidence.vocabulary import Certainty, Measure, Timepoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A systematic review and the roles it plays; unknown counts are None."""

    id: str
    label: str
    source_id: str
    kind: str
    k_trials: int | None
    n_participants: int | None
    search_date: str
    quality_as_printed: str
    quality_tool: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEstimate:
    """A pooled estimate exactly as printed; what was not printed is None or empty.

    ``higher_favours`` is ``"intervention"``, ``"comparison"`` or ``"unclear"`` where the source
    turns the sign; empty where the scale says what a higher value means.
    """

    id: str
    review_id: str
    outcome_id: str
    construct_id: str
    intervention: Intervention | None
    comparison: str
    timepoint: Timepoint | None
    timepoint_text: str
    measure: Measure | None
    measure_as_printed: str
    instrument_id: str
    estimate: float | None
    ci_low: float | None
    ci_high: float | None
    ci_level: float | None
    k: int | None
    n: int | None
    i2: float | None
    size_word: str
    certainty: Certainty | None
    decimals: int
    provenance: Provenance
    higher_favours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a published page and what it claims."""

    id: str
    question_id: str
    line: int
    kind: str
    claims: str
    about_ids: tuple[str, ...]
    provenance: Provenance
