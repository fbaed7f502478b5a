"""From a chapter's findings to the three files people receive."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from evidence.display.tables.sources import entries
from evidence.documents.assemble import assemble
from evidence.documents.figure_files import FigureFiles
from evidence.documents.html import write_html
from evidence.documents.pdf import PdfUnavailable, write_pdf
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
        The files written. They are put in place together, when all of them are whole.

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
    with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as place:
        written: list[Path] = []
        try:
            for name, write in _writers(page, report).items():
                if name in formats:
                    path = Path(place) / f"{NAME}.{language}.{name}"
                    with stages(f"cli.stage.{name}") if name != "html" else nullcontext():
                        write(path)
                    written.append(path)
        except PdfUnavailable:
            _put_in_place(written, folder)
            raise
        return _put_in_place(written, folder)


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


def _put_in_place(written: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Move the files where people look for them, once all of them are whole."""
    return tuple(path.replace(folder / path.name) for path in written)
