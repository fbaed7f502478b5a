"""The Python written in pages of documentation runs and gives what it says."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs" / "coming-from-metafor.md"]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_code_gives_what_the_page_says(path, capsys):
    blocks = BLOCK.findall(path.read_text(encoding="utf-8"))
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, path.name, str(path), 0)
    assert len(examples.examples) >= 20
    results = doctest.DocTestRunner().run(examples)
    assert results.failed == 0, capsys.readouterr().out


def test_links_within_the_documentation_lead_somewhere():
    for page in [*PAGES, ROOT / "docs" / "decisions" / "README.md"]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), (page.name, target)
