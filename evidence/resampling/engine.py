"""Selections of the same effects, pooled by the engine for many analyses at once."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.pool_many import pool_many
from evidence.stats.floats import Bools, Floats

ROWS = 4_000_000
"""Effects pooled at a time, so that memory does not grow with the number of selections."""


class Methods(NamedTuple):
    """How every selection is pooled, by the formula book's names."""

    method: str
    test: str
    level: float


def pool_selections(
    yi: Floats, vi: Floats, members: Bools, how: Methods, *, engine: str = "auto"
) -> Iterator[tuple[slice, ManyPooled]]:
    """Pool selections of the same effects, some at a time.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    members : array of bool, shape (s, k)
        The selections.
    how : Methods
        The methods.
    engine : {"auto", "numpy", "numba"}
        What pools them, as for :func:`evidence.pool_many`.

    Yields
    ------
    tuple of slice, ManyPooled
        Which selections, and what came out.
    """
    step = max(1, ROWS // max(1, members.shape[1]))
    for start in range(0, len(members), step):
        part = slice(start, min(start + step, len(members)))
        chosen = members[part]
        places = np.nonzero(chosen)[1]
        offsets = np.concatenate(([0], np.cumsum(chosen.sum(axis=1))))
        yield part, pool_rows(yi[places], vi[places], offsets, how, engine=engine)


def pool_draws(yi: Floats, vi: Floats, how: Methods) -> ManyPooled:
    """Pool analyses of the same size, one a row.

    Parameters
    ----------
    yi, vi : array of float, shape (draws, k)
        Effects and sampling variances.
    how : Methods
        The methods.

    Returns
    -------
    ManyPooled
    """
    draws, k = yi.shape
    return pool_rows(yi.ravel(), vi.ravel(), np.arange(draws + 1) * k, how)


def pool_rows(
    yi: Floats,
    vi: Floats,
    offsets: npt.NDArray[np.int64],
    how: Methods,
    *,
    engine: str = "auto",
) -> ManyPooled:
    """Pool analyses that stand one after the other, without intervals of tau squared."""
    return pool_many(
        yi,
        vi,
        offsets,
        method=how.method,
        test=how.test,
        level=how.level,
        tau2_interval=False,
        engine=engine,
    )
