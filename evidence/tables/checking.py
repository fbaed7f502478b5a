"""Every check of the tables, in one pass that finds all there is to repair."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from evidence.errors import Problem
from evidence.tables.columns import read_cells
from evidence.tables.contract import Contract
from evidence.tables.headings import heading_problems
from evidence.tables.keys import key_problems
from evidence.tables.references import reference_problems
from evidence.tables.rules_of_arms import arm_problems
from evidence.tables.rules_of_checklists import checklist_problems
from evidence.tables.rules_of_choice import choice_problems
from evidence.tables.rules_of_citations import citation_problems
from evidence.tables.rules_of_intervals import interval_problems
from evidence.tables.rules_of_members import member_problems
from evidence.tables.rules_of_numbers import number_problems
from evidence.tables.sheet import Sheet
from evidence.tables.typed_table import TypedTable

RULES = (
    reference_problems,
    citation_problems,
    interval_problems,
    number_problems,
    arm_problems,
    member_problems,
    choice_problems,
    checklist_problems,
)
WRONG_CELL_COUNT = ("E111", "E112")
NO_COLUMN = "E109"
NO_HEADINGS = "E119"


def check(
    sheets: Mapping[str, Sheet], contract: Contract
) -> tuple[Mapping[str, TypedTable], tuple[Problem, ...]]:
    """Read every cell and hold every rule against the sheets.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        The sheet of each table of the contract, by table.
    contract : Contract
        What they may hold.

    Returns
    -------
    tuple of mapping and tuple of Problem
        Typed tables by name; all problems, by file, row and column.
    """
    tables: dict[str, TypedTable] = {}
    problems: list[Problem] = []
    for name, table_contract in contract.tables.items():
        sheet = sheets[name]
        problems.extend(chain(sheet.problems, heading_problems(sheet, table_contract)))
        tables[name], of_cells = read_cells(sheet, table_contract)
        problems.extend(chain(of_cells, key_problems(tables[name])))
    for rule in RULES:
        problems.extend(rule(tables))
    return tables, in_order(_without_echoes(problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems by file, row and code, as a person works through them."""
    return tuple(sorted(problems, key=_place))


def _without_echoes(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Leave out what follows from another problem alone.

    A row whose cells stand in the wrong columns, a column that is missing and headings that are
    not in row 1 each make many more problems, which go away with the first.
    """
    found = tuple(problems)
    shifted = {(one.file, one.row) for one in found if one.code in WRONG_CELL_COUNT}
    without = {(one.file, one.column) for one in found if one.code == NO_COLUMN}
    headless = {one.file for one in found if one.code == NO_HEADINGS}
    for problem in found:
        echoes = (
            (problem.code not in WRONG_CELL_COUNT and (problem.file, problem.row) in shifted)
            or (problem.code != NO_COLUMN and (problem.file, problem.column) in without)
            or (problem.code != NO_HEADINGS and problem.file in headless)
        )
        if not echoes:
            yield problem


def _place(problem: Problem) -> tuple[str, int, str, str]:
    return problem.file, problem.row or 0, problem.code, problem.column
