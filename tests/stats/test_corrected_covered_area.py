"""Corrected covered area against printed values, and bounds against every way of filling."""

from itertools import product

import numpy as np
import pytest

from evidence.stats.corrected_covered_area import corrected_covered_area, covered_area_bounds

NAN = float("nan")
# junoR, article "Corrected Covered Area (CCA)": 5 studies, 5 reviews, CCA printed 41.66667.
JUNO = [
    [1, 0, 1, 1, 0],
    [1, 1, 0, 0, 1],
    [0, 0, 1, 1, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
]


def test_as_printed_by_junor():
    assert 100 * corrected_covered_area(np.array(JUNO)) == pytest.approx(41.66667, abs=5e-6)


def test_a_pair_is_shared_by_all_of_either():
    # metaSEM 2.0, CCA: the pairwise area equals k_ij / (k_i + k_j - k_ij)
    both, first, second = 3, 5, 4
    cells = [[1, 1]] * both + [[1, 0]] * (first - both) + [[0, 1]] * (second - both)
    assert corrected_covered_area(np.array(cells)) == pytest.approx(
        both / (first + second - both), rel=1e-15
    )


def test_what_could_not_be_included_is_no_area():
    # ccaR, cca_table: (N - r) / (r c - r - X); N = 5, r = 3, c = 3, X = 2
    cells = [[1, 1, -1], [1, 0, 1], [1, -1, 0]]
    assert corrected_covered_area(np.array(cells)) == pytest.approx((5 - 3) / (9 - 3 - 2))


@pytest.mark.parametrize("seed", range(30))
def test_bounds_are_those_of_every_filling(seed):
    chance = np.random.default_rng(seed)
    cells = chance.choice([1, 0, -1, NAN], size=(5, 3), p=[0.35, 0.3, 0.05, 0.3])
    unclear = np.argwhere(np.isnan(cells))
    found = []
    for fill in product([0.0, 1.0], repeat=len(unclear)):
        filled = cells.copy()
        for (row, column), value in zip(unclear, fill, strict=True):
            filled[row, column] = value
        try:
            found.append(corrected_covered_area(filled))
        except ValueError:
            continue
    bounds = covered_area_bounds(cells)
    assert (bounds.low, bounds.high) == pytest.approx((min(found), max(found)), rel=1e-12)


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        ([[1, 0]], 0.0, 0.0),
        ([[1, 1]], 1.0, 1.0),
        # Nothing is sure: at its lowest one study is in one review, at its highest in both.
        ([[NAN, NAN]], 0.0, 1.0),
        # A study that only one review could include is never there twice.
        ([[NAN, NAN], [NAN, -1]], 0.0, 1.0),
        ([[1, NAN], [NAN, -1], [NAN, NAN]], 0.0, 1.0),
    ],
)
def test_the_smallest_areas(cells, low, high):
    found = covered_area_bounds(np.array(cells, dtype=float))
    assert (found.low, found.high) == (low, high)
    if low == high:
        assert corrected_covered_area(np.array(cells)) == low


PART, WHOLE, PAIR = [NAN, NAN, 0, 0], [NAN] * 4, [NAN, NAN, -1, -1]


@pytest.mark.parametrize("unclear", [[PART, WHOLE], [WHOLE, PART], [PART, *[PAIR] * 3]])
def test_studies_that_raise_the_area_most_are_taken_in_first(unclear):
    # 3 repeats of 6; with the study of which a part is unclear it were 4 of 9.
    assert covered_area_bounds(np.array([[1, 0, 0, 0], *unclear])).high == 0.5


@pytest.mark.parametrize("area", [corrected_covered_area, covered_area_bounds])
@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([[1]], "each of two or more reviews"),
        ([[1], [0]], "each of two or more reviews"),
        ([1, 0], "each of two or more reviews"),
        ([[0, 0]], "no study could be in two"),
        ([[1, -1]], "no study could be in two"),
    ],
)
def test_no_area_is_refused(area, cells, told):
    with pytest.raises(ValueError, match=told):
        area(np.array(cells, dtype=float))


def test_no_area_is_refused_though_a_study_is_unclear():
    with pytest.raises(ValueError, match="no study could be in two"):
        covered_area_bounds(np.array([[NAN, -1.0]]))
