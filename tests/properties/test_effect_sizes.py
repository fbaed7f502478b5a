"""What must hold for effect sizes whatever the studies found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.stats.binary import odds_ratio, risk_difference, risk_ratio
from evidence.stats.continuous import mean_difference, standardised_mean_difference
from evidence.stats.escalc import escalc
from evidence.stats.measures import MEASURES
from evidence.stats.merge_arms import merge_arms, merge_event_arms
from evidence.stats.small_sample import small_sample_factor

means = st.floats(-100, 100)
spreads = st.floats(0.1, 50)
sizes = st.integers(3, 5000)
arms = st.tuples(sizes, means, spreads)
counts = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
VARIANCES = ("LS", "LS2", "LS3", "UB", "AV", "H0")


@given(arms, arms)
def test_swapping_arms_turns_the_sign_of_means(one, other):
    for effect in (mean_difference, standardised_mean_difference):
        there, back = effect(*one, *other), effect(*other, *one)
        assert there.yi == pytest.approx(-back.yi, rel=1e-12)
        assert there.vi == pytest.approx(back.vi, rel=1e-12)


@given(counts, counts)
def test_swapping_arms_turns_the_sign_of_counts(one, other):
    for effect in (risk_ratio, odds_ratio, risk_difference):
        there, back = effect(*one, *other), effect(*other, *one)
        assert there.yi == pytest.approx(-back.yi, rel=1e-9, abs=1e-12)
        assert there.vi == pytest.approx(back.vi, rel=1e-9, abs=1e-15)


@given(counts, counts)
def test_the_odds_ratio_does_not_care_which_outcome_is_the_event(one, other):
    (a, n1), (c, n2) = one, other
    events, others = odds_ratio(a, n1, c, n2), odds_ratio(n1 - a, n1, n2 - c, n2)
    assert events.yi == pytest.approx(-others.yi, rel=1e-9, abs=1e-12)
    assert events.vi == pytest.approx(others.vi, rel=1e-12)


@given(arms, arms, st.floats(0.01, 100), means)
def test_another_unit_rescales_the_difference_and_leaves_the_standardised_one(
    one, other, unit, shift
):
    (n1, m1, sd1), (n2, m2, sd2) = one, other
    given_unit = (n1, m1 * unit + shift, sd1 * unit, n2, m2 * unit + shift, sd2 * unit)
    raw, rescaled = mean_difference(*one, *other), mean_difference(*given_unit)
    assert rescaled.yi == pytest.approx(raw.yi * unit, rel=1e-9, abs=1e-10)
    assert rescaled.vi == pytest.approx(raw.vi * unit**2, rel=1e-9)
    g, same = standardised_mean_difference(*one, *other), standardised_mean_difference(*given_unit)
    assert same.yi == pytest.approx(g.yi, rel=1e-9, abs=1e-9)


@given(arms, arms, st.sampled_from(VARIANCES))
def test_standardised_differences_have_a_variance(one, other, vtype):
    effects = standardised_mean_difference(*one, *other, vtype=vtype)
    assert np.all(effects.vi > 0)


@given(st.floats(1.001, 1e9))
def test_the_correction_lies_between_zero_and_one_and_grows(m):
    factor, larger = small_sample_factor([m, m * 1.5])
    assert 0 < factor < 1
    assert factor <= larger <= 1
    if m > 50:
        assert factor == pytest.approx(1 - 3 / (4 * m - 1), abs=1 / m**2 + 1e-15)


@given(st.lists(arms, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_arms_are_merged_in_does_not_matter(given_arms, random):
    shuffled = list(given_arms)
    random.shuffle(shuffled)
    one, other = (
        merge_arms(*zip(*given_arms, strict=True)),
        merge_arms(*zip(*shuffled, strict=True)),
    )
    for mine, theirs in zip(one, other, strict=True):
        assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(arms, arms, arms)
def test_merging_in_two_steps_is_merging_at_once(one, two, three):
    step = merge_arms(*zip(one, two, strict=True))
    last = merge_arms(*zip(step, three, strict=True))
    at_once = merge_arms(*zip(one, two, three, strict=True))
    for mine, theirs in zip(last, at_once, strict=True):
        assert mine == pytest.approx(theirs, rel=1e-9, abs=1e-9)


@given(st.lists(st.floats(-50, 50), min_size=4, max_size=30), st.integers(2, 28))
def test_merging_two_parts_of_a_group_gives_the_group(scores, cut):
    cut = min(cut, len(scores) - 2)
    parts = [np.array(scores[:cut]), np.array(scores[cut:])]
    merged = merge_arms(*zip(*((len(p), p.mean(), p.std(ddof=1)) for p in parts), strict=True))
    assert merged.mean == pytest.approx(np.mean(scores), abs=1e-9)
    assert merged.sd == pytest.approx(np.std(scores, ddof=1), abs=1e-6)


def test_events_of_merged_arms_are_added():
    merged = merge_event_arms([[3, 5], [0, 1]], [[20, 25], [10, 10]])
    assert merged.events.tolist() == [8.0, 1.0]
    assert merged.n.tolist() == [45.0, 20.0]


REFUSED = [
    (lambda: mean_difference([20, 0], 1, 1, 20, 1, 1), "n1 below 1 at position 1"),
    (lambda: mean_difference(20, 1, [1, -1, -2], 20, 1, 1), "sd1 below 0 at positions 1, 2"),
    (lambda: mean_difference(20, [np.nan, 1], 1, 20, 1, 1), "m1 not reported at position 0"),
    (
        lambda: mean_difference(20, 1, 0, 20, 1, [1, 0]),
        "sampling variance not above 0 at position 1",
    ),
    (lambda: standardised_mean_difference(20, 1, 0, 20, 1, 0), "not above 0 at position 0"),
    (lambda: risk_ratio(5, 20, [3, 30], 20), "ci above n2i at position 1"),
    (lambda: risk_ratio(np.inf, 20, 3, 20), "ai not reported at position 0"),
    (
        lambda: risk_ratio(5, 20, 3, 20, to="some"),
        "to: 'some' is not one of only0, if0all, all, none",
    ),
    (lambda: risk_ratio([1, 2], [9, 9, 9], 3, 20), "different lengths"),
    (lambda: escalc("NNT", ai=1), "measure: 'NNT' is not one of RR, OR"),
    (lambda: escalc("RR", ai=1, n1i=9, ci=2), "di not reported at position 0"),
    (lambda: escalc("MD", m1i=1), "columns lacking: n1i, sd1i"),
    (lambda: escalc("COR", ri=0.3, ni=20, xi=2), "column: 'xi' is not one of ni, ri, ti, pi"),
    (lambda: escalc("COR", ri=[0.3, 1.2], ni=20), "ri outside -1 to 1 at position 1"),
    (lambda: escalc("COR", ri=0.3, ni=20, vtype="UB"), "vtype: 'UB' is not one of LS, AV"),
    (lambda: escalc("AS", ai=1, n1i=9, ci=2, n2i=9, vtype="UB"), "vtype of AS: 'UB'"),
    (lambda: escalc("COR", ri=0.3, ni=20, add=1), "option of COR: 'add' is not one of vtype"),
    (lambda: escalc("RR", ai=1, bi=2, n1i=9, ci=2, n2i=9), "n1i not the sum of its counts"),
    (lambda: merge_arms([1, 1], [1, 2], [0, np.nan]), "sd not reported at position 1"),
]


@pytest.mark.parametrize(("call", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_its_place(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_missing_number_is_kept_as_a_missing_effect_when_asked():
    effects = escalc("SMD", missing="keep", di=[0.5, np.nan], n1i=20, n2i=20)
    assert np.isnan(effects.yi).tolist() == [False, True]


def test_signs_turn_where_asked():
    effects = escalc("COR", ri=[0.3, 0.3], ni=20, flip=[True, False])
    assert effects.yi.tolist() == [-0.3, 0.3]


def test_measures_are_known_by_metafors_names():
    assert len(MEASURES) == 87
