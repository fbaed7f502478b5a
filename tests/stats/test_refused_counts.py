"""Counts that cannot be pooled, refused with their places; and limits reached on the way."""

import math
from itertools import pairwise

import numpy as np
import pytest
from scipy import integrate

from evidence.stats.events.association import cochran_mantel_haenszel
from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.events.odds_ratio_homogeneity import odds_ratio_homogeneity
from evidence.stats.events.peto import peto
from evidence.stats.events.zero_cell_rule import ZeroCellRule
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial, Poisson
from evidence.stats.glmm.glmm import glmm
from evidence.stats.glmm.no_maximum import NoMaximum
from evidence.stats.glmm.noncentral_hypergeometric import (
    conditional_log_odds_ratio,
    noncentral_hypergeometric,
)
from evidence.stats.glmm.one_effect import one_effect, quadrature
from evidence.stats.two_by_two import two_by_two

GOOD = {"ai": [1, 4, 9], "n1i": [50, 40, 90], "ci": [3, 9, 12], "n2i": [50, 40, 90]}
RATES = {"x1i": [3, 5], "t1i": [20, 30], "x2i": [6, 4], "t2i": [20, 25]}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"ai": [1, np.nan, 9]}, "ai not reported at position 1"),
        ({"ai": [1, -4, 9]}, "ai below 0 at position 1"),
        ({"ai": [1, 41, 9]}, "n1i below the events at position 1"),
        ({"ai": [0, 4, 9], "n1i": [0, 40, 90]}, "first group counts nobody at position 0"),
        ({"ci": [3, 9]}, "columns of different lengths"),
    ],
)
def test_impossible_counts_are_refused_with_their_places(changed, told):
    for pool in (lambda **c: mantel_haenszel("OR", **c), peto, lambda **c: glmm("OR", **c)):
        with pytest.raises(ValueError, match=told):
            pool(**GOOD | changed)


def test_unknown_choices_are_answered_with_the_right_ones():
    with pytest.raises(ValueError, match="measure: 'HR' is not one of OR, RR, RD, IRR, IRD"):
        mantel_haenszel("HR", **GOOD)
    with pytest.raises(ValueError, match="correction: 'yes' is not one of none, half"):
        cochran_mantel_haenszel(two_by_two(1, 2, 3, 4), correction="yes")
    for chosen, told in (
        (GlmmChoices(model="UM"), "model of OR: 'UM' is not one of UM.FS, UM.RS, CM.EL, CM.AL"),
        (GlmmChoices(method="REML"), "method: 'REML' is not one of ML, EE"),
        (GlmmChoices(coding="2"), "coding: '2' is not one of 1/2, 1, 0"),
        (GlmmChoices(points=0), "points: 0 is below 1"),
        (GlmmChoices(model="UM.RS", points=7), "Laplace's approximation, 1, alone"),
    ):
        with pytest.raises(ValueError, match=told):
            glmm("OR", chosen, **GOOD)
    with pytest.raises(ValueError, match="measure: 'RR' is not one of OR, IRR, PLO, IRLN"):
        glmm("RR", **GOOD)
    with pytest.raises(ValueError, match="test: 'knha' is not one of z, t"):
        glmm("OR", test="knha", **GOOD)


def test_a_mixed_model_needs_whole_counts_and_enough_studies():
    with pytest.raises(ValueError, match="ai not a whole number at position 2"):
        glmm("OR", **GOOD | {"ai": [1, 4, 9.5]})
    with pytest.raises(ValueError, match="xi not a whole number at position 0"):
        glmm("PLO", xi=[0.5, 2], ni=[9, 9])
    with pytest.raises(ValueError, match="xi and mi count nobody at position 1"):
        glmm("PLO", xi=[1, 0], mi=[8, 0])
    with pytest.raises(ValueError, match="ti not above 0 at position 0"):
        glmm("IRLN", xi=[1, 2], ti=[0, 5])
    with pytest.raises(ValueError, match="at least 2 studies needed, 1 given"):
        glmm("PLO", xi=[2], ni=[9])
    with pytest.raises(ValueError, match="3 studies and a model matrix of 2 rows"):
        glmm("OR", moderators=np.ones((2, 1)), **GOOD)
    with pytest.raises(ValueError, match="no study left to pool"):
        glmm("OR", ai=[0, 0], n1i=[9, 9], ci=[0, 0], n2i=[9, 9])


@pytest.mark.parametrize("method", ["EE", "ML"])
@pytest.mark.parametrize("model", ["UM.FS", "UM.RS", "CM.EL", "CM.AL"])
def test_no_events_in_one_group_of_all_studies_has_no_maximum(model, method):
    with pytest.raises(NoMaximum):
        glmm("OR", GlmmChoices(model=model, method=method), **GOOD | {"ai": [0, 0, 0]})


