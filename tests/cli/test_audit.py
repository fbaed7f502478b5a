"""``evidence audit``: exit codes, the shape of its JSON, and the page with notes."""

import json
from pathlib import Path

import pytest
from lxml import html

from evidence.cli.__main__ import main

PAGES = Path(__file__).parents[1] / "golden" / "pages"
SHAPE = {"code", "severity", "line", "quote", "message", "other_line", "other_quote"}


def _run(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["audit", *arguments])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_json_is_a_list_of_findings_and_nothing_else(capsys):
    code, out, _ = _run(capsys, str(PAGES / "shipped_nb.txt"), "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert len(told) > 50
    assert all(set(one) == SHAPE for one in told)
    assert {one["severity"] for one in told} <= {1, 2, 3}
    year = next(one for one in told if one["code"] == "CIT02")
    assert (year["line"], year["other_line"]) == (84, 201)
    assert year["other_quote"].startswith("Casson, S.")


def test_a_clean_page_ends_with_code_0_and_says_what_was_checked(capsys):
    code, out, _ = _run(capsys, str(PAGES / "clean_nn.txt"), "--lang", "nn")
    assert code == 0
    assert "Ingen funn." in out
    assert "INT02 Estimatet ligg i konfidensintervallet sitt (såg på 4)" in out


def test_all_is_an_object_with_what_passed_and_what_is_implied(capsys):
    _, out, _ = _run(
        capsys, str(PAGES / "clean_nb.txt"), "--format", "json", "--all", "--lang", "en"
    )
    told = json.loads(out)
    assert told["findings"] == []
    assert {one["code"] for one in told["passed"]} >= {"INT01", "CIT01"}
    assert told["implied"][0]["estimate"].startswith("SMD")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_with_notes_is_one_accessible_file(capsys, tmp_path, language):
    target = tmp_path / "notes.html"
    page = str(PAGES / "shipped_nb.txt")
    code, out, _ = _run(capsys, page, "--format", "html", "--lang", language, "-o", str(target))
    tree = html.fromstring(target.read_text(encoding="utf-8"))
    assert (code, out) == (1, "")
    assert tree.get("lang") == language
    assert not tree.xpath("//script|//link|//img|//iframe")
    assert len(tree.xpath("//li[starts-with(@class, 'note ')]")) > 50
    targets = {link[1:] for link in tree.xpath("//a/@href")}
    assert targets <= set(tree.xpath("//@id"))
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("missing.txt", None, "missing.txt"),
        ("page.txt", "høyre".encode("cp1252"), "Windows-1252"),
        ("page.pdf", b"%PDF-1.7", "page.pdf"),
    ],
)
def test_a_file_that_cannot_be_read_ends_with_code_2_and_a_sentence(
    capsys, tmp_path, name, content, told
):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    code, out, err = _run(capsys, str(tmp_path / name))
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
