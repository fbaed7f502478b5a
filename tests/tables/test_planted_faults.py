"""Each fault a person may make is found where it stands, and nothing else is said."""

import builtins
import io
from pathlib import Path

import pytest

from evidence.errors import Problem, TablesRefused
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language
from evidence.wording.error_page import problem_codes
from evidence.wording.problems import state_problem
from tests.tables.faults_of_cells import FAULTS_BETWEEN_CELLS, FAULTS_OF_CELLS, FAULTS_OF_KEYS
from tests.tables.faults_of_files import FAULTS_OF_FILES
from tests.tables.minimal_project import project, write_csv, write_xlsx
from tests.tables.planting import Planted

LOCKED = "E126"
FAULTS = (*FAULTS_OF_FILES, *FAULTS_OF_CELLS, *FAULTS_OF_KEYS, *FAULTS_BETWEEN_CELLS)


def found(fault: Planted, scratch) -> tuple[Problem, ...]:
    with pytest.raises(TablesRefused) as refused:
        open_tables(fault.folder(scratch))
    return refused.value.problems


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_fault_is_found_where_it_stands(fault, tmp_path):
    problems = found(fault, tmp_path)
    told = [state_problem(problem, Language.EN) for problem in problems]
    assert [(problem.code, problem.row, problem.column) for problem in problems] == [
        (fault.code, *fault.place[1:])
    ], told
    assert problems[0].file.endswith(fault.place[0])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_fault_is_told_in_two_lines(fault, language, tmp_path):
    first, second = state_problem(found(fault, tmp_path)[0], language).split("\n")
    assert first.startswith(f"{fault.code} ")
    assert fault.place[0] in first
    assert second.startswith("     ")
    assert "{" not in first + second


@pytest.mark.parametrize(("form", "write"), [("csv", write_csv), ("xlsx", write_xlsx)])
def test_locked_file_is_told(form, write, tmp_path, monkeypatch):
    folder = write(project(), tmp_path)
    opened = builtins.open

    # No file is locked to a superuser, so the lock is played.
    def locked(path, *args, **kwargs):
        if Path(str(path)).name == f"arms.{form}":
            raise PermissionError(path)
        return opened(path, *args, **kwargs)

    monkeypatch.setattr(builtins, "open", locked)
    monkeypatch.setattr(io, "open", locked)
    with pytest.raises(TablesRefused) as refused:
        open_tables(folder)
    assert [(one.code, one.file) for one in refused.value.problems] == [(LOCKED, f"arms.{form}")]


def test_every_code_of_tables_is_planted():
    # Files of choices and the Word template have codes of their own (E6, E7), planted in
    # tests/multiverse/test_mistakes.py and tests/documents/test_word_template.py.
    of_tables = {code for code in problem_codes() if not code.startswith(("E6", "E7"))}
    assert {fault.code for fault in FAULTS} | {LOCKED} == of_tables
