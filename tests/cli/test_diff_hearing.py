"""``evidence diff`` and the hearing: which comment led to which change, and what neither has."""

import csv
import json
import subprocess

import pytest
from lxml import html

from tests.cli.test_diff import add_row, versions

__all__ = ["versions"]

HEARD = {"received": "2026-03-01", "from": "Foreningen"}


def comment(folder, identifier, decision="accepted", led_to="", change=""):
    cells = {"comment": "Se på dette", "decision": decision, "change": change, "led_to": led_to}
    add_row(folder, "data/hearing.csv", comment_id=identifier, **HEARD, **cells)


def rows_of(folder, table):
    lines = (folder / "data" / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",")[0] for line in lines[1:]]


def rewrite(folder, table, row, column, text):
    """Write a text into one cell of a table."""
    file = folder / "data" / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        lines = list(csv.reader(stream))
    lines[row][lines[0].index(column)] = text
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(lines)


def compared(run, versions, tmp_path, *more):
    files = [tmp_path / "hearing.json", tmp_path / "hearing.html"]
    options = ("-o", files[0], "-o", files[1], "--lang", "en", *more)
    code, told, faults = run("diff", *versions, *options)
    assert code == 0, faults
    return json.loads(files[0].read_text(encoding="utf-8"))["hearing"], told, files[1]


def test_comments_and_changes_are_led_to_each_other(run, versions, tmp_path):
    _, new = versions
    source, other = rows_of(new, "sources")[:2]
    page = (new / "analyses" / "q01_example.py").read_text(encoding="utf-8")
    (new / "analyses" / "q01_example.py").write_text(page + "# As H2 asked.\n", encoding="utf-8")
    rewrite(new, "outcomes", 1, "order", "7")
    rewrite(new, "sources", 1, "publisher", "Somebody")
    rewrite(new, "sources", 2, "note", "Read again")
    outcome = rows_of(new, "outcomes")[0]
    comment(new, "H1", led_to=f"outcomes/{outcome}")
    comment(new, "H2", "partly accepted", led_to="q01_example.py")
    comment(new, "H3")
    comment(new, "H4", led_to=f"studies/{rows_of(new, 'studies')[0]}")
    comment(new, "H5", "not accepted")
    comment(new, "H6", led_to="no-such-thing")
    found, told, page = compared(run, versions, tmp_path)
    assert {one["comment"]["id"]: one["changes"] for one in found["led"]} == {
        "H1": [f"outcomes/{outcome}"],
        "H2": ["analyses/q01_example.py"],
    }
    assert {one["comment"]["id"]: one["why"] for one in found["loose"]} == {
        "H3": "unnamed",
        "H4": "unchanged",
        "H6": "unknown",
    }
    assert found["unexplained"] == [f"sources/{source}"]
    assert found["reasoned"] == {f"sources/{other}": "Read again"}
    assert f"H1 (Foreningen; accepted) led to: outcomes/{outcome}." in told
    assert "H3 is accepted, but names no change." in told
    assert f"sources/{source} changed without a comment or a reason." in told
    shown = html.document_fromstring(page.read_text(encoding="utf-8"))
    items = shown.xpath("//section[@aria-labelledby='difference-of-hearing']//li")
    assert len(items) == 7


def test_without_comments_the_hearing_is_not_spoken_of(run, versions, tmp_path):
    rewrite(versions[1], "sources", 1, "publisher", "Somebody")
    found, told, _ = compared(run, versions, tmp_path)
    assert found is None
    assert "The hearing" not in told


@pytest.fixture
def git(project):
    def call(*arguments):
        named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        done = subprocess.run(
            ["git", "-C", str(project), *named, *arguments],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    call("init", "-q")
    call("add", "-A")
    call("commit", "-q", "-m", "First")
    return call


def test_a_comment_may_name_the_commit_it_led_to(run, project, git, tmp_path):
    rewrite(project, "sources", 1, "publisher", "Somebody")
    git("commit", "-q", "-a", "-m", "As the hearing asked")
    changed = git("rev-parse", "--short=12", "HEAD")
    rewrite(project, "sources", 2, "publisher", "Somebody else")
    comment(project, "H1", led_to=changed)
    git("commit", "-q", "-a", "-m", "And more")
    first, second = rows_of(project, "sources")[:2]
    found, _, _ = compared(run, ("HEAD~2", "HEAD"), tmp_path, "-C", project)
    assert [one["changes"] for one in found["led"]] == [[f"sources/{first}"]]
    assert found["unexplained"] == [f"sources/{second}"]
    assert found["loose"] == []
