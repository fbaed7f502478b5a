"""Do a job: every analysis of a file pooled, the results in another."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from evidence.bulk.choices import ManyChoices
from evidence.bulk.engines import engine_for
from evidence.bulk.job.asked import Job
from evidence.bulk.job.cluster import pool_on_cluster
from evidence.bulk.job.failed_analyses import FailedAnalysis, counts, failed_analyses
from evidence.bulk.job.finished_file import write_finished
from evidence.bulk.job.grouped_rows import Stretch
from evidence.bulk.job.manifest import begin, manifest_of
from evidence.bulk.job.one_machine import pool_here
from evidence.bulk.job.part_results import is_done, part_table, write_part
from evidence.bulk.job.parts import Part
from evidence.bulk.job.places import check_places
from evidence.bulk.job.source_rows import Source, source_rows
from evidence.bulk.job.stopped import JobStopped
from evidence.bulk.job.work_folder import WorkFolder
from evidence.bulk.many_pooled import ManyPooled


class Progress(NamedTuple):
    """How far a job has come: parts found done, analyses done and in all."""

    found: int
    done: int
    analyses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A job done.

    Parameters
    ----------
    analyses, rows : int
        How many there were.
    counts : dict of str
        How many analyses have each status.
    engine : str
        What computed.
    """

    analyses: int
    rows: int
    counts: dict[str, int]
    engine: str

    @property
    def failed(self) -> int:
        """How many analyses could not be pooled."""
        return self.analyses - self.counts.get("ok", 0)


Tell = Callable[[Progress], None]
List = Callable[[Iterator[FailedAnalysis]], None]


def run(job: Job, tell: Tell, list_failed: List) -> Finished:
    """Do a job, or what is left of one that was begun.

    Parameters
    ----------
    job : Job
        The job.
    tell : callable
        Is told how far the work has come, after each part.
    list_failed : callable
        Is given the analyses that could not be pooled, before the target is put in place.

    Returns
    -------
    Finished

    Raises
    ------
    JobStopped
        With the reason; parts that are done are kept for the next run.
    """
    check_places(job)
    work = WorkFolder(job.target)
    with work.mine():
        if job.restart:
            work.clear()
        try:
            finished = _carried_out(job, work, tell, list_failed)
        except JobStopped as fault:
            raise _kept(fault, work) from fault
        work.remove()
    return finished


def settled(choices: ManyChoices, rows: int) -> ManyChoices:
    """Return choices in which the engine is one, the same for every part and every worker.

    Examples
    --------
    >>> settled(ManyChoices(engine="numpy"), 10).engine
    'numpy'
    """
    return replace(choices, engine=engine_for(rows, choices))


def _carried_out(job: Job, work: WorkFolder, tell: Tell, list_failed: List) -> Finished:
    begin(manifest_of(job), work, job.source)
    source = source_rows(job, work)
    with source.rows:
        choices = settled(job.choices, len(source.rows))
        _do(job, choices, source, work, tell)
        return _finish(job, choices, source, work, list_failed)


def _do(job: Job, choices: ManyChoices, source: Source, work: WorkFolder, tell: Tell) -> None:
    parts = source.parts.parts
    left = [part for part in parts if not is_done(work.part(part.number), part)]
    found, done = len(parts) - len(left), source.parts.analyses - sum(p.analyses for p in left)

    def keep(part: Part, stretch: Stretch, pooled: ManyPooled) -> None:
        write_part(work.part(part.number), part_table(stretch, pooled))

    tell(Progress(found, done, source.parts.analyses))
    if not left:
        return
    if job.scheduler:
        at_work = pool_on_cluster(job.scheduler, source.rows, left, choices, keep)
    else:
        at_work = pool_here(source.rows, left, choices, keep)
    for part in at_work:
        done += part.analyses
        tell(Progress(found, done, source.parts.analyses))


def _finish(
    job: Job, choices: ManyChoices, source: Source, work: WorkFolder, list_failed: List
) -> Finished:
    files = [work.part(part.number) for part in source.parts.parts]
    list_failed(failed_analyses(files))
    write_finished(job.target, files, {**asdict(choices), "evidence": job.version}, work)
    return Finished(
        analyses=source.parts.analyses,
        rows=len(source.rows),
        counts=counts(files),
        engine=choices.engine,
    )


def _kept(fault: JobStopped, work: WorkFolder) -> JobStopped:
    """Say what is kept; with nothing done there is nothing to keep."""
    done = len(work.parts())
    if not done:
        work.remove()
    return fault.keep(work.path, done)
