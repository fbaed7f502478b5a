"""A job that was stopped goes on where it stopped, and never with something else."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from evidence.bulk.job.part_results import write_part
from evidence.bulk.job.stopped import JobStopped
from evidence.bulk.job.work_folder import WorkFolder

ROOT = Path(__file__).parents[3]


class Stopped(Exception):
    """A stop at a place of our choosing."""


def code(stopped):
    return [problem.code for problem in stopped.value.problems]


@pytest.fixture
def stop_after(do, monkeypatch):
    """Return a function that does a job that stops once so many parts are kept."""

    def stop(parts, *what, **asked):
        kept = []

        def some(path, table):
            if len(kept) == parts:
                raise Stopped
            kept.append(path)
            write_part(path, table)

        with monkeypatch.context() as patched, pytest.raises(Stopped):
            patched.setattr("evidence.bulk.job.run.write_part", some)
            do(*what, **asked)

    return stop


def test_a_killed_process_loses_nothing_and_repeats_nothing(effects, write, do, tmp_path):
    source, target = write(*effects(200)), tmp_path / "out.parquet"
    typed = [str(source), str(target), "--chunk", "5", "--method", "DL", "--test", "knha"]
    with subprocess.Popen(
        [sys.executable, "-m", "evidence.cli", "bulk", *typed, "--engine", "numpy"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        work = WorkFolder(target)
        while not work.parts():
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
    kept = work.parts()
    assert not target.exists()
    assert kept
    with watched(kept):
        again = do(source, target=target, chunk=5)[0]
    whole, other, _ = do(source, chunk=5)
    assert target.read_bytes() == other.read_bytes()
    assert again == whole
    assert not work.path.exists()


@contextmanager
def watched(kept):
    """See that parts kept before are left as they were, up to the end."""
    before = {path: path.stat().st_mtime_ns for path in kept}
    with pytest.MonkeyPatch.context() as patched:

        def removed(work):
            assert {path: path.stat().st_mtime_ns for path in kept} == before
            remove(work)

        remove = WorkFolder.remove
        patched.setattr(WorkFolder, "remove", removed)
        yield


def test_a_half_written_part_is_done_again(effects, write, do, stop_after, tmp_path):
    source, target = write(*effects()), tmp_path / "out.parquet"
    stop_after(4, source, target=target, chunk=10)
    part = WorkFolder(target).parts()[1]
    part.write_bytes(part.read_bytes()[:200])
    do(source, target=target, chunk=10)
    assert target.read_bytes() == do(source, chunk=10)[1].read_bytes()


def test_a_changed_file_is_refused(effects, write, do, stop_after, tmp_path):
    ids, yi, vi = effects()
    source, target = write(ids, yi, vi), tmp_path / "out.parquet"
    stop_after(2, source, target=target, chunk=10)
    write(ids, yi * 2, vi)
    with pytest.raises(JobStopped) as stopped:
        do(source, target=target, chunk=10)
    assert code(stopped) == ["B201"]
    assert stopped.value.key == "bulk.kept"
    assert len(WorkFolder(target).parts()) >= 2
    do(source, target=target, chunk=10, restart=True)
    assert target.read_bytes() == do(source, chunk=10)[1].read_bytes()


def test_changed_options_are_refused_by_name(effects, write, do, stop_after, tmp_path):
    source, target = write(*effects()), tmp_path / "out.parquet"
    stop_after(2, source, target=target, chunk=10)
    with pytest.raises(JobStopped) as stopped:
        do(source, target=target, chunk=11, method="PM")
    assert code(stopped) == ["B202"]
    assert stopped.value.problems[0].values["changes"] == "method: DL → PM, chunk: 10 → 11"
    WorkFolder(target).manifest.write_text("{}")
    with pytest.raises(JobStopped) as stopped:
        do(source, target=target, chunk=10)
    assert code(stopped) == ["B206"]


def test_with_nothing_done_there_is_nothing_to_keep(effects, write, do, stop_after, tmp_path):
    source, target = write(*effects()), tmp_path / "out.parquet"
    stop_after(0, source, target=target, method="PM")
    assert do(source, target=target, method="DL")[0].failed == 0


def test_what_is_there_is_not_written_over(effects, write, do, tmp_path):
    source, target = write(*effects()), tmp_path / "out.parquet"
    target.write_text("mine")
    with pytest.raises(JobStopped) as stopped:
        do(source, target=target)
    assert code(stopped) == ["B203"]
    assert target.read_text() == "mine"
    do(source, target=target, restart=True)
    assert target.read_bytes()[:4] == b"PAR1"


def test_two_runs_do_not_work_at_one_target(effects, write, do, tmp_path):
    source, target = write(*effects()), tmp_path / "out.parquet"
    with WorkFolder(target).mine():
        with pytest.raises(JobStopped) as stopped:
            do(source, target=target, restart=True)
        assert code(stopped) == ["B208"]
    assert do(source, target=target)[0].failed == 0
