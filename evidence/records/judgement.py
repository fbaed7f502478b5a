"""A decision in one GRADE domain: what the rules suggest and what people decide."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.vocabulary import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One domain of one rating.

    ``about_id`` is the id of the estimate or synthesis rated. ``levels`` counts levels down (or
    up, in a raising domain); None where the source does not say. ``numbers_sha256`` is the hash
    of the numbers the decision was made on.
    """

    id: str
    about_id: str
    domain: Domain
    suggested_levels: int | None
    decided_levels: int | None
    reason: str
    decided_by: str
    decided_on: str
    target: str
    numbers_sha256: str
    provenance: Provenance
