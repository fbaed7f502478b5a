"""Trials that may change the answer."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Ongoing:
    """A running or new study."""

    id: str
    question_id: str
    title: str
    registration: str
    status: str
    provenance: Provenance
