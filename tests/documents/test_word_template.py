"""The Word template: replaceable, checked, and the default one made from its code."""

import shutil
import zipfile
from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from openxml_audit import OpenXmlValidator

from evidence.cli.telling import tell
from evidence.documents.default_template import default_template
from evidence.documents.word import write_word
from evidence.documents.word_template import (
    DEFAULT_TEMPLATE,
    STYLES,
    TemplateRefused,
    open_template,
    template_of,
)
from evidence.vocabulary import Language
from evidence.wording.error_page import example_problems
from tests.documents.page_text import words

PAGE = """<html lang="nn"><head><title>Brev &amp; svar</title></head><body>
<h1>Brev</h1><main><h2 id="a">Eitt</h2><p>Her. <q lang="en">Two words.</q></p>
<section class="landscape"><h2 id="b">Breitt</h2><p>Der.</p></section>
<h2 id="c">Tre</h2><p>Slutt.</p></main>
<footer class="colophon"><p>Utkast. Versjon 1.</p></footer></body></html>"""


@pytest.fixture
def own(tmp_path):
    """A department's own template, to be changed."""
    return shutil.copy(DEFAULT_TEMPLATE, tmp_path / "template.docx")


def changed(path, change):
    document = Document(path)
    change(document)
    document.save(path)
    return path


def written(template, tmp_path, page=PAGE):
    file = tmp_path / "written.docx"
    write_word(page, {}, file, template)
    return Document(file)


def test_the_default_template_is_what_its_code_makes():
    assert DEFAULT_TEMPLATE.read_bytes() == default_template()


def test_the_default_template_is_a_word_document_by_the_schema():
    result = OpenXmlValidator().validate(str(DEFAULT_TEMPLATE))
    assert result.is_valid, [str(error) for error in result.errors]


def test_a_project_without_a_template_gets_the_default_one(own, tmp_path):
    assert template_of(tmp_path) == own
    assert template_of(tmp_path / "reports") == DEFAULT_TEMPLATE


def test_the_document_takes_the_look_of_the_template(own, tmp_path):
    def restyle(template):
        template.styles["Heading 1"].font.name = "Georgia"
        template.styles["Heading 1"].font.color.rgb = RGBColor(0x7A, 0, 0x3C)
        template.styles["Table Text"].font.size = Pt(7)
        template.sections[0].left_margin = Mm(40)
        template.sections[0].header.paragraphs[0].text = "Avdelinga"

    document = written(changed(own, restyle), tmp_path)
    heading = document.styles["Heading 1"].font
    assert (heading.name, str(heading.color.rgb)) == ("Georgia", "7A003C")
    assert document.styles["Table Text"].font.size == Pt(7)
    assert [section.left_margin.mm for section in document.sections] == pytest.approx(
        [40, 18, 40], abs=0.1
    )
    assert document.sections[0].header.paragraphs[0].text == "Avdelinga"


def test_text_in_the_template_is_left_out(own, tmp_path):
    document = written(changed(own, lambda one: one.add_paragraph("Skriv her")), tmp_path)
    assert "Skriv her" not in [paragraph.text for paragraph in document.paragraphs]


def test_a_template_of_one_page_set_up_gives_the_other_turned(own, tmp_path):
    def upright_alone(template):
        template.element.body.remove(template.element.body.sectPr)
        first = template.element.body.find(f".//{qn('w:sectPr')}")
        template.element.body.append(first)

    document = written(changed(own, upright_alone), tmp_path)
    sizes = [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections]
    assert sizes == [(210, 297), (297, 210), (210, 297)]


def test_footers_show_title_and_subject_where_the_template_asks(tmp_path):
    document = written(DEFAULT_TEMPLATE, tmp_path)
    assert document.core_properties.subject == "Utkast. Versjon 1."
    for section in document.sections:
        assert section.footer.paragraphs[0].text == "Utkast. Versjon 1.\t1 / 1"


def test_language_follows_the_text_and_quotes_keep_theirs(tmp_path):
    document = written(DEFAULT_TEMPLATE, tmp_path)
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"nn-NO"}
    quoted = [
        (run.text, run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:val")))
        for run in document.element.iter(qn("w:r"))
        if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is not None
    ]
    assert quoted == [(" Two words.", "en")]


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in STYLES.items() for name in names]
)
def test_a_missing_style_is_told_by_name(kind, name, own):
    def rename(template):
        for style in template.styles.element.iter(qn("w:name")):
            if style.get(qn("w:val")).lower() == name.lower():
                style.set(qn("w:val"), "Another name")

    with pytest.raises(TemplateRefused) as refused:
        open_template(changed(own, rename), "nb")
    code = {"paragraph": "E701", "character": "E702", "table": "E703"}[kind]
    assert [(one.code, one.file, one.found) for one in refused.value.problems] == [
        (code, "template.docx", name)
    ]
    told = tell(refused.value, Language.NB)
    assert f"{code} template.docx" in told and name in told and "{" not in told


def test_all_missing_styles_are_told_at_once(tmp_path):
    plain = Document()
    for name in STYLES["table"]:
        plain.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    plain.save(tmp_path / "plain.docx")
    with pytest.raises(TemplateRefused) as refused:
        open_template(tmp_path / "plain.docx", "nb")
    found = [one.found for one in refused.value.problems]
    assert {"Table Text", "Hyperlink", "Evidence Table"} <= set(found)
    assert "Heading 1" not in found


def _a_picture():
    return b"\x89PNG\r\n"


def _another_archive():
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("word/document.xml", "<p/>")
    return written.getvalue()


def _a_cut_off_file():
    return DEFAULT_TEMPLATE.read_bytes()[:2000]


@pytest.mark.parametrize("content", [bytes, _a_picture, _another_archive, _a_cut_off_file])
def test_what_is_no_word_document_is_told(content, tmp_path):
    path = tmp_path / "template.docx"
    path.write_bytes(content())
    with pytest.raises(TemplateRefused) as refused:
        open_template(path, "nb")
    assert [(one.code, one.file) for one in refused.value.problems] == [("E704", "template.docx")]


@pytest.mark.parametrize("code", ["E701", "E702", "E703", "E704"])
def test_examples_of_messages_are_of_the_template(code):
    example = example_problems()[code]
    assert example.file == "template.docx"
    assert not example.found or example.found in [
        name for names in STYLES.values() for name in names
    ]


def test_contents_are_a_field_with_every_heading(written_document, page):
    part = next(written_document.element.iter(qn("w:sdt")))
    code = "".join(found.text for found in part.iter(qn("w:instrText")))
    assert code.split()[0] == "TOC"
    entries = ["".join(t.text for t in p.iter(qn("w:t"))) for p in part.iter(qn("w:p"))]
    headings = [words(found) for found in page.iterfind(".//main//h2")]
    assert entries[1:] == headings
    assert len(list(part.iter(qn("w:hyperlink")))) == len(headings)


@pytest.fixture
def written_document(request):
    return Document(str(request.getfixturevalue("written")["docx"]))
