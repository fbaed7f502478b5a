"""Small numbers known without the formula book: permutations, counts, networks and edges."""

import math

import numpy as np
import pytest

from evidence.stats.design import design
from evidence.stats.events.odds_ratio_homogeneity import odds_ratio_homogeneity
from evidence.stats.glmm import three_fits
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial, Poisson
from evidence.stats.glmm.observed import observed
from evidence.stats.glmm.two_groups import every_study_its_effect, groups, random_study_effects
from evidence.stats.likelihood import Likelihood
from evidence.stats.location_scale_likelihood import ScaleModel, height_at
from evidence.stats.network.design_counts import count_designs
from evidence.stats.network.mantel_haenszel import network_mantel_haenszel
from evidence.stats.permutation_test import TIE, Model, permutation_test
from evidence.stats.permutations import some_signs
from evidence.stats.q_statistic import mean_q, q_with_slope
from evidence.stats.regression_residuals import regression_residuals
from evidence.stats.sampled import checked
from evidence.stats.two_by_two import two_by_two

TABLES = two_by_two([3, 5], [7, 15], [6, 4], [14, 6])


def test_random_signs_are_as_many_as_asked_for_and_nothing_but_signs():
    drawn = np.array(list(some_signs(50, 20, seed=1)))
    assert drawn.shape == (20, 50)
    assert (drawn[0] == 1).all()
    assert set(drawn[1:].ravel().tolist()) == {-1.0, 1.0}


