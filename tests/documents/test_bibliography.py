"""References in the style of the National Library of Medicine, numbered as they are cited."""

from dataclasses import replace

import pytest

from evidence.documents.assemble import cited
from evidence.documents.bibliography import references, to_csl
from evidence.errors import EvidenceError
from evidence.records.source import Source
from evidence.vocabulary import Language
from tests.documents.fixtures import chapter

ARTICLE = Source(
    id="HALPERN2002",
    csl_type="article-journal",
    authors=("Halpern, Scott D.", "Ubel, Peter A.", "Caplan, AL"),
    year=2002,
    title="Solid-organ transplantation in HIV-infected patients",
    container="N Engl J Med",
    volume="347",
    issue="4",
    pages="284-287",
    publisher="",
    doi="",
    url="",
    date_read="",
    licence="",
    sha256="",
    retraction_status="",
    retraction_checked="",
    cited_as="",
    note="",
)


def test_the_icmje_sample_reference_comes_out_as_printed():
    # Citing Medicine / ICMJE sample reference 1, without the month that a year-only source lacks.
    (reference,) = references(["HALPERN2002"], {"HALPERN2002": ARTICLE}, Language.EN)
    assert reference.text == (
        "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
        "N Engl J Med. 2002;347(4):284–7."
    )


def test_numbers_follow_the_order_of_citation_and_repeats_count_once():
    other = replace(ARTICLE, id="OTHER", title="Another title")
    sources = {"HALPERN2002": ARTICLE, "OTHER": other}
    told = references(["OTHER", "HALPERN2002", "OTHER"], sources, Language.NB)
    assert [(one.number, one.source_id) for one in told] == [(1, "OTHER"), (2, "HALPERN2002")]
    assert told[0].text.startswith("Halpern SD") and "Another title" in told[0].text


def test_a_page_on_the_web_says_where_it_is_and_when_it_was_read():
    page = replace(
        ARTICLE,
        csl_type="webpage",
        authors=("Helsedirektoratet",),
        container="",
        volume="",
        issue="",
        pages="",
        url="https://example.org/side",
        date_read="2026-02-04",
    )
    (norwegian,) = references([page.id], {page.id: page}, Language.NB)
    assert norwegian.text.startswith("Helsedirektoratet. ")
    assert "4. februar 2026" in norwegian.text and "https://example.org/side" in norwegian.text
    (english,) = references([page.id], {page.id: page}, Language.EN)
    assert "[cited 2026 Feb 4]" in english.text


def test_a_citation_without_a_source_is_refused():
    with pytest.raises(EvidenceError) as told:
        references(["MISSING"], {}, Language.NB)
    assert told.value.key == "document.citation_unknown"
    assert told.value.values == {"source": "MISSING"}


def test_every_source_of_the_chapter_is_cited_and_listed():
    told = chapter()
    sources = {source.id for question in told.questions for source in question.sources}
    assert set(filter(None, cited(told))) == sources


def test_what_is_not_known_is_left_out_of_the_item():
    bare = replace(ARTICLE, year=None, volume="", issue="", pages="", authors=())
    item = to_csl(bare)
    assert set(item) == {"id", "type", "title", "container-title"}
