"""The hash of what a rater saw: the same for the same numbers, another for any that is seen."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.certainty.inconsistency import non_overlapping_pairs
from evidence.certainty.numbers_seen import numbers_seen, numbers_sha256
from evidence.certainty.suggest import suggestions
from evidence.vocabulary import Measure
from tests.certainty.bodies import body, study

STUDIES = (study("A", -0.4, 0.1, weight=40.0), study("B", -0.6, 0.2, weight=60.0))
SEEN = body(estimate=-0.5, low=-0.7, high=-0.3, k=2, n=300, i2=41.4, studies=STUDIES)
CHANGES = [
    {"estimate": -0.51},
    {"ci_low": -0.72},
    {"ci_high": -0.28},
    {"level": 0.9},
    {"k": 3},
    {"n": 301},
    {"i2": 43.0},
    {"measure": Measure.MD},
    {"prediction_low": -1.0},
    {"studies": STUDIES[:1]},
    {"studies": (replace(STUDIES[0], risk="high"), STUDIES[1])},
    {"studies": (replace(STUDIES[0], weight=45.0), STUDIES[1])},
    {"n": None},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_number_that_is_seen_changes_the_hash(change):
    assert numbers_sha256(replace(SEEN, **change)) != numbers_sha256(SEEN)


@given(st.floats(-1e-4, 1e-4))
def test_a_digit_nobody_sees_does_not(little):
    same = replace(SEEN, estimate=-0.5 + little, i2=41.4 + little, n=300)
    assert numbers_sha256(same) == numbers_sha256(SEEN)


def test_the_order_of_studies_does_not():
    assert numbers_sha256(replace(SEEN, studies=STUDIES[::-1])) == numbers_sha256(SEEN)


def test_minus_nought_is_nought():
    assert dict(numbers_seen(replace(SEEN, estimate=-0.0001)))["estimate"] == "0.00"


def test_pairs_apart_are_counted_as_by_hand():
    chance = random.Random(7)
    studies = [study(f"T{i}", chance.uniform(-2, 2), chance.uniform(0.05, 0.5)) for i in range(40)]
    by_hand = sum(
        one.ci_high < other.ci_low or other.ci_high < one.ci_low
        for place, one in enumerate(studies)
        for other in studies[:place]
    )
    assert non_overlapping_pairs(studies) == by_hand


def test_ten_thousand_studies_are_no_trouble():
    studies = tuple(
        study(f"T{i}", i % 7 / 10, 0.1 + i % 5 / 10, weight=0.01, risk="low") for i in range(10_000)
    )
    start = time.perf_counter()
    found = suggestions(body(estimate=0.3, low=0.25, high=0.35, studies=studies, tau2=0.01))
    assert found[0].levels == 0
    # The limit for ten thousand studies in a whole check is five seconds.
    assert time.perf_counter() - start < 2.5
