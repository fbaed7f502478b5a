"""How many specifications exclude no effect, and how many reach a difference that matters."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evidence.multiverse.comparison_effect import Unit
from evidence.multiverse.pooling import Specifications
from evidence.multiverse.results import Pooled, Tally
from evidence.multiverse.table import SpecificationTable
from evidence.records.planned import PlannedSynthesis
from evidence.stats.floats import Bools, Floats
from evidence.tables.tables import Tables
from evidence.vocabulary import HigherIs, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Important:
    """A smallest important difference, and who set it."""

    value: float
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What each specification is held against, by set.

    ``important`` is NaN on a scale without a smallest important difference; ``on_scale`` tells
    which sets are of the planned measure, ``turned`` those on a scale that runs the other way.
    """

    important: Floats
    on_scale: Bools
    turned: Bools


def important_difference(unit: Unit, planned: PlannedSynthesis, tables: Tables) -> Important | None:
    """Return the smallest important difference in a unit: the panel's, else the scale's own.

    One without a source does not count.
    """
    scale = {Measure.SMD: "SMD", Measure.MD: unit.instrument_id}.get(unit.measure, "")
    panel = planned.outcome.thresholds
    if panel is not None and scale and panel.scale == scale and panel.mid is not None:
        return Important(value=panel.mid, source_id=panel.source_id) if panel.source_id else None
    instrument = tables.instruments.get(scale)
    if instrument is None or instrument.mid is None or not instrument.mid_source_id:
        return None
    return Important(value=instrument.mid, source_id=instrument.mid_source_id)


def marks(
    table: SpecificationTable, unit: Unit, planned: PlannedSynthesis, tables: Tables
) -> Marks:
    """Return what each set's specifications are held against."""
    known: dict[Unit, tuple[float, bool, bool]] = {}
    way = _higher_is(unit, planned, tables)
    found = []
    for places in table.grid.sets:
        units = (table.grid.cells.all[place].unit for place in places)
        own = next(one for one in units if one is not None)
        if own not in known:
            important = important_difference(own, planned, tables)
            value = np.nan if important is None else important.value
            same = (own.measure, own.instrument_id) == (unit.measure, unit.instrument_id)
            known[own] = (value, same, _higher_is(own, planned, tables) is not way)
        found.append(known[own])
    values = np.array(found, dtype=np.float64).reshape(-1, 3)
    return Marks(
        important=values[:, 0], on_scale=values[:, 1] == 1, turned=np.asarray(values[:, 2] == 1)
    )


def _higher_is(unit: Unit, planned: PlannedSynthesis, tables: Tables) -> HigherIs:
    instrument = tables.instruments.get(unit.instrument_id)
    own = instrument.higher_is if instrument and unit.measure is Measure.MD else None
    return own or planned.construct.higher_is


def tally(pooled: Specifications, marked: Marks, where: Bools) -> Tally:
    """Count what some of the specifications say.

    Parameters
    ----------
    pooled : Specifications
        All of them.
    marked : Marks
        What they are held against.
    where : array of bool, shape (sets, methods)
        Which to count.

    Returns
    -------
    Tally
    """
    turned = np.broadcast_to(marked.turned[:, None], where.shape)[where]
    low = np.where(turned, -pooled.ci_high[where], pooled.ci_low[where])
    high = np.where(turned, -pooled.ci_low[where], pooled.ci_high[where])
    estimate = pooled.estimate[where]
    mid = np.broadcast_to(marked.important[:, None], where.shape)[where]
    on_scale = np.broadcast_to(marked.on_scale[:, None], where.shape)[where]
    own = estimate[on_scale]
    return Tally(
        specifications=int(where.sum()),
        below=int((high < 0).sum()),
        above=int((low > 0).sum()),
        measured=int(np.isfinite(mid).sum()),
        beyond_below=int((high <= -mid).sum()),
        beyond_above=int((low >= mid).sum()),
        reaching=int((np.abs(estimate) >= mid).sum()),
        median=float(np.median(own)) if len(own) else None,
    )


def conclusions(pooled: Pooled, important: float | None) -> Mapping[str, int]:
    """Return on which side of each threshold an interval lies: -1, 0 (on both) or 1."""
    found = {"null": _side(pooled, 0.0)}
    if important is not None:
        found["important"] = _side(pooled, important)
    return found


def _side(pooled: Pooled, distance: float) -> int:
    if distance == 0:
        return int(pooled.ci_low > 0) - int(pooled.ci_high < 0)
    return int(pooled.ci_low >= distance) - int(pooled.ci_high <= -distance)
