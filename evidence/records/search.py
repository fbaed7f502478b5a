"""How the evidence was looked for, and what was set aside on the way."""

from dataclasses import dataclass

from evidence.records.provenance import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFact:
    """A search as reported: who searched where and when; what is not reported is empty."""

    id: str
    question_id: str
    searched_by: str
    database: str
    search_date: str
    strategy: str
    provenance: Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowCount:
    """A count on the way from records found to reviews included."""

    id: str
    question_id: str
    step: str
    unit: str
    count: int | None
    provenance: Provenance
