"""The PDF says what the page says and is tagged for accessibility."""

import sys

import pikepdf
import pypdf
import pytest

from evidence.documents.render import render
from evidence.errors import EvidenceError
from tests.documents.fixtures import STARTER, chapter
from tests.documents.page_text import bare, blocks, words


@pytest.fixture(scope="module")
def catalog(written):
    with pikepdf.open(written["pdf"]) as document:
        yield document.Root


@pytest.fixture(scope="module")
def text(written):
    pages = pypdf.PdfReader(written["pdf"]).pages
    return bare("".join(page.extract_text() for page in pages))


def test_it_is_tagged_and_says_its_language_and_standard(catalog):
    assert catalog.MarkInfo.Marked
    assert str(catalog.Lang) == "nb"
    assert catalog.ViewerPreferences.DisplayDocTitle
    assert b"pdfuaid" in catalog.Metadata.read_bytes()


def test_title_is_told(written):
    assert pypdf.PdfReader(written["pdf"]).metadata.title == "Send påminnelsesbrev"


def test_sections_and_questions_are_bookmarks(written, page):
    told = [entry["/Title"] for entry in _flat(pypdf.PdfReader(written["pdf"]).outline)]
    for heading in page.iterfind(".//main//h2"):
        assert words(heading) in told


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_every_block_of_the_page_stands_in_it(text, page):
    for block in blocks(page):
        assert bare(block) in text, block


def test_figures_have_alternative_text_and_tables_heading_cells(catalog, page):
    told = [words(found) for found in page.iter("desc")]
    elements = list(_elements(catalog.StructTreeRoot))
    figures = [str(e.Alt) for e in elements if e.get("/S") == "/Figure"]
    assert figures == told
    assert sum(e.get("/S") == "/TH" for e in elements) > 50


def _elements(node):
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if isinstance(kid.get("/K"), pikepdf.Array):
                yield from _elements(kid)


def test_typefaces_are_ours_and_embedded(written):
    faces = set()
    for page in pypdf.PdfReader(written["pdf"]).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            faces.add(font.get_object()["/BaseFont"].partition("+")[2])
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])
    assert {name.split("-")[0] for name in faces} <= {"Evidence", "DejaVu"}


def test_the_same_chapter_gives_the_same_bytes(written, tmp_path):
    again = render(chapter(), templates=STARTER, folder=tmp_path, formats=("pdf",))
    assert again[0].read_bytes() == written["pdf"].read_bytes()


def test_without_pango_it_says_so_and_the_other_files_are_in_place(tmp_path, monkeypatch):
    class NoPango:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    with pytest.raises(EvidenceError) as told:
        render(chapter(), templates=STARTER, folder=tmp_path)
    assert told.value.key == "document.pdf_unavailable"
    assert "libpango" in told.value.values["reason"]
    written = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert written == {"hearing_draft.nb.html", "hearing_draft.nb.docx"}
