"""The rows that are pooled, each with the effect computed from it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from evidence.audit.answers import Place
from evidence.audit.project import Project
from evidence.records.planned import PlannedSynthesis
from evidence.records.reported import ArmResult, Contrast, Member
from evidence.stats.continuous import mean_difference, standardised_mean_difference
from evidence.stats.effects import Effects
from evidence.synthesis.effect_sizes import effect_sizes
from evidence.synthesis.member import member_rows
from evidence.vocabulary import Measure

FORMULAS: Mapping[Measure, Callable[..., Effects]] = {
    Measure.MD: mean_difference,
    Measure.SMD: standardised_mean_difference,
}


class RowEffect(NamedTuple):
    """An effect and its sampling variance, in the direction of the outcome."""

    yi: float
    vi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledRow:
    """A primary row of a synthesis that is to be pooled.

    ``effect`` is None where the row gives none.
    """

    planned: PlannedSynthesis
    member: Member
    effect: RowEffect | None

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


def effect_of(row: PooledRow) -> RowEffect:
    """Return the effect of a row that gives one.

    Raises
    ------
    ValueError
        The row gives none.
    """
    if row.effect is None:
        raise ValueError(f"{row.rows[0].id} gives no effect")
    return row.effect


def _rows(planned: PlannedSynthesis) -> Iterator[PooledRow]:
    primary = [member for member in planned.members if member.use == "primary"]
    takes_means = planned.synthesis.measure in FORMULAS
    plain = {
        id(member): _sign(member, planned)
        for member in primary
        if takes_means and _is_plain(member)
    }
    at_once = [member for member in primary if plain.get(id(member)) is not None]
    rest = replace(planned, members=tuple(one for one in primary if id(one) not in plain))
    found = {
        effect.row_ids: RowEffect(effect.yi, effect.vi) for effect in effect_sizes(rest).effects
    }
    if planned.synthesis.measure in FORMULAS:
        signs = [plain[id(member)] or 0.0 for member in at_once]
        found |= _computed(planned.synthesis.measure, at_once, signs)
    for member in primary:
        ids = tuple(row.id for row in member_rows(member))
        yield PooledRow(planned=planned, member=member, effect=found.get(ids))


def _is_plain(member: Member) -> bool:
    """Tell whether both arms report n, mean and SD, as nearly all do."""
    return all(
        arm is not None
        and arm.dispersion_type == "SD"
        and arm.dispersion is not None
        and arm.mean is not None
        and arm.n is not None
        and arm.n > 1
        for arm in (member.result, member.versus)
    )


def _sign(member: Member, planned: PlannedSynthesis) -> float | None:
    """Return 1, or -1 on a scale that runs against the outcome; None where there is no effect."""
    scales = {row.instrument_id for row in member_rows(member)}
    scale = scales.pop()
    if scales:
        return None
    if planned.synthesis.measure is Measure.MD:
        return 1.0 if scale == planned.synthesis.instrument_id else None
    instrument = planned.instruments.get(scale)
    if instrument is None or instrument.higher_is is None:
        return None
    return 1.0 if instrument.higher_is is planned.construct.higher_is else -1.0


def _computed(
    measure: Measure, members: Sequence[Member], signs: Sequence[float]
) -> dict[tuple[str, ...], RowEffect]:
    """Return the effects of rows with n, mean and SD, all in one call of the formula."""
    if not members:
        return {}
    arms = [
        [(arm.n, arm.mean, arm.dispersion) for arm in (one.result, one.versus) if arm is not None]
        for one in members
    ]
    numbers = np.array(arms, dtype=float).reshape(len(members), 6).T
    effects = FORMULAS[measure](*numbers)
    return {
        tuple(row.id for row in member_rows(member)): RowEffect(sign * float(yi), float(vi))
        for member, sign, yi, vi in zip(members, signs, effects.yi, effects.vi, strict=True)
        if np.isfinite(yi) and np.isfinite(vi) and vi > 0
    }
