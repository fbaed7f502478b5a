"""What changed between two versions, and which kind of change did it."""

import json
import shutil
import subprocess

import docx
import pytest
from lxml import html


@pytest.fixture
def versions(run, project, tmp_path):
    """Return two equal versions of an analysed project."""
    run("analyse", "-C", project)
    other = tmp_path / "later"
    shutil.copytree(project, other)
    return project, other


def edit(folder, file, before, after):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def drop_rows(folder, file, beginning):
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(beginning)]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


def add_row(folder, file, **cells):
    path = folder / file
    headings = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert set(cells) <= set(headings)
    with path.open("a", encoding="utf-8") as table:
        table.write(",".join(cells.get(name, "") for name in headings) + "\n")


def compared(run, versions, tmp_path, *more):
    file = tmp_path / "difference.json"
    code, told, faults = run("diff", *versions, "-o", file, "--lang", "en", *more)
    assert code in (0, 1), faults
    return json.loads(file.read_text(encoding="utf-8")), told, code


def numbers(found, identifier="Q01_tuberculosis"):
    change = next(one for one in found["results"] if one["result"]["id"] == identifier)
    return {one["name"]: one for one in change["result"]["numbers"]}


def test_no_change_prints_so(run, versions, tmp_path):
    found, told, code = compared(run, versions, tmp_path, "--exit-code")
    assert code == 0
    assert "No changes: the tables, the results and the sentences are the same." in told
    assert found["results"] == found["rows"] == found["sentences"] == found["causes"] == []


def test_a_row_written_otherwise_is_no_change(run, versions, tmp_path):
    table = versions[1] / "data" / "results.csv"
    heading, *rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([heading, *reversed(rows)]) + "\n", encoding="utf-8")
    found, _, _ = compared(run, versions, tmp_path)
    assert found["rows"] == []


def test_a_trial_taken_out_is_a_change_of_data(run, versions, tmp_path):
    drop_rows(versions[1], "data/members.csv", "Q01_tuberculosis,T08")
    found, told, code = compared(run, versions, tmp_path, "--exit-code")
    assert code == 1
    assert found["causes"] == ["data"]
    moved = numbers(found)
    assert (moved["k"]["before"], moved["k"]["after"]) == (13, 12)
    assert list(moved["estimate"]["alone"]) == ["data"]
    assert "studies: 13 → 12 (data)" in told
    assert [row["kind"] for row in found["rows"]] == ["removed"]
    assert any(one["about_id"] == "Q01_tuberculosis" for one in found["sentences"])
    assert {"id": "forest-Q01_tuberculosis-en", "kind": "changed"} in found["figures"]


def test_each_cause_is_tried_alone(run, versions, tmp_path):
    edit(versions[1], "data/results.csv", ",4,123,", ",40,123,")
    edit(versions[1], "analyses/q01_example.py", '"REML"', '"DL"')
    edit(versions[1], "data/judgements.csv", "risk of bias,,1,", "risk of bias,,2,")
    found, _, _ = compared(run, versions, tmp_path)
    assert found["causes"] == ["data", "method", "rating"]
    assert found["not_parted"] == {}
    estimate = numbers(found)["estimate"]
    assert set(estimate["alone"]) == {"data", "method"}
    # metafor 5.0.1, rma(RR, dat.bcg, method="DL"): exp(-0.7141), tests/golden/b_rmauni.json
    assert estimate["alone"]["method"] == pytest.approx(0.48964, abs=5e-5)
    assert estimate["alone"]["data"] != pytest.approx(estimate["after"], abs=1e-6)
    assert "prediction_low" in numbers(found)


def test_a_rating_that_moves_the_certainty_is_laid_to_the_rating(run, versions, tmp_path):
    edit(versions[1], "data/judgements.csv", "inconsistency,,2,", "inconsistency,,0,")
    found, told, _ = compared(run, versions, tmp_path)
    assert list(numbers(found)) == ["certainty"]
    assert list(numbers(found)["certainty"]["alone"]) == ["rating"]
    assert "⊕◯◯◯ very low → ⊕⊕⊕◯ moderate (rating)" in told


