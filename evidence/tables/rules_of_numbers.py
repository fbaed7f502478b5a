"""What must hold between the numbers of a row, and between a mean and its scale."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise

from evidence.errors import Problem
from evidence.tables.typed_table import TypedRow, TypedTable
from evidence.vocabulary import Measure

THRESHOLDS = ("threshold_small", "threshold_moderate", "threshold_large")
ROUNDED, SHARE = 0.06, 0.02
"""How far a printed t may be from the root of a printed F, as both are rounded."""
CHANGE = "change"
"""A change from baseline is no score of the scale."""
EFFECT_CELLS = ("estimate", "ci_low", "ci_high")


def number_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find numbers of a row that cannot all be right.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each fault, at the cell that is most likely wrong.
    """
    for row in tables["results"].with_values("events"):
        yield from _events(row)
    yield from _means(tables["results"], tables["instruments"])
    for name in ("contrasts", "estimates"):
        for row in tables[name]:
            yield from _impossible_effect(row)
    for row in tables["contrasts"].with_values("t_value"):
        yield from _turned_statistic(row)
    for row in tables["instruments"]:
        if not _has_width(row):
            yield row.problem("E409", "range_min", high=row.written("range_max"))
    for row in tables["outcomes"]:
        yield from _thresholds(row)


def _events(row: TypedRow) -> Iterator[Problem]:
    events, total = row.count("events"), row.count("total")
    if events is not None and total is not None and events > total:
        yield row.problem("E401", "events", total=row.written("total"))


def _means(results: TypedTable, instruments: TypedTable) -> Iterator[Problem]:
    scales = {name: row for name, row in instruments.by_id.items() if _has_width(row)}
    ends = {name: _ends(row) for name, row in scales.items()}
    names = ("instrument_id", "mean", "score")
    cells = zip(results, *(results.column(name) for name in names), strict=True)
    for row, instrument, mean, score in cells:
        if mean is None or instrument not in ends or score == CHANGE:
            continue
        low, high = ends[str(instrument)]
        if not low <= float(mean) <= high:
            scale = scales[str(instrument)]
            written = {
                "low": scale.written("range_min") or "−∞",
                "high": scale.written("range_max") or "∞",
            }
            yield row.problem("E402", "mean", instrument=str(instrument), **written)


def _ends(scale: TypedRow) -> tuple[float, float]:
    low, high = scale.value("range_min"), scale.value("range_max")
    return -math.inf if low is None else low, math.inf if high is None else high


def _has_width(scale: TypedRow) -> bool:
    low, high = _ends(scale)
    return low < high


def _impossible_effect(row: TypedRow) -> Iterator[Problem]:
    measure = row.text("measure")
    if not measure:
        return
    for column in EFFECT_CELLS:
        value = row.value(column)
        if value is None:
            continue
        if Measure(measure).is_ratio and value < 0:
            yield row.problem("E407", column, measure=measure)
        if measure == Measure.RD and abs(value) > 1:
            yield row.problem("E408", column, measure=measure)


def _turned_statistic(row: TypedRow) -> Iterator[Problem]:
    """Find a t on the other side of no difference than its estimate, or beside its F."""
    measure = row.text("measure")
    estimate, t, f = (row.value(name) for name in ("estimate", "t_value", "f_value"))
    if t is None or not measure:
        return
    none = 1.0 if Measure(measure).is_ratio else 0.0
    if estimate is not None and (estimate - none) * t < 0:
        yield row.problem("E412", "t_value", estimate=row.written("estimate"))
    near = {"rel_tol": SHARE, "abs_tol": ROUNDED}
    if f is not None and f >= 0 and not math.isclose(abs(t), math.sqrt(f), **near):
        yield row.problem("E413", "f_value", t_value=row.written("t_value"))


def _thresholds(row: TypedRow) -> Iterator[Problem]:
    given = [column for column in THRESHOLDS if row[column] is not None]
    for lower, upper in pairwise(given):
        if float(row[lower] or 0) >= float(row[upper] or 0):
            yield row.problem("E410", upper, lower_column=lower, lower=row.written(lower))
    if (given or row["threshold_mid"] is not None) and not row.written("threshold_scale"):
        yield row.problem("E411", "threshold_scale")
