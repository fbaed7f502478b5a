"""A witness that is not our code: frictionless reads the same contract and finds the same faults.

Its sentences are its own; what must agree is where the fault stands.
"""

import json
import shutil
from pathlib import Path

import pytest

from evidence.errors import TablesRefused
from evidence.tables.open_tables import open_tables
from tests.tables.faults_of_cells import FAULTS_OF_CELLS, FAULTS_OF_KEYS
from tests.tables.minimal_project import project, write_csv

ROOT = Path(__file__).parents[2]
DESCRIPTORS = (ROOT / "evidence/tables/datapackage.json", ROOT / "data/datapackage.json")
ITS_WORDS = {
    "type-error": {"E202", "E203", "E204", "E205", "E206"},
    "constraint-error": {"E201", "E207", "E208", "E209", "E211", "E212"},
    "unique-error": {"E302"},
    "primary-key": {"E301"},
    "foreign-key": {"E303"},
}
BOTH_KNOW = set().union(*ITS_WORDS.values())
SHARED = [
    fault
    for fault in (*FAULTS_OF_CELLS, *FAULTS_OF_KEYS)
    if fault.code in BOTH_KNOW and fault.place[0].endswith(".csv")
]


def _package(folder: Path):
    from frictionless import Package

    shutil.copy(DESCRIPTORS[0], folder / "datapackage.json")
    return Package(str(folder / "datapackage.json"))


def _its_faults(report) -> set[tuple[str, str, int, str]]:
    assert not report.errors, report.errors
    return {
        (error.type, Path(task.place).name, error.row_number, getattr(error, "field_name", ""))
        for task in report.tasks
        for error in task.errors
    }


@pytest.mark.parametrize("path", DESCRIPTORS, ids=lambda path: path.parent.name)
def test_descriptor_is_a_valid_data_package(path):
    from frictionless import Package

    descriptor = json.loads(path.read_text(encoding="utf-8"))
    assert Package.validate_descriptor(descriptor).errors == []


def test_both_accept_the_minimal_project(tmp_path):
    folder = write_csv(project(), tmp_path)
    assert _its_faults(_package(folder).validate()) == set()
    assert len(open_tables(folder).studies) == 2


@pytest.mark.parametrize("fault", SHARED, ids=str)
def test_both_find_the_fault_in_the_same_place(fault, tmp_path):
    folder = fault.folder(tmp_path)
    with pytest.raises(TablesRefused) as refused:
        open_tables(folder)
    (ours,) = refused.value.problems
    table = _package(folder).get_resource(ours.file.removesuffix(".csv"))
    ((kind, file, row, field),) = _its_faults(table.validate())
    assert ours.code in ITS_WORDS[kind]
    assert (file, row) == (ours.file, ours.row)
    assert field in (ours.column, "")


def test_shared_faults_are_of_every_kind():
    assert {fault.code for fault in SHARED} == BOTH_KNOW
