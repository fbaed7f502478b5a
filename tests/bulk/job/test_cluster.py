"""The same job on a real scheduler with two workers, one of which is killed on the way."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from evidence.bulk.choices import ManyChoices
from evidence.bulk.job.asked import Columns
from evidence.bulk.job.cluster import Work
from evidence.bulk.job.grouped_rows import GroupedRows
from evidence.bulk.job.parts import parts_of
from evidence.bulk.job.stopped import JobStopped

ROOT = Path(__file__).parents[3]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": ENVIRONMENT}
PAGE = (ROOT / "docs" / "bulk.md").read_text(encoding="utf-8")
PORT, ADDRESS = "8786", "tcp://127.0.0.1:8786"
"""Of the page; a test takes a port that is free."""


def typed(program, *replaced):
    """Return what the page says to type after ``dask``, something in it replaced."""
    (line,) = re.findall(rf"^\$ dask ({program} .*)$", PAGE, re.MULTILINE)
    words = line.split()
    assert replaced[0] in words
    return [replaced[1] if word == replaced[0] else word for word in words]


@pytest.fixture
def cluster(tmp_path):
    """Yield the address of a scheduler in a process of its own, and its two workers."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as stack:

        def start(*arguments):
            command = [sys.executable, "-m", "dask", *arguments, "--host", "127.0.0.1"]
            process = stack.enter_context(subprocess.Popen(command, **QUIET))
            stack.callback(process.kill)
            return process

        start(*typed("scheduler", PORT, "0"), "--no-dashboard", "--scheduler-file", str(file))
        while not (file.exists() and file.read_text(encoding="utf-8").endswith("}")):
            time.sleep(0.05)
        address = json.loads(file.read_text(encoding="utf-8"))["address"]
        alone = ["--no-nanny", "--no-dashboard"]
        yield address, [start(*typed("worker", ADDRESS, address), *alone) for _ in range(2)]


def test_a_lost_worker_changes_nothing(effects, write, do, cluster):
    address, workers = cluster
    source, seen = write(*effects(60)), []

    def kill_at_first(progress):
        seen.append(progress.done)
        if progress.done and workers[0].poll() is None:
            workers[0].kill()
            workers[0].wait()

    _, target, _ = do(source, chunk=4, scheduler=address, tell=kill_at_first)
    assert 0 < seen[1] < 10
    assert [worker.poll() for worker in workers] == [-signal.SIGKILL, None]
    assert target.read_bytes() == do(source, chunk=4)[1].read_bytes()


def test_no_scheduler_is_told(effects, write, do, monkeypatch):
    monkeypatch.setattr("evidence.bulk.job.cluster.SECONDS_TO_ANSWER", 0.2)
    with pytest.raises(JobStopped) as stopped:
        do(write(*effects()), scheduler="tcp://127.0.0.1:1")
    assert [problem.code for problem in stopped.value.problems] == ["B302"]


class Failing:
    """A client whose workers are none, or cannot do what they are given."""

    def __init__(self, threads, **future):
        self.threads = threads
        self.future = future

    def nthreads(self):
        return self.threads

    def submit(self, *_, **__):
        return type("Future", (), self.future)()


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        (Failing({}), "B303"),
        (
            Failing(
                {"worker": 1},
                status="error",
                exception=lambda _: ModuleNotFoundError("No module named 'evidence'"),
            ),
            "B304",
        ),
    ],
    ids=["no workers", "without evidence"],
)
def test_workers_that_cannot_do_it_are_told(effects, write, monkeypatch, client, expected):
    monkeypatch.setattr("evidence.bulk.job.cluster.SECONDS_WITHOUT_WORKERS", -1)
    monkeypatch.setattr(Work, "_done", lambda work: list(work.at_work))
    rows = GroupedRows(path=write(*effects()), columns=Columns(), told_as="in.parquet")
    with rows, pytest.raises(JobStopped) as stopped:
        parts = parts_of(rows, 20).parts
        list(Work(client, "tcp://there", ManyChoices()).do(rows, parts, lambda *_: None))
    assert [problem.code for problem in stopped.value.problems] == [expected]
