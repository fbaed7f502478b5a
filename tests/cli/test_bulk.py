"""``evidence bulk`` as a user meets it."""

import csv

from evidence.bulk.job.run import Progress
from evidence.cli.bulk_progress import BulkProgress
from evidence.vocabulary import Language


def test_failed_analyses_are_listed_by_the_command(run, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("analysis_id,yi,vi\na,0.1,1\na,x,1\nb,1,1\nb,2,1\n")
    target = tmp_path / "out.csv"
    code, said, _ = run("bulk", source, target, "--lang", "en")
    assert code == 1
    assert "2 analyses of 4 rows: 1 pooled, 1 not." in said
    with (tmp_path / "out.problems.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row == {
        "analysis_id": "a",
        "status": "effect_not_finite",
        "reason": "an effect is missing or no number",
        "row": "3",
        "column": "yi",
        "found": "x",
    }
    source.write_text("analysis_id,yi,vi\na,0.1,1\na,1,1\n")
    assert run("bulk", source, target, "--restart")[0] == 0
    assert not (tmp_path / "out.problems.csv").exists()


def test_a_fault_is_told_without_traceback_and_with_code_2(run, tmp_path):
    code, said, told = run("bulk", tmp_path / "no.csv", tmp_path / "out.csv", "--lang", "nn")
    assert (code, said) == (2, "")
    assert told.startswith("B101 ")
    assert "Ingen analysar er rekna ut." in told


def test_progress_is_told_on_the_way(monkeypatch, capsys):
    monkeypatch.setattr("evidence.cli.bulk_progress.ELSEWHERE", 0)
    told = BulkProgress(Language.EN)
    for done in (1000, 2000):
        told.tell(Progress(3, done, 4000))
    told.end()
    first, *lines = capsys.readouterr().err.splitlines()
    assert first == "Finished parts from the earlier run that are used: 3."
    assert lines[0] == "1,000 of 4,000 analyses (25%)"
    assert lines[1] == "2,000 of 4,000 analyses (50%), about 0 seconds left"
