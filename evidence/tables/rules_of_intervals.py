"""What must hold within a confidence interval, and between it and its estimate."""

from collections.abc import Iterator, Mapping

from evidence.errors import Problem
from evidence.tables.typed_table import TypedRow, TypedTable


def interval_problems(tables: Mapping[str, TypedTable]) -> Iterator[Problem]:
    """Find intervals whose limits are swapped, lonely, without level, or beside the estimate.

    A published pooled estimate may lack a level: it is kept as printed. A trial's contrast may
    not, because its standard error is computed from it.

    Parameters
    ----------
    tables : mapping of str to TypedTable
        All tables by name.

    Yields
    ------
    Problem
        One for each fault, at the lower limit, the estimate or the level.
    """
    for name in ("contrasts", "estimates"):
        for row in tables[name]:
            yield from _limits(row, "ci_low", "ci_high")
            yield from _outside(row, "estimate", "ci_low", "ci_high")
    for row in tables["contrasts"]:
        if row["ci_low"] is not None and row["ci_high"] is not None and not row.written("ci_level"):
            yield row.problem("E405", "ci_level")
    for row in tables["results"].with_values("dispersion_low", "dispersion_high"):
        yield from _limits(row, "dispersion_low", "dispersion_high")
        if row["dispersion_type"] in ("CI", "range"):
            yield from _outside(row, "mean", "dispersion_low", "dispersion_high")


def _limits(row: TypedRow, low: str, high: str) -> Iterator[Problem]:
    lower, upper = row.value(low), row.value(high)
    if lower is not None and upper is not None:
        if lower > upper:
            yield row.problem("E403", low, high_column=high, high=row.written(high))
    elif row.written(low) != row.written(high):
        absent, given = (low, high) if not row.written(low) else (high, low)
        if not row.written(absent):
            yield row.problem("E406", absent, given_column=given, given=row.written(given))


def _outside(row: TypedRow, inner: str, low: str, high: str) -> Iterator[Problem]:
    value, lower, upper = row.value(inner), row.value(low), row.value(high)
    if value is None or lower is None or upper is None or lower > upper:
        return
    if not lower <= value <= upper:
        yield row.problem("E404", inner, low=row.written(low), high=row.written(high))
