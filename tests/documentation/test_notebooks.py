"""Notebooks run from top to bottom, and their own comparisons hold."""

import runpy
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.py"))


def test_there_is_one():
    assert [path.name for path in NOTEBOOKS] == ["bcg.py"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_runs_and_opens_as_a_notebook(path, capsys):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ---\n# jupyter:\n")
    assert text.count("\n# %%\n") >= 5
    found = runpy.run_path(str(path))
    assert len(found["table"]) >= 80
    assert found["table"]["last digit differs"].sum() == 4
    assert "printed" in capsys.readouterr().out
