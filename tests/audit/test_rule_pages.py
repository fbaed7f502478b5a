"""The pages of the rules are what the rules' files say; else run make docs."""

from pathlib import Path

from evidence.wording.rule_pages import rule_pages

PAGES = Path(__file__).parents[2] / "docs" / "rules"


def test_every_page_is_current_and_none_is_of_a_rule_that_is_gone():
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("[A-Z]*.md")}
    made = dict(rule_pages())
    assert set(written) == set(made), "run make docs"
    assert not [name for name, text in made.items() if written[name] != text], "run make docs"
