"""How good a review is held to be."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewQuality:
    """A judgement of a review as stated; ``tool`` is empty where none is named."""

    review_id: str
    tool: str
    item: str
    judgement: str
    provenance: Provenance
