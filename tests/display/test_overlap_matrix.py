"""The grid of overlapping reviews shows the shares it draws, in every language."""

from pathlib import Path

import pytest

from evidence.display.plots.overlap_matrix import overlap_figure
from evidence.display.plots.svg import to_svg
from evidence.display.tables.overlap_shares import (
    area_text,
    chapter_overlap,
    overlap_shares_table,
)
from evidence.findings.store import load
from evidence.stats.corrected_covered_area import CoveredArea
from evidence.vocabulary import Language

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chapter():
    return load(ROOT / "analyses" / "results")


@pytest.mark.parametrize("language", list(Language))
def test_a_square_for_each_two_reviews_with_its_numbers(chapter, language):
    overlap = chapter_overlap(chapter)
    figure = overlap_figure(chapter, language)
    grounds = [item for item in figure.items if getattr(item, "role", "") == "ground"]
    squares = [item for item in grounds if "+" in item.ref]
    assert len(squares) == len(overlap.pairs) == len(figure.data)
    shown = {}
    for item in figure.items:
        if getattr(item, "role", "") == "share":
            shown[item.ref] = f"{shown.get(item.ref, '')} {item.text}".strip()
    for pair in overlap.pairs:
        wanted = area_text(pair.area, language)
        assert shown[f"{pair.one}+{pair.other}"].split() == wanted.split()
    assert "{" not in figure.alt
    assert to_svg(figure).startswith("<svg")


def test_everything_is_inside(chapter):
    figure = overlap_figure(chapter, Language.NB)
    for item in figure.items:
        if getattr(item, "role", "") == "ground":
            assert item.x >= 0
            assert item.x + item.width <= figure.width
            assert item.y >= 0
            assert item.y + item.height <= figure.height


@pytest.mark.parametrize("language", list(Language))
def test_the_table_says_why_none_is_pooled(chapter, language):
    table = overlap_shares_table(chapter, language)
    assert len(table.rows) == len(table.columns) - 1
    assert len(table.footnotes) == 3


def test_a_list_as_long_as_the_review_leaves_nothing_unclear(chapter):
    overlap = chapter_overlap(chapter)
    assert overlap.included["LARUN2019"] == 8
    assert overlap.unclear["LARUN2019"] == 0


@pytest.mark.parametrize(
    ("area", "told"),
    [(CoveredArea(0.2, 0.2), "20%"), (CoveredArea(0.0, 1.0), "0 to 100%"), (None, "–")],
)
def test_an_area_is_told_as_one_number_or_two(area, told):
    assert area_text(area, Language.EN) == told
