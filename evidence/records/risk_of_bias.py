"""How a trial's result may be biased."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOfBias:
    """One domain of an assessment; ``construct_id`` is empty for the whole trial."""

    study_id: str
    construct_id: str
    tool: str
    domain: str
    level: str
    support: str
    provenance: Provenance
