"""Models of counts where little is counted, and what is said then."""

import math

import numpy as np
import pytest

from evidence.stats.events.odds_ratio_homogeneity import odds_ratio_homogeneity
from evidence.stats.glmm import three_fits
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial, Poisson
from evidence.stats.glmm.observed import observed
from evidence.stats.glmm.two_groups import (
    every_study_its_effect,
    fixed_study_effects,
    groups,
    random_study_effects,
)
from evidence.stats.likelihood import Likelihood
from evidence.stats.location_scale_likelihood import ScaleModel, height_at
from evidence.stats.two_by_two import two_by_two

TABLES = {"ai": [3, 5, 9], "bi": [27, 25, 31], "ci": [8, 9, 12], "di": [22, 21, 28]}


def test_no_odds_ratio_has_no_homogeneity():
    found = odds_ratio_homogeneity(two_by_two(*TABLES.values()), log_odds_ratio=math.nan)
    assert [math.isnan(number) for number in found[:4]] == [True] * 4
    assert found.df == -1


@pytest.mark.parametrize("time", [0.5, 1.0, 4.0])
def test_a_rate_is_most_likely_as_observed(time):
    # 2 log(2/t) - 2, and nothing where there was no time.
    both = Poisson(np.array([2.0, 0.0]), np.array([time, 0.0]))
    assert both.highest == pytest.approx([2 * math.log(2 / time) - 2, 0.0])
    assert both.constant[0] == pytest.approx(2 * math.log(time) - math.log(2))


def test_a_share_of_one_is_certain():
    found = Binomial(np.array([1.0, 0.0]), np.array([1.0, 0.0])).highest
    assert found == pytest.approx([0.0, 0.0])


def test_a_group_of_nobody_is_refused():
    with pytest.raises(ValueError, match="nobody"):
        observed("PLO", {"xi": [1, 0], "mi": [4, 0]}, xi=None, drop00=True)


@pytest.mark.parametrize("name", ["fit_common", "fit_random"])
def test_a_model_is_fitted_when_both_its_fits_are(monkeypatch, name):
    choices = GlmmChoices(model="CM.AL")
    tables, xi = two_by_two(*TABLES.values()), np.ones((3, 1))
    assert three_fits.fit_three(tables, xi, choices, 7).converged
    ended = getattr(three_fits, name)
    monkeypatch.setattr(three_fits, name, lambda *more: ended(*more)._replace(converged=False))
    assert not three_fits.fit_three(tables, xi, choices, 7).converged


@pytest.mark.parametrize(("lowest", "there"), [(0.0, True), (-1e-14, True), (-1e-9, False)])
def test_a_variance_on_a_line_may_be_zero_and_no_less(lowest, there):
    data = Likelihood(np.array([0.1, 0.5, 0.9]), None, np.array([0.1, 0.2, 0.3]), restricted=True)
    model = ScaleModel(data, np.array([[1.0], [2.0], [lowest]]), "identity")
    found = height_at(model, np.array([1.0]))
    assert math.isfinite(found) == there
    assert there or found == -math.inf


COUNTS = groups(two_by_two([3], [27], [8], [22]))


def test_a_studys_linear_predictors_are_those_of_the_model():
    one, half = np.ones((1, 1)), [[0, 0, 0, 0.5], [0, 0, 0, -0.5]]
    level, spread = [[1, 1], [0, 1]], [[0, 0, 1], [0, 0, 1]]
    found = random_study_effects(COUNTS, one, GlmmChoices(model="UM.RS"), 1)
    assert found.layout.design[0].tolist() == [
        *([*row, 0, 0] for row in level),
        *([*row, 0] for row in spread),
        *half,
    ]
    assert (found.tau, found.sigma, found.free, found.counted) == (3, 2, 2, 2)
    found = random_study_effects(COUNTS, one, GlmmChoices(model="UM.RS", method="EE"), 7)
    assert found.layout.design[0].tolist() == [*([*row, 0] for row in level), *spread]
    assert (found.tau, found.sigma) == (None, 2)
    found = fixed_study_effects(COUNTS, one, GlmmChoices(coding="1"), 7)
    assert found.layout.design[0].tolist() == [[1, 0], [0, 0], [0, 1], [0, 0]]
    assert (found.tau, found.sigma, found.free, found.counted) == (1, None, 1, 2)
    found = every_study_its_effect(COUNTS, 7)
    assert found.design[0].tolist() == [[1, 0], [1, 0], [0, 1], [0, 1]]
    assert found.pattern.tolist() == [1, 0, 0, 0]
