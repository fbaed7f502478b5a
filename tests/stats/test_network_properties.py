"""What must hold of a network, several outcomes and curves, whatever the studies found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.stats.multivariate.fit import fit_multivariate
from evidence.stats.multivariate.outcomes import outcomes_of
from evidence.stats.network.arms import compare_arms
from evidence.stats.network.basic_contrasts import basic_contrasts
from evidence.stats.network.comparisons import Comparisons, comparisons_of
from evidence.stats.network.designs import decompose
from evidence.stats.network.direct import by_back_calculation, without_studies
from evidence.stats.network.evidence_flow import contributions
from evidence.stats.network.fit import fit_network
from evidence.stats.network.heterogeneity import network_tau2
from evidence.stats.network.ranking import p_scores
from evidence.stats.pooling import pool_effects
from evidence.stats.tau2 import estimate_tau2

FEW = settings(max_examples=15, deadline=None)
FINITE = st.floats(-2, 2).map(lambda value: round(value, 3))
SPREAD = st.floats(0.05, 1.0).map(lambda value: round(value, 3))


@st.composite
def networks(draw: st.DrawFn) -> Comparisons:
    """Means of arms: a chain that links all treatments, and more studies of two to four arms."""
    n = draw(st.integers(3, 5))
    sets = [[one, one + 1] for one in range(n - 1)]
    arms = st.lists(st.integers(0, n - 1), min_size=2, max_size=4, unique=True)
    sets += [sorted(one) for one in draw(st.lists(arms, min_size=2, max_size=5))]
    treatment = [arm for one in sets for arm in one]
    study = [place for place, one in enumerate(sets) for _ in one]
    size = len(treatment)
    mean = draw(st.lists(FINITE, min_size=size, max_size=size))
    sd = draw(st.lists(SPREAD, min_size=size, max_size=size))
    people = draw(st.lists(st.integers(5, 60), min_size=size, max_size=size))
    return comparisons_of(*compare_arms("MD", treatment, study, mean=mean, sd=sd, n=people))


@FEW
@given(
    st.lists(st.tuples(FINITE, SPREAD), min_size=2, max_size=8),
    st.sampled_from(["DL", "REML", "ML"]),
)
def test_two_treatments_are_pooled_as_any_effects(found, method):
    te, se = (np.array(column) for column in zip(*found, strict=True))
    k = len(te)
    pair = comparisons_of(te, se, [0] * k, [1] * k, range(k))
    tau2 = network_tau2(pair, method=method).value
    alone = estimate_tau2(te, se**2, method=method).value
    assert tau2 == pytest.approx(alone, abs=1e-6 * float(te.var()) + 1e-12)
    pooled, fit = pool_effects(te, se**2, tau2=tau2), fit_network(pair, tau2=tau2)
    assert fit.effects[0, 1] == pytest.approx(pooled.estimate, abs=1e-12)
    assert fit.se[0, 1] == pytest.approx(pooled.se, rel=1e-12)


@FEW
@given(networks())
def test_reduced_weights_are_least_squares_with_all_covariances(given_):
    for tau2 in (0.0, 0.3):
        fit, basic = fit_network(given_, tau2=tau2), basic_contrasts(given_, tau2)
        columns = basic.incidence(given_)[:, 1:]
        weighted = basic.inverse_times(columns)
        inverse = np.linalg.inv(columns.T @ weighted)
        against_first = inverse @ (weighted.T @ basic.effects(given_))
        assert fit.effects[1:, 0] == pytest.approx(against_first, abs=1e-9)
        assert fit.se[1:, 0] == pytest.approx(np.sqrt(np.diag(inverse)), rel=1e-8)


@FEW
@given(networks(), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(given_, chance):
    order = list(range(len(given_.te)))
    chance.shuffle(order)
    name = list(range(given_.treatments))
    chance.shuffle(name)
    name, turn = np.array(name), np.array([chance.choice([1.0, -1.0]) for _ in order])
    first, second = name[given_.first[order]], name[given_.second[order]]
    other = comparisons_of(
        given_.te[order] * turn,
        given_.se[order],
        np.where(turn > 0, first, second),
        np.where(turn > 0, second, first),
        given_.study[order],
    )
    one, two = fit_network(given_, tau2=0.1), fit_network(other, tau2=0.1)
    there = np.ix_(name, name)
    assert two.effects[there] == pytest.approx(one.effects, abs=1e-9)
    assert two.se[there] == pytest.approx(one.se, rel=1e-8)
    assert two.q.q == pytest.approx(one.q.q, rel=1e-8, abs=1e-9)
    ranks = p_scores(two, lower_is_better=True)[name]
    assert ranks == pytest.approx(p_scores(one, lower_is_better=True), abs=1e-9)


@FEW
@given(networks())
def test_the_parts_make_the_whole(given_):
    found, fit = decompose(given_), fit_network(given_)
    assert found.within.q + found.between.q == pytest.approx(found.total.q, rel=1e-8, abs=1e-9)
    assert found.within.df + found.between.df == found.total.df
    assert found.total.q == pytest.approx(fit.q.q, rel=1e-9, abs=1e-12)
    assert found.within.q == pytest.approx(sum(one.q for one in found.within_each), abs=1e-9)
    _, shares = contributions(fit)
    assert shares.sum(axis=1) == pytest.approx(1)
    assert (shares >= 0).all()
    split = by_back_calculation(fit)
    both = ~np.isnan(split.indirect) & (split.studies > 0)
    mixed = split.share * split.direct + (1 - split.share) * split.indirect
    assert mixed[both] == pytest.approx(fit.effects[both], abs=1e-6)
    assert (fit.effects + fit.effects.T == 0).all()
    assert fit.se == pytest.approx(fit.se.T)


@FEW
@given(networks())
def test_studies_of_two_arms_split_alike_both_ways(given_):
    several = np.bincount(given_.study)[given_.study] > 1
    if several.any():
        return
    fit = fit_network(given_)
    one, other = by_back_calculation(fit), without_studies(fit)
    both = ~np.isnan(one.indirect) & ~np.isnan(other.indirect) & (one.share < 0.999)
    assert other.indirect[both] == pytest.approx(one.indirect[both], abs=1e-6)


@FEW
@given(st.lists(st.tuples(FINITE, SPREAD), min_size=3, max_size=8), st.sampled_from(["REML", "ML"]))
def test_one_outcome_is_pooled_as_any_effects(found, method):
    y, se = (np.array(column) for column in zip(*found, strict=True))
    fit = fit_multivariate(outcomes_of(y[:, None], se[:, None, None] ** 2), method=method)
    alone = estimate_tau2(y, se**2, method=method).value
    assert fit.psi[0, 0] == pytest.approx(alone, abs=1e-6 * float(y.var()) + 1e-12)
    pooled = pool_effects(y, se**2, tau2=float(fit.psi[0, 0]))
    assert fit.coefficients[0] == pytest.approx(pooled.estimate, abs=1e-10)
    assert fit.covariance[0, 0] == pytest.approx(pooled.se**2, rel=1e-10)


@settings(max_examples=5, deadline=None)
@given(
    st.lists(st.tuples(FINITE, FINITE, SPREAD, SPREAD), min_size=4, max_size=7),
    st.floats(-0.9, 0.9),
    st.floats(0.01, 100),
)
def test_outcomes_may_be_told_in_other_units(found, correlation, unit):
    one, other, se, spread = (np.array(column) for column in zip(*found, strict=True))
    y = np.column_stack([one, other])
    sd = np.column_stack([se, spread])
    errors = sd[:, :, None] * np.array([[1, correlation], [correlation, 1]]) * sd[:, None, :]
    scale = np.array([1.0, unit])
    first = fit_multivariate(outcomes_of(y, errors), method="ML")
    second = fit_multivariate(
        outcomes_of(y * scale, errors * scale[:, None] * scale[None, :]), method="ML"
    )
    moved = len(y) * np.log(unit)
    assert second.log_likelihood + moved == pytest.approx(first.log_likelihood, abs=1e-6)
