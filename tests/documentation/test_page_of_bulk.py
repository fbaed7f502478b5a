"""The page about many analyses names every option, message and extra there is."""

import re
import tomllib
from pathlib import Path

from evidence.vocabulary import Language
from evidence.wording.phrases import catalog, keys

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "bulk.md"


def test_every_option_of_bulk_is_on_its_page():
    page = PAGE.read_text(encoding="utf-8")
    options = {key.rpartition(".")[2] for key in keys("cli.bulk.option.")}
    spelled = {"analysis": "--id", "tau2_interval": "--no-tau2-interval"}
    assert all(spelled.get(name, f"--{name}") in page for name in options)


def test_every_message_of_bulk_is_on_its_page():
    page = PAGE.read_text(encoding="utf-8")
    listed = re.findall(r"^\| (B\d{3}) \| (.*) \| (.*) \|$", page, re.MULTILINE)
    wanted = []
    for key in sorted(key for key in keys("problem.B") if not key.endswith(".repair")):
        texts = (catalog()[name][Language.EN] for name in (key, f"{key}.repair"))
        told = (re.sub(r"\{\w+\}", "…", text) for text in texts)
        wanted.append((key.removeprefix("problem."), *told))
    assert listed == wanted


def test_the_extras_named_on_the_page_exist():
    page = PAGE.read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {
        name for group in re.findall(r'"evidence\[([a-z,]+)\]"', page) for name in group.split(",")
    }
    assert named == {"bulk", "cluster", "fast"} <= set(project["optional-dependencies"])
