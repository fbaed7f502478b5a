"""The page about speed: its code runs, and its slopes are those of the numbers beside it."""

import csv
import doctest
import re
from pathlib import Path

import numpy as np
import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "speed.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STATED = {
    "numba": r"(\d\.\d+) with numba",
    "numpy": r"(\d\.\d+) with numpy",
    "one": r"(\d\.\d+) for",
}


def test_code_gives_what_the_page_says(capsys):
    code = "\n".join(BLOCK.findall(PAGE))
    examples = doctest.DocTestParser().get_doctest(code, {}, "speed.md", "speed.md", 0)
    assert len(examples.examples) > 3
    assert doctest.DocTestRunner().run(examples).failed == 0, capsys.readouterr().out


@pytest.mark.parametrize("way", STATED)
def test_the_slope_stated_is_the_slope_measured_and_near_one(way):
    with (DOCS / "speed.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["way"] == way][-3:]
    sizes, seconds = ([float(row[name]) for row in rows] for name in ("size", "seconds"))
    slope = np.polyfit(np.log(sizes), np.log(seconds), 1)[0]
    assert float(re.search(STATED[way], PAGE).group(1)) == pytest.approx(slope, abs=0.006)
    assert 0.8 < slope < 1.1


def test_what_the_page_shows_and_links_to_is_there():
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert (DOCS / target).exists(), target
