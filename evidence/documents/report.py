"""All that a report prints, in the order of its page; templates lay it out and add nothing."""

from dataclasses import dataclass

from evidence.display.tables.table import Table
from evidence.documents.annexes import Annex
from evidence.documents.bibliography import Reference
from evidence.documents.picture import Picture
from evidence.vocabulary import Language
from evidence.wording.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPart:
    """A recommendation as it is given, and its strength."""

    title: Statement
    strength: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePart:
    """An outcome's name and what was found, in sentences."""

    id: str
    title: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SynthesisPart:
    """One synthesis of ours: what it says, the parts of its forest plot and its variations.

    ``multiverse`` is every reasonable analysis as a figure, and ``reasonable`` what it says.
    """

    id: str
    title: str
    statements: tuple[Statement, ...]
    pictures: tuple[Picture, ...]
    variations: Table | None
    reasonable: tuple[Statement, ...] = ()
    multiverse: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """One question: asked, answered as far as the evidence goes, and what is missing."""

    id: str
    heading: str
    question: Statement
    pico: Table
    included: tuple[Statement, ...]
    reviews: Table | None
    search: Table | None
    excluded: Table | None
    outcomes: tuple[OutcomePart, ...]
    summary: Table
    review_pictures: tuple[Picture, ...]
    syntheses: tuple[SynthesisPart, ...]
    missing: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole document."""

    language: Language
    title: str
    version: str
    draft_mark: str
    imprint: str
    totals: tuple[Statement, ...]
    recommendations: tuple[RecommendationPart, ...]
    questions: tuple[QuestionPart, ...]
    gaps: Table
    empty_cells: Table | None
    references: tuple[Reference, ...]
    annexes: tuple[Annex, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every figure of the document."""
        syntheses = [one for question in self.questions for one in question.syntheses]
        found = (
            *(picture for question in self.questions for picture in question.review_pictures),
            *(picture for one in syntheses for picture in one.pictures),
            *(one.multiverse for one in syntheses),
            *(picture for annex in self.annexes for picture in annex.pictures),
        )
        return tuple(picture for picture in found if picture is not None)