def test_what_cannot_be_parted_says_why(run, versions, tmp_path):
    named = 'ci_method="hartung-knapp",\n    outliers=["T08"],'
    edit(versions[0], "analyses/q01_example.py", 'ci_method="hartung-knapp",', named)
    drop_rows(versions[1], "data/members.csv", "Q01_tuberculosis,T08")
    run("analyse", "-C", versions[0])
    found, told, _ = compared(run, versions, tmp_path)
    # The old page names a trial the new tables no longer have.
    assert set(found["not_parted"]) == {"data"}
    assert "The effect of data alone could not be computed: outliers" in told
    assert numbers(found)["k"]["alone"] == {}
    assert "studies: 13 → 12 (cannot be told apart)" in told


def test_rows_that_refer_to_the_other_version_are_set_aside_and_named(run, versions, tmp_path):
    edit(versions[1], "data/syntheses.csv", "Q01_tuberculosis", "Q01_renamed")
    for name in ("data/members.csv", "data/judgements.csv", "analyses/q01_example.py"):
        file = versions[1] / name
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Q01_tuberculosis", "Q01_renamed"), encoding="utf-8")
    found, _, _ = compared(run, versions, tmp_path)
    kinds = {one["result"]["id"]: one["kind"] for one in found["results"]}
    assert kinds == {"Q01_renamed": "added", "Q01_tuberculosis": "removed"}
    assert {row["table"] for row in found["aside"]} == {"members", "judgements"}


def test_results_saved_by_another_program_are_told_from_a_change_of_data(run, versions, tmp_path):
    saved = versions[0] / "analyses" / "results" / "Q01.json"
    content = json.loads(saved.read_text(encoding="utf-8"))
    content["findings"][0]["analysis"]["pooled"]["estimate"] += 0.01
    saved.write_text(json.dumps(content), encoding="utf-8")
    found, _, _ = compared(run, versions, tmp_path)
    assert found["causes"] == ["program"]
    assert list(numbers(found)["estimate"]["alone"]) == ["program"]


def test_versions_in_git_are_compared_and_the_project_is_left_alone(run, project, tmp_path):
    run("analyse", "-C", project)
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True)
    edit(project, "data/results.csv", ",4,123,", ",5,123,")
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    file = tmp_path / "difference.json"
    code, _, faults = run("diff", "HEAD", "-C", project, "-o", file)
    assert code == 0, faults
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [cell["after"] for row in found["rows"] for cell in row["cells"]] == ["5"]
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("old", "told"),
    [
        ("no-such-version", "verken en mappe eller en versjon i git"),
        ("--output=x", "--output"),
        ("empty", "er ikke et prosjekt"),
    ],
)
def test_a_version_that_is_none_is_told(run, project, tmp_path, old, told):
    (tmp_path / "empty").mkdir()
    named = tmp_path / old if old == "empty" else old
    code, _, faults = run("diff", "-C", project, "--", named)
    assert code == 2
    assert told in faults


def test_a_file_of_no_known_kind_is_refused_before_any_work(run, project):
    code, _, faults = run("diff", project, "-C", project, "-o", "changes.xls")
    assert code == 2
    assert ".html, .docx, .json, .txt" in faults


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_and_the_word_table_hold_the_same_numbers(run, versions, tmp_path, language):
    drop_rows(versions[1], "data/members.csv", "Q01_tuberculosis,T08")
    page, word = tmp_path / "d.html", tmp_path / "d.docx"
    _, told, _ = run("diff", *versions, "-o", page, "-o", word, "--lang", language)
    tree = html.fromstring(page.read_text(encoding="utf-8"))
    assert tree.get("lang") == language
    shown = [
        [cell.text_content() for cell in row.iter("th", "td")]
        for row in tree.xpath("//div[@id='table-difference-results']//tbody/tr")
    ]
    table = docx.Document(word).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == shown
    for _, number, before, after, _ in shown:
        assert f"{number}: {before} → {after}" in told


def test_a_hostile_cell_is_shown_and_not_run(run, versions, tmp_path):
    edit(versions[1], "data/results.csv", "trial 1", "<script>alert(1)</script>")
    page = tmp_path / "d.html"
    run("diff", *versions, "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)" in text
