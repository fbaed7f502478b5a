"""``evidence check --checklist``: told in the terminal, as JSON and as a page."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_items_are_told_one_a_line(run):
    code, told, _ = run("check", "-C", ROOT, "--checklist", "prisma2020", "--lang", "nn")
    assert code == 0
    lines = told.splitlines()
    assert len(lines) == 43
    assert lines[0].startswith("PRISMA 2020: ")
    assert any(line.startswith(" 16b  utan svar: ") for line in lines)


def test_every_checklist_as_json_and_as_a_page(run):
    told = json.loads(run("check", "-C", ROOT, "--checklist", "all", "--format", "json")[1])
    assert {name: len(items) for name, items in told.items()} == {
        "AGREE2": 23,
        "RIGHT": 35,
        "PRIOR": 27,
        "PRISMA2020": 42,
    }
    asked = ("--checklist", "RIGHT", "--checklist", "AGREE2", "--format", "html", "--lang", "en")
    page = run("check", "-C", ROOT, *asked)[1]
    assert page.count("<caption") == 2
    assert page.index("RIGHT: ") < page.index("AGREE II: ")


def test_a_form_there_is_not_is_refused(run):
    code, _, errors = run("check", "-C", ROOT, "--checklist", "RIGHT", "--format", "sarif")
    assert code == 2
    assert "text, json, html" in errors


def test_a_project_not_analysed_says_so(run, project):
    code, _, errors = run("check", "-C", project, "--checklist", "RIGHT", "--lang", "en")
    assert code == 2
    assert "evidence analyse" in errors
