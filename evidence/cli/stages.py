"""Progress while it runs, and a table of how long each stage took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from evidence.vocabulary import Language
from evidence.wording.numbers import number
from evidence.wording.phrases import phrase


class Stages:
    """Tells each stage on standard error as it starts, and remembers its time.

    Those that are part of another stage are ``silent``.
    """

    def __init__(self, language: Language, *, silent: bool = False) -> None:
        self.language = language
        self.silent = silent
        self.times: list[tuple[str, float]] = []

    @contextmanager
    def stage(self, key: str, **values: str) -> Iterator[None]:
        """Time one stage; ``key`` names it in the phrases."""
        name = phrase(key, self.language, **values)
        if not self.silent:
            click.echo(f"· {name} …", err=True)
        start = time.perf_counter()
        yield
        self.times.append((name, time.perf_counter() - start))

    def table(self) -> str:
        """Return the stages with their seconds and the sum."""
        total = phrase("cli.stage.total", self.language)
        lines = [*self.times, (total, sum(seconds for _, seconds in self.times))]
        width = max(len(name) for name, _ in lines)
        heading = phrase("cli.stage.name", self.language).ljust(width)
        unit = phrase("cli.stage.seconds", self.language)
        rows = [f"{name.ljust(width)}  {self._seconds(s):>9}" for name, s in lines]
        return "\n".join([f"{heading}  {unit:>9}", *rows])

    def _seconds(self, seconds: float) -> str:
        return number(seconds, 2, self.language)
