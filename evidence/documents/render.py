"""From a chapter's findings to the files people receive: each variant in each format."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from evidence.display.plots.geometry import Figure
from evidence.display.plots.write import write_figure
from evidence.display.tables.sources import entries
from evidence.documents.assemble import assemble
from evidence.documents.built_files import BuiltFiles
from evidence.documents.figure_files import FigureFiles
from evidence.documents.pdf import PdfUnavailable, write_pdf
from evidence.documents.progress import Progress
from evidence.documents.variants import DRAFT, FILES, laid_out
from evidence.documents.word import write_word
from evidence.documents.word_template import open_template, template_of
from evidence.documents.workers import Workers
from evidence.errors import ChoiceUnknown
from evidence.findings.finding import Chapter
from evidence.vocabulary import Language

FORMATS = ("html", "docx", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """One document laid out: its page, its figures by their place, and where files go."""

    name: str
    page: str
    pictures: Mapping[str, Path]
    figures: FigureFiles
    folder: Path
    language: Language
    template: Path

    def not_drawn(self) -> Mapping[str, Figure]:
        """Return the figures of this document that are not drawn yet, by their files' names."""
        own = {png.stem for png in self.pictures.values()}
        return {name: one for name, one in self.figures.missing().items() if name in own}

    def file(self, name: str) -> Path:
        return self.folder / f"{self.name}.{self.language}.{name}"

    def made_of(self, name: str) -> str:
        """Return all that a file is made of, as text."""
        if name != "docx":
            return self.page
        return f"{hashlib.sha256(self.template.read_bytes()).hexdigest()}\n{self.page}"


def render(
    chapter: Chapter,
    *,
    templates: Path,
    folder: Path,
    language: Language = Language.NB,
    formats: Sequence[str] = FORMATS,
    variants: Sequence[str] = (DRAFT,),
    progress: Progress | None = None,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Write a chapter as HTML, Word and PDF, all from the same HTML.

    Parameters
    ----------
    chapter : Chapter
        The findings of every question.
    templates : path
        The folder with the project's ``hearing_draft.<language>.html.j2`` and its Word template,
        ``template.docx``; the default one is used where it has none.
    folder : path
        Where the files go; figures are kept in ``figures`` below it and reused.
    language : Language
        Language of the document.
    formats : sequence of {"html", "docx", "pdf"}
        The files to write of each variant.
    variants : sequence of {"draft", "annex"}
        The whole draft, or its annexes alone.
    progress : Progress, optional
        Told of every step, and of what is left as it was.
    workers : int
        Processes that draw and write beside each other.

    Returns
    -------
    tuple of path
        The files asked for. A file whose content would be the same is left alone; the others are
        put in place together, when all of them are whole.

    Raises
    ------
    EvidenceError
        If a template or a source is missing, the Word template lacks styles, or PDF cannot be
        written on this machine; HTML and Word are then in place.
    """
    _refuse_unknown("format", formats, FORMATS)
    _refuse_unknown("variant", variants, tuple(FILES))
    if "docx" in formats:
        # A template that cannot be used is told before the work, not after it.
        open_template(template_of(templates), language)
    progress = progress or Progress()
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for draft in _drafts(chapter, templates, folder, language, variants, progress):
        written += _write(draft, formats, progress, workers)
    return tuple(written)


def _refuse_unknown(what: str, names: Sequence[str], choices: Sequence[str]) -> None:
    for name in names:
        if name not in choices:
            raise ChoiceUnknown(what, name, choices)


def _drafts(
    chapter: Chapter,
    templates: Path,
    folder: Path,
    language: Language,
    variants: Sequence[str],
    progress: Progress,
) -> list[_Draft]:
    """Lay out the variants that are one document, from one report."""
    with progress.stage("cli.stage.layout", language=language):
        figures = FigureFiles(folder / "figures")
        report = assemble(chapter, figures, language)
        told = entries(chapter, language)
        drafts = []
        for name in dict.fromkeys(variants):
            page, printed = laid_out(name, report, told, templates)
            pictures = {picture.id: picture.png for picture in printed.pictures}
            drafts.append(
                _Draft(
                    name=FILES[name],
                    page=page,
                    pictures=pictures,
                    figures=figures,
                    folder=folder,
                    language=language,
                    template=template_of(templates),
                )
            )
    return drafts


def _write(
    draft: _Draft, formats: Sequence[str], progress: Progress, workers: int
) -> tuple[Path, ...]:
    """Write what is not as it would be, and put it in place once all of it is whole."""
    built = BuiltFiles(draft.folder)
    wanted = [name for name in FORMATS if name in formats]
    stale = [name for name in wanted if not built.is_current(draft.file(name), draft.made_of(name))]
    for name in wanted:
        if name not in stale:
            progress.kept(draft.file(name))
    if stale:
        with tempfile.TemporaryDirectory(dir=draft.folder, prefix=".writing-") as place:
            _write_stale(draft, stale, Path(place), progress, workers)
        for name in stale:
            built.remember(draft.file(name), draft.made_of(name))
    return tuple(draft.file(name) for name in wanted)


def _write_stale(
    draft: _Draft, stale: Sequence[str], place: Path, progress: Progress, workers: int
) -> None:
    new = draft.not_drawn() if "docx" in stale else {}
    beside = {name: place / draft.file(name).name for name in stale}
    with Workers(workers if len(stale) + len(new) > 2 else 1) as team:
        running: dict[str, Future[float]] = {}
        if "pdf" in stale:
            progress.started("cli.stage.pdf", document=draft.file("pdf").name)
            running["pdf"] = team.submit(write_pdf, draft.page, beside["pdf"])
        if "html" in stale:
            _write_text(beside["html"], draft.page)
        if "docx" in stale:
            _draw(draft, new, team, progress)
            progress.started("cli.stage.docx", document=draft.file("docx").name)
            given = (draft.page, draft.pictures, beside["docx"], draft.template)
            running["docx"] = team.submit(write_word, *given)
        try:
            for name in ("docx", "pdf"):
                if name in running:
                    seconds = running[name].result()
                    file = draft.file(name).name
                    progress.finished(f"cli.stage.{name}", seconds, document=file)
        except PdfUnavailable:
            _put_in_place([path for name, path in beside.items() if name != "pdf"], draft.folder)
            raise
    _put_in_place(list(beside.values()), draft.folder)


def _draw(draft: _Draft, new: Mapping[str, object], team: Workers, progress: Progress) -> None:
    """Draw the figures that are new as SVG, PDF, PNG and CSV."""
    figures, document = draft.figures, draft.file("docx").stem
    progress.started("cli.stage.figures", document=document)
    drawing = [team.submit(write_figure, one, figures.folder, name) for name, one in new.items()]
    seconds = sum(one.result() for one in drawing)
    progress.finished("cli.stage.figures", seconds, document=document)
    progress.drew(len(new), figures.count)
    figures.tidy()


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _put_in_place(written: Sequence[Path], folder: Path) -> None:
    """Move the files where people look for them, once all of them are whole."""
    for path in written:
        path.replace(folder / path.name)
