"""200 000 rows of 20 columns are checked while a person waits."""

import time

import pytest

from evidence.errors import TablesRefused
from evidence.tables.open_tables import open_tables
from tests.tables.minimal_project import project, write_csv

ROWS = 200_000
# Processor time; ten times what it takes, so that a slow machine does not fail the test.
SECONDS = 30


def _large(folder):
    path = write_csv(project(), folder) / "results.csv"
    first = len(project()["results"])
    line = _line(result_id="row{number}", mean="{mean}")
    lines = (line.format(number=n, mean=n % 9999 / 100) for n in range(first, ROWS))
    _append(path, "".join(lines))
    return folder


def _line(**cells):
    return ",".join((project()["results"][4] | cells).values()) + "\r\n"


def _append(path, text):
    with path.open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def test_large_table_is_checked_and_its_faults_found(tmp_path):
    folder = _large(tmp_path)
    _append(folder / "results.csv", _line(result_id="row77", mean="abc", source_id="Exmple"))
    started = time.process_time()
    with pytest.raises(TablesRefused) as refused:
        open_tables(folder)
    assert time.process_time() - started < SECONDS
    found = [(one.code, one.row, one.column) for one in refused.value.problems]
    assert found == [
        ("E202", ROWS + 2, "mean"),
        ("E301", ROWS + 2, "result_id"),
        ("E303", ROWS + 2, "source_id"),
    ]
