"""Everything people receive in one file: documents, figures, results, tables and an index."""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evidence.display.tables.table import Cell, Table
from evidence.documents.html import write_page
from evidence.documents.page import Page, Section
from evidence.documents.web_files import FOLDER
from evidence.findings.finding import Overview
from evidence.vocabulary import Language
from evidence.wording.numbers import integer
from evidence.wording.phrases import phrase
from evidence.wording.statement import Statement

NAME = "hearing_draft.zip"
_MADE = (2000, 1, 1, 0, 0, 0)
_KINDS = ("documents", "web", "figures", "results", "data")
_WIDTHS = (60, 16, 24)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A file of the bundle: its kind, its name there and its content."""

    kind: str
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def write_bundle(
    project: Path, documents: Sequence[Path], overview: Overview, language: Language
) -> Path:
    """Write a zip file with everything a hearing needs.

    Parameters
    ----------
    project : path
        The project folder.
    documents : sequence of path
        The documents written, in the build folder with their figures.
    overview : Overview
        Of the results the documents were made from.
    language : Language
        Language of the index.

    Returns
    -------
    path
        The file, put in place when it is whole. The same content gives the same bytes; the index
        (``index.html`` for people, ``index.json`` for programs) names each file with its hash.
    """
    entries = list(_entries(project, documents))
    listed = [
        {"kind": one.kind, "file": one.name, "bytes": len(one.content), "sha256": one.sha256}
        for one in entries
    ]
    index = {"title": overview.title, "data_sha256": overview.data_sha256, "files": listed}
    told = json.dumps(index, ensure_ascii=False, indent=1) + "\n"
    page = write_page(_page(entries, overview, language))
    file = project / "reports" / "build" / NAME
    beside = file.with_name(f".{NAME}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
            _add(packed, "index.html", page.encode())
            _add(packed, "index.json", told.encode())
            for one in entries:
                _add(packed, one.name, one.content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return file


def _add(packed: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, date_time=_MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    packed.writestr(info, content)


def _entries(project: Path, documents: Sequence[Path]) -> Iterator[_Entry]:
    for path in sorted(documents):
        kind = FOLDER if path.parent.name == FOLDER else "documents"
        name = f"{FOLDER}/{path.name}" if kind == FOLDER else path.name
        yield _Entry(kind=kind, name=name, content=path.read_bytes())
    folders = {
        "figures": project / "reports" / "build" / "figures",
        "results": project / "analyses" / "results",
        "data": project / "data",
    }
    for kind, folder in folders.items():
        for path in sorted(folder.glob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield _Entry(kind=kind, name=f"{kind}/{path.name}", content=path.read_bytes())


def _page(entries: Sequence[_Entry], overview: Overview, language: Language) -> Page:
    return Page(
        language=language,
        title=overview.title,
        version=overview.version,
        draft_mark=phrase("document.draft", language),
        imprint=phrase(
            "document.imprint", language, version=overview.version, hash=overview.data_sha256[:12]
        ),
        lead=(Statement(text=phrase("bundle.lead", language)),),
        sections=tuple(
            Section(
                id=kind,
                heading=phrase(f"bundle.{kind}", language),
                tables=(_table(kind, own, language),),
            )
            for kind in _KINDS
            if (own := [one for one in entries if one.kind == kind])
        ),
    )


def _table(kind: str, entries: Sequence[_Entry], language: Language) -> Table:
    columns = ("file", "bytes", "hash")
    return Table(
        id=f"bundle-{kind}",
        caption=phrase(f"bundle.{kind}.caption", language),
        columns=tuple(phrase(f"bundle.column.{name}", language) for name in columns),
        widths=_WIDTHS,
        rows=tuple(
            (
                Cell(text=one.name, is_header=True, is_code=True),
                Cell(text=integer(len(one.content), language), align="right"),
                Cell(text=one.sha256[:12], is_code=True),
            )
            for one in entries
        ),
    )
