"""A version of a project: a folder, or what git keeps under a name."""

import io
import subprocess
import tarfile
from pathlib import Path

from evidence.errors import EvidenceError

PARTS = ("data", "analyses")


class VersionUnknown(EvidenceError):
    """The name is neither a folder nor a version in git."""

    def __init__(self, name: str) -> None:
        super().__init__("diff.version_unknown", name=name)


class NoProject(EvidenceError):
    """The folder or the version in git holds no project."""

    def __init__(self, name: str) -> None:
        super().__init__("diff.no_project", name=name)


def fetch_version(name: str, project: Path, into: Path) -> Path:
    """Return the folder of a version; one kept by git is unpacked.

    Parameters
    ----------
    name : str
        A folder, or a name git knows in the project's repository.
    project : path
        The project people stand in.
    into : path
        Where a version kept by git is unpacked to.

    Returns
    -------
    path
        A folder with ``data`` and ``analyses``.

    Raises
    ------
    VersionUnknown
        The name is neither.
    NoProject
        There is no project there.
    """
    folder = Path(name)
    if not folder.is_dir():
        folder = _unpacked(name, project, into)
    if not all((folder / part).is_dir() for part in PARTS):
        raise NoProject(name)
    return folder


def _unpacked(name: str, project: Path, into: Path) -> Path:
    # A name that begins with a dash would be read as an option.
    if name.startswith("-") or not _git(project, "rev-parse", "--verify", f"{name}^{{commit}}"):
        raise VersionUnknown(name)
    inside = _git(project, "rev-parse", "--show-prefix").decode().strip()
    there = [part for part in PARTS if _git(project, "ls-tree", f"{name}:{inside}", part)]
    if len(there) < len(PARTS):
        raise NoProject(name)
    archive = _git(project, "archive", "--format=tar", f"{name}:{inside}", *there)
    with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
        packed.extractall(into, filter="data")
    return into


def _git(project: Path, *arguments: str) -> bytes:
    """Return what git says; nothing where it refuses or is not there."""
    try:
        done = subprocess.run(["git", "-C", str(project), *arguments], capture_output=True)
    except FileNotFoundError:
        return b""
    return done.stdout if done.returncode == 0 else b""
