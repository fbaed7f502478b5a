"""What studies counted, as a model takes it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from evidence.stats import count_columns
from evidence.stats.design import Design, design
from evidence.stats.events.stratified_tables import kept_rates, kept_tables
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.glmm.counted import Binomial, Poisson
from evidence.stats.person_time import Rates
from evidence.stats.refusal import refuse, require_above, require_at_least, require_reported
from evidence.stats.two_by_two import Tables


class Observed(NamedTuple):
    """Counts of the studies that are modelled, their moderators, and which of those given."""

    counted: Tables | Rates | Binomial | Poisson
    design: Design
    kept: Bools


def observed(
    measure: str, columns: Mapping[str, Reported], *, xi: Reported | None, drop00: bool
) -> Observed:
    """Return the counts a model of a measure is fitted to.

    Parameters
    ----------
    measure : {"OR", "IRR", "PLO", "IRLN"}
    columns : mapping of str to array_like
        Whole counts by metafor's names, and person-time.
    xi : array_like, shape (k, p), or None
        Model matrix; the intercept alone for None.
    drop00 : bool
        Leave out studies without events, or with events only, in both groups.

    Returns
    -------
    Observed

    Raises
    ------
    ValueError
        Naming the positions of counts that are missing, impossible or not whole.

    Examples
    --------
    >>> observed("PLO", {"xi": [1, 2], "ni": [5, 5]}, xi=None, drop00=True).counted.n.tolist()
    [5.0, 5.0]
    """
    counted, whole, kept = _READERS[measure](
        columns, ZeroCellRule(add=0.0, to="none", drop00=drop00)
    )
    for name, column in whole.items():
        refuse(name, _in_all(column != np.round(column), kept), "not a whole number")
    matrix = np.ones((len(kept), 1)) if xi is None else np.asarray(xi, dtype=np.float64)
    if len(matrix) != len(kept):
        raise ValueError(f"{len(kept)} studies and a model matrix of {len(matrix)} rows")
    if not kept.any():
        raise ValueError("no study left to pool")
    return Observed(counted, design(matrix[kept]), kept)


class _Read(NamedTuple):
    """Counts, those of them that must be whole, and which studies they are of."""

    counted: Tables | Rates | Binomial | Poisson
    whole: dict[str, Floats]
    kept: Bools


def _tables(columns: Mapping[str, Reported], rule: ZeroCellRule) -> _Read:
    tables, kept = kept_tables(columns, rule)
    return _Read(tables, tables._asdict(), kept)


def _rates(columns: Mapping[str, Reported], rule: ZeroCellRule) -> _Read:
    rates, kept = kept_rates(columns, rule)
    return _Read(rates, {"x1i": rates.x1, "x2i": rates.x2}, kept)


def _share(columns: Mapping[str, Reported], rule: ZeroCellRule) -> _Read:
    x, m = count_columns.shares.assemble(columns).columns.values()
    require_reported(xi=x, mi=m)
    require_at_least(0, xi=x, mi=m)
    refuse("xi and mi", x + m <= 0, "count nobody")
    return _Read(Binomial(x, x + m), {"xi": x, "mi": m}, np.ones(len(x), dtype=np.bool_))


def _rate(columns: Mapping[str, Reported], rule: ZeroCellRule) -> _Read:
    x, t = count_columns.one_rate.assemble(columns).columns.values()
    require_reported(xi=x, ti=t)
    require_at_least(0, xi=x)
    require_above(0, ti=t)
    return _Read(Poisson(x, t), {"xi": x}, np.ones(len(x), dtype=np.bool_))


_READERS: dict[str, Callable[[Mapping[str, Reported], ZeroCellRule], _Read]] = {
    "OR": _tables,
    "IRR": _rates,
    "PLO": _share,
    "IRLN": _rate,
}


def _in_all(bad: Bools, kept: Bools) -> Bools:
    """Positions among all studies given, not among those kept."""
    places = np.zeros(len(kept), dtype=np.bool_)
    places[kept] = bad
    return places
