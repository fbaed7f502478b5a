"""GRADE cards and stamps as a user meets them."""

import json
import shutil
from pathlib import Path

import pytest

from evidence.tables.filled_cells import WrittenOtherwise, filled

ROOT = Path(__file__).parents[2]


@pytest.fixture
def rated(run, project):
    run("analyse", "-C", project)
    return project


def test_every_line_of_a_card_fits_eighty_columns(run):
    told = run("check", "-C", ROOT, "--grade", "--lang", "nn")[1]
    assert max(map(len, told.splitlines())) <= 80


def test_the_starter_shows_a_rating_with_the_numbers_behind_it(run, rated):
    code, told, _ = run("check", "-C", rated, "--grade", "--lang", "en")
    assert code == 0, told
    for part in (
        "Q01_tuberculosis",
        "Inconsistency",
        "The decision is within the suggestion.",
        "pairs of intervals do not overlap",
        "13 studies, Harbord’s test",
        "the rough default of GRADE 6 is used",
    ):
        assert part in " ".join(told.split()), part


def test_only_what_is_asked_for_is_shown(run, rated):
    told = run("check", "-C", ROOT, "--grade", "--about", "E17", "--lang", "en")[1]
    assert "Published estimate E17" in told
    assert "E18" not in told
    code, _, told = run("check", "-C", rated, "--grade", "--about", "nothing", "--lang", "en")
    assert code == 2
    assert "Q01_tuberculosis" in told


def test_the_same_as_a_page_and_as_json(run, rated):
    page = run("check", "-C", rated, "--grade", "--format", "html", "--lang", "nn")[1]
    assert page.startswith("<!DOCTYPE html>")
    assert '<th scope="row"' in page
    assert "<caption" in page
    told = json.loads(run("check", "-C", rated, "--grade", "--format", "json")[1])
    assert [one["domain"] for one in told[0]["held"]][:2] == ["risk of bias", "inconsistency"]


def test_what_stands_in_a_table_is_escaped(run, rated):
    path = rated / "data" / "judgements.csv"
    written = path.read_text(encoding="utf-8")
    hostile = "imprecision,,0,not significant <script>alert(1)</script>,"
    path.write_text(written.replace("imprecision,,0,,", hostile), encoding="utf-8")
    page = run("check", "-C", rated, "--grade", "--format", "html")[1]
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_stamp_makes_a_decision_stale_when_numbers_change(run, rated):
    path = rated / "data" / "judgements.csv"
    before = path.read_text(encoding="utf-8")
    assert run("stamp", "-C", rated)[0] == 0
    after = path.read_text(encoding="utf-8")
    assert before.splitlines()[0] == after.splitlines()[0]
    assert len(after) == len(before) + 5 * 64 + 3
    assert run("check", "-C", rated, "--select", "G04")[0] == 0
    arms = rated / "data" / "results.csv"
    arms.write_text(arms.read_text("utf-8").replace(",4,123,", ",40,123,"), "utf-8")
    run("analyse", "-C", rated)
    code, told, _ = run("check", "-C", rated, "--select", "G04", "--lang", "en")
    assert code == 1
    assert "other numbers" in told
    assert run("stamp", "-C", rated, "--lang", "en")[1].strip() == "No rows to stamp."
    run("stamp", "-C", rated, "--again")
    assert run("check", "-C", rated, "--select", "G04")[0] == 0


def test_only_the_ratings_named_are_stamped(run, tmp_path):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = (tmp_path / "data" / "judgements.csv").read_text(encoding="utf-8").splitlines()
    run("stamp", "E17", "-C", tmp_path)
    after = (tmp_path / "data" / "judgements.csv").read_text(encoding="utf-8").splitlines()
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line.split(",")[0] for line in changed] == ["E17_risk_of_bias", "E17_imprecision"]
    assert run("stamp", "E99", "-C", tmp_path)[0] == 2


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_only_the_cells_asked_for_change(separator, mark, ending):
    lines = [["id", "note", "sum"], ["a", f'"x{separator} y"', ""], ["b", "æ", "2"]]
    text = mark + "".join(separator.join(line) + ending for line in lines)
    lines[1][2] = "1"
    wanted = mark + "".join(separator.join(line) + ending for line in lines)
    assert filled(text, "id", {"a": {"sum": "1"}}) == wanted


@pytest.mark.parametrize("text", ['"id",sum\na,\n', "name,sum\na,\n", ""])
def test_a_file_written_otherwise_is_left_alone(text):
    with pytest.raises(WrittenOtherwise):
        filled(text, "id", {"a": {"sum": "1"}})


def test_a_heading_that_is_missing_is_told():
    with pytest.raises(WrittenOtherwise, match="hash"):
        filled("id,sum\na,\n", "id", {"a": {"hash": "1"}})
