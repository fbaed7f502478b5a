"""From a chapter's findings to the three files people receive."""

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from evidence.display.tables.sources import entries
from evidence.documents.assemble import assemble
from evidence.documents.figure_files import FigureFiles
from evidence.documents.html import write_html
from evidence.documents.pdf import write_pdf
from evidence.documents.report import Report
from evidence.documents.word import write_word
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language

FORMATS = ("html", "docx", "pdf")
NAME = "hearing_draft"

Stage = Callable[[str], AbstractContextManager[None]]


def render(
    chapter: Chapter,
    *,
    templates: Path,
    folder: Path,
    language: Language = Language.NB,
    formats: Sequence[str] = FORMATS,
    stages: Stage = lambda key: nullcontext(),
) -> tuple[Path, ...]:
    """Write a chapter as HTML, Word and PDF, all from the same HTML.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    templates : path
        The folder with the project's ``hearing_draft.<language>.html.j2``.
    folder : path
        Where the files go; figures are kept in ``figures`` below it and reused.
    language : Language
        Language of the document.
    formats : sequence of {"html", "docx", "pdf"}
        The files to write.
    stages : callable
        Called with the key of each stage's name; its context lasts as long as the stage.

    Returns
    -------
    tuple of path
        The files written. Each is written beside its place and moved there when whole.

    Raises
    ------
    EvidenceError
        If a template or a source is missing, or PDF cannot be written on this machine; HTML and
        Word are then in place.
    """
    for name in formats:
        if name not in FORMATS:
            raise ChoiceUnknown("format", name, FORMATS)
    folder.mkdir(parents=True, exist_ok=True)
    with stages("cli.stage.figures"):
        figures = FigureFiles(folder / "figures")
        report = assemble(chapter, figures, language)
        if "docx" in formats:
            figures.draw()
    with stages("cli.stage.html"):
        page = write_html(report, entries(chapter, language), templates)
    writers = _writers(page, report)
    written = []
    for name in (known for known in FORMATS if known in formats):
        path = folder / f"{NAME}.{language}.{name}"
        with stages(f"cli.stage.{name}") if name != "html" else nullcontext():
            _write_whole(path, writers[name])
        written.append(path)
    return tuple(written)


def _writers(page: str, report: Report) -> dict[str, Callable[[Path], None]]:
    pictures = {
        picture.id: picture.png
        for question in report.questions
        for picture in (*question.review_pictures, *(s.picture for s in question.syntheses))
    }
    return {
        "html": lambda path: _write_text(path, page),
        "docx": lambda path: write_word(page, pictures, path),
        "pdf": lambda path: write_pdf(page, path),
    }


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside the file and move it into place when it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
