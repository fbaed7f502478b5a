"""Profile likelihood intervals and likelihood ratio tests of variances and correlations.

Vocabulary
----------
term, place : which random term, and which of its variances or correlations
floor : the lowest log-likelihood a value may have and still agree with the data
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from scipy.optimize import brentq

from evidence.stats.dependent.components import Component
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.held_fit import component_with, held_fit
from evidence.stats.quantiles import chi_square_above, chi_square_quantile, tails

PRECISION = {"xtol": 1e-13, "rtol": 1e-10}


class Profile(NamedTuple):
    """A profile likelihood interval; a limit may be where the parameter can go no further."""

    estimate: float
    low: float
    high: float
    level: float


class LikelihoodRatio(NamedTuple):
    """A likelihood ratio test of nested models.

    ``p_boundary`` is half the p-value: right for one variance, which cannot be below zero.
    """

    statistic: float
    df: int
    p_value: float
    p_boundary: float


def profile_interval(
    fit: DependentFit, term: int, kind: str, place: int = 0, *, level: float = 0.95
) -> Profile:
    """Return the profile likelihood interval of a variance or correlation.

    Parameters
    ----------
    fit : DependentFit
    term, place : int
        The random term, and the variance or correlation in it, from zero.
    kind : {"variance", "correlation"}
        Which; the range of a spatial structure is a ``"correlation"``.
    level : float
        Confidence level.

    Returns
    -------
    Profile

    Raises
    ------
    ValueError
        For a parameter that does not exist or was held fixed.

    Notes
    -----
    The values around the estimate at which twice the log-likelihood, with everything else at its
    best, is within a chi-square quantile of the highest; metafor's ``confint`` of ``rma.mv``.

    References
    ----------
    Hardy RJ, Thompson SG (1996).
    doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A
    """
    component = component_with(fit, term, kind, place)
    state = fit.terms[term]
    estimate = float((state.variances if kind == "variance" else state.correlations)[place])
    floor = fit.fit.log_likelihood - chi_square_quantile(2 * tails(level), 1) / 2

    def above(value: float) -> float:
        return held_fit(fit, term, kind, place, value).fit.log_likelihood - floor

    least, most = _limits(component, kind)
    return Profile(
        estimate, _crossing(above, estimate, least), _crossing(above, estimate, most), level
    )


def _limits(component: Component, kind: str) -> tuple[float, float]:
    if kind == "variance":
        return 0.0, math.inf
    if component.structure.shape == "range":
        return 1e-6 * component.reach, math.inf
    return component.structure.lowest(max(component.together, 2)), 1.0


def _crossing(above: Callable[[float], float], estimate: float, limit: float) -> float:
    """Where the profile falls through the floor on the way to a limit; else the limit."""
    end = limit
    if math.isinf(limit):
        end = 2 * estimate if estimate > 0 else 1e-4
        while above(end) > 0:
            end *= 2
            if end > 1e15:
                return limit
    elif estimate == limit or above(limit) >= 0:
        return limit
    return float(brentq(above, estimate, end, **PRECISION))


def likelihood_ratio(full: DependentFit, reduced: DependentFit) -> LikelihoodRatio:
    """Test whether a model says more than one with some of its parameters fixed.

    Parameters
    ----------
    full, reduced : DependentFit
        Fits of the same effects by the same method. Models with different moderators are
        compared on the full likelihood (ML) only.

    Returns
    -------
    LikelihoodRatio

    Raises
    ------
    ValueError
        When the fits are not of the same effects and method, or the full one has no more free
        parameters.

    Notes
    -----
    Twice the difference of the log-likelihoods, chi-square with the difference in parameters;
    metafor's ``anova``. For a variance tested to be zero the null value is at the edge of what
    is possible and that p-value is too large; ``p_boundary`` is the one of the 50:50 mixture.

    References
    ----------
    Self SG, Liang KY (1987). doi:10.1080/01621459.1987.10478472
    """
    if full.method != reduced.method or full.data.yi.tolist() != reduced.data.yi.tolist():
        raise ValueError("fits of other effects, or by another likelihood")
    if full.method == "REML" and full.design.xi.tolist() != reduced.design.xi.tolist():
        raise ValueError("models with other moderators are not compared by REML")
    df = (full.model.free + full.model.p) - (reduced.model.free + reduced.model.p)
    if df < 1:
        raise ValueError("the first fit has no more parameters than the second")
    statistic = max(0.0, 2 * (full.fit.log_likelihood - reduced.fit.log_likelihood))
    p_value = chi_square_above(statistic, df)
    return LikelihoodRatio(statistic, df, p_value, p_value / 2)