def test_a_permutation_test_gives_a_statistic_of_every_coefficient():
    line = design([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    found = permutation_test(
        [0.0, 1.0, 2.5], [1.0, 1.0, 1.0], line, model=Model("DL", "z", None, (1,))
    )
    # Least squares by hand: slope 5/4 with variance 1/2, intercept -1/12 with variance 5/6.
    assert found.statistic == pytest.approx([-math.sqrt(6 / 5) / 12, 1.25 * math.sqrt(2)], rel=1e-9)
    # Of six orders only the one observed and its mirror image lie so steep.
    assert found.p_value[1] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("effect", "slack"), [(1000.0, 2000.0), (0.0001, 1.0)], ids=["large", "small"]
)
@pytest.mark.parametrize(("tail", "side"), [("two-sided", -1), ("greater", -1), ("less", 1)])
def test_a_statistic_within_rounding_of_the_observed_one_is_as_extreme(effect, slack, tail, side):
    # Four equal effects of variance 1 have the statistic twice the effect.
    seen = 2 * effect
    mean = design(np.ones((4, 1)))
    for far, share in ((0.5, 1.0), (1.5, 0.0)):
        off = seen + side * far * TIE * slack

        def many(rows, off=off):
            return np.full(len(rows), off)

        model = Model("DL", "z", None, (0,), many)
        found = permutation_test([effect] * 4, [1.0] * 4, mean, model=model, tail=tail)
        assert found.p_value.tolist() == [share]


def test_a_column_near_to_ones_does_not_hold_the_mean():
    # It is 1e-4 off, a thousand times what counts as rounding.
    assert not design([[1.0], [1.0001], [0.9999]]).spans_mean
    assert design([[2.0], [2.0], [2.0]]).spans_mean


def test_the_highest_poisson_likelihood_in_less_than_a_unit_of_time():
    count = Poisson(np.array([2.0, 3.0, 0.0]), np.array([0.5, 1.0, 0.25]))
    # The probability of x events where x are expected: exp(-x) x**x / x!
    logs = [math.log(math.exp(-2) * 2), math.log(math.exp(-3) * 27 / 6), 0.0]
    assert count.highest + count.constant == pytest.approx(logs, abs=1e-14)


def test_a_share_of_nobody_is_refused():
    with pytest.raises(ValueError, match="count nobody at position 1"):
        observed("PLO", {"xi": [1, 0], "mi": [4, 0]}, xi=None, drop00=True)


@pytest.mark.parametrize("fit", ["fit_common", "fit_random"])
def test_three_fits_converge_only_where_each_does(monkeypatch, fit):
    counted = Binomial(np.array([3.0, 5.0, 9.0]), np.array([10.0, 20.0, 15.0]))

    def ask():
        return three_fits.fit_three(counted, np.ones((3, 1)), GlmmChoices(), 7).converged

    assert ask()
    whole = getattr(three_fits, fit)
    monkeypatch.setattr(three_fits, fit, lambda *given: whole(*given)._replace(converged=False))
    assert not ask()


def test_levels_enter_the_predictors_of_both_groups_once():
    counts = groups(TABLES)
    # A mean level of 2 and a spread of 3; the studies' own effects are 5 and 7.
    each = every_study_its_effect(counts, 7).predictors(np.array([2.0, 3.0]), np.array([5.0, 7.0]))
    assert each.tolist() == [[7.0, 2.0, 3.0, 3.0], [9.0, 2.0, 3.0, 3.0]]
    model = random_study_effects(counts, np.ones((2, 1)), GlmmChoices("UM.RS", "EE"), 7)
    # An effect of 5 in the first group, and the level and the spread as before.
    drawn = model.layout.predictors(np.array([5.0, 2.0, 3.0]), np.zeros(2))
    assert drawn.tolist() == [[7.0, 2.0, 3.0, 3.0]] * 2


def test_the_identity_link_has_no_likelihood_where_any_tau2_is_negative():
    data = Likelihood(np.array([0.0, 2.0]), None, np.array([1.0, 1.0]), False)
    model = ScaleModel(data, np.array([[1.0, 0.0], [1.0, 1.0]]), "identity")
    assert height_at(model, np.array([1.0, -2.0])) == -math.inf
    assert height_at(model, np.array([-0.5, 0.0])) == -math.inf
    # Both variances are 2, and the effects lie 1 from their mean.
    by_hand = -0.5 * (2 * math.log(2 * math.pi) + 2 * math.log(2) + 1)
    assert height_at(model, np.array([1.0, 0.0])) == pytest.approx(by_hand, rel=1e-14)
    # What is below 0 by rounding alone is 0: variances of 1 and 2 about the mean 2/3.
    by_hand = -0.5 * (2 * math.log(2 * math.pi) + math.log(2) + (4 / 9 + 16 / 18))
    assert height_at(model, np.array([-1e-15, 1.0])) == pytest.approx(by_hand, rel=1e-12)


def test_q_falls_by_the_squares_of_weighted_distances():
    yi, vi = np.array([0.0, 1.0]), np.array([0.5, 0.5])
    # Weights are 1 at a tau2 of a half, and both effects lie a half from the mean.
    assert mean_q((yi, vi, 3.0), 0.5) == (0.5, -0.5, 3.0)
    assert q_with_slope(yi, vi, 0.5) == (0.5, -0.5)
    assert q_with_slope(yi, vi, 0.5, np.ones((2, 1))) == pytest.approx((0.5, -0.5), rel=1e-14)


def test_variances_none_of_which_is_above_zero_are_refused():
    with pytest.raises(ValueError, match="vi not above 0 at positions 0, 1"):
        checked([0.1, 0.2], [0.0, -1.0])
    with pytest.raises(ValueError, match=r"vi not above 0 at position 1$"):
        checked([0.1, 0.2], [0.5, 0.0])


def test_no_homogeneity_is_told_of_an_unknown_odds_ratio():
    found = odds_ratio_homogeneity(TABLES, log_odds_ratio=math.nan)
    assert (found.df, found.k_informative) == (-1, 0)
    assert all(math.isnan(one) for one in found[:4])


def test_a_loop_of_three_studies_by_mantel_and_haenszel_is_as_inconsistent_as_by_hand():
    events, people = [8, 12, 9, 20, 15, 11], [40, 50, 45, 60, 50, 55]
    found = network_mantel_haenszel(
        count_designs(events, people, [0, 1, 1, 2, 0, 2], [0, 0, 1, 1, 2, 2])
    )
    odds = [math.log(x / (n - x)) for x, n in zip(events, people, strict=True)]
    # Of one table the variance of Robins, Breslow and Greenland is the sum of reciprocals.
    variance = sum(1 / x + 1 / (n - x) for x, n in zip(events, people, strict=True))
    loop = (odds[0] - odds[1]) + (odds[2] - odds[3]) - (odds[4] - odds[5])
    q = loop**2 / variance
    assert (found.between.q, found.between.df) == (pytest.approx(q, rel=1e-10), 1)
    assert found.between.p_value == pytest.approx(math.erfc(math.sqrt(q / 2)), rel=1e-10)


def test_a_network_without_a_loop_cannot_be_inconsistent():
    found = network_mantel_haenszel(
        count_designs([8, 12, 9, 20], [40] * 4, [0, 1, 1, 2], [0, 0, 1, 1])
    )
    assert (found.between.q, found.between.df) == (0.0, 0)


@pytest.mark.parametrize("last", [-314159.0, 271828.0, 1234567.0])
def test_an_effect_with_a_moderator_of_its_own_has_no_residual(last):
    own = [0.0, 0.0, 0.0, 0.0, 0.0, 1.0]
    line = design(np.column_stack([np.ones(6), own, [0.1, -0.7, 1.3, 0.4, -2.3, 0.9]]))
    yi = [141421.0, -577216.0, 1618034.0, -693147.0, 57722.0, last]
    found = regression_residuals(yi, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], line, tau2=0.0)
    assert (found.residual[-1], found.se[-1], found.z[-1]) == (0.0, 0.0, 0.0)
    assert (found.z[:-1] != 0).all()
