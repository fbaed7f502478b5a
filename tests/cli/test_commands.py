"""The command line as a user meets it."""

import json
import shutil
from pathlib import Path

import pytest

from evidence.cli.__main__ import COMMANDS
from evidence.findings.store import load

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(run, command, language):
    code, told, _ = run(command, "--help", "--lang", language)
    assert code == 0
    assert f"evidence {command}" in told.split("\n\n")[-1]


def test_help_lists_the_commands_in_the_language_asked_for(run):
    assert "Kommandoer:" in run("--help")[1]


def test_an_unknown_command_is_answered(run):
    code, _, told = run("analyze")
    assert code == 2
    assert "analyze" in told


def test_the_shipped_tables_hold_nothing_to_repair(run):
    code, told, _ = run("check", "-C", ROOT)
    assert code == 0, told


def test_a_new_project_checks_and_analyses(run, project):
    assert run("check", "-C", project)[0] == 0
    assert run("analyse", "-C", project)[0] == 0
    pooled = load(project / "analyses" / "results").questions[0].findings[0].analysis.pooled
    # metafor 5.0.1, rma(RR, dat.bcg, method="REML"): tests/golden/b_rmauni.json, b/rma/bcg_RR/REML
    assert pooled.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert pooled.k == 13


def test_a_new_project_is_not_made_over_something(run, project):
    before = sorted(path.name for path in project.rglob("*"))
    code, _, told = run("new", project)
    assert code == 2
    assert str(project) in told
    assert sorted(path.name for path in project.rglob("*")) == before


def test_a_wrong_table_is_told_and_the_results_are_left(run, project):
    run("analyse", "-C", project)
    results = project / "analyses" / "results"
    before = {path.name: path.read_bytes() for path in results.iterdir()}
    arms = project / "data" / "results.csv"
    arms.write_text(arms.read_text(encoding="utf-8").replace(",4,123,", ",400,123,"), "utf-8")
    code, _, told = run("analyse", "-C", project, "--lang", "en")
    assert code == 2
    assert "results.csv, row 2" in told
    assert "400" in told
    assert {path.name: path.read_bytes() for path in results.iterdir()} == before


def test_a_page_that_stops_leaves_the_results_of_the_others(run, project):
    run("analyse", "-C", project)
    results = project / "analyses" / "results"
    before = {path.name: path.read_bytes() for path in results.iterdir()}
    (project / "analyses" / "q02_broken.py").write_text(
        "from pathlib import Path\n"
        "Path('analyses/results/Q01.json').write_text('half')\n"
        "raise ValueError('no such thing')\n"
    )
    code, _, told = run("analyse", "-C", project)
    assert code == 2
    assert "q02_broken.py" in told
    assert "no such thing" in told
    assert {path.name: path.read_bytes() for path in results.iterdir()} == before


def test_a_page_that_leaves_is_told_too(run, project):
    (project / "analyses" / "q02_leaves.py").write_text("import sys; sys.exit(3)\n")
    code, _, told = run("analyse", "-C", project)
    assert code == 2
    assert "q02_leaves.py" in told
    assert not (project / "analyses" / "results").exists()


def test_a_page_taken_away_takes_its_results_along(run, project):
    page = project / "analyses" / "q01_example.py"
    results = project / "analyses" / "results"
    run("analyse", "-C", project)
    (results / "Q07.json").write_text("of a page that is gone")
    run("analyse", "-C", project)
    assert page.exists()
    assert sorted(path.name for path in results.iterdir()) == [
        "Q01.csv",
        "Q01.json",
        "overview.json",
    ]


def test_a_project_without_pages_says_so(run, project):
    shutil.rmtree(project / "analyses")
    code, _, told = run("analyse", "-C", project, "--lang", "en")
    assert code == 2
    assert "analysis pages" in told


def test_analysing_twice_gives_the_same_bytes(run, project):
    results = project / "analyses" / "results"
    run("analyse", "-C", project)
    once = {path.name: path.read_bytes() for path in results.iterdir()}
    run("analyse", "-C", project)
    assert {path.name: path.read_bytes() for path in results.iterdir()} == once


def test_explain_walks_from_a_printed_estimate_to_its_quote(run):
    code, told, _ = run("explain", "E17", "-C", ROOT)
    assert code == 0
    assert "Hedges’ g = −0,52 (KI −0,69 til −0,35" in told
    assert "⊕⊕◯◯ lav" in told
    assert "Nedgradert 1 nivå for risiko for skjevhet" in told
    assert "estimates.csv" in told
    assert "g (Hedge's g) = -0,52 (KI -0,69 til -0,35)" in told


def test_explain_tells_ratios_as_ratios(run):
    told = run("explain", "Q01_harms_F_sae", "-C", ROOT)[1]
    # 13 of 160 against 7 of 160
    assert "RR = 1,86 (95\N{NO-BREAK SPACE}% KI 0,76 til 4,53)" in told


def test_explain_as_json_holds_the_same_chain(run):
    chain = json.loads(run("explain", "E17", "-C", ROOT, "--format", "json")[1])
    assert chain["kind"] == "result"
    assert chain["rests_on"][0]["record"]["table"] == "estimates"
    assert chain["rests_on"][0]["rests_on"][0]["kind"] == "source"


def test_explain_of_an_unknown_id_offers_the_nearest(run):
    code, _, told = run("explain", "E171", "-C", ROOT, "--lang", "en")
    assert code == 2
    assert "E17" in told


def test_results_that_are_not_ours_are_told_not_traced(run, project):
    run("analyse", "-C", project)
    (project / "analyses" / "results" / "Q01.json").write_text("{}")
    code, _, told = run("explain", "T01V_tb", "-C", project, "--lang", "en")
    assert code == 2
    assert "Q01.json" in told
    assert "Traceback" not in told
