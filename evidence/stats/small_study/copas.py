"""Copas and Shi's selection model at one strength of selection.

Vocabulary
----------
yi, vi : effects and their sampling variances, as published
rho : correlation of a study's error with its propensity to be published; above 0 larger effects
    are the likelier published
gamma0, gamma1 : propensity to be published is gamma0 + gamma1/sqrt(vi) plus normal noise
tau2 : variance of true effects between studies
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri

from evidence.stats.floats import Floats, Reported
from evidence.stats.likelihood_ratio import LikelihoodRatio, likelihood_ratio_test
from evidence.stats.pooling import pool_effects, ratio
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.stats.sampled import Sampled, checked
from evidence.stats.small_study.asymmetry_regression import regression_on
from evidence.stats.small_study.copas_likelihood import copas_log_likelihood, propensity
from evidence.stats.small_study.copas_starts import starts
from evidence.stats.small_study.selection_search import Bounds, Peak, highest_peak
from evidence.stats.tau2 import estimate_tau2

FURTHEST = 0.9999
"""How near 1 a correlation is let, as in R's metasens."""

MOST_TURNED = math.atanh(FURTHEST)

NEGLIGIBLE = 1e-10
"""Where every study is published but for this probability, there is no selection to speak of."""

TURNS = np.linspace(-MOST_TURNED, MOST_TURNED, 15)
"""The inverse hyperbolic tangents of correlations that searches begin at."""

MU, BETA, TURN, TAU2 = range(4)
"""What is searched for; rho is tanh of the turn, so that no step can leave its range."""


