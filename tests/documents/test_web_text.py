"""A recommendation's text for the web: the Directorate's fields, nothing said that is not held."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import html

from evidence.documents.progress import Progress
from evidence.documents.web_files import write_web_texts
from evidence.documents.web_page import web_json, web_page
from evidence.documents.web_text import recommendation_text
from evidence.errors import ChoiceUnknown
from evidence.findings.store import load
from evidence.records.text import Text
from evidence.records.web_text import WebText
from evidence.vocabulary import Language
from tests.documents.fixtures import chapter, place
from tests.documents.known_numbers import KnownNumbers, is_known, printed

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "evidence/documents/web_text.schema.json").read_text(encoding="utf-8"))
NB, NN, EN = Language


def written(field, order, text, shape="paragraph", about=()):
    return WebText(
        id=f"W{order}",
        recommendation_id="REC1",
        field=field,
        order=order,
        shape=shape,
        text=text,
        about_ids=about,
        provenance=place("web_texts", order + 1),
    )


TEXTS = (
    written("praktisk", 3, Text("Kort brev", "Kort brev", "A short letter"), "item"),
    written("praktisk", 1, Text("Slik gjør du", "Slik gjer du", "How to"), "heading"),
    written("praktisk", 2, Text("Skriv <b>enkelt</b> & kort:")),
    written("rasjonale", 4, Text("Brev virker, RR 1,31."), about=("CLAIM1",)),
)


def with_texts(*texts):
    evidence = chapter()
    overview = evidence.overview
    sources = evidence.questions[0].sources[:1]
    return replace(evidence, overview=replace(overview, web_texts=texts, text_sources=sources))


def held(evidence, language):
    text = recommendation_text(evidence, "REC1", language)
    return json.loads(web_json(text, evidence)), web_page(text, evidence)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("texts", [TEXTS, ()])
def test_the_file_is_what_its_schema_says(texts, language):
    Draft202012Validator.check_schema(SCHEMA)
    content, _ = held(with_texts(*texts), language)
    Draft202012Validator(SCHEMA).validate(content)


def test_the_shipped_file_is_what_its_schema_says():
    evidence = load(ROOT / "analyses/results")
    text = recommendation_text(evidence, "R01", NN)
    content = json.loads(web_json(text, evidence))
    Draft202012Validator(SCHEMA).validate(content)
    assert content["evidence"]["empty_fields"] == [
        "styrke",
        "verdierogpreferanser",
        "ressurshensyn",
    ]
    quoted = {ref for refs in content["evidence"]["rests_on"].values() for ref in refs}
    assert {"E01", "L50_1", "W48"} <= quoted


def test_what_people_wrote_stands_in_its_field_and_order():
    content, _ = held(with_texts(*TEXTS), NN)
    field = html.fragment_fromstring(content["data"]["praktisk"], create_parent=True)
    assert [child.tag for child in field] == ["h3", "p", "ul"]
    assert field.find("p").text_content() == "Skriv <b>enkelt</b> & kort:"
    assert field.findtext("ul/li") == "Kort brev"


def test_a_field_nobody_has_filled_is_null_and_counted():
    content, page = held(with_texts(), EN)
    assert content["tekst"] is None
    assert content["data"]["styrke"] is None
    assert content["data"]["nokkelInfo"]["ressurshensyn"] is None
    assert len(content["evidence"]["empty_fields"]) == 6
    remarks = content["evidence"]["remarks"]
    assert remarks[0].startswith("6 of 8 fields are empty")
    assert page.count("Nobody has written anything here.") == 5


def test_text_in_another_language_is_marked_and_told():
    content, page = held(with_texts(*TEXTS), EN)
    shown = html.document_fromstring(page)
    foreign = [one.text_content() for one in shown.iterfind(".//main//p[@lang='nb']")]
    assert foreign[0] == "Skriv <b>enkelt</b> & kort:"
    assert len(foreign) == 2
    assert any(
        remark.startswith("2 paragraphs are written") for remark in content["evidence"]["remarks"]
    )
    assert "lang=" not in held(with_texts(*TEXTS), NB)[0]["data"]["praktisk"]


def test_a_sentence_cites_the_review_behind_what_it_is_about():
    content, _ = held(with_texts(*TEXTS), NB)
    assert "GRAN2020" in content["evidence"]["rests_on"]["rasjonale"]
    assert content["evidence"]["references"][0]["source"] == "GRAN2020"


@pytest.mark.parametrize("language", Language)
def test_every_number_leads_to_a_row(language):
    evidence = with_texts(*TEXTS)
    content, page = held(evidence, language)
    known = KnownNumbers(evidence)
    for element in html.document_fromstring(page).iterfind(".//main//*[@data-refs]"):
        refs = element.get("data-refs").split()
        if element.tag not in ("p", "li") or element.getparent().get("class") == "references":
            continue
        text = "".join(element.xpath("text()"))
        for value, decimals in printed(text, language):
            assert is_known(value, decimals, known.behind(refs) | {95.0}), (value, text, refs)
    for refs in content["evidence"]["rests_on"].values():
        for ref in set(refs) & {"EST1", "EST2", "W4", "SYN1"}:
            assert content["evidence"]["rows"][ref]["row"] > 1


def test_an_unknown_recommendation_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(ChoiceUnknown) as refused:
        write_web_texts(chapter(), tmp_path, NB, recommendations=["REC1", "REC9"])
    assert "REC1" in str(refused.value.values)
    assert not (tmp_path / "web").exists()


def test_only_what_would_differ_is_written_again(tmp_path):
    class Heard(Progress):
        def __init__(self):
            self.untouched = []

        def kept(self, path):
            self.untouched.append(path.name)

    evidence = with_texts(*TEXTS)
    files = write_web_texts(evidence, tmp_path, NN)
    assert [file.name for file in files] == ["REC1.nn.html", "REC1.nn.json"]
    before = [file.read_bytes() for file in files]
    heard = Heard()
    assert write_web_texts(evidence, tmp_path, NN, progress=heard) == files
    assert heard.untouched == ["REC1.nn.html", "REC1.nn.json"]
    assert [file.read_bytes() for file in files] == before


def test_every_outcome_is_told_also_those_a_summary_has_no_room_for():
    evidence = load(ROOT / "analyses" / "results")
    text = recommendation_text(evidence, "R01", EN)
    told = html.fromstring(web_json_field(text, evidence, "fordelerogulemper")).text_content()
    for question in evidence.questions:
        for outcome in question.outcomes:
            assert outcome.construct.name.in_language(EN).casefold() in told.casefold()


def web_json_field(text, evidence, name):
    return json.loads(web_json(text, evidence))["data"]["nokkelInfo"][name]
