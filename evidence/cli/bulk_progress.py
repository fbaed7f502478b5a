"""How far a long job has come, on standard error: one line at a terminal, else now and then."""

import sys
import time

import click

from evidence.bulk.job.run import Progress
from evidence.vocabulary import Language
from evidence.wording.numbers import integer, percent
from evidence.wording.phrases import phrase

AT_A_TERMINAL, ELSEWHERE = 0.2, 10.0
"""Seconds between two lines."""


class BulkProgress:
    """Tells how far a job has come."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.terminal = sys.stderr.isatty()
        self.begun: tuple[float, int] | None = None
        self.told = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Tell, unless something has just been told."""
        now = time.monotonic()
        if self.begun is None:
            self.begun = now, progress.done
            if progress.found:
                parts = integer(progress.found, self.language)
                click.echo(phrase("bulk.resumed", self.language, parts=parts), err=True)
        if now - self.told < (AT_A_TERMINAL if self.terminal else ELSEWHERE):
            return
        self.told = now
        line = self._line(progress, now - self.begun[0], progress.done - self.begun[1])
        click.echo(f"\r{line}\x1b[K" if self.terminal else line, err=True, nl=not self.terminal)

    def end(self) -> None:
        """Leave nothing at the terminal but what comes after."""
        if self.terminal:
            click.echo("\r\x1b[K", err=True, nl=False)

    def _line(self, progress: Progress, seconds: float, done: int) -> str:
        values = {
            "done": integer(progress.done, self.language),
            "analyses": integer(progress.analyses, self.language),
            "percent": percent(100 * progress.done / progress.analyses, self.language, 0),
        }
        if not done:
            return phrase("bulk.progress", self.language, **values)
        left = round(seconds / done * (progress.analyses - progress.done))
        values["seconds"] = integer(left, self.language)
        return phrase("bulk.progress.left", self.language, **values)
