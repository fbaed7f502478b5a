"""A project's tables as records, with the way back to every row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.errors import ChoiceUnknown
from evidence.records.checklist_answer import ChecklistAnswer
from evidence.records.directness import Directness
from evidence.records.excluded import Excluded
from evidence.records.hearing import HearingComment
from evidence.records.judgement import Judgement
from evidence.records.ongoing import Ongoing
from evidence.records.overlap import Overlap
from evidence.records.planned import PlannedSynthesis
from evidence.records.published import Claim, PublishedEstimate, Review
from evidence.records.question import (
    Construct,
    Instrument,
    Outcome,
    Question,
    Recommendation,
    Synthesis,
)
from evidence.records.rater_level import RaterLevel
from evidence.records.reported import ArmResult, Contrast, Member
from evidence.records.review_quality import ReviewQuality
from evidence.records.risk_of_bias import RiskOfBias
from evidence.records.role import ReviewRole
from evidence.records.search import FlowCount, SearchFact
from evidence.records.source import Source
from evidence.records.study import Arm, Intervention, Study
from evidence.records.web_text import WebText
from evidence.tables.canonical_text import canonical_text, sha256_of
from evidence.tables.row_index import RawRow, RowIndex
from evidence.tables.typed_table import TypedTable

WAIVERS = "waivers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Every table of a project; those whose rows have an id are keyed by it.

    Order is that of the files. ``rows`` leads back to the cells as written.
    """

    title: str
    recommendations: Mapping[str, Recommendation]
    questions: Mapping[str, Question]
    constructs: Mapping[str, Construct]
    outcomes: Mapping[str, Outcome]
    instruments: Mapping[str, Instrument]
    sources: Mapping[str, Source]
    reviews: Mapping[str, Review]
    studies: Mapping[str, Study]
    interventions: Mapping[str, Intervention]
    arms: Mapping[str, Arm]
    results: Mapping[str, ArmResult]
    contrasts: Mapping[str, Contrast]
    estimates: Mapping[str, PublishedEstimate]
    judgements: Mapping[str, Judgement]
    claims: Mapping[str, Claim]
    searches: Mapping[str, SearchFact]
    flow: Mapping[str, FlowCount]
    syntheses: Mapping[str, Synthesis]
    web_texts: Mapping[str, WebText]
    review_roles: tuple[ReviewRole, ...]
    review_quality: tuple[ReviewQuality, ...]
    risk_of_bias: tuple[RiskOfBias, ...]
    overlap: tuple[Overlap, ...]
    excluded: tuple[Excluded, ...]
    ongoing: tuple[Ongoing, ...]
    hearing: tuple[HearingComment, ...]
    checklists: tuple[ChecklistAnswer, ...]
    members: tuple[Member, ...]
    rater_levels: tuple[RaterLevel, ...]
    directness: tuple[Directness, ...]
    rows: RowIndex

    def question(self, question_id: str) -> Question:
        """Return a question; an unknown id is answered with the right ones (ChoiceUnknown)."""
        if question_id not in self.questions:
            raise ChoiceUnknown("question", question_id, list(self.questions))
        return self.questions[question_id]

    def outcomes_of(self, question_id: str) -> tuple[Outcome, ...]:
        """Return the outcomes of a question in the order the panel has set."""
        own = (one for one in self.outcomes.values() if one.question_id == question_id)
        return tuple(sorted(own, key=lambda outcome: outcome.order))

    def synthesis(self, synthesis_id: str) -> PlannedSynthesis:
        """Return a planned synthesis with everything it needs.

        Parameters
        ----------
        synthesis_id : str
            Key of the synthesis.

        Returns
        -------
        PlannedSynthesis
            With its outcome, members, trials and scales.

        Raises
        ------
        ChoiceUnknown
            There is no such synthesis; the choices are those there are.
        """
        if synthesis_id not in self.syntheses:
            raise ChoiceUnknown("synthesis", synthesis_id, list(self.syntheses))
        synthesis = self.syntheses[synthesis_id]
        members = tuple(one for one in self.members if one.synthesis_id == synthesis_id)
        outcome = self.outcomes[synthesis.outcome_id]
        scales = dict.fromkeys((synthesis.instrument_id, *_scales_of(members)))
        if outcome.thresholds is not None:
            scales[outcome.thresholds.scale] = None
        return PlannedSynthesis(
            synthesis=synthesis,
            outcome=outcome,
            construct=outcome.construct,
            members=members,
            studies={one.study_id: self.studies[one.study_id] for one in members},
            instruments={
                name: self.instruments[name] for name in scales if name in self.instruments
            },
        )

    def judgements_about(self, about_id: str) -> tuple[Judgement, ...]:
        """Return the GRADE judgements of an estimate or a synthesis."""
        return tuple(one for one in self.judgements.values() if one.about_id == about_id)

    def has_row(self, identifier: str) -> bool:
        """Tell whether a row has this id."""
        return identifier in self.rows

    def trace(self, identifier: str, table: str = "") -> RawRow:
        """Return the row of an id as it stands in its file; see :meth:`RowIndex.find`."""
        return self.rows.find(identifier, table)

    def row_counts(self) -> Mapping[str, int]:
        """Return the number of rows of each table of evidence (waivers are none)."""
        return {name: len(table) for name, table in self._evidence().items()}

    def data_sha256(self) -> str:
        """Return the hash of all tables of evidence, the same whatever program saved the files."""
        return sha256_of(self._canonical_texts())

    def empty_cells(self) -> tuple[tuple[str, str, int, int], ...]:
        """Return (table, column, empty cells, rows) for each column, so unknowns are counted."""
        return tuple(
            (name, column, sum(value is None for value in values), len(table))
            for name, table in self._evidence().items()
            for column, values in table.columns.items()
        )

    def _canonical_texts(self) -> Iterator[str]:
        for name, table in sorted(self._evidence().items()):
            yield name
            yield from (canonical_text(row) for row in table)

    def _evidence(self) -> Mapping[str, TypedTable]:
        """Return the tables that say something about the evidence, as waivers do not.

        An optional table without rows is as good as none.
        """
        return {
            name: table
            for name, table in self.rows.tables.items()
            if name != WAIVERS and (len(table) or not table.contract.optional)
        }


def _scales_of(members: tuple[Member, ...]) -> Iterator[str]:
    for member in members:
        for numbers in (member.contrast, member.result, member.versus):
            if numbers is not None:
                yield numbers.instrument_id
