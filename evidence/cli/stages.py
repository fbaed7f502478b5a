"""Progress while it runs, and a table of how long each stage took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from evidence.documents.progress import Progress
from evidence.vocabulary import Language
from evidence.wording.numbers import integer, number
from evidence.wording.phrases import phrase


class Stages(Progress):
    """Tells each stage on standard error as it starts, and remembers its time.

    Those that are part of another stage are ``silent``. ``unchanged`` are files left as they were.
    """

    def __init__(self, language: Language, *, silent: bool = False) -> None:
        self.language = language
        self.silent = silent
        self.times: list[tuple[str, float]] = []
        self.unchanged: list[Path] = []
        self._began = time.perf_counter()

    @contextmanager
    def stage(self, key: str, **values: str) -> Iterator[None]:
        """Time one stage; ``key`` names it in the phrases."""
        self.started(key, **values)
        start = time.perf_counter()
        yield
        self.finished(key, time.perf_counter() - start, **values)

    def started(self, key: str, **values: str) -> None:
        """Tell that a stage begins, which may run beside others."""
        if not self.silent:
            click.echo(f"· {phrase(key, self.language, **values)} …", err=True)

    def finished(self, key: str, seconds: float, **values: str) -> None:
        """Remember how long a stage took."""
        self.times.append((phrase(key, self.language, **values), seconds))

    def kept(self, path: Path) -> None:
        """Remember a file that is as it was."""
        self.unchanged.append(path)

    def drew(self, new: int, all_figures: int) -> None:
        """Tell how many figures had to be drawn."""
        counts = {"new": integer(new, self.language), "all": integer(all_figures, self.language)}
        if not self.silent:
            click.echo(f"  {phrase('cli.report.drew', self.language, **counts)}", err=True)

    def table(self) -> str:
        """Return the stages with their seconds, and the time that passed in all.

        Stages that ran beside each other add up to more than that.
        """
        total = phrase("cli.stage.total", self.language)
        lines = [*self.times, (total, time.perf_counter() - self._began)]
        width = max(len(name) for name, _ in lines)
        heading = phrase("cli.stage.name", self.language).ljust(width)
        unit = phrase("cli.stage.seconds", self.language)
        rows = [f"{name.ljust(width)}  {self._seconds(s):>9}" for name, s in lines]
        return "\n".join([f"{heading}  {unit:>9}", *rows])

    def _seconds(self, seconds: float) -> str:
        return number(seconds, 2, self.language)
