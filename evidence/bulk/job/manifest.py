"""What a job was begun with, so that it is never carried on with something else."""

import hashlib
import json
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from evidence.bulk.job.asked import Job
from evidence.bulk.job.stopped import stop
from evidence.bulk.job.work_folder import WorkFolder, put_in_place

FORMAT = 1
LIBRARIES = ("numpy", "scipy", "numba")
"""A sum may come out another way in its last digit with another version of these."""


def manifest_of(job: Job) -> dict[str, Any]:
    """Return what a job is begun with: its input, its options and what computes.

    Parameters
    ----------
    job : Job
        The job; its input is read once from end to end.

    Returns
    -------
    dict of str
        As it is written down.
    """
    return {
        "format": FORMAT,
        "input": {"sha256": sha256_of(job.source), "table": job.table, **asdict(job.columns)},
        "options": {**asdict(job.choices), "chunk": job.chunk},
        "versions": {"evidence": job.version, **{name: _version(name) for name in LIBRARIES}},
    }


def sha256_of(path: Path) -> str:
    """Return the checksum of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def begin(manifest: dict[str, Any], work: WorkFolder, source: Path) -> None:
    """Write down what a job is begun with, or see that it is what it was begun with before.

    Raises
    ------
    JobStopped
        The file or the options have changed since.
    """
    if not work.parts():
        work.clear()
        with put_in_place(work.manifest) as beside:
            beside.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        return
    try:
        before = json.loads(work.manifest.read_text(encoding="utf-8"))
        changed = _changed(before["options"], manifest["options"])
        versions = _changed(before["versions"], manifest["versions"])
        inputs = _changed(before["input"], manifest["input"])
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise stop("B206", work.manifest) from fault
    if "sha256" in inputs:
        raise stop("B201", source.name, folder=str(work.path))
    if inputs or changed or versions:
        told = {**inputs, **changed, **versions}
        listed = ", ".join(f"{name}: {was} → {now}" for name, (was, now) in told.items())
        raise stop("B202", work.path, changes=listed)


def _changed(before: dict[str, Any], now: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    names = [*now, *(name for name in before if name not in now)]
    pairs = {name: (before.get(name), now.get(name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _version(library: str) -> str | None:
    try:
        return version(library)
    except PackageNotFoundError:
        return None
