"""Pool the columns of one table, whole and by subgroups, and say which rows gave no effect."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evidence.errors import EvidenceError
from evidence.stats.floats import Bools
from evidence.synthesis.choices import Choices
from evidence.synthesis.effect_set import EffectSet
from evidence.synthesis.effects_of_table import effects_of
from evidence.synthesis.escalc_table import escalc
from evidence.synthesis.event_choices import CLOSED_FORMS
from evidence.synthesis.event_results import PooledEvents
from evidence.synthesis.pool import pool_shared
from evidence.synthesis.pool_tables import pool_events
from evidence.synthesis.results import NotEstimable, PooledEffect
from evidence.synthesis.shared_control import share_control
from evidence.synthesis.subgroups import Subgroups, grouped, subgroups
from evidence.synthesis.table_forms import TableForm

EVENT_METHODS = tuple(CLOSED_FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PooledColumns:
    """What the columns of a table gave.

    Parameters
    ----------
    pooled : PooledEffect, PooledEvents or NotEstimable
        The result.
    subgroups : Subgroups or None
        Where they were asked for.
    without_effect : tuple of int
        Positions of rows that gave no effect, counted from zero.
    """

    pooled: PooledEffect | PooledEvents | NotEstimable
    subgroups: Subgroups | None
    without_effect: tuple[int, ...]


class ColumnsRefused(EvidenceError):
    """Numbers that cannot be, as the formula says it."""

    def __init__(self, reason: str) -> None:
        super().__init__("pool.refused", reason=reason)


def pool_columns(
    form: TableForm,
    numbers: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    groups: Sequence[str] | None,
    choices: Choices,
) -> PooledColumns:
    """Pool the effects the columns of a table give, each row one study.

    Parameters
    ----------
    form : TableForm
        What the columns are.
    numbers : mapping of str to sequence of float
        The columns by metafor's names.
    labels : sequence of str
        Names of the studies.
    groups : sequence of str, optional
        The subgroup of each study.
    choices : Choices
        The methods.

    Returns
    -------
    PooledColumns

    Raises
    ------
    ColumnsRefused
        For numbers the measure cannot be had from.

    Examples
    --------
    >>> from evidence.synthesis.table_forms import table_form
    >>> columns = {"yi": [0.1, 0.3, 0.5], "vi": [0.02, 0.03, 0.02]}
    >>> form = table_form(list(columns), {}, "")
    >>> print(pool_columns(form, columns, ["a", "b", "c"], None, Choices()).pooled)
    GEN 0.3 [-0.2315, 0.8315] (k = 3, random, REML, hartung-knapp)
    """
    try:
        table, there = _effects(form, numbers)
        kept = np.flatnonzero(there).tolist()
        columns = {name: [column[place] for place in kept] for name, column in table.items()}
        effects = effects_of(
            {**columns, "study": [labels[place] for place in kept]},
            measure=None if form.measure == "GEN" else form.measure,
            sei="sei" if "sei" in table else None,
        )
    except ValueError as fault:
        raise ColumnsRefused(str(fault)) from fault
    without = tuple(np.flatnonzero(~there).tolist())
    if groups is None:
        shared = share_control(effects)
        pooled = shared if isinstance(shared, NotEstimable) else pool_shared(shared, choices)
        return PooledColumns(pooled=pooled, subgroups=None, without_effect=without)
    return _by_group(effects, [groups[place] for place in kept], choices, without)


def pool_event_columns(
    form: TableForm,
    numbers: Mapping[str, Sequence[float]],
    labels: Sequence[str],
    *,
    method: str,
    level: float,
) -> PooledColumns:
    """Pool the events the columns of a table count, by Mantel-Haenszel or Peto."""
    try:
        pooled = pool_events(
            {**numbers, "study": labels}, measure=form.measure, method=method, level=level
        )
    except ValueError as fault:
        raise ColumnsRefused(str(fault)) from fault
    without = (
        tuple(int(row) for one in pooled.left_out for row in one.row_ids)
        if isinstance(pooled, PooledEvents)
        else ()
    )
    return PooledColumns(pooled=pooled, subgroups=None, without_effect=without)


def _effects(
    form: TableForm, numbers: Mapping[str, Sequence[float]]
) -> tuple[Mapping[str, Sequence[float]], Bools]:
    """Return a table of effects and their spread, and which rows have both."""
    if "yi" in form.headings:
        return numbers, np.ones(len(numbers["yi"]), dtype=np.bool_)
    names = {name: name for name in numbers}
    found = escalc(form.measure, numbers, missing="keep", **names)
    yi, vi = found["yi"].to_numpy(), found["vi"].to_numpy()
    there = np.isfinite(yi) & np.isfinite(vi) & (vi > 0)
    return {"yi": yi.tolist(), "vi": vi.tolist()}, there


def _by_group(
    effects: EffectSet, groups: Sequence[str], choices: Choices, without: tuple[int, ...]
) -> PooledColumns:
    shared = share_control(grouped(effects, groups))
    if isinstance(shared, NotEstimable):
        return PooledColumns(pooled=shared, subgroups=None, without_effect=without)
    return PooledColumns(
        pooled=pool_shared(shared, choices),
        subgroups=subgroups(shared, choices),
        without_effect=without,
    )
