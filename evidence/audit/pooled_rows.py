"""The rows that are pooled, each with the effect computed from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evidence.audit.answers import Place
from evidence.audit.project import Project
from evidence.records.planned import PlannedSynthesis
from evidence.records.reported import ArmResult, Contrast, Member
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.member import member_rows
from evidence.synthesis.results import StudyEffect
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow:
    """A primary row of a synthesis that is to be pooled.

    ``effect`` is None where the row gives none; ``reason`` then says why (``left_out.<reason>``).
    """

    planned: PlannedSynthesis
    member: Member
    effect: StudyEffect | None
    reason: str = ""

    @property
    def rows(self) -> tuple[ArmResult | Contrast, ...]:
        """The reported rows it rests on, the experimental arm's first."""
        return member_rows(self.member)

    @property
    def synthesis_id(self) -> str:
        """The synthesis it is pooled in."""
        return self.planned.synthesis.id

    def place(self, project: Project, column: str = "") -> Place:
        """Return the place of the first reported row it rests on."""
        return project.at(self.rows[0].provenance, column)


def pools(project: Project) -> Mapping[str, tuple[PooledRow, ...]]:
    """Return the primary rows of every synthesis that is to be pooled, by synthesis."""
    key = "pools"
    if key not in project.memory:
        project.memory[key] = {
            name: tuple(_rows(project.tables.synthesis(name)))
            for name, synthesis in project.tables.syntheses.items()
            if synthesis.action == "pool"
        }
    found: Mapping[str, tuple[PooledRow, ...]] = project.memory[key]
    return found


def pooled_effects(project: Project, *, measure: Measure | None = None) -> Iterator[PooledRow]:
    """Yield the rows to be pooled that give an effect, of one measure or of all."""
    for rows in pools(project).values():
        for row in rows:
            if row.effect is not None and measure in (None, row.planned.synthesis.measure):
                yield row


def effect_of(row: PooledRow) -> StudyEffect:
    """Return the effect of a row that gives one.

    Raises
    ------
    ValueError
        The row gives none.
    """
    if row.effect is None:
        raise ValueError(f"{row.rows[0].id} gives no effect: {row.reason}")
    return row.effect


def _rows(planned: PlannedSynthesis) -> Iterator[PooledRow]:
    found = effect_sizes(planned)
    effects = {effect.row_ids: effect for effect in found.effects}
    reasons = {left.row_ids: left.reason for left in found.left_out}
    for member in planned.members:
        if member.use == "primary":
            ids = tuple(row.id for row in member_rows(member))
            yield PooledRow(
                planned=planned,
                member=member,
                effect=effects.get(ids),
                reason=reasons.get(ids, ""),
            )
