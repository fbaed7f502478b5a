"""The published page against the project's tables, as printed and with numbers changed."""

from pathlib import Path

import pytest

from evidence.audit.page.audit_page import audit_page
from evidence.audit.page.read_page import page_of
from evidence.tables.open_tables import open_tables
from evidence.tables.tables import Tables

ROOT = Path(__file__).parents[3]
PAGES = ROOT / "tests" / "golden" / "pages"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return open_tables(ROOT / "data")


def _told(text: str, tables: Tables) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for one in audit_page(page_of(text.encode(), "page.txt"), tables).findings:
        if one.code.startswith("TAB"):
            found.setdefault(one.code, []).append(one.line)
    return found


def _page(name: str = "shipped_nb") -> str:
    return (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def test_the_page_has_the_tables_numbers_and_two_citations_they_have_not(tables):
    assert _told(_page(), tables) == {"TAB04": [82, 84]}


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("-0,52 (KI -0,69", "-0,53 (KI -0,69", "TAB01", 150),
        ("SMD: -0,10 og -0,25", "SMD: -0,10 og -0,24", "TAB01", 102),
        ("KI -0,31 til 0,00", "KI -0,30 til 0,00", "TAB02", 164),
        ("(I2=79%)", "(I2=78%)", "TAB02", 88),
        ("lav tillit til effektestimatet", "moderat tillit til effektestimatet", "TAB03", 150),
        ("2094 pasienter", "2049 pasienter", "TAB06", 74),
    ],
)
def test_a_number_changed_on_the_page_is_told(tables, old, new, code, line):
    text = _page()
    assert old in text
    assert line in _told(text.replace(old, new, 1), tables)[code]


def test_a_result_left_out_is_told(tables):
    lines = _page().split("\n")
    del lines[167]
    assert _told("\n".join(lines), tables)["TAB05"] == [168]


def test_a_page_about_something_else_is_left_in_peace(tables):
    assert _told(_page("clean_nb"), tables) == {}
