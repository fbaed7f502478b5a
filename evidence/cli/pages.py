"""Run a project's analysis pages, keeping the earlier results where one of them stops."""

import runpy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from evidence.cli.stages import Stages
from evidence.errors import EvidenceError

PAGES = "q*.py"


class PageFailed(EvidenceError):
    """An analysis page stopped; the results from before are kept."""

    def __init__(self, page: str, reason: str) -> None:
        super().__init__("page.failed", page=page, reason=reason)


class NoPages(EvidenceError):
    """The project has no analysis pages."""

    def __init__(self, folder: str) -> None:
        super().__init__("pages.none", folder=folder)


def run_pages(project: Path, stages: Stages) -> None:
    """Run every ``analyses/q*.py`` of a project, in the order of their names.

    Parameters
    ----------
    project : path
        The project folder; a page reads ``data`` and writes ``analyses/results`` below it.
    stages : Stages
        Told of each page.

    Raises
    ------
    PageFailed
        If a page stops; all results are then as they were before.
    NoPages
        If there is nothing to run.
    """
    pages = sorted((project / "analyses").glob(PAGES))
    if not pages:
        raise NoPages(str(project / "analyses"))
    with _kept(project / "analyses" / "results"), chdir(project):
        for page in pages:
            with stages.stage("cli.stage.page", page=page.name):
                _run(page.relative_to(project))


def _run(page: Path) -> None:
    try:
        runpy.run_path(str(page), run_name="__main__")
    except EvidenceError:
        raise
    except (Exception, SystemExit) as fault:
        raise PageFailed(page.name, f"{type(fault).__name__}: {fault}") from fault


@contextmanager
def _kept(results: Path) -> Iterator[None]:
    """Put results back as they were where anything within stops.

    A page that saves by ``save`` has not touched them yet; one that writes files itself has.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "results"
        if results.exists():
            shutil.copytree(results, copy)
        try:
            yield
        except BaseException:
            if copy.exists() and _bytes_of(results) != _bytes_of(copy):
                shutil.rmtree(results)
                shutil.copytree(copy, results)
            raise


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
