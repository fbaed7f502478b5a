"""Text files written together or not at all, so that what was there before is never half replaced.

A reader never meets half a file, and results of one run never stand beside those of another.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_held: ContextVar[dict[Path, str] | None] = ContextVar("held", default=None)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all; within :func:`all_or_nothing` it waits for the others.

    Parameters
    ----------
    path : path
        The file; its folder is made where missing.
    text : str
        What it is to hold.
    """
    waiting = _held.get()
    if waiting is not None:
        waiting[path.absolute()] = text
        return
    _put_in_place({path: text})


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[None]:
    """Hold back what is written within, and put it all in place once nothing has stopped.

    Parameters
    ----------
    folder : path
        A folder that holds nothing but what is written within: CSV and JSON files left there by
        an earlier run, of which nothing was written now, are removed.
    """
    waiting: dict[Path, str] = {}
    token = _held.set(waiting)
    try:
        yield
    finally:
        _held.reset(token)
    _put_in_place(waiting)
    for path in _left_over(folder.absolute(), waiting):
        path.unlink()


def _left_over(folder: Path, written: Iterable[Path]) -> list[Path]:
    found = [path for ending in ("csv", "json") for path in folder.glob(f"*.{ending}")]
    return sorted(set(found) - set(written))


def _put_in_place(texts: dict[Path, str]) -> None:
    """Write every file beside its place first: a full disk is met before anything is replaced."""
    whole: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            whole[path] = _beside(path, text)
        for path, temporary in whole.items():
            temporary.replace(path)
    except BaseException:
        for temporary in whole.values():
            temporary.unlink(missing_ok=True)
        raise


def _beside(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        # The reader knows the file by its name, not by that of the one beside it.
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
