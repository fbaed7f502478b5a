"""Whom a build tells what it is doing: by default nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Progress:
    """Told of every step of a build; a command line overrides it to speak."""

    def started(self, key: str, **values: str) -> None:
        """Hear that a step, named by a phrase, has begun."""

    def finished(self, key: str, seconds: float, **values: str) -> None:
        """Hear that a step has ended."""

    def kept(self, path: Path) -> None:
        """Hear that a file is as it was: what it is made of has not changed."""

    def drew(self, new: int, all_figures: int) -> None:
        """Hear how many figures were drawn; the others were there already."""

    @contextmanager
    def stage(self, key: str, **values: str) -> Iterator[None]:
        """Surround a step that is done here and now."""
        yield
