"""Tests combined: how many it takes, what counts for and against, and what is no p-value."""

import math
from statistics import NormalDist

import pytest

from evidence.stats.combined_p import fisher, mean_p, votes

EACH = [0.1, 0.3, 0.4, 0.6]


def test_a_mean_is_of_four_or_more():
    found = mean_p(EACH)
    assert found.statistic == pytest.approx(0.15 * math.sqrt(48))
    assert found.p == pytest.approx(1 - NormalDist().cdf(found.statistic))
    with pytest.raises(ValueError, match="fewer than 4"):
        mean_p(EACH[:3])


@pytest.mark.parametrize(
    ("p", "alpha", "ours", "chance"),
    [
        ([0.1, 0.5, 0.9], 0.5, 1, 3 / 4),  # one each way: one or more of two
        ([0.8, 0.9], 0.5, 0, 1.0),
        ([0.25, 0.75, 0.2], 0.25, 1, 1 / 2),  # what lies on the line counts for nobody
        ([0.25, 0.75, 0.8], 0.25, 0, 1.0),
        ([0.1, 0.2, 0.9], 0.5, 2, 1 / 2),
    ],
)
def test_votes_are_counted_as_tosses(p, alpha, ours, chance):
    assert votes(p, alpha=alpha) == (ours, pytest.approx(chance))


@pytest.mark.parametrize("wrong", [-0.1, 0.0, 1.0, 1.5])
def test_what_is_no_p_value_is_refused(wrong):
    with pytest.raises(ValueError, match="between 0 and 1"):
        fisher([0.5, wrong])
