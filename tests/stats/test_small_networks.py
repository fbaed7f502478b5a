"""Networks so small that every number is known: one pair, a line, a loop."""

import math

import numpy as np
import pytest
from scipy.stats import chi2, norm

from evidence.stats.network.basic_contrasts import basic_contrasts
from evidence.stats.network.comparisons import comparisons_of
from evidence.stats.network.components import fit_components
from evidence.stats.network.design_counts import count_designs
from evidence.stats.network.designs import decompose
from evidence.stats.network.direct import (
    by_back_calculation,
    direct_evidence,
    disagreement,
    heterogeneity_of_pairs,
    without_studies,
)
from evidence.stats.network.fit import fit_network

PAIR = comparisons_of([0.2, 0.8], [0.3, 0.4], [0, 0], [1, 1], [0, 1])
LINE = comparisons_of([0.5, 0.2], [0.3, 0.4], [0, 1], [1, 2], [0, 1])
LOOP = comparisons_of([1.0, 1.0, 3.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])


def test_two_studies_of_a_pair_are_pooled():
    fit = fit_network(PAIR)
    weights = np.array([1 / 0.09, 1 / 0.16])
    mean = (weights @ [0.2, 0.8]) / weights.sum()
    assert fit.effects == pytest.approx(np.array([[0, mean], [-mean, 0]]), rel=1e-12)
    assert fit.se == pytest.approx((1 - np.eye(2)) / math.sqrt(weights.sum()), rel=1e-12)
    assert fit.leverage == pytest.approx(weights / weights.sum(), rel=1e-12)
    q = 0.6**2 / (0.09 + 0.16)
    assert (fit.q.q, fit.q.df) == (pytest.approx(q, rel=1e-11), 1)
    assert fit.q.p_value == pytest.approx(chi2.sf(q, 1), rel=1e-10)
    direct, se, studies = direct_evidence(PAIR)
    assert studies.tolist() == [[0, 2], [2, 0]]
    assert (direct[0, 1], se[0, 1]) == pytest.approx((mean, weights.sum() ** -0.5), rel=1e-12)
    assert np.isnan([direct[0, 0], se[1, 1]]).all()
    assert heterogeneity_of_pairs(fit)[0, 1].q == pytest.approx(q, rel=1e-11)
    wider = direct_evidence(PAIR, 0.5)[1][0, 1]
    assert wider == pytest.approx((1 / 0.59 + 1 / 0.66) ** -0.5, rel=1e-12)


@pytest.mark.parametrize("tau2", [-0.01, math.inf, math.nan])
def test_a_variance_between_studies_is_finite_and_not_negative(tau2):
    with pytest.raises(ValueError, match="not a finite number of at least 0"):
        fit_network(PAIR, tau2=tau2)
    assert fit_network(PAIR, tau2=0.0).tau2 == 0.0


def test_on_a_line_nothing_is_left_to_test():
    fit = fit_network(LINE)
    assert tuple(fit.q) == (0.0, 0, 1.0)
    assert np.diag(fit.se).tolist() == [0.0, 0.0, 0.0]
    found = by_back_calculation(fit)
    # What nobody compared is known by the line alone; what was compared, directly alone.
    assert found.share == pytest.approx(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]), abs=1e-12)
    assert (found.indirect[0, 2], found.indirect_se[0, 2]) == pytest.approx((0.7, 0.5), rel=1e-12)
    assert np.isnan(found.indirect[[0, 1, 0], [1, 2, 0]]).all()
    assert np.isnan(found.direct[0, 2])


TURNED = comparisons_of([-1.0, -1.0, -3.0], [1, 1, 1], [1, 2, 2], [0, 1, 0], [0, 1, 2])


@pytest.mark.parametrize("loop", [LOOP, TURNED])
def test_a_loop_disagrees_by_what_its_two_ways_differ(loop):
    fit = fit_network(loop)
    # By the line 2 with variance 2; directly 3 with variance 1.
    assert (fit.q.q, fit.q.df) == (pytest.approx(1 / 3, rel=1e-12), 1)
    for found in (by_back_calculation(fit), without_studies(fit)):
        assert found.indirect[0, 2] == pytest.approx(2.0, rel=1e-12)
        assert found.indirect_se[0, 2] == pytest.approx(2**0.5, rel=1e-12)
        apart = disagreement(found)
        assert apart.difference[0, 2] == pytest.approx(1.0, rel=1e-12)
        assert apart.se[0, 2] == pytest.approx(3**0.5, rel=1e-12)
        assert apart.p_value[0, 2] == pytest.approx(2 * norm.sf(3**-0.5), rel=1e-12)


