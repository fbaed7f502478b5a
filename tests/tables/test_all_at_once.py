"""All problems over all files in one go, in order, and none that only echoes another."""

from pathlib import Path

import pytest

from evidence.errors import TablesRefused
from evidence.tables.open_tables import open_tables
from tests.tables.minimal_project import HEADINGS, project, write_csv


def problems_in(folder: Path):
    with pytest.raises(TablesRefused) as refused:
        open_tables(folder)
    return refused.value.problems


def test_every_file_and_row_is_reported_in_order(tmp_path):
    tables = project()
    tables["studies"][1]["year"] = "2o20"
    tables["studies"][0]["design"] = "paralell"
    tables["arms"][3]["study_id"] = "TrialC"
    tables["results"][0]["events"] = "99"
    tables["results"][5]["mean"] = "-1"
    folder = write_csv(tables, tmp_path)
    (folder / "hearing.csv").write_bytes(b"")
    (folder / "unknown.csv").write_bytes(b"")
    found = [(one.code, one.file, one.row) for one in problems_in(folder)]
    assert found == [
        ("E303", "arms.csv", 5),
        ("E106", "hearing.csv", None),
        ("E431", "members.csv", 3),
        ("E401", "results.csv", 2),
        ("E402", "results.csv", 7),
        ("E211", "studies.csv", 2),
        ("E202", "studies.csv", 3),
        ("E104", "unknown.csv", None),
    ]


def test_two_faults_of_one_row_are_both_told(tmp_path):
    tables = project()
    tables["estimates"][0] |= {"ci_low": "NA", "certainty": "lav", "k": "0"}
    codes = {problem.code for problem in problems_in(write_csv(tables, tmp_path))}
    assert codes == {"E204", "E211", "E207"}


def test_missing_table_is_not_held_against_those_that_refer_to_it(tmp_path):
    folder = write_csv(project(), tmp_path)
    (folder / "sources.csv").unlink()
    assert [problem.code for problem in problems_in(folder)] == ["E102"]


def test_missing_key_column_is_told_once(tmp_path):
    tables = project()
    for row in tables["sources"]:
        del row["source_id"]
    assert [problem.code for problem in problems_in(write_csv(tables, tmp_path))] == ["E109"]


def test_a_column_taken_away_is_told_once(tmp_path):
    tables = project()
    for row in tables["estimates"]:
        row |= {"ci_low": "-1", "estimate": "0", "ci_high": "1"}
        del row["ci_low"]
    assert [problem.code for problem in problems_in(write_csv(tables, tmp_path))] == ["E109"]


def test_a_title_above_the_headings_is_told_once(tmp_path):
    folder = write_csv(project(), tmp_path)
    path = folder / "studies.csv"
    path.write_text("Studies in the review\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    of_file = [one.code for one in problems_in(folder) if one.file == "studies.csv"]
    assert of_file == ["E119"]


def test_badly_written_id_is_told_once(tmp_path):
    tables = project()
    text = {"Example": "Example report"}
    for rows in tables.values():
        for row in rows:
            row |= {
                heading: text.get(cell, cell)
                for heading, cell in row.items()
                if heading.endswith("source_id")
            }
    found = problems_in(write_csv(tables, tmp_path))
    assert [(one.code, one.file) for one in found] == [("E212", "sources.csv")]


def test_shifted_row_is_told_once(tmp_path):
    folder = write_csv(project(), tmp_path)
    path = folder / "results.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",0.5,", ",0,5,"), encoding="utf-8")
    assert [problem.code for problem in problems_in(folder)] == ["E111"] * 4


def test_key_of_several_columns_names_both_rows(tmp_path):
    tables = project()
    tables["members"].append(dict(tables["members"][0]))
    (problem,) = problems_in(write_csv(tables, tmp_path))
    assert (problem.code, problem.row, problem.values["other_row"]) == ("E301", 5, "2")
    assert problem.found == "Q1.relief.pooled + TrialA + A.aspirin.relief + A.placebo.relief"


def test_headings_alone_are_an_empty_table(tmp_path):
    tables = {name: [] for name in HEADINGS}
    opened = open_tables(write_csv(tables, tmp_path))
    assert set(opened.row_counts().values()) == {0}


def test_locked_workbook_and_hidden_files_are_passed_over(tmp_path):
    folder = write_csv(project(), tmp_path)
    for name in ("~$studies.xlsx", ".studies.csv", "README.md"):
        (folder / name).write_text("x")
    assert open_tables(folder)
