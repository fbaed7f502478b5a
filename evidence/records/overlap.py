"""Which trials a review includes."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Whether a review includes a trial: yes, no or unclear."""

    review_id: str
    study_id: str
    included: str
    provenance: Provenance
