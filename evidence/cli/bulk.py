"""``evidence bulk``: pool every analysis of a file."""

from pathlib import Path
from typing import Any

import click

from evidence import __version__
from evidence.bulk.choices import ENGINES, METHODS, choose_for_many
from evidence.bulk.job.asked import ROWS_A_PART, Columns, Job
from evidence.bulk.job.places import problems_file
from evidence.bulk.job.run import run
from evidence.cli.bulk_progress import BulkProgress
from evidence.cli.options import Decorator, as_command, language_option
from evidence.stats.tested_mean import TESTS
from evidence.vocabulary import Language
from evidence.wording.failed_analyses import failed_reason, write_failed
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase

FAILED = 1
"""Exit code where some analyses could not be pooled."""


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("bulk", language)
    @_file("source", "in", language)
    @_file("target", "out", language)
    @_methods(language)
    @_columns(language)
    @_machines(language)
    @language_option(language)
    @click.pass_context
    def bulk(context: click.Context, /, language: Language, **asked: Any) -> None:
        context.exit(FAILED if pool_file(_job(asked), language) else 0)

    return bulk


def pool_file(job: Job, language: Language) -> int:
    """Pool a file, tell how it goes and what came of it, and return how many analyses failed."""
    problems = problems_file(job.target)
    told = BulkProgress(language)
    done = run(job, told.tell, lambda failed: write_failed(problems, failed, job.columns, language))
    told.end()
    numbers = {name: integer(getattr(done, name), language) for name in ("analyses", "rows")}
    pooled = integer(done.analyses - done.failed, language)
    failed = integer(done.failed, language)
    how = {"method": job.choices.method, "test": job.choices.test, "engine": done.engine}
    click.echo(phrase("bulk.finished", language, **numbers, pooled=pooled, failed=failed, **how))
    for status, count in sorted(done.counts.items()):
        if status != "ok":
            reason = failed_reason(status, language)
            values = {"count": integer(count, language), "reason": reason}
            click.echo(phrase("bulk.count", language, **values))
    for path in (job.target, *([problems] if done.failed else [])):
        click.echo(phrase("cli.written", language, file=str(path)))
    return done.failed


def _job(asked: dict[str, Any]) -> Job:
    chosen = {name: asked[name] for name in ("method", "level", "engine", "tau2_interval")}
    if asked["test"] is not None:
        chosen["test"] = asked["test"]
    return Job(
        source=asked["source"],
        target=asked["target"],
        table=asked["table"],
        columns=Columns(analysis=asked["analysis"], yi=asked["yi"], vi=asked["vi"]),
        choices=choose_for_many(**chosen),
        chunk=asked["chunk"],
        restart=not asked["resume"],
        scheduler=asked["scheduler"],
        version=__version__,
    )


def _file(name: str, key: str, language: Language) -> Decorator:
    metavar = phrase(f"cli.bulk.{key}", language)
    return click.argument(name, metavar=metavar, type=click.Path(path_type=Path))


def _option(name: str, language: Language, *spellings: str, **kwargs: Any) -> Decorator:
    help_text = phrase(f"cli.bulk.option.{name}", language)
    return click.option(
        *(spellings or (f"--{name}",)), help=help_text, show_default=False, **kwargs
    )


def _methods(language: Language) -> Decorator:
    number = phrase("cli.bulk.number", language)
    return _all(
        _option("method", language, type=click.Choice(METHODS), default="REML"),
        _option("test", language, type=click.Choice(TESTS)),
        _option("level", language, type=float, default=0.95, metavar=number),
        _option("tau2_interval", language, "--tau2-interval/--no-tau2-interval", default=True),
        _option("engine", language, type=click.Choice(ENGINES), default="auto"),
    )


def _columns(language: Language) -> Decorator:
    column, name = phrase("cli.bulk.column", language), phrase("cli.bulk.name", language)
    names = Columns()
    return _all(
        _option("analysis", language, "--id", "analysis", default=names.analysis, metavar=column),
        _option("yi", language, default=names.yi, metavar=column),
        _option("vi", language, default=names.vi, metavar=column),
        _option("table", language, default="", metavar=name),
    )


def _machines(language: Language) -> Decorator:
    number, address = phrase("cli.bulk.number", language), phrase("cli.bulk.address", language)
    rows = click.IntRange(min=1)
    return _all(
        _option("chunk", language, type=rows, default=ROWS_A_PART, metavar=number),
        _option("restart", language, "--resume/--restart", "resume", default=True),
        _option("scheduler", language, default="", metavar=address),
    )


def _all(*decorators: Decorator) -> Decorator:
    def decorate(function: Any) -> Any:
        for decorator in reversed(decorators):
            function = decorator(function)
        return function

    return decorate
