"""The hearing draft, as a part of the site."""

import shutil
from pathlib import Path

from evidence.documents.render import render
from evidence.findings.store import load
from evidence.vocabulary import Language

ROOT = Path(__file__).parents[2]


def write_drafts(folder: Path, project: Path = ROOT) -> tuple[Path, ...]:
    """Write the draft in every language from saved results, as pages that need no other.

    Parameters
    ----------
    folder : path
        Where they go.
    project : path
        Whose draft; the shipped one.

    Returns
    -------
    tuple of path
        The files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    chapter = load(project / "analyses" / "results")
    written = []
    for language in Language:
        written += render(
            chapter,
            templates=project / "reports",
            folder=folder,
            language=language,
            formats=("html",),
        )
    for path in set(folder.iterdir()) - set(written):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return tuple(written)
