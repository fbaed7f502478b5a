"""The pages of the rules are what the rules' files say; else run make docs."""

import re
from pathlib import Path

from evidence.audit.catalogue import all_rules
from evidence.wording.rule_pages import rule_pages

PAGES = Path(__file__).parents[2] / "docs" / "rules"


def test_every_page_is_current_and_none_is_of_a_rule_that_is_gone():
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("[A-Z]*.md")}
    made = dict(rule_pages())
    assert set(written) == set(made), "run make docs"
    assert not [name for name, text in made.items() if written[name] != text], "run make docs"


def test_the_page_of_checks_names_every_rule_and_every_check():
    page = (PAGES.parent / "check.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\[(\w\d\d)\]\(rules/\1\.md\)", page))
    rated = {code for code in all_rules() if code.startswith(("G", "C7"))} - {"C77", "C79"}
    assert set(all_rules()) - rated <= named
    assert named <= set(all_rules())
    checks = set(range(1, 80)) - {9, *range(33, 40), 48, 49, 29, *range(54, 60), 68, 69}
    told = {int(number) for number in re.findall(r"\bC(\d\d)\b", page)} | set(range(70, 76))
    assert checks <= told
