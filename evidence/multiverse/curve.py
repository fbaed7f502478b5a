"""The specification curve: estimates in order, at a resolution that does not change.

Vocabulary
----------
rank : place on the curve, counted from zero at the smallest estimate
part : one of ``PARTS`` equal lengths of the curve
"""

from dataclasses import dataclass

import numpy as np

from evidence.multiverse.results import Pooled
from evidence.multiverse.table import SpecificationTable
from evidence.multiverse.tally import Marks
from evidence.multiverse.trial import Places
from evidence.stats.floats import Floats

POINTS = 120
"""As many intervals as a page can show apart."""

PARTS = 40
"""Lengths of the curve in which options are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The specifications of the planned measure, smallest estimate first.

    ``rows`` and ``columns`` say which set and method stand at each rank; ``page_rank`` is where
    the analysis on the page stands.
    """

    table: SpecificationTable
    rows: Places
    columns: Places
    page_rank: int

    @property
    def estimates(self) -> Floats:
        """The estimates in order."""
        return np.asarray(self.table.pooled.estimate[self.rows, self.columns])

    def points(self) -> tuple[tuple[int, Pooled], ...]:
        """Return ranks at even steps, first and last among them, and what stands there."""
        count = min(POINTS, len(self.rows))
        ranks = np.unique(np.round(np.linspace(0, len(self.rows) - 1, count)).astype(np.int64))
        found = []
        for rank in ranks.tolist():
            pooled = self.table.pooled.at(self.rows[rank], self.columns[rank])
            assert pooled is not None
            found.append((rank, pooled))
        return tuple(found)


def make_curve(table: SpecificationTable, marked: Marks, page: tuple[int, int]) -> Curve:
    """Return the curve of the planned measure; equal estimates stand by their interval."""
    rows, columns = np.nonzero(table.here & marked.on_scale[:, None])
    numbers = (table.pooled.ci_high, table.pooled.ci_low, table.pooled.estimate)
    # Twelve digits, so that the order is the same whatever machine has added up.
    keys = [_digits(one[rows, columns]) for one in numbers]
    order = np.lexsort((columns, rows, *keys))
    rows, columns = rows[order], columns[order]
    at = np.flatnonzero((rows == page[0]) & (columns == page[1]))
    return Curve(table=table, rows=rows, columns=columns, page_rank=int(at[0]))


def spread_of(curve: Curve, choice: int, option: int) -> str:
    """Return an option's share of each part of the curve, in thousandths."""
    share = curve.table.share_of_option(choice, option)[curve.rows, curve.columns]
    edges = np.round(np.linspace(0, len(share), PARTS + 1)).astype(np.int64)
    sums = np.concatenate(([0.0], np.cumsum(share)))
    counts = np.maximum(np.diff(edges), 1)
    parts = np.diff(sums[edges]) / counts
    # A share may end in a half, which rounding errors of a machine must not decide.
    return " ".join(str(int(part)) for part in np.floor(1000 * parts + 0.5 + 1e-9))


def _digits(values: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        power = np.where(values == 0, 0.0, np.floor(np.log10(np.abs(values))))
    step = 10.0 ** (power - 9)
    return np.asarray(np.round(values / step) * step)
