"""The formula book compiled by numba: the very functions a single analysis runs.

Nothing is written a second time. Each function of the formula book is taken as it stands, with
the functions it calls compiled likewise; only the sum over studies is a loop in place of an array
operation. numba is imported when the first analysis asks for it.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Lock
from types import FunctionType
from typing import Any

import numpy as np
import numpy.typing as npt

from evidence.bulk.loop_sums import ORDER, compilable, loop_sum
from evidence.bulk.many_effects import ManyEffects, Places, many_effects
from evidence.bulk.search import Searched, Wanted, search, tau2_of_one
from evidence.stats.q_statistic import mean_tau2_where_q_is
from evidence.stats.study_sums import summed

ROWS = len(Searched._fields)
NO_ROWS, NO_TARGETS = np.zeros(0, dtype=np.int64), np.zeros(0)
ONE_AT_A_TIME = Lock()
"""Threads that ask at once wait for one to compile."""

Compiled = dict[Callable[..., Any], Any]


def pool_rows(
    yi: Any, vi: Any, offsets: Any, rows: Any, wanted: Any, found: Any, first: int, last: int
) -> None:
    """Search a stretch of the analyses and write what was found, a column an analysis."""
    for place in range(first, last):
        part = slice(offsets[rows[place]], offsets[rows[place] + 1])
        here = Wanted(wanted.method, wanted.interval, wanted.most[place], wanted.least[place])
        told = search(yi[part], vi[part], here, tau2_of_one, mean_tau2_where_q_is)
        found[0, place] = told.tau2
        found[1, place] = told.converged
        found[2, place] = told.local_maxima
        found[3, place] = told.tau2_low
        found[4, place] = told.tau2_high
        found[5, place] = told.q
        found[6, place] = told.trace
        found[7, place] = told.mean
        found[8, place] = told.precision
        found[9, place] = told.q_there


def pooling() -> Callable[..., None]:
    """Return ``pool_rows`` as machine code, kept on disk where that can be had.

    Returns
    -------
    callable
        Lets other threads run beside it. Takes arrays as :func:`arguments` gives them.
    """
    with ONE_AT_A_TIME:
        return _pooling()


@cache
def _pooling() -> Callable[..., None]:
    known: Compiled = {summed: compilable(loop_sum)}
    called = (search, tau2_of_one, mean_tau2_where_q_is)
    names = {function.__name__: _compiled(function, known) for function in called}
    outermost = FunctionType(pool_rows.__code__, {**names, "Wanted": Wanted})
    outermost.__module__ = __name__
    outermost.__qualname__ = f"pool_rows_{_digest(known)}"
    nothing = arguments(
        many_effects([], [], [0]), NO_ROWS, Wanted(0, False, NO_TARGETS, NO_TARGETS)
    )
    return machine_code(outermost, (*nothing, empty_found(0), 0, 0))


def arguments(effects: ManyEffects, rows: Places, wanted: Wanted) -> tuple[Any, ...]:
    """Return what ``pool_rows`` reads, as arrays that may not be written to.

    numba compiles anew for arrays of another kind, and some that come from files are read-only.
    """
    most, least = _fixed(wanted.most), _fixed(wanted.least)
    columns = (*map(_fixed, effects), _fixed(rows))
    return (*columns, Wanted(int(wanted.method), bool(wanted.interval), most, least))


def _fixed(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


def _compiled(function: Callable[..., Any], known: Compiled) -> Any:
    """Compile a function and all it calls, each once."""
    if function not in known:
        code = function.__code__
        names = dict(function.__globals__)
        for name in code.co_names:
            if isinstance(names.get(name), FunctionType):
                names[name] = _compiled(names[name], known)
        known[function] = compilable(FunctionType(code, names, code.co_name))
    return known[function]


def machine_code(function: FunctionType, sample: tuple[Any, ...]) -> Callable[..., None]:
    """Compile a function for arguments like the sample, from the disk where it is kept there.

    Where no directory of this user can be written, or the disk is full, it is compiled and not
    kept.
    """
    import numba

    machine = numba.njit(nogil=True, error_model="numpy", fastmath=ORDER)
    try:
        kept = machine(function)
        kept.enable_caching()
        kept(*sample)
    except (RuntimeError, OSError):
        kept = machine(function)
        kept(*sample)
    compiled: Callable[..., None] = kept
    return compiled


def _digest(known: Compiled) -> str:
    """Return the sources as a short number: a change of any is not answered from the cache."""
    ours = {__file__, loop_sum.__code__.co_filename}
    files = sorted({function.__code__.co_filename for function in known} | ours)
    content = b"".join(Path(file).read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:16]


def empty_found(analyses: int) -> Any:
    """Return the array ``pool_rows`` writes to."""
    return np.full((ROWS, analyses), np.nan)