def test_counts_without_an_estimate_give_none():
    found = mantel_haenszel("OR", **GOOD | {"ai": [0, 0, 0]})
    assert math.isnan(found.estimate)
    assert math.isnan(found.p_value)
    tables = two_by_two([0, 0], [5, 5], [0, 0], [5, 5], add=0)
    assert math.isnan(cochran_mantel_haenszel(tables).statistic)
    assert odds_ratio_homogeneity(tables, log_odds_ratio=math.nan).k_informative == 0
    with pytest.raises(ValueError, match="one of the outcomes never occurred"):
        peto(**GOOD | {"ai": [0, 0, 0], "ci": [0, 0, 0]})
    with pytest.raises(ValueError, match="no study left to pool"):
        mantel_haenszel(
            "OR",
            pooled=ZeroCellRule(0.0, "none", True),
            **GOOD | {"ai": [0, 0, 0], "ci": [0, 0, 0]},
        )


def test_a_correction_is_not_taken_from_a_smaller_distance_where_so_asked():
    near = two_by_two([5, 6], [45, 44], [5, 6], [44, 45])
    off = cochran_mantel_haenszel(near, correction="none").statistic
    assert cochran_mantel_haenszel(near, correction="half where it fits").statistic == off
    assert cochran_mantel_haenszel(near, correction="half").statistic > off


@pytest.mark.parametrize("model", ["UM.FS", "CM.EL", "CM.AL"])
def test_a_study_without_events_says_nothing_of_the_effect(model):
    more = {
        name: [*column, extra]
        for (name, column), extra in zip(GOOD.items(), (0, 30, 0, 30), strict=True)
    }
    one = glmm("OR", GlmmChoices(model=model), **GOOD)
    kept = glmm("OR", GlmmChoices(model=model, drop00=False), **more)
    assert kept.coefficients.estimate == pytest.approx(one.coefficients.estimate, rel=1e-9)
    assert kept.log_likelihood == pytest.approx(one.log_likelihood, rel=1e-12)
    assert (one.k, kept.k) == (3, 4)
    dropped = glmm("OR", GlmmChoices(model=model), **more)
    assert dropped.kept.tolist() == [True, True, True, False]


def test_rates_without_events_say_nothing_of_their_ratio():
    more = {
        name: [*column, extra]
        for (name, column), extra in zip(RATES.items(), (0, 9, 0, 9), strict=True)
    }
    for model in ("UM.FS", "CM.EL"):
        one = glmm("IRR", GlmmChoices(model=model), **RATES)
        kept = glmm("IRR", GlmmChoices(model=model, drop00=False), **more)
        assert kept.coefficients.se == pytest.approx(one.coefficients.se, rel=1e-9)


def test_the_exact_conditional_estimate_solves_its_own_polynomial():
    # Margins of 4 and 4: weights 1, 16, 36, 16, 1 of 0 to 4 events, whose mean is to be 3.
    tea = noncentral_hypergeometric(two_by_two([3, 4, 0], [1, 0, 4], [1, 0, 4], [3, 4, 0], add=0))
    odds_ratio = max(np.roots([1, 0, -36, -32, -3]).real)
    found = conditional_log_odds_ratio(tea)
    assert np.exp(found[0]) == pytest.approx(odds_ratio, rel=1e-12)
    assert found[1:].tolist() == [math.inf, -math.inf]


def test_an_impossible_margin_leaves_one_count_alone():
    one = noncentral_hypergeometric(two_by_two([0, 3], [5, 2], [0, 1], [5, 4], add=0))
    assert np.isnan(conditional_log_odds_ratio(one)[0])
    assert one.highest[0] + one.constant[0] == 0


@pytest.mark.parametrize("loading", [0.3, 1.0, 2.0])
def test_quadrature_comes_to_the_integral(loading):
    binomial = Binomial(np.array([0.0, 3.0, 9.0]), np.array([8.0, 9.0, 9.0]))
    poisson = Poisson(np.array([0.0, 2.0, 7.0]), np.array([1.0, 3.0, 2.0]))
    for count in (binomial, poisson):
        found = one_effect((count,), np.tile([[0.4, loading]], (3, 1)), quadrature(60))
        for row in range(3):

            def density(u, row=row, count=count):
                eta = np.full((3, 1), 0.4 + loading * u)
                return np.exp(count.slopes(eta).value[row, 0] - u * u / 2) / math.sqrt(2 * math.pi)

            mode = float(found.mode[row, 0])
            ends = [mode - 12, mode, mode + 12]
            value = sum(
                integrate.quad(density, low, high, epsabs=1e-14, epsrel=1e-12, limit=200)[0]
                for low, high in pairwise(ends)
            )
            assert found.value[row] == pytest.approx(math.log(value), abs=1e-8)
