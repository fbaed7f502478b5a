"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from evidence.cli.worded import Worded
from evidence.errors import EvidenceError
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
        callback=lambda _context, _option, value: Language(value),
        help=phrase("cli.option.lang", language),
    )


def project_option(language: Language) -> Decorator:
    """``-C``: the project folder, the present one by default."""
    return click.option(
        "-C",
        "--project",
        type=click.Path(path_type=Path),
        metavar=phrase("cli.option.project.metavar", language),
        default=Path(),
        callback=lambda _context, _option, value: _folder(value),
        help=phrase("cli.option.project", language),
    )


def as_command(name: str, language: Language) -> Callable[[Callable[..., Any]], click.Command]:
    """Return the decorator that makes a command with its help and example in a language."""
    return click.command(
        cls=Worded,
        language=language,
        name=name,
        help=phrase(f"cli.{name}.help", language),
        epilog=phrase(f"cli.{name}.example", language),
    )


class NoFolder(EvidenceError):
    """The project folder named does not exist, or is a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            "folder.not_one" if folder.exists() else "folder.missing", folder=str(folder)
        )


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise NoFolder(path)
    return path
