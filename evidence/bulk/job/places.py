"""Whether a job's files can be what they are asked to be, before anything is done."""

from pathlib import Path

from evidence.bulk.job.asked import Job
from evidence.bulk.job.stopped import stop
from evidence.bulk.job.work_folder import WorkFolder

ENDINGS = (".parquet", ".csv", ".duckdb")


def check_places(job: Job) -> None:
    """Stop where the source is missing, an ending is unknown or the target is in the way.

    Raises
    ------
    JobStopped
        With the first of these.
    """
    for path in (job.source, job.target):
        if path.suffix.lower() not in ENDINGS:
            raise stop("B102", path.name, found=path.suffix, endings=", ".join(ENDINGS))
    if not job.source.is_file():
        raise stop("B101", job.source)
    if job.source.resolve() == job.target.resolve():
        raise stop("B207", job.source)
    if job.target.exists() and not job.restart and not WorkFolder(job.target).manifest.exists():
        raise stop("B203", job.target)


def problems_file(target: Path) -> Path:
    """Return where analyses that could not be pooled are listed.

    Examples
    --------
    >>> problems_file(Path("out.parquet")).name
    'out.problems.csv'
    """
    return target.with_suffix(".problems.csv")
