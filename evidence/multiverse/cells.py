"""What a trial contributes under some choices: a cell, each made once.

Vocabulary
----------
cell : the effects a trial contributes, with their covariance where they share people
kept : the trial's comparisons that meet every condition, as positions among all of them
"""

from dataclasses import dataclass, field

import numpy as np

from evidence.multiverse.comparison_effect import (
    STANDARDISED,
    Unit,
    comparison_effect,
    in_control_sd,
    member_of,
)
from evidence.multiverse.plan import Comparison
from evidence.records.planned import PlannedSynthesis
from evidence.stats.correlated import Rotated, rotate
from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Floats
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.results import NotEstimable, StudyEffect
from evidence.synthesis.shared_control import Shared, share_control
from evidence.tables.tables import Tables
from evidence.vocabulary import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How a shared control group is dealt with, and the correlation assumed if any."""

    choice: str
    correlation: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Effects of one trial in one unit; ``covariance`` where they are correlated."""

    yi: Floats
    vi: Floats
    covariance: Floats | None
    unit: Unit | None

    @property
    def turned(self) -> Rotated:
        """The effects on axes where their errors are independent."""
        places = np.arange(len(self.yi))
        blocks = [] if self.covariance is None else [Block(places, self.covariance)]
        return rotate(self.yi, self.vi, blocks)

    @property
    def content(self) -> tuple[object, ...]:
        """What makes two cells the same."""
        shared = b"" if self.covariance is None else self.covariance.tobytes()
        return (self.yi.tobytes(), self.vi.tobytes(), shared, self.unit)


NOTHING = Cell(yi=np.empty(0), vi=np.empty(0), covariance=None, unit=None)


@dataclass(slots=True)
class Cells:
    """Every cell made so far; 0 is that of a trial that takes no part.

    ``reasons`` are those for which some effects of a trial cannot stand together; reason ``i`` is
    returned as ``-1 - i``.
    """

    planned: PlannedSynthesis
    tables: Tables
    all: list[Cell] = field(default_factory=lambda: [NOTHING])
    reasons: list[str] = field(default_factory=list)
    _known: dict[tuple[object, ...], int] = field(default_factory=dict)
    _effects: dict[tuple[Comparison, Unit], StudyEffect | str] = field(default_factory=dict)
    _places: dict[tuple[object, ...], int] = field(default_factory=dict)

    def place(
        self, study_id: str, kept: tuple[Comparison, ...], unit: Unit, sharing: Sharing
    ) -> int:
        """Return the position of a cell, made now where it is new; below 0 for a reason."""
        key = (study_id, kept, unit, sharing if len(kept) > 1 else None)
        if key not in self._known:
            made = self._cell(study_id, kept, unit, sharing)
            self._known[key] = self._reason(made) if isinstance(made, str) else self._put(made)
        return self._known[key]

    def _put(self, cell: Cell) -> int:
        if not len(cell.yi):
            return 0
        place = self._places.setdefault(cell.content, len(self.all))
        if place == len(self.all):
            self.all.append(cell)
        return place

    def _reason(self, reason: str) -> int:
        if reason not in self.reasons:
            self.reasons.append(reason)
        return -1 - self.reasons.index(reason)

    def _cell(
        self, study_id: str, kept: tuple[Comparison, ...], unit: Unit, sharing: Sharing
    ) -> Cell | str:
        found = [self._effect(study_id, one, unit) for one in kept]
        effects = tuple(one for one in found if isinstance(one, StudyEffect))
        shared = share_control(
            EffectSet(measure=unit.measure, effects=effects),
            sharing.choice,
            correlation=sharing.correlation,
        )
        return shared.reason if isinstance(shared, NotEstimable) else _in_unit(shared, unit)

    def _effect(self, study_id: str, comparison: Comparison, unit: Unit) -> StudyEffect | str:
        key = (comparison, unit)
        if key not in self._effects:
            member = member_of(comparison, study_id, self.tables)
            self._effects[key] = comparison_effect(
                member, unit, self.planned, self.tables, comparison.sd_from
            )
        return self._effects[key]


def _in_unit(shared: Shared, unit: Unit) -> Cell | str:
    effects = shared.effects.effects
    if unit.measure is Measure.SMD and unit.sd == "control":
        if shared.blocks:
            return "covariance_needs_pooled_sd"
        turned = (one if one.route == STANDARDISED else in_control_sd(one) for one in effects)
        effects = tuple(one for one in turned if isinstance(one, StudyEffect))
    covariance = None
    if shared.blocks:
        covariance = np.diag([effect.vi for effect in effects])
        for places, block in shared.blocks:
            covariance[np.ix_(places, places)] = block
    return Cell(
        yi=np.array([effect.yi for effect in effects]),
        vi=np.array([effect.vi for effect in effects]),
        covariance=covariance,
        unit=unit,
    )
