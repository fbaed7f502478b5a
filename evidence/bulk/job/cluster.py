"""Parts done by the workers of a dask.distributed cluster.

The rows of a part go to a worker and its results come back, so that workers need ``evidence``
and no disk in common. A part of a worker that is lost goes to another.
"""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from typing import Any

from evidence.bulk.choices import ManyChoices
from evidence.bulk.job.begins import Positions
from evidence.bulk.job.grouped_rows import GroupedRows, Stretch
from evidence.bulk.job.one_machine import Keep
from evidence.bulk.job.optional import optional
from evidence.bulk.job.parts import Part
from evidence.bulk.job.stopped import one_line, stop
from evidence.bulk.many_effects import ManyEffects
from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.pool_many import pool_by
from evidence.stats.floats import Floats

AHEAD = 2
"""Parts a thread of a worker has at hand, so that it need not wait for rows."""
LARGE = {"distributed.admin.large-graph-warning-threshold": "1GB"}
"""Rows are sent with the work on purpose: rows lent to a worker would be lost with it."""
SECONDS_TO_ANSWER = 10
SECONDS_TO_LOOK = 1
SECONDS_WITHOUT_WORKERS = 60


def pool_on_cluster(
    address: str, rows: GroupedRows, parts: Sequence[Part], choices: ManyChoices, keep: Keep
) -> Iterator[Part]:
    """Pool parts on the workers of a scheduler and yield each once it is kept.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``"tcp://10.0.0.5:8786"``.
    rows, parts, choices, keep
        As for one machine.

    Yields
    ------
    Part
        In the order they are done.

    Raises
    ------
    JobStopped
        No scheduler answers, no worker is left, or the workers cannot do the work.
    """
    dask, distributed = optional("dask"), optional("distributed")
    with dask.config.set(LARGE):
        try:
            client = distributed.Client(address, timeout=SECONDS_TO_ANSWER)
        except (OSError, ValueError) as fault:
            raise stop("B302", address, reason=one_line(fault)) from fault
        with client:
            work = Work(client, address, choices)
            try:
                yield from work.do(rows, parts, keep)
            except (CancelledError, distributed.client.FutureCancelledError) as fault:
                raise stop("B302", address, reason=one_line(fault)) from fault


def pool_rows(yi: Floats, vi: Floats, offsets: Positions, choices: ManyChoices) -> ManyPooled:
    """Pool the rows of a part: what a worker does."""
    return pool_by(ManyEffects(yi, vi, offsets), choices)


class Work:
    """Work given to a scheduler, no more at a time than its workers can take."""

    def __init__(self, client: Any, address: str, choices: ManyChoices) -> None:
        self.client = client
        self.address = address
        self.choices = choices
        self.at_work: dict[Any, tuple[Part, Stretch]] = {}
        self.seen = time.monotonic()

    def do(self, rows: GroupedRows, parts: Sequence[Part], keep: Keep) -> Iterator[Part]:
        """Give out all parts and take back what is done."""
        waiting = list(reversed(parts))
        while waiting or self.at_work:
            room = AHEAD * max(1, self._threads())
            while waiting and len(self.at_work) < room:
                self._give(waiting.pop(), rows)
            for future in self._done():
                part, stretch = self.at_work.pop(future)
                keep(part, stretch, self._result(future))
                yield part

    def _give(self, part: Part, rows: GroupedRows) -> None:
        stretch = rows.read(part.start, part.stop)
        effects = stretch.yi, stretch.vi, stretch.offsets
        future = self.client.submit(pool_rows, *effects, self.choices, pure=False)
        self.at_work[future] = part, stretch

    def _threads(self) -> int:
        """Return how many threads there are to work; stop when there have long been none."""
        try:
            threads = int(sum(self.client.nthreads().values()))
        except OSError as fault:
            raise stop("B302", self.address, reason=one_line(fault)) from fault
        if threads:
            self.seen = time.monotonic()
        elif time.monotonic() - self.seen > SECONDS_WITHOUT_WORKERS:
            raise stop("B303", self.address, seconds=str(SECONDS_WITHOUT_WORKERS))
        return threads

    def _done(self) -> list[Any]:
        distributed = optional("distributed")
        try:
            found = distributed.wait(
                [*self.at_work], timeout=SECONDS_TO_LOOK, return_when="FIRST_COMPLETED"
            )
        except TimeoutError:
            return []
        return list(found.done)

    def _result(self, future: Any) -> ManyPooled:
        fault = future.exception() if future.status == "error" else None
        if fault is not None:
            reason = f"{type(fault).__name__}: {one_line(fault)}"
            raise stop("B304", self.address, reason=reason) from fault
        result: ManyPooled = future.result()
        return result
