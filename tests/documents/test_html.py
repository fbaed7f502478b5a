"""The page: structure a screen reader needs, one file, the same bytes, the way to every source."""

import itertools
import re

import pytest
from lxml import html

from evidence.documents.render import render
from evidence.errors import EvidenceError
from evidence.vocabulary import Language
from tests.documents.fixtures import STARTER, chapter
from tests.documents.page_text import blocks, words


def test_language_and_title_are_told(page):
    assert page.get("lang") == "nb"
    assert page.findtext("head/title") == "Send påminnelsesbrev"


def test_headings_step_down_one_level_at_a_time(page):
    levels = [int(found.tag[1]) for found in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_sections_stand_in_the_order_of_a_page_of_the_directorate(page):
    headings = [words(found) for found in page.iterfind(".//main//h2")]
    assert headings[:2] == ["Om dette utkastet", "Anbefaling"]
    order = ["Det som ikke kunne kontrolleres", "Referanser", "Metoder og versjoner"]
    assert [heading for heading in headings if heading in order] == order
    first = [words(h) for h in page.find_class("question")[0].iter("h3")]
    assert first == [
        "Problemstilling",
        "Beskrivelse av inkluderte studier",
        "Resultater per utfall",
        "Oppsummering av funn",
        "Egne analyser av enkeltstudier",
        "Hva som mangler",
    ]


def test_every_table_has_caption_and_scoped_headings(page):
    tables = list(page.iter("table"))
    assert len(tables) > 10
    for table in tables:
        assert words(table.find("caption"))
        assert all(cell.get("scope") == "col" for cell in table.find("thead").iter("th"))
        rows = list(table.find("tbody").iter("tr"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in rows)
        assert {len(row) for row in rows} <= {len(table.find("thead/tr"))}


def test_every_scrolling_region_is_reached_by_keyboard_and_named(page):
    ids = {element.get("id") for element in page.iter()}
    regions = page.xpath("//*[@role='region']")
    assert regions
    for region in regions:
        assert region.get("tabindex") == "0"
        assert region.get("aria-labelledby") in ids


def test_every_figure_has_a_caption_and_a_description(page):
    figures = list(page.iter("figure"))
    # Of the one synthesis: forest, without each study, cumulative, spread. Then published
    # estimates, certainty and flow.
    assert len(figures) == 7
    for figure in figures:
        drawing = next(figure.iter("svg"))
        assert drawing.get("role") == "img"
        assert words(drawing.find("desc"))
        assert words(figure.find("figcaption"))


def test_figures_of_results_have_their_numbers_as_a_table(page):
    figures = page.xpath("//section[contains(@class, 'question')]//figure")
    assert len(figures) == 2
    for figure in figures:
        assert figure.getnext().tag == "details"
        assert next(figure.getnext().iter("table")) is not None


def test_ids_are_unique_and_links_lead_somewhere(page):
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.iter("a"):
        assert words(link) or link.get("aria-label")
        target = link.get("href")
        assert target
        if target.startswith("#"):
            assert target[1:] in ids


def test_references_to_figures_and_tables_say_the_label_they_lead_to(page):
    references = page.find_class("crossref")
    assert len(references) == 2
    for reference in references:
        label = page.get_element_by_id(reference.get("href")[1:]).find_class("label")[0]
        assert words(reference) and words(reference) == words(label).rstrip(".")


def test_addresses_of_references_are_links(page):
    for entry in page.find_class("references")[0].iter("li"):
        address = next(entry.iter("a"))
        assert words(address) == address.get("href")
        assert words(entry).count(address.get("href")) == 1


def test_nothing_is_fetched_from_elsewhere(written):
    text = written["html"].read_text(encoding="utf-8")
    assert "<script" not in text
    assert not re.search(r"""(?:src|xlink:href)=["'](?!data:)""", text)
    assert not re.search(r"url\((?!data:)", text)


def test_names_with_markup_are_text(page):
    assert any("Dal & Eng 2011" in block for block in blocks(page))


def test_outcomes_without_results_have_a_row_that_says_so(page):
    summary = page.get_element_by_id("table-summary-Q1")
    rows = [words(row) for row in summary.iter("tr")]
    assert any(row.startswith("Bekymring") and "ingen data" in row for row in rows)


def test_sentences_lead_to_the_annex_of_sources(page):
    marks = page.find_class("trace")
    assert marks
    for mark in marks:
        entry = page.get_element_by_id(mark.get("href")[1:])
        assert words(mark) in words(entry)
        assert mark.get("data-refs") in words(entry)


def test_the_same_chapter_gives_the_same_bytes(written, tmp_path):
    again = render(chapter(), templates=STARTER, folder=tmp_path, formats=("html",))
    assert again[0].read_bytes() == written["html"].read_bytes()


@pytest.mark.parametrize("language", list(Language))
def test_every_language_is_written_in_full(language, tmp_path):
    path = render(
        chapter(), templates=STARTER, folder=tmp_path, language=language, formats=("html",)
    )[0]
    page = html.document_fromstring(path.read_text(encoding="utf-8"))
    assert page.get("lang") == language
    assert len(page.find_class("question")) == 2
    assert "{" not in "".join(blocks(page))


def test_a_missing_template_is_told_and_the_earlier_page_is_kept(tmp_path):
    earlier = tmp_path / "hearing_draft.nb.html"
    earlier.write_text("earlier")
    with pytest.raises(EvidenceError) as told:
        render(chapter(), templates=tmp_path / "none", folder=tmp_path, formats=("html",))
    assert told.value.key == "document.template_missing"
    assert earlier.read_text() == "earlier"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [earlier.name]


def test_a_template_that_asks_for_more_than_there_is_is_told(tmp_path):
    (tmp_path / "hearing_draft.nb.html.j2").write_text("{{ report.conclusion }}")
    with pytest.raises(EvidenceError) as told:
        render(chapter(), templates=tmp_path, folder=tmp_path / "build", formats=("html",))
    assert told.value.key == "document.template_broken"
    assert "conclusion" in told.value.values["reason"]
