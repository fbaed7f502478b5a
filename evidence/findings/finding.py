"""What a chapter rests on, complete and frozen: the only thing documents read."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.certainty.rating import CertaintyRating
from evidence.findings.forest_layout import ForestLayout
from evidence.findings.retold import Retold
from evidence.multiverse.results import Multiverse
from evidence.records.checklist_answer import ChecklistAnswer
from evidence.records.excluded import Excluded
from evidence.records.hearing import HearingComment
from evidence.records.ongoing import Ongoing
from evidence.records.overlap import Overlap
from evidence.records.published import Claim, PublishedEstimate, Review
from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
)
from evidence.records.review_quality import ReviewQuality
from evidence.records.risk_of_bias import RiskOfBias
from evidence.records.role import ReviewRole
from evidence.records.search import FlowCount, SearchFact
from evidence.records.source import Source
from evidence.records.study import Intervention, Study
from evidence.records.web_text import WebText
from evidence.synthesis.results import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFinding:
    """A published estimate with its certainty rating; ``retold`` is it told on a known scale."""

    estimate: PublishedEstimate
    rating: CertaintyRating
    retold: Retold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Our own synthesis of an outcome with its certainty rating.

    ``multiverse`` is the same synthesis under every reasonable combination of choices, where a
    file of choices names them; certainty does not rest on it. ``forest`` is how its forest plot is
    laid out, where the analysis page says so. ``retold`` is it told on a known scale, or as risks.
    """

    synthesis: Synthesis
    analysis: Analysis
    rating: CertaintyRating
    multiverse: Multiverse | None = None
    forest: ForestLayout | None = None
    retold: Retold | None = None


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
    """What made a results file: package version, methods and the rows used; no time of day.

    ``sources`` holds the hash of each source's row by its id; ``sha256`` is over all of them.
    """

    version: str
    methods: Mapping[str, str]
    rows: tuple[RowTrace, ...]
    sources: Mapping[str, str]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFindings:
    """One question answered as far as the evidence goes.

    ``reviews``, ``studies``, ``interventions``, ``instruments``, ``constructs`` and ``sources``
    hold every record the question's estimates, syntheses, roles and claims name. Outcomes are in
    the question's order.
    """

    question: Question
    recommendation: Recommendation
    outcomes: tuple[Outcome, ...]
    roles: tuple[ReviewRole, ...]
    reviews: tuple[Review, ...]
    review_quality: tuple[ReviewQuality, ...]
    studies: tuple[Study, ...]
    risk_of_bias: tuple[RiskOfBias, ...]
    overlap: tuple[Overlap, ...]
    searches: tuple[SearchFact, ...]
    flow: tuple[FlowCount, ...]
    excluded: tuple[Excluded, ...]
    ongoing: tuple[Ongoing, ...]
    published: tuple[PublishedFinding, ...]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    interventions: tuple[Intervention, ...]
    instruments: tuple[Instrument, ...]
    constructs: tuple[Construct, ...]
    sources: tuple[Source, ...]
    manifest: Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyCells:
    """How many cells of a column nobody has filled: an unknown is empty and counted."""

    table: str
    column: str
    empty: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What the tables hold as a whole.

    ``unused`` are ids of published estimates that answer no question of the chapter, with the
    rows they stand in; ``data_sha256`` is the hash over all tables; ``hearing`` are the comments
    received, in the table's order; ``checklists`` what people have answered to their items;
    ``web_texts`` are the paragraphs written for the web, and ``text_sources`` where they come
    from.
    """

    title: str
    version: str
    data_sha256: str
    rows: Mapping[str, int]
    empty: tuple[EmptyCells, ...]
    unused: tuple[PublishedEstimate, ...]
    hearing: tuple[HearingComment, ...]
    checklists: tuple[ChecklistAnswer, ...] = ()
    web_texts: tuple[WebText, ...] = ()
    text_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """All that documents are made from."""

    overview: Overview
    questions: tuple[QuestionFindings, ...]
