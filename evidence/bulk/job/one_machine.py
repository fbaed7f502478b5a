"""Parts done in this process, on all its cores."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import numpy as np

from evidence.bulk.choices import ManyChoices
from evidence.bulk.job.grouped_rows import GroupedRows, Stretch
from evidence.bulk.job.parts import Part
from evidence.bulk.many_effects import ManyEffects
from evidence.bulk.many_pooled import ManyPooled
from evidence.bulk.pool_many import pool_by

Keep = Callable[[Part, Stretch, ManyPooled], None]


def pool_here(
    rows: GroupedRows, parts: Sequence[Part], choices: ManyChoices, keep: Keep
) -> Iterator[Part]:
    """Pool parts side by side and yield each once it is kept.

    Parameters
    ----------
    rows : GroupedRows
        Where the rows are read from, a few parts ahead of the work.
    parts : sequence of Part
        What is to be done.
    choices : ManyChoices
        The methods.
    keep : callable
        Keeps the results of a part.

    Yields
    ------
    Part
        In the order they are done.
    """

    def do(part: Part, stretch: Stretch) -> Part:
        keep(part, stretch, pooled_stretch(stretch, choices))
        return part

    warm_up(choices)
    side_by_side = os.cpu_count() or 1
    pool = ThreadPoolExecutor(side_by_side)
    at_work: set[Future[Part]] = set()
    try:
        for part in parts:
            at_work.add(pool.submit(do, part, rows.read(part.start, part.stop)))
            if len(at_work) > side_by_side:
                done, at_work = wait(at_work, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        while at_work:
            done, at_work = wait(at_work, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in done)
    finally:
        pool.shutdown(cancel_futures=True)


def warm_up(choices: ManyChoices) -> None:
    """Let an engine that compiles do so once, not in every thread that comes to it first."""
    two = np.array([0.0, 1.0])
    pool_by(ManyEffects(two, two + 1, np.array([0, 2])), choices)


def pooled_stretch(stretch: Stretch, choices: ManyChoices) -> ManyPooled:
    """Pool the analyses of a stretch of rows."""
    return pool_by(ManyEffects(stretch.yi, stretch.vi, stretch.offsets), choices)
