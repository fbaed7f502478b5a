"""What a page claims, as read: estimates, certainty, citations, references, counts, dates.

Each claim keeps the sentence it was read from, so that every finding can quote it and name its
line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.audit.page.block import Block, Page, Sentence
from evidence.audit.page.layout import Layout, Placed, Question
from evidence.audit.page.written_number import Written
from evidence.vocabulary import Domain


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A confidence interval: its limits as written, and its level where stated."""

    low: Written
    high: Written
    level: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeWord:
    """A word for the size of an effect, its rank (0 none to 3 large) and whether it is one."""

    text: str
    rank: int
    proper: bool
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An effect estimate and all that the page says of it.

    ``scale`` is ``standardised``, ``raw``, ``ratio`` or empty where no measure is named;
    ``timepoint`` is ``post``, ``follow-up`` or empty.
    """

    number: int
    sentence: Sentence
    value: Written
    measure: str
    scale: str
    interval: Interval | None
    i2: Written | None
    p: tuple[str, Written] | None
    k: int | None
    n: int | None
    size: SizeWord | None
    outcome: str
    intervention: str
    timepoint: str
    question: int | None
    part: str

    @property
    def line(self) -> int:
        """Line on which the estimate stands."""
        return self.sentence.block.line_at(self.value.start)

    @property
    def null(self) -> float:
        """The value that means no effect."""
        return 1.0 if self.scale == "ratio" else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A domain named as reason, and the levels it cost where the page says so."""

    domain: Domain
    text: str
    start: int
    levels: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A statement of certainty: level, reasons, and the numbers of the estimates it is about."""

    sentence: Sentence
    start: int
    word: str
    level: int
    reasons: tuple[Reason, ...]
    about: tuple[int, ...]
    question: int | None
    part: str
    i2: Written | None = None

    @property
    def line(self) -> int:
        """Line on which the level stands."""
        return self.sentence.block.line_at(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A source named in the text by author and year."""

    sentence: Sentence
    name: str
    year: int
    text: str
    start: int
    part: str
    question: int | None

    @property
    def line(self) -> int:
        """Line on which the citation stands."""
        return self.sentence.block.line_at(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """An entry of the list of references."""

    block: Block
    name: str
    names: tuple[str, ...]
    year: int | None
    own: bool = False

    @property
    def line(self) -> int:
        """Line on which the entry begins."""
        return self.block.line


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of studies, participants or the like: what it counts, and of which source."""

    sentence: Sentence
    value: int
    text: str
    unit: str
    start: int
    total: bool
    source: str
    part: str
    question: int | None

    @property
    def line(self) -> int:
        """Line on which the number stands."""
        return self.sentence.block.line_at(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A month or year that a sentence names, and what happened then."""

    sentence: Sentence
    year: int
    month: int | None
    text: str
    start: int
    kind: str
    part: str
    question: int | None

    @property
    def line(self) -> int:
        """Line on which the date stands."""
        return self.sentence.block.line_at(self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """All that was read from a page; ``placed_sentences`` are those outside headings."""

    page: Page
    layout: Layout
    language: str
    sentences: tuple[tuple[Placed, Sentence], ...]
    estimates: tuple[Estimate, ...]
    ratings: tuple[Rating, ...]
    citations: tuple[Citation, ...]
    references: tuple[Reference, ...]
    counts: tuple[Count, ...]
    dates: tuple[Dated, ...]
    interventions: tuple[str, ...]
    page_date: Dated | None

    @property
    def questions(self) -> tuple[Question, ...]:
        """The questions of the page in order."""
        return self.layout.questions

    def ratings_of(self, estimate: Estimate) -> tuple[Rating, ...]:
        """Return the statements of certainty about an estimate."""
        return tuple(one for one in self.ratings if estimate.number in one.about)

    def estimates_of(self, rating: Rating) -> tuple[Estimate, ...]:
        """Return the estimates a statement of certainty is about."""
        return tuple(one for one in self.estimates if one.number in rating.about)

    def by_question(self) -> Mapping[int | None, tuple[Estimate, ...]]:
        """Return the estimates of each question."""
        found: dict[int | None, tuple[Estimate, ...]] = {}
        for one in self.estimates:
            found[one.question] = (*found.get(one.question, ()), one)
        return found
