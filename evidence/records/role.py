"""The part a review or trial plays for a question."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance
from evidence.records.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRole:
    """A review or trial (one of the two ids is empty) and what the chapter says of it."""

    question_id: str
    review_id: str
    study_id: str
    role: str
    text: Text
    provenance: Provenance
