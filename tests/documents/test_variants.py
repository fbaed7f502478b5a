"""The annexes as a document of their own: their title, their parts, and every link inside."""

import docx
import pytest
from lxml import html

from evidence.documents.render import render
from evidence.errors import ChoiceUnknown
from evidence.vocabulary import Language
from tests.documents.fixtures import STARTER, chapter


@pytest.fixture(scope="module")
def annex(tmp_path_factory):
    paths = render(
        chapter(),
        templates=STARTER,
        folder=tmp_path_factory.mktemp("annex"),
        language=Language.NN,
        formats=("html", "docx"),
        variants=("annex",),
    )
    return {path.suffix[1:]: path for path in paths}


def test_the_annexes_stand_alone(annex):
    assert sorted(path.name for path in annex.values()) == [
        "evidence_annex.nn.docx",
        "evidence_annex.nn.html",
    ]
    page = html.document_fromstring(annex["html"].read_text(encoding="utf-8"))
    assert page.findtext(".//h1") == "Kunnskapsgrunnlag: Send påminningsbrev"
    headings = [one.text_content() for one in page.iterfind(".//main//h2")]
    assert "Vedlegg: sjekklister" in headings
    assert headings[-1] == "Referansar"
    assert not page.find_class("question")


def test_every_link_leads_somewhere_in_the_document(annex):
    page = html.document_fromstring(annex["html"].read_text(encoding="utf-8"))
    ids = set(page.xpath("//@id"))
    links = [link for link in page.xpath("//a/@href") if link.startswith("#")]
    assert len(links) > 20
    assert [link for link in links if link[1:] not in ids] == []


def test_the_word_document_has_the_same_headings(annex):
    page = html.document_fromstring(annex["html"].read_text(encoding="utf-8"))
    document = docx.Document(str(annex["docx"]))
    told = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert told == [one.text_content() for one in page.iterfind(".//main//h2")]


def test_a_variant_there_is_not_is_refused(tmp_path):
    with pytest.raises(ChoiceUnknown) as refused:
        render(chapter(), templates=STARTER, folder=tmp_path / "build", variants=("webb",))
    assert "annex" in str(refused.value.values)
    assert not (tmp_path / "build").exists()
