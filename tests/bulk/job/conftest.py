"""Files with many analyses, and jobs on them in this process."""

import itertools

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evidence import __version__
from evidence.bulk.choices import ManyChoices
from evidence.bulk.job.asked import Job
from evidence.bulk.job.run import run


@pytest.fixture
def effects():
    """Return a function that draws ids, effects and variances of so many analyses."""

    def draw(analyses=40, seed=1):
        random = np.random.default_rng(seed)
        k = random.integers(2, 7, analyses)
        ids = np.repeat(np.arange(analyses), k)
        vi = random.uniform(0.01, 0.5, k.sum())
        return ids, random.normal(0.2, np.sqrt(vi + 0.05)), vi

    return draw


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a Parquet file of ids, effects and variances."""

    def parquet(ids, yi, vi, name="in.parquet", **options):
        table = pa.table({"analysis_id": ids, "yi": yi, "vi": vi})
        pq.write_table(table, tmp_path / name, **options)
        return tmp_path / name

    return parquet


@pytest.fixture
def do(tmp_path):
    """Return a function that does a job and gives what it says, its target and who failed."""
    numbers = itertools.count()

    def job(source, *, target=None, tell=None, method="DL", test="knha", **asked):
        target = target or tmp_path / f"out{next(numbers)}.parquet"
        choices = ManyChoices(method=method, test=test, engine="numpy")
        failed = []
        done = run(
            Job(source=source, target=target, choices=choices, version=__version__, **asked),
            tell or (lambda progress: None),
            lambda found: failed.extend(found),
        )
        return done, target, failed

    return job
