"""Mistakes in a file of choices: all at once, by line and word."""

import pytest

import evidence as ev
from evidence.errors import TablesRefused
from evidence.vocabulary import Language
from evidence.wording.error_page import example_problems
from evidence.wording.problems import state_problem
from tests.multiverse.headache import (
    ADJUSTED,
    ONE,
    RAW,
    WHY,
    analysis_of,
    choice,
    named,
    tables_of,
    text,
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    return tables_of(tmp_path_factory.mktemp("data"))


def problems(tables, tmp_path, written: str, *, analyses=None) -> list:
    file = tmp_path / "q1_multiverse.toml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(TablesRefused) as refused:
        ev.run_multiverse(tables, file, [analysis_of(tables)] if analyses is None else analyses)
    for problem in refused.value.problems:
        for language in Language:
            assert state_problem(problem, language).startswith(problem.code)
    return list(refused.value.problems)


ROWS = 'study = "TrialC"'
MISTAKES = {
    "E602": text(ci="about = ["),
    "E603": text(tau2=choice("tau2", 'use = "REML"', 'use = "REMLL"')),
    "E604": text(ci=choice("ci", 'use = "hartung-knapp"', 'use = "wald"').replace(WHY, "")),
    "E605": text(weeks=choice("trials", named("a"), named("b", "weeks = [4]"), more=named("w"))),
    "E606": text(
        c=choice(
            "rows", named("a", f"rows = [{ONE}]"), named("b", 'rows = [{ contrast = "X" }]')
        ).replace('about = "rows"', f'about = "rows"\n{ROWS}')
    ),
    "E607": text(
        c=choice("rows", named("a", f"rows = [{ONE}]"), named("b", f"rows = [{RAW}]"), more=ROWS)
    ),
    "E608": text(sd=choice("sd", 'use = "pooled"')),
    "E609": text(again=choice("sd", 'use = "pooled"', 'use = "control"')),
    "E612": text(
        c=choice("rows", named("out", "rows = []"), named("a", f"rows = [{ONE}]"), more=ROWS)
    ),
}


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_told(code, tables, tmp_path):
    found = problems(tables, tmp_path, MISTAKES[code])
    assert code in [problem.code for problem in found]
    assert all(problem.row for problem in found)


def test_all_mistakes_are_told_at_once_with_their_lines(tables, tmp_path):
    written = text(
        measure=choice("mesure", 'use = "SMD"', 'use = "MD"'),
        tau2=choice("tau2", 'use = "REMLL"', 'use = "DL"'),
        shared=choice("shared_control", 'use = "merge"', 'use = "split", correlation = 2'),
        d=choice("rows", named("a", f"rows = [{RAW}]"), named("b", f"rows = [{ADJUSTED}]")),
    )
    found = problems(tables, tmp_path, written)
    lines = written.splitlines()
    assert len(found) >= 4
    for problem in found:
        assert lines[problem.row - 1] == "[[PAIN.choices]]"
    wrong = {(problem.code, problem.column): problem.found for problem in found}
    assert wrong["E603", "about"] == "mesure"
    assert wrong["E603", "use"] == "REMLL"
    assert wrong["E603", "correlation"] == "2.0"
    assert ("E606", "study") in wrong


def test_a_file_or_a_synthesis_that_is_not_there(tables, tmp_path):
    with pytest.raises(TablesRefused) as refused:
        ev.run_multiverse(tables, tmp_path / "none.toml", [])
    assert refused.value.problems[0].code == "E601"
    assert problems(tables, tmp_path, text().replace("PAIN", "PIAN"))[0].code == "E606"
    assert problems(tables, tmp_path, text(), analyses=[])[0].code == "E610"


def test_too_many_combinations_are_refused_before_anything_is_computed(tables, tmp_path):
    ten = [named(f"t{i}", f"weeks = [0, {i + 60}]") for i in range(10)]
    many = {f"t{i}": choice("trials", *ten, more=named(f"t{i}")) for i in range(4)}
    assert problems(tables, tmp_path, text(**many))[0].code == "E611"


def test_every_code_has_an_example_of_its_own():
    codes = {code for code in example_problems() if code.startswith("E6")}
    assert set(MISTAKES) | {"E601", "E610", "E611"} == codes
