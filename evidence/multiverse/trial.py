"""One trial under the choices: which of its rows speak for it, and what they contribute."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt

from evidence.multiverse.cells import Cells, Sharing
from evidence.multiverse.comparison_effect import Unit, member_of, timepoint
from evidence.multiverse.plan import Choice, Comparison, Condition, Option
from evidence.records.planned import PlannedSynthesis
from evidence.records.study import Study
from evidence.synthesis.member import member_rows
from evidence.synthesis.obtained import least_trusted
from evidence.tables.tables import Tables
from evidence.vocabulary import Measure

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the choices start from: the analysis on the page."""

    unit: Unit
    sharing: Sharing


def own_rows(planned: PlannedSynthesis) -> Mapping[str, tuple[Comparison, ...]]:
    """Return the primary comparisons of each trial of a synthesis."""
    found: dict[str, tuple[Comparison, ...]] = {}
    for member in planned.members:
        if member.use == "primary" and member_rows(member):
            ids = [row.id for row in member_rows(member)]
            one = (
                Comparison(contrast=ids[0])
                if member.contrast is not None
                else Comparison(result=ids[0], versus=ids[1])
            )
            found[member.study_id] = (*found.get(member.study_id, ()), one)
    return found


class Trial:
    """One trial, and what it contributes under each option that touches it."""

    def __init__(
        self,
        study_id: str,
        own: tuple[Comparison, ...],
        choices: tuple[Choice, ...],
        asked: Asked,
        cells: Cells,
    ) -> None:
        self.study_id, self.own, self.choices = study_id, own, choices
        self.asked, self.cells = asked, cells
        self._met: dict[tuple[Comparison, int], bool] = {}

    def every(self) -> Iterator[Comparison]:
        """Every comparison that may speak for the trial."""
        yield from self.own
        for choice in self.choices:
            if choice.about == "rows" and choice.study == self.study_id:
                for option in choice.options:
                    yield from option.comparisons

    def codes(self) -> Places:
        """Return the trial's cell under each combination, of length 1 along other trials' rows."""
        options = [
            choice.options if self._is_touched_by(choice) else choice.options[:1]
            for choice in self.choices
        ]
        found = [self._code(taken) for taken in product(*options)]
        return np.array(found, dtype=np.int64).reshape([len(one) for one in options])

    def _is_touched_by(self, choice: Choice) -> bool:
        return choice.about != "rows" or choice.study == self.study_id

    def _code(self, taken: Sequence[Option]) -> int:
        kept, unit, sharing = self.own, self.asked.unit, self.asked.sharing
        conditions = []
        for choice, option in zip(self.choices, taken, strict=True):
            if choice.about == "rows" and choice.study == self.study_id:
                kept = option.comparisons
            elif choice.about == "trials":
                conditions.append(option.condition)
            elif choice.about == "shared_control":
                sharing = Sharing(choice=option.use, correlation=option.correlation)
            elif choice.about in ("measure", "sd"):
                unit = _unit(unit, choice.about, option.use, option.instrument)
        kept = tuple(one for one in kept if all(self._meets(one, asked) for asked in conditions))
        return self.cells.place(self.study_id, kept, _plain(unit), sharing)

    def _meets(self, comparison: Comparison, asked: Condition) -> bool:
        key = (comparison, id(asked))
        if key not in self._met:
            self._met[key] = _meets(comparison, asked, self.study_id, self.cells.tables)
        return self._met[key]


def _meets(comparison: Comparison, asked: Condition, study_id: str, tables: Tables) -> bool:
    if study_id in asked.without:
        return False
    member = member_of(comparison, study_id, tables)
    if asked.weeks:
        week = timepoint(member)
        if week is None or not asked.weeks[0] <= week <= asked.weeks[1]:
            return False
    if asked.obtained:
        way = least_trusted([row.provenance.obtained for row in member_rows(member)])
        if way is None or way.value not in asked.obtained:
            return False
    study = tables.studies[study_id]
    return all(_column(study, name) in values for name, values in asked.study.items())


def _column(study: Study, name: str) -> str:
    if name in study.own:
        return study.own[name]
    value = getattr(study, name)
    return "" if value is None else str(value)


@cache
def _unit(unit: Unit, about: str, use: str, instrument_id: str) -> Unit:
    if about == "sd":
        return replace(unit, sd=use)
    return replace(unit, measure=Measure(use), instrument_id=instrument_id)


@cache
def _plain(unit: Unit) -> Unit:
    """Return a unit without what makes no difference to its measure."""
    return Unit(
        measure=unit.measure,
        instrument_id=unit.instrument_id if unit.measure is Measure.MD else "",
        sd=unit.sd if unit.measure is Measure.SMD else "pooled",
    )
