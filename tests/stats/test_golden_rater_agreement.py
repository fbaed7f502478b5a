"""Weighted kappa against vcd and psych, sizes of trials against R's power.prop.test."""

import math

import pytest

from evidence.stats.trial_size import trial_size_for_risks
from evidence.stats.weighted_kappa import weighted_kappa
from tests.stats.r_values import at, differences, read_golden

GOLDEN = read_golden("rater_agreement.json")


def kappa_of(table, weights):
    found = weighted_kappa(table, weights=weights)
    ours = {"kappa": found.kappa, "se": found.se}
    return ours if weights == "unweighted" else ours | {"psych": found.kappa}


@pytest.mark.parametrize("name", GOLDEN["agreement"])
def test_kappa_and_its_error(name):
    case = at(GOLDEN["agreement"][name])
    theirs = {key: value for key, value in case.items() if key != "table"}
    ours = {weights: kappa_of(case["table"], weights) for weights in theirs}
    assert not list(differences(ours, theirs, rtol=1e-12))


@pytest.mark.parametrize(
    ("table", "weights", "observed", "expected"),
    [
        # Shares 0.4, 0.1, 0.2, 0.3; rows 0.5, 0.5; columns 0.6, 0.4.
        ([[4, 1], [2, 3]], "linear", 0.7, 0.5),
        # Neighbours agree by a half, or by three quarters; rows and columns 0.2, 0.6, 0.2.
        ([[2, 0, 0], [0, 5, 1], [0, 1, 1]], "linear", 0.9, 0.68),
        ([[2, 0, 0], [0, 5, 1], [0, 1, 1]], "quadratic", 0.95, 0.8),
        ([[2, 0, 0], [0, 5, 1], [0, 1, 1]], "unweighted", 0.8, 0.44),
    ],
)
def test_shares_of_agreement_by_hand(table, weights, observed, expected):
    found = weighted_kappa(table, weights=weights)
    assert (found.observed, found.expected) == pytest.approx((observed, expected), rel=1e-14)
    assert found.kappa == pytest.approx((observed - expected) / (1 - expected), rel=1e-13)
    assert found.n == 10
    reach = 1.9599639845400543 * found.se
    limits = (max(-1, found.kappa - reach), min(1, found.kappa + reach))
    assert (found.ci_low, found.ci_high) == pytest.approx(limits, rel=1e-13)


def test_limits_are_no_further_than_agreement_can_go():
    assert weighted_kappa([[9, 1], [0, 9]]).ci_high == 1.0
    assert weighted_kappa([[0, 9], [9, 1]]).ci_low == -1.0
    whole = weighted_kappa([[5, 0], [0, 5]])
    assert (whole.kappa, whole.se, whole.ci_low, whole.ci_high) == (1.0, 0.0, 1.0, 1.0)


@pytest.mark.parametrize("table", [[[5]], [[5, 0], [0, 0]]])
def test_raters_of_one_category_have_no_kappa(table):
    found = weighted_kappa(table)
    assert all(math.isnan(one) for one in found[:4])
    assert (found.observed, found.expected, found.n) == (1.0, 1.0, 5)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ([1, 2], "not square"),
        ([[1, 2]], "not square"),
        ([[[1]]], "not square"),
        ([[1, -1], [2, 3]], "no count"),
        ([[1, 0.5], [2, 3]], "no count"),
        ([[1, math.inf], [2, 3]], "no count"),
        ([[1, math.nan], [2, 3]], "no count"),
        ([[0, 0], [0, 0]], "nothing was rated"),
    ],
)
def test_what_is_no_table_of_ratings_is_refused(table, told):
    with pytest.raises(ValueError, match=told):
        weighted_kappa(table)


def test_one_thing_is_rated():
    assert weighted_kappa([[0, 1], [0, 0]]).kappa == 0.0


@pytest.mark.parametrize("place", range(len(GOLDEN["trial_sizes"])))
def test_people_in_each_group(place):
    case = at(GOLDEN["trial_sizes"][place])
    ours = {
        f"each_{power:.0f}": trial_size_for_risks(case["risk1"], case["risk2"], power=power / 100)
        / 2
        for power in (80, 90)
    }
    # R finds the size by root-finding; 1e-9 of it is what its tolerance leaves.
    assert not list(differences(ours, {name: case[name] for name in ours}, rtol=1e-9))
