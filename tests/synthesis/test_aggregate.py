"""Several effects of a study as one: what rows keep, and what is refused."""

import numpy as np
import pytest

import evidence as ev
from evidence.errors import ChoiceUnknown

OUTCOMES = {
    "study": ["B", "A", "B"],
    "outcome": ["pain", "pain", "mood"],
    "year": [2005, 2001, 2005],
    "yi": [0.2, 0.5, 0.4],
    "vi": [0.01, 0.02, 0.04],
}
SHARED = np.array([[0.01, 0, 0.006], [0, 0.02, 0], [0.006, 0, 0.04]])


def test_studies_stay_in_order_with_what_is_the_same_for_all_their_effects():
    found = ev.aggregate(OUTCOMES, errors=0.3)
    assert list(found) == ["study", "year", "yi", "vi", "k"]
    assert found["study"].tolist() == ["B", "A"]
    assert found["k"].tolist() == [2, 1]
    assert found.loc[1, ["yi", "vi"]].tolist() == [0.5, 0.02]


@pytest.mark.parametrize(
    ("weighted", "yi", "vi"),
    [(True, (0.034 * 0.2 + 0.004 * 0.4) / 0.038, 0.000364 / 0.038), (False, 0.3, 0.062 / 4)],
)
def test_a_correlation_and_the_matrix_it_makes_give_the_mean_by_hand(weighted, yi, vi):
    for errors in (0.3, SHARED):
        found = ev.aggregate(OUTCOMES, errors=errors, weighted=weighted)
        assert found.loc[0, ["yi", "vi"]].tolist() == pytest.approx([yi, vi], rel=1e-12)


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        ({}, {"errors": 1.5}, "cannot hold between 2 effects"),
        ({}, {"errors": np.eye(3)}, "diagonal is not the sampling variances"),
        ({}, {"errors": np.eye(2)}, "diagonal is not the sampling variances"),
        (
            {"study": ["B", "A", "A"]},
            {"errors": SHARED},
            r"different groups are correlated at \[0, 2",
        ),
        ({"study": ["B", None, "B"]}, {"errors": 0.0}, r"study missing at positions \[1\]"),
        ({"yi": [0.2, None, 0.4]}, {"errors": 0.0}, "yi not a finite number at position 1"),
    ],
)
def test_what_cannot_be_combined_is_refused_with_its_place(change, options, said):
    with pytest.raises(ValueError, match=said):
        ev.aggregate({**OUTCOMES, **change}, **options)


def test_a_column_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(ChoiceUnknown, match="outcome"):
        ev.aggregate(OUTCOMES, cluster="trial", errors=0.0)
