"""``evidence new``: a project folder to begin from."""

import shutil
from pathlib import Path

import click

from evidence.cli.options import as_command, language_option
from evidence.errors import EvidenceError
from evidence.vocabulary import Language
from evidence.wording.phrases import phrase

PACKAGE = Path(__file__).parents[1]
STARTER = PACKAGE / "cli" / "starter"
CONTRACT = PACKAGE / "tables" / "datapackage.json"
REPORTS = PACKAGE / "documents" / "starter"


class FolderTaken(EvidenceError):
    """The folder asked for exists and is not empty."""

    def __init__(self, folder: Path) -> None:
        super().__init__("new.exists", folder=str(folder))


def command(language: Language) -> click.Command:
    """Return the command, its help in a language."""

    @as_command("new", language)
    @click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
    @language_option(language)
    def new(folder: Path, language: Language) -> None:
        make_project(folder)
        click.echo(phrase("cli.new.done", language, folder=str(folder)))

    return new


def make_project(folder: Path) -> None:
    """Make a project whose own ``check`` and ``report`` run.

    Parameters
    ----------
    folder : path
        Where to; must not exist, or be empty.

    Raises
    ------
    FolderTaken
        If there is something in the folder.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(folder)
    shutil.copytree(
        STARTER, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(CONTRACT, folder / "data" / CONTRACT.name)
    shutil.copytree(REPORTS, folder / "reports", dirs_exist_ok=True)
