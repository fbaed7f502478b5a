"""Who computes: numba where there is much to do, numpy else; both by the same formula book."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec

import numpy as np

from evidence.bulk.choices import ManyChoices
from evidence.bulk.compiled import arguments, empty_found, pooling
from evidence.bulk.finish import finish, targets
from evidence.bulk.many_effects import ManyEffects, Places
from evidence.bulk.search import COMMON, ESTIMATORS, Searched, Wanted, search, tau2_of_one
from evidence.bulk.side_by_side import q_roots, tau2_of_many
from evidence.errors import EvidenceError
from evidence.stats.floats import Floats
from evidence.stats.q_statistic import mean_tau2_where_q_is

WORTH_COMPILING = 4_000_000
"""Rows from which numba is taken by itself: loading it costs about what it saves on these."""

CELLS = 1 << 16
"""Effects worked on at once by numpy: small enough for the processor's cache."""

PIECE = 1 << 15
"""Analyses finished at once, likewise."""

LARGE = 4096
"""Analyses this large are searched one by one: a column at a time is wide enough for numpy."""


def engine_for(rows: int, choices: ManyChoices) -> str:
    """Return the engine that will pool so many rows: ``"numba"`` or ``"numpy"``.

    Raises
    ------
    EvidenceError
        When numba is asked for and not installed.

    Examples
    --------
    >>> engine_for(100, ManyChoices())
    'numpy'
    """
    if choices.engine == "numpy":
        return "numpy"
    there = find_spec("numba") is not None
    if choices.engine == "numba" and not there:
        raise EvidenceError("bulk.numba_missing")
    return "numba" if there and (choices.engine == "numba" or rows >= WORTH_COMPILING) else "numpy"


def searched(effects: ManyEffects, rows: Places, choices: ManyChoices, engine: str) -> Searched:
    """Search the analyses at the given places, on all processors there are.

    Parameters
    ----------
    effects : ManyEffects
    rows : array of int, shape (n,)
        Analyses that can be pooled.
    choices : ManyChoices
    engine : {"numba", "numpy"}

    Returns
    -------
    Searched
        Arrays of shape (n,).
    """
    found = empty_found(len(rows))
    method = ESTIMATORS.index(choices.method) if choices.random else COMMON
    interval = choices.random and choices.tau2_interval
    wanted = Wanted(method, interval, *targets(effects.k[rows], choices))
    work = _by_numba if engine == "numba" else _by_numpy
    _run(list(work(effects, rows, wanted, found)))
    return Searched(*found)


def finished(found: Searched, k: Places, choices: ManyChoices) -> dict[str, Floats]:
    """Return the columns of a result, a piece at a time on all processors."""
    starts = range(0, len(k), PIECE)
    if len(starts) < 2:
        return finish(found, k, choices)
    first = finish(_piece(found, 0), k[:PIECE], choices)
    columns = {name: np.empty(len(k), dtype=np.asarray(first[name]).dtype) for name in first}

    def fill(start: int) -> None:
        numbers = finish(_piece(found, start), k[start : start + PIECE], choices)
        for name, column in numbers.items():
            columns[name][start : start + PIECE] = column

    _run([partial(fill, start) for start in starts])
    return columns


def _piece(found: Searched, start: int) -> Searched:
    return Searched(*(column[start : start + PIECE] for column in found))


def _run(parts: list[Callable[[], None]]) -> None:
    """Run independent pieces of work beside each other."""
    workers = min(len(parts), processors())
    if workers < 2:
        for run in parts:
            run()
    else:
        with ThreadPoolExecutor(workers) as pool:
            list(pool.map(lambda run: run(), parts))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


Runs = Iterator[Callable[[], None]]


def _by_numba(effects: ManyEffects, rows: Places, wanted: Wanted, found: Floats) -> Runs:
    """Yield stretches of analyses with about equally many effects."""
    pool_rows, given = pooling(), arguments(effects, rows, wanted)
    sizes = np.concatenate(([0], np.cumsum(effects.k[rows])))
    parts = max(1, min(4 * processors(), len(rows) // 256))
    ends = np.searchsorted(sizes, np.linspace(0, sizes[-1], parts + 1)[1:-1])
    ends = np.concatenate(([0], ends, [len(rows)]))
    for first, last in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        yield partial(pool_rows, *given, found, first, last)


def _by_numpy(effects: ManyEffects, rows: Places, wanted: Wanted, found: Floats) -> Runs:
    """Yield blocks of analyses of equal size; the largest analyses each by itself."""
    sizes = effects.k[rows]
    order = np.argsort(sizes, kind="stable")
    steps = np.flatnonzero(np.diff(sizes[order])) + 1
    for same in np.split(order, steps) if len(order) else []:
        k = int(sizes[same[0]])
        wide = 1 if k >= LARGE else max(1, CELLS // k)
        for first in range(0, len(same), wide):
            places = same[first : first + wide]
            yield partial(_block, effects, rows[places], places, wanted, found)


def _block(
    effects: ManyEffects,
    rows: Places,
    places: Places,
    wanted: Wanted,
    found: Floats,
) -> None:
    begins = effects.offsets[rows]
    k = int(effects.k[rows[0]])
    here = Wanted(wanted.method, wanted.interval, wanted.most[places], wanted.least[places])
    if len(rows) == 1:
        part = slice(begins[0], begins[0] + k)
        here = Wanted(wanted.method, wanted.interval, float(here.most[0]), float(here.least[0]))
        one = tau2_of_one, mean_tau2_where_q_is
        told = search(effects.yi[part], effects.vi[part], here, *one)
    else:
        cells = begins + np.arange(k)[:, None]
        told = search(effects.yi[cells], effects.vi[cells], here, tau2_of_many, q_roots)
    for column, values in zip(found, told, strict=True):
        column[places] = values
