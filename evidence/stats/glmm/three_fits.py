"""The three fits a report of a model needs: one effect for all, the one asked for, one for each."""

from typing import NamedTuple

from evidence.stats.floats import Floats
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial, Poisson
from evidence.stats.glmm.fitting import Fitted, fit_common, fit_each, fit_random
from evidence.stats.glmm.heterogeneity import (
    CountHeterogeneity,
    tests_of_difference,
    wald_statistic,
    wald_statistic_of_each,
)
from evidence.stats.glmm.model import GlmmModel
from evidence.stats.glmm.one_count import given_margins, one_count
from evidence.stats.glmm.two_groups import (
    every_study_its_effect,
    fixed_study_effects,
    groups,
    random_study_effects,
)
from evidence.stats.person_time import Rates
from evidence.stats.two_by_two import Tables


class ThreeFits(NamedTuple):
    """The model asked for with its fit, and what it is compared with.

    ``saturated`` is the log-likelihood, without its constant, of an effect for each study.
    """

    model: GlmmModel
    asked: Fitted
    saturated: float
    heterogeneity: CountHeterogeneity
    converged: bool


def fit_three(
    counted: Tables | Rates | Binomial | Poisson, xi: Floats, chosen: GlmmChoices, points: int
) -> ThreeFits:
    """Fit the model asked for, the same with one effect, and one with an effect for each study.

    Parameters
    ----------
    counted : Tables, Rates, Binomial or Poisson
        Counts of two groups, or of one.
    xi : array of float, shape (k, p)
        Model matrix.
    chosen : GlmmChoices
    points : int
        Nodes of the quadrature.

    Returns
    -------
    ThreeFits
    """
    if isinstance(counted, Binomial | Poisson):
        return _without_study_effects(one_count(counted, 0 * counted.x, xi, points), xi, chosen)
    if chosen.model in ("CM.EL", "CM.AL"):
        given = given_margins(counted, chosen.model)
        return _without_study_effects(one_count(*given, xi, points), xi, chosen)
    if chosen.model == "UM.FS":
        model = fixed_study_effects(groups(counted), xi, chosen, points)
        return _without_study_effects(model, xi, chosen)
    return _with_study_effects(counted, xi, chosen, points)


def _without_study_effects(model: GlmmModel, xi: Floats, chosen: GlmmChoices) -> ThreeFits:
    common = fit_common(model)
    asked = fit_random(model, common) if chosen.random else common
    saturated = float(sum(count.highest.sum() for count in model.layout.counts))
    wald = wald_statistic(model.single, model.weight, xi)
    return _compared(model, common, asked, saturated, wald, xi)


def _with_study_effects(
    counted: Tables | Rates, xi: Floats, chosen: GlmmChoices, points: int
) -> ThreeFits:
    counts = groups(counted)
    model = random_study_effects(counts, xi, chosen._replace(method="EE"), points)
    asked = common = fit_common(model)
    layout = every_study_its_effect(counts, points)
    each = fit_each(layout, common, model)
    if chosen.random:
        model = random_study_effects(counts, xi, chosen, points)
        asked = fit_random(model, common)
    return _compared(model, common, asked, each.value, wald_statistic_of_each(layout, each, xi), xi)


def _compared(
    model: GlmmModel, common: Fitted, asked: Fitted, saturated: float, wald: float, xi: Floats
) -> ThreeFits:
    k, p = xi.shape
    return ThreeFits(
        model=model,
        asked=asked,
        saturated=saturated,
        heterogeneity=tests_of_difference(2 * (saturated - common.value), wald, k - p),
        converged=common.converged and asked.converged,
    )
