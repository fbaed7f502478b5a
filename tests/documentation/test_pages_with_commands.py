"""The commands written in pages of documentation run and print what the page says."""

import re
import shlex
import sys
import tomllib
from pathlib import Path

import pytest

from evidence.cli.__main__ import main
from evidence.vocabulary import Language
from evidence.wording.phrases import catalog, keys

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / name for name in ("bulk.md", "pool.md")]
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELSEWHERE = ("dask", "--scheduler")
"""Commands that tests/bulk/job/test_cluster.py runs."""


def commands(block):
    """Yield each command of a block with the lines that follow it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_the_page_says_happens(path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    names = {}
    for kind, block in BLOCK.findall(path.read_text(encoding="utf-8")):
        if kind == "python":
            exec(block, names)
            continue
        for command, printed in commands(block):
            if any(word in command for word in ELSEWHERE):
                continue
            program, *typed = shlex.split(command)
            assert program == "evidence"
            monkeypatch.setattr(sys, "argv", [program, *typed])
            with pytest.raises(SystemExit) as stopped:
                main(typed)
            told = capsys.readouterr()
            assert stopped.value.code in (0, 1), (command, told.err)
            assert printed.strip() in told.out, command


def test_every_option_of_bulk_is_on_its_page():
    page = PAGES[0].read_text(encoding="utf-8")
    options = {key.rpartition(".")[2] for key in keys("cli.bulk.option.")}
    spelled = {"analysis": "--id", "tau2_interval": "--no-tau2-interval"}
    assert all(spelled.get(name, f"--{name}") in page for name in options)


def test_every_message_of_bulk_is_on_its_page():
    page = PAGES[0].read_text(encoding="utf-8")
    listed = re.findall(r"^\| (B\d{3}) \| (.*) \| (.*) \|$", page, re.MULTILINE)
    wanted = []
    for key in sorted(key for key in keys("problem.B") if not key.endswith(".repair")):
        texts = (catalog()[name][Language.EN] for name in (key, f"{key}.repair"))
        told = (re.sub(r"\{\w+\}", "…", text) for text in texts)
        wanted.append((key.removeprefix("problem."), *told))
    assert listed == wanted


def test_the_extras_named_on_the_page_exist():
    page = PAGES[0].read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        name for group in re.findall(r'"evidence\[([a-z,]+)\]"', page) for name in group.split(",")
    }
    assert named == {"bulk", "cluster", "fast"} <= set(project["optional-dependencies"])
