"""Remarks as JSON, SARIF and HTML, and what waivers do to them."""

import json
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from evidence.audit.catalogue import all_rules
from evidence.audit.examples import example_project
from evidence.audit.rule import Severity
from evidence.audit.run import run
from evidence.documents.remarks_html import remarks_html
from evidence.documents.remarks_json import remarks_json
from evidence.documents.remarks_sarif import remarks_sarif
from evidence.vocabulary import Language

C12 = all_rules()["C12"]
WAIVER = "code|place|reason|who|date|expires\nC12|results/a|As printed|K. Hansen|2025-01-01|"
HOSTILE = "<script>alert(1)</script>"


def checked(*, waived="", **tables):
    example = {**C12.fires, **tables}
    if waived:
        example["waivers"] = waived
    rules = [C12, all_rules()["W01"], all_rules()["W02"]]
    return run(example_project(example), rules, all_rules())


def test_a_waiver_answers_a_remark_and_is_shown():
    found = checked(waived=WAIVER)
    assert not found.remarks
    assert [one.waiver.who for one in found.waived] == ["K. Hansen"]
    told = json.loads(remarks_json(found, Language.EN))
    assert told["counts"] == {
        "stop": 0,
        "warn": 0,
        "note": 0,
        "not_checkable": 0,
        "waived": 1,
        "passed": 2,
    }
    assert told["waived"][0]["reason"] == "As printed"


def test_an_expired_waiver_answers_nothing_and_is_told():
    found = checked(waived=WAIVER + "2025-06")
    assert [one.rule.code for one in found.remarks] == ["C12", "W01"]


def test_a_waiver_holds_to_the_end_of_its_month():
    project = example_project({**C12.fires, "waivers": WAIVER + "2026-01"})
    on_last_day = replace(project, today=date(2026, 1, 31))
    assert not run(on_last_day, [C12]).remarks
    assert run(replace(project, today=date(2026, 2, 1)), [C12]).remarks


def test_json_names_the_place_a_waiver_must_name():
    told = json.loads(remarks_json(checked(), Language.EN))
    remark = told["remarks"][0]
    assert remark["place"] == "results/a"
    assert (remark["file"], remark["row"], remark["severity"]) == ("results.csv", 2, "stop")


def test_sarif_has_what_its_schema_requires():
    # OASIS SARIF 2.1.0: version and runs; a run's tool.driver.name; a result's message; ids of
    # rules that the results point to by index.
    log = json.loads(remarks_sarif(checked(waived=""), Language.EN))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    run_ = log["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    assert run_["tool"]["driver"]["name"] == "evidence"
    for result in run_["results"]:
        assert result["message"]["text"]
        assert result["level"] in {"none", "note", "warning", "error"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "data/results.csv"
        assert place["region"]["startLine"] >= 1
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"note", "warning", "error"}


def test_sarif_keeps_waived_remarks_as_suppressed():
    log = json.loads(remarks_sarif(checked(waived=WAIVER), Language.EN))
    result = log["runs"][0]["results"][0]
    assert result["suppressions"][0]["kind"] in {"inSource", "external"}
    assert "As printed" in result["suppressions"][0]["justification"]


@pytest.mark.parametrize("language", list(Language))
def test_the_page_is_one_a_screen_reader_can_follow(language):
    page = html.document_fromstring(remarks_html(checked(waived=WAIVER), language))
    assert page.get("lang") == language.value
    levels = [heading.tag for heading in page.iter("h1", "h2", "h3")]
    assert levels[0] == "h1"
    assert levels.count("h1") == 1
    assert levels.count("h2") >= 3
    for table in page.iter("table"):
        assert table.find("caption") is not None
        assert all(cell.get("scope") == "col" for cell in table.findall("thead/tr/th"))
        assert all(row.find("th").get("scope") == "row" for row in table.findall("tbody/tr"))


def test_nothing_from_a_table_runs_in_the_page():
    text = WAIVER.replace("As printed", HOSTILE)
    page = remarks_html(checked(waived=text), Language.EN)
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


def test_severities_are_counted_apart():
    found = checked()
    assert (found.count(Severity.STOP), found.count(Severity.WARN)) == (1, 0)
