"""The effects of one synthesis, ready to pool."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evidence.records.shown import Shown
from evidence.synthesis.readers_scale import readers_scale
from evidence.synthesis.results import LeftOut, StudyEffect, rows_of
from evidence.vocabulary import Measure

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectSet(Shown):
    """Effects on one scale, and the rows that gave none.

    Parameters
    ----------
    measure : Measure
        The measure of every effect; ratios are logarithms.
    effects : tuple of StudyEffect
        One a comparison, in the order of the table.
    left_out : tuple of LeftOut
        Every row that is not among the effects, with the reason.
    """

    measure: Measure
    effects: tuple[StudyEffect, ...]
    left_out: tuple[LeftOut, ...] = ()

    def to_frame(self) -> "pd.DataFrame":
        """Return one tidy row an effect, on the analysis scale."""
        return rows_of(self.effects)

    def as_read(self) -> dict[str, tuple[float, ...]]:
        """Return each effect and its limits on the scale people read."""
        return {
            one.label: readers_scale(self.measure, one.yi, one.ci_low, one.ci_high)
            for one in self.effects
        }

    def __str__(self) -> str:
        return f"{self.measure}: {len(self.effects)} effects, {len(self.left_out)} rows left out"

    def only(self, *keep: StudyEffect) -> "EffectSet":
        """Return the set with these effects alone."""
        return replace(self, effects=keep)

    def without(self, *positions: int) -> "EffectSet":
        """Return the set without the effects at these positions, counted from zero."""
        kept = (effect for i, effect in enumerate(self.effects) if i not in positions)
        return replace(self, effects=tuple(kept))

    def by_control(self) -> Mapping[str, tuple[int, ...]]:
        """Return the positions that name the same comparator arm, for arms named twice or more."""
        places: dict[str, list[int]] = {}
        for i, effect in enumerate(self.effects):
            if effect.control_id:
                places.setdefault(effect.control_id, []).append(i)
        return {arm: tuple(at) for arm, at in places.items() if len(at) > 1}