def test_contrasts_with_a_base_keep_or_turn_their_sign():
    three = comparisons_of([1.0, 3.0, -2.0], [1, 1, 1], [0, 0, 2], [1, 2, 1], [0, 0, 0])
    found = basic_contrasts(three)
    assert three.te[found.places] == pytest.approx([1.0, 3.0])
    assert found.signs.tolist() == [1.0, 1.0]
    assert found.effects(three) == pytest.approx([1.0, 3.0])
    assert found.incidence(three).tolist() == [[1, -1, 0], [1, 0, -1]]
    other = comparisons_of([1.0, 0.5], [1, 1], [1, 1], [0, 2], [0, 1])
    assert basic_contrasts(other).effects(other) == pytest.approx([-1.0, 0.5])
    assert basic_contrasts(other).incidence(other).tolist() == [[1, -1, 0], [0, 1, -1]]
    turned = basic_contrasts(comparisons_of([1.0, 0.5], [1, 1], [1, 1], [0, 2], [0, 1]))
    assert turned.signs.tolist() == [-1.0, 1.0]


def test_separate_networks_of_counts_are_named():
    with pytest.raises(ValueError, match=r"separate networks .*: 0, 1; 2, 3$"):
        count_designs([1, 2, 3, 4], [9] * 4, [0, 1, 2, 3], [0, 0, 1, 1])


BOTH = comparisons_of([1.0, 2.0], [1, 2], [1, 2], [0, 1], [0, 1])
"""A against nothing, and A with B against A."""


def test_components_add_up():
    found = fit_components(BOTH, [[0, 0], [1, 0], [1, 1]])
    assert found.effects == pytest.approx([1.0, 2.0], rel=1e-12)
    assert found.se == pytest.approx([1.0, 2.0], rel=1e-12)
    expected = np.array([[0, -1, -3], [1, 0, -2], [3, 2, 0.0]])
    assert found.treatments == pytest.approx(expected, rel=1e-12, abs=1e-12)
    assert found.treatments_se[2, 0] == pytest.approx(5**0.5, rel=1e-12)
    assert tuple(found.q) == (0.0, 0, 1.0)


def test_a_component_that_is_always_there_says_nothing_by_itself():
    found = fit_components(LINE, [[1, 0.0, 0], [1, 1, 0], [1, 0, 0.1]])
    assert np.isnan(found.effects).tolist() == [True, False, False]
    assert found.effects[1] == pytest.approx(-0.5, rel=1e-9)
    nearly = fit_components(LINE, [[0, 0, 0.0], [1, 0, 0], [1, 0, 0]])
    assert np.isnan(nearly.effects[1:]).all()
    leaning = fit_components(comparisons_of([1.0], [1], [1], [0], [0]), [[0, 0], [1, 0.1]])
    assert np.isnan(leaning.effects).all()


@pytest.mark.parametrize(
    ("events", "told"),
    [([9, 2], True), ([9, 9], False), ([0, 0], False), ([0, 1], True), ([1, 0], True)],
)
def test_a_study_of_counts_tells_where_not_all_or_none_had_the_event(events, told):
    three = [*events, 3, 4], [9, 9, 9, 9], [0, 1, 0, 1], [0, 0, 1, 1]
    rows = count_designs(*three).rows.tolist()
    assert rows[2:] == [True, True]
    assert any(rows[:2]) is told
    with pytest.raises(ValueError, match="no study tells an odds ratio"):
        count_designs([9, 2], [9, 9], [0, 1], [0, 0])
    with pytest.raises(ValueError, match="events more than n at position 0"):
        count_designs([10, 1], [9, 9], [0, 1], [0, 0])


@pytest.mark.parametrize(
    ("treatment", "study", "where"),
    [
        ([0, 1, 0], [0, 0, 1], [2]),
        ([0, 1, 1, 1], [0, 0, 1, 1], [2, 3]),
        ([0, 0, 1], [0, 0, 0], [0, 1, 2]),
    ],
)
def test_a_study_of_counts_compares_treatments_once_each(treatment, study, where):
    count = len(treatment)
    with pytest.raises(ValueError) as told:
        count_designs([1] * count, [9] * count, treatment, study)
    assert str(told.value).endswith(f"in the study at {where}")


@pytest.mark.parametrize(("far", "tau2"), [(6.0, 14.0), (0.5, 0.0)])
def test_variance_within_a_design_is_that_of_its_moments(far, tau2):
    one = comparisons_of([0.0, far], [2, 2], [0, 0], [1, 1], [0, 1])
    found = decompose(one)
    # Q is the square of the distance over 8, twice the variance; its slope in tau2 is 1/4.
    assert found.within.q == pytest.approx(far**2 / 8, rel=1e-12)
    assert found.total.q == pytest.approx(far**2 / 8, rel=1e-12)
    assert found.tau2_within == pytest.approx(tau2, rel=1e-12)
    assert decompose(LOOP).tau2_within == 0.0
    assert decompose(LOOP).total.q == pytest.approx(1 / 3, rel=1e-12)


def test_designs_without_one_of_them():
    te = [1.0, 1.4, 1.0, 1.6, 5.0, 4.0]
    pairs = [0, 0, 1, 1, 0, 0], [1, 1, 2, 2, 2, 2]
    found = decompose(comparisons_of(te, [1] * 6, *pairs, list(range(6))))
    assert found.within.q == pytest.approx(0.08 + 0.18 + 0.5, rel=1e-12)
    assert found.between.df == 1
    for without in found.between_without:
        assert (without.q, without.df) == (pytest.approx(0.0, abs=1e-12), 0)
