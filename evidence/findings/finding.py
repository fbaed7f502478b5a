"""What a chapter rests on, complete and frozen: the only thing documents read."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.certainty.rating import CertaintyRating
from evidence.records.published import Claim, PublishedEstimate, Review
from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
)
from evidence.records.search import FlowCount, SearchFact
from evidence.records.source import Source
from evidence.records.study import Intervention, Study
from evidence.synthesis.results import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFinding:
    """A published estimate with its certainty rating."""

    estimate: PublishedEstimate
    rating: CertaintyRating


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Our own synthesis of an outcome with its certainty rating."""

    synthesis: Synthesis
    analysis: Analysis
    rating: CertaintyRating


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrace:
    """A table row a result rests on: enough to walk from a number back to page and quote."""

    id: str
    table: str
    row: int
    sha256: str
    source_id: str
    place: str
    quote: str
    obtained: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What made a results file: package version, methods and the rows used; no time of day."""

    version: str
    methods: Mapping[str, str]
    rows: tuple[RowTrace, ...]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFindings:
    """One question answered as far as the evidence goes."""

    question: Question
    outcomes: tuple[Outcome, ...]
    reviews: tuple[Review, ...]
    studies: tuple[Study, ...]
    searches: tuple[SearchFact, ...]
    flow: tuple[FlowCount, ...]
    published: tuple[PublishedFinding, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    interventions: tuple[Intervention, ...]
    instruments: tuple[Instrument, ...]
    constructs: tuple[Construct, ...]
    sources: tuple[Source, ...]
    recommendation: Recommendation
    manifest: Manifest
