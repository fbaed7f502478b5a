"""Work done beside other work: in processes of their own, or one after the other here."""

import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from types import TracebackType
from typing import Any


class Workers:
    """Runs functions and tells how long each took.

    Parameters
    ----------
    count : int
        Processes; with one, everything runs here, in order.
    """

    def __init__(self, count: int) -> None:
        # A fresh process: a copy of this one would hold its locks and its threads' halves.
        spawned = get_context("spawn")
        self._pool: Executor | None = (
            ProcessPoolExecutor(count, mp_context=spawned) if count > 1 else None
        )

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=fault is not None)

    def submit(self, work: Callable[..., object], *arguments: Any) -> "Future[float]":
        """Return the seconds a function takes, once it is done; its faults come with them."""
        if self._pool is not None:
            return self._pool.submit(_timed, work, *arguments)
        done: Future[float] = Future()
        try:
            done.set_result(_timed(work, *arguments))
        except Exception as fault:
            done.set_exception(fault)
        return done


def _timed(work: Callable[..., object], *arguments: Any) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start
