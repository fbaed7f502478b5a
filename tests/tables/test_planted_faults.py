"""Each fault a person may make is found where it stands, and nothing else is said."""

import pytest

from evidence.errors import Problem, TablesRefused
from evidence.tables.open_tables import open_tables
from evidence.vocabulary import Language
from evidence.wording.error_page import problem_codes
from evidence.wording.problems import state_problem
from tests.tables.faults_of_cells import FAULTS_BETWEEN_CELLS, FAULTS_OF_CELLS, FAULTS_OF_KEYS
from tests.tables.faults_of_files import FAULTS_OF_FILES
from tests.tables.planting import Planted

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


def test_every_code_is_planted():
    assert {fault.code for fault in FAULTS} == set(problem_codes())
