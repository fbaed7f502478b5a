"""The Word document says what the page says, in Word's own terms."""

import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn

from evidence.documents.render import render
from tests.documents.fixtures import STARTER, chapter
from tests.documents.page_text import bare, blocks, words


@pytest.fixture(scope="module")
def document(written):
    return Document(str(written["docx"]))


def all_text(document):
    texts = [
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.iter(qn("w:p"))
    ]
    return bare("".join(texts))


def test_every_block_of_the_page_stands_in_the_document_in_order(document, page):
    text, place = all_text(document), 0
    for block in blocks(page):
        found = text.find(bare(block), place)
        assert found >= 0, block
        place = found + len(bare(block))


def test_nothing_stands_in_the_document_that_is_not_on_the_page(document, page):
    assert all_text(document) == bare("".join(blocks(page)))


def test_headings_are_headings(document, page):
    told = [
        (paragraph.style.name, paragraph.text.strip())
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith(("Title", "Heading 1", "Heading 2", "Heading 3"))
    ]
    styles = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3"}
    expected = [
        (styles[heading.tag], words(heading))
        for heading in page.find("body").iter(*styles)
        if heading.get("id") != "contents-heading"
    ]
    assert told == expected


def test_only_questions_and_annexes_begin_a_page(document, page):
    breaks = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    parts = page.xpath("//section[@class='question' or @class='annexes']/h2")
    assert breaks == [words(heading) for heading in parts]
    assert [text.partition(":")[0] for text in breaks[:2]] == [
        "Problemstilling 1",
        "Problemstilling 2",
    ]


def test_tables_repeat_their_heading_stay_within_the_page_and_have_a_description(document):
    sections = iter(document.sections)
    room = _room(next(sections))
    tables = 0
    for element in document.element.body.iter(qn("w:tbl"), qn("w:sectPr")):
        if element.tag == qn("w:sectPr"):
            room = _room(next(sections, None)) or room
            continue
        tables += 1
        grid = [int(column.get(qn("w:w"))) for column in element.iter(qn("w:gridCol"))]
        assert sum(grid) <= room + len(grid)
        assert element.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        rows = element.findall(qn("w:tr"))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert all(len(row.findall(qn("w:tc"))) == len(grid) for row in rows)
    assert tables > 10


def _room(section):
    if section is None:
        return None
    return round((section.page_width - section.left_margin - section.right_margin) / 635)


def test_pictures_have_alternative_text_and_three_hundred_dots_an_inch(document, page):
    told = [words(found) for found in page.iter("desc")]
    pictures = document.inline_shapes
    assert [shape._inline.docPr.get("descr") for shape in pictures] == told
    for shape in pictures:
        part = document.part.related_parts[
            shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        ]
        assert part.image.px_width / shape.width.inches >= 299


def test_links_inside_the_document_lead_to_bookmarks(document):
    marks = {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    inside = [anchor for anchor in links if anchor]
    assert inside and set(inside) <= marks
    assert all(len(mark) <= 40 for mark in marks)


def test_references_to_figures_and_tables_are_fields_that_repeat_their_labels(document, page):
    def code(element):
        return "".join(found.text for found in element.iter(qn("w:instrText"))).split()

    paragraphs = [one for one in document.element.body.iter(qn("w:p")) if code(one)[:1] == ["REF"]]
    assert len(paragraphs) == len(page.find_class("crossref")) == 2
    marks = {one.get(qn("w:name")): one for one in document.element.iter(qn("w:bookmarkStart"))}
    for paragraph in paragraphs:
        label = marks[code(paragraph)[1]].getparent()
        said = "".join(text.text for text in label.iter(qn("w:t")))
        shown = "".join(text.text for text in paragraph.iter(qn("w:t")))
        assert shown.startswith(said.split(".")[0] + " ")


def test_language_title_and_footer_are_set(document):
    assert document.core_properties.title == "Send påminnelsesbrev"
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "nb-NO"
    for section in document.sections:
        footer = section.footer.paragraphs[0].text
        assert "Høringsutkast" in footer and "0.0.7" in footer and "0123456789ab" in footer
        assert "PAGE" in section.footer._element.xml


def test_wide_tables_stand_on_pages_on_their_side(document):
    assert any(section.page_width > section.page_height for section in document.sections)
    assert document.sections[0].page_width < document.sections[0].page_height


def test_the_same_chapter_gives_the_same_bytes(written, tmp_path):
    again = render(chapter(), templates=STARTER, folder=tmp_path, formats=("docx",))
    assert again[0].read_bytes() == written["docx"].read_bytes()


def test_the_package_names_no_time_of_day(written):
    with zipfile.ZipFile(written["docx"]) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
