"""The folder beside the target where a job keeps what is done, until all of it is."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.bulk.job.file_lock import locked
from evidence.bulk.job.stopped import one_line, stop

LOCK = "lock"


class WorkFolder:
    """Files of a job not yet finished, each put in place whole.

    Parameters
    ----------
    target : Path
        The file the job is to write.
    """

    def __init__(self, target: Path) -> None:
        self.path = target.with_name(f"{target.name}.work")

    @property
    def manifest(self) -> Path:
        """What the job was begun with."""
        return self.path / "manifest.json"

    @property
    def rows(self) -> Path:
        """A copy of the user's rows, where the file itself cannot be read in parts."""
        return self.path / "rows.parquet"

    @property
    def sorted_rows(self) -> Path:
        """The rows put in order, where those of an analysis did not stand together."""
        return self.path / "sorted.parquet"

    def part(self, number: int) -> Path:
        """Return where a part's results are kept."""
        return self.path / f"part-{number:06d}.arrow"

    def parts(self) -> list[Path]:
        """Return the parts whose results are kept."""
        return sorted(self.path.glob("part-*.arrow"))

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Make the folder and keep other runs out of it.

        Raises
        ------
        JobStopped
            The folder cannot be made, or another run is at work in it.
        """
        try:
            self.path.mkdir(exist_ok=True)
            lock = (self.path / LOCK).open("a")
        except OSError as fault:
            reason = fault.strerror or one_line(fault)
            raise stop("B204", self.path.parent, reason=reason) from fault
        with lock:
            if not locked(lock):
                raise stop("B208", self.path)
            yield

    def clear(self) -> None:
        """Throw away all that is kept."""
        for path in self.path.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name != LOCK:
                path.unlink()

    def remove(self) -> None:
        """Remove the folder with all in it."""
        shutil.rmtree(self.path, ignore_errors=True)


@contextmanager
def put_in_place(path: Path, *, lasting: bool = False) -> Iterator[Path]:
    """Give a file to write beside a place, and put it there once it is whole.

    Parameters
    ----------
    path : Path
        The place.
    lasting : bool
        Whether to wait until the disk has it.

    Raises
    ------
    JobStopped
        The file cannot be written: a full disk, most often.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        if lasting:
            with beside.open("rb+") as file:
                os.fsync(file.fileno())
        beside.replace(path)
    except OSError as fault:
        raise stop("B205", path, reason=fault.strerror or one_line(fault)) from fault
    finally:
        beside.unlink(missing_ok=True)