class CopasFit(NamedTuple):
    """A pooled effect before selection of a given strength.

    ``published`` are the studies' probabilities of being published and ``unpublished`` the number
    of studies that were not, sum((1 - p)/p). ``residual`` tests that selection of this strength
    leaves no effect of the standard error unexplained. ``se`` is NaN where the likelihood is flat.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    p_value: float
    rho: float
    tau2: float
    log_likelihood: float
    published: Floats
    unpublished: float
    residual: LikelihoodRatio
    converged: bool
    local_maxima: int


def selection_strength(
    vi: Reported, *, least_precise: float, most_precise: float
) -> tuple[float, float]:
    """Return gamma0 and gamma1 that give two studies their probabilities of being published.

    Parameters
    ----------
    vi : array_like, shape (k,)
        Sampling variances, not all the same.
    least_precise, most_precise : float
        Probabilities of the studies with the largest and the smallest variance, between 0 and 1.

    Returns
    -------
    tuple of float

    Raises
    ------
    ValueError
        For probabilities that are none, or variances that are all the same.

    Notes
    -----
    Phi(gamma0 + gamma1/si) is the probability; two of them solve for both.

    Examples
    --------
    >>> gamma0, gamma1 = selection_strength([0.01, 0.25], least_precise=0.5, most_precise=0.975)
    >>> round(gamma0, 4), round(gamma1, 4)
    (-0.49, 0.245)
    """
    for name, one in (("least_precise", least_precise), ("most_precise", most_precise)):
        if not 0 < one < 1:
            raise ValueError(f"{name}: {one!r} is not a probability between 0 and 1")
    found = np.asarray(vi, dtype=np.float64)
    low, high = float(1 / np.sqrt(found.max())), float(1 / np.sqrt(found.min()))
    if low == high:
        raise ValueError("vi: the same in all studies, so none is less precise")
    start, end = float(ndtri(least_precise)), float(ndtri(most_precise))
    gamma1 = (end - start) / (high - low)
    return start - gamma1 * low, gamma1


def fit_copas(
    yi: Reported, vi: Reported, *, gamma0: float, gamma1: float, level: float = 0.95
) -> CopasFit:
    """Estimate the mean effect of all studies, had publication depended on precision and result.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 3.
    gamma0, gamma1 : float
        How strongly studies are selected; see :func:`selection_strength`. The data say next to
        nothing of these two, so the model is fitted for several.
    level : float
        Confidence level.

    Returns
    -------
    CopasFit

    Raises
    ------
    ValueError
        For bad effects or fewer than three.

    Notes
    -----
    yi = mu + error of the study, published where gamma0 + gamma1/si + noise > 0, with correlation
    rho between the two errors; mu, rho and tau2 by maximum likelihood, the highest of the peaks
    climbed from every top of a grid, with standard errors from the observed information in the
    parameters off their bounds (rho is let no further from 0 than 0.9999, where it often ends).
    Without selection it is the random-effects model by maximum likelihood. ``residual`` is the
    likelihood ratio test of a slope on si; with the slope rho is held to the side that the funnel
    leans to, since a slope would otherwise make room for selection against it. R's
    ``metasens::copas`` has the same likelihood and the same test.

    References
    ----------
    Copas J, Shi JQ (2000). doi:10.1093/biostatistics/1.3.247
    Copas JB, Shi JQ (2001). doi:10.1177/096228020101000402
    Carpenter J, Rücker G, Schwarzer G (2009). doi:10.32614/RJ-2009-012

    Examples
    --------
    >>> yi, vi = [0.1, 0.2, 0.5, 0.9], [0.01, 0.02, 0.06, 0.12]
    >>> strength = selection_strength(vi, least_precise=0.5, most_precise=0.99)
    >>> found = fit_copas(yi, vi, gamma0=strength[0], gamma1=strength[1])
    >>> round(found.estimate, 3), round(found.unpublished, 1)
    (0.165, 1.6)
    """
    effects = checked(yi, vi, least=3)
    ui = propensity(np.sqrt(effects.vi), gamma0, gamma1)
    published = np.asarray(ndtr(ui), dtype=np.float64)
    peak = _peak(effects, ui)
    sloped = _peak(effects, ui, side=_side(effects))
    estimate, se = float(peak.parameters[MU]), _error_of_mean(peak)
    reach = two_sided(level, None) * se
    return CopasFit(
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        statistic=ratio(estimate, se),
        p_value=two_sided_p(ratio(estimate, se), None),
        rho=math.tanh(peak.parameters[TURN]),
        tau2=float(peak.parameters[TAU2]),
        log_likelihood=peak.value,
        published=published,
        unpublished=float((ndtr(-ui) / published).sum()),
        residual=likelihood_ratio_test(max(sloped.value, peak.value), peak.value, df=1),
        converged=peak.converged and sloped.converged,
        local_maxima=peak.local_maxima,
    )


def _peak(effects: Sampled, ui: Floats, *, side: float = 0.0) -> Peak:
    """Search from the fit without selection; with a side also for a slope on the standard error."""
    yi, vi = effects
    si, sloped = np.sqrt(vi), side != 0
    without = estimate_tau2(yi, vi, method="ML")
    tau2 = without.value
    pooled = pool_effects(yi, vi, tau2=tau2)
    selected = bool((ndtr(-ui) > NEGLIGIBLE).any())
    typical = float(np.median(vi))
    bounds = Bounds(
        low=np.array([-np.inf, -np.inf, 0.0 if side > 0 else -MOST_TURNED, 0.0]),
        high=np.array([np.inf, np.inf, 0.0 if side < 0 else MOST_TURNED, np.inf]),
        free=np.array([True, sloped, selected, True]),
        unit=np.array([pooled.se, pooled.se / float(si.mean()), 1.0, typical]),
        edge=np.array([False, False, True, False]),
    )
    turns = TURNS[TURNS * side >= 0] if selected else np.zeros(1)

    def curve(point: Floats) -> tuple[float, Floats]:
        rho = math.tanh(point[TURN])
        at = np.array([point[MU], point[BETA], rho, point[TAU2]])
        height, slope = copas_log_likelihood(yi, si, ui, at)
        slope[TURN] *= 1 - rho * rho
        return height, slope

    begun = starts(yi, si, ui, turns, tau2 + typical, sloped=sloped)
    peak = highest_peak(curve, begun, bounds)
    return peak if selected or sloped else peak._replace(local_maxima=without.local_maxima)


def _side(effects: Sampled) -> float:
    """Return 1 where less precise studies have the larger effects, else -1."""
    si = np.sqrt(effects.vi)
    return math.copysign(1.0, regression_on(effects.yi, effects.vi, si).slope)


def _error_of_mean(peak: Peak) -> float:
    """Return the standard error of mu, from the curvature off the bounds."""
    curvature = peak.curvature
    if not len(curvature) or not np.isfinite(curvature).all():
        return math.nan
    unit = np.sqrt(np.abs(np.diag(curvature)))
    scaled = curvature / unit[:, None] / unit
    if not np.linalg.eigvalsh(scaled)[0] > NEGLIGIBLE:
        return math.nan
    return float(math.sqrt(np.linalg.inv(scaled)[0, 0]) / unit[0])
