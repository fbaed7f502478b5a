"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def language_option(language: Language) -> Decorator:
    """``--lang``: the language of messages and documents."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice([item.value for item in Language]),
        default=language.value,
        show_default=True,
        callback=lambda _context, _option, value: Language(value),
        help=phrase("cli.option.lang", language),
    )


def project_option(language: Language) -> Decorator:
    """``-C``: the project folder, the present one by default."""
    return click.option(
        "-C",
        "--project",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help=phrase("cli.option.project", language),
    )


def as_command(name: str, language: Language) -> Callable[[Callable[..., Any]], click.Command]:
    """Return the decorator that makes a command with its help and example in a language."""
    return click.command(
        name=name,
        help=phrase(f"cli.{name}.help", language),
        epilog=phrase(f"cli.{name}.example", language),
    )
