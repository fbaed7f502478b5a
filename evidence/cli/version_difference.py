"""Compare two versions of a project, rerunning the old one with one kind of change at a time."""

import tempfile
from pathlib import Path

from evidence.cli.hearing_versions import trail_between
from evidence.cli.project_version import fetch_version
from evidence.cli.reruns import (
    Rerun,
    causes_between,
    is_same,
    published_chapter,
    rerun,
    rerun_alone,
)
from evidence.cli.stages import Stages
from evidence.errors import EvidenceError
from evidence.findings.difference import Cause, compare
from evidence.findings.finding import Chapter
from evidence.findings.version_difference import VersionDifference
from evidence.tables.open_tables import open_tables
from evidence.tables.row_changes import row_changes
from evidence.tables.tables import Tables
from evidence.wording.phrases import phrase


class VersionBroken(EvidenceError):
    """A version's tables or pages cannot be run."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__("diff.version_broken", name=name, reason=reason)


def version_difference(
    old_name: str, new_name: str, project: Path, stages: Stages
) -> VersionDifference:
    """Compare two versions of a project.

    Parameters
    ----------
    old_name, new_name : str
        Folders, or names git knows in the project's repository.
    project : path
        The project people stand in.
    stages : Stages
        Told of each step.

    Returns
    -------
    VersionDifference
        With the cause of each change, found by rerunning the old version's data, method and
        ratings one at a time. What the old version was saved with is held against its rerun: a
        difference is the program's.
    """
    with tempfile.TemporaryDirectory(prefix="evidence-diff-") as place:
        work = Path(place)
        folders = {}
        for key, name in (("old", old_name), ("new", new_name)):
            with stages.stage("cli.stage.version", name=name):
                folders[key] = fetch_version(name, project, work / f"{key}-fetched")
        both = (folders["old"], folders["new"])
        return _compared(old_name, new_name, project, *both, work, stages)


def _compared(
    old_name: str, new_name: str, project: Path, old: Path, new: Path, work: Path, stages: Stages
) -> VersionDifference:
    tables = (_tables(old, old_name), _tables(new, new_name))
    rows = row_changes(*tables)
    fresh = _rerun("old", old, old_name, work, stages)
    now = _rerun("new", new, new_name, work, stages)
    causes = causes_between(old, new, rows)
    alone = _alone(causes, old, new, now, work, stages)
    was = published_chapter(old) or fresh
    chapters = {run.cause: run.chapter for run in alone if run.chapter is not None}
    if not is_same(was, fresh):
        causes, chapters = (Cause.PROGRAM, *causes), {Cause.PROGRAM: fresh, **chapters}
    with stages.stage("cli.stage.compare"):
        return VersionDifference(
            old_name=_shown(old_name, stages),
            new_name=_shown(new_name, stages),
            old=was,
            new=now,
            results=compare(was, now, chapters),
            rows=rows,
            causes=causes,
            not_parted={run.cause: run.reason for run in alone if run.chapter is None},
            aside=tuple(row for run in alone for row in run.aside),
            hearing=trail_between((old, new), tables, rows, project),
        )


def _shown(name: str, stages: Stages) -> str:
    """Return what people call a version; the folder they stand in has no name of its own."""
    return phrase("cli.diff.here", stages.language) if name == "." else name


def _tables(folder: Path, name: str) -> Tables:
    try:
        return open_tables(folder / "data")
    except EvidenceError as fault:
        raise VersionBroken(name, str(fault)) from fault


def _rerun(key: str, folder: Path, name: str, work: Path, stages: Stages) -> Chapter:
    with stages.stage("cli.stage.rerun", what=phrase(f"cli.rerun.{key}", stages.language)):
        try:
            return rerun(folder, work / key, stages.language)
        except EvidenceError as fault:
            raise VersionBroken(name, str(fault)) from fault


def _alone(
    causes: tuple[Cause, ...], old: Path, new: Path, now: Chapter, work: Path, stages: Stages
) -> tuple[Rerun, ...]:
    """Try each cause alone; the only one there is gives what the new version gives."""
    if len(causes) == 1:
        return (Rerun(cause=causes[0], chapter=now),)
    runs = []
    for cause in causes:
        what = phrase(f"cli.rerun.{cause}", stages.language)
        with stages.stage("cli.stage.rerun", what=what):
            runs.append(rerun_alone(cause, old, new, work / str(cause), stages.language))
    return tuple(runs)
