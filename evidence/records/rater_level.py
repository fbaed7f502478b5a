"""What one rater gave in a GRADE domain, before the raters agreed."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.vocabulary import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterLevel:
    """The levels of one rater; what was agreed stands in the judgement of the same domain."""

    about_id: str
    domain: Domain
    rater: str
    levels: int
    reason: str
    rated_on: str
    provenance: Provenance
