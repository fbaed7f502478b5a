"""What was set aside, and why."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A review or trial set aside, with the reason."""

    id: str
    question_id: str
    excluded_source_id: str
    reason: str
    provenance: Provenance
