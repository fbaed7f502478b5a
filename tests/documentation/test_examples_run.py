"""Every example in the package's docstrings runs and gives what it says."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in (ROOT / "evidence").rglob("*.py")
    if ">>>" in path.read_text(encoding="utf-8")
)


def test_there_are_examples():
    assert len(MODULES) > 100


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    module = importlib.import_module(name)
    results = doctest.testmod(module, report=False)
    assert results.attempted > 0
    assert results.failed == 0, capsys.readouterr().out
