"""Limit meta-analysis: what the studies would say if they were all infinitely precise.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
alpha, beta : intercept and slope on the generalised radial plot
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.heterogeneity import cochran_q
from evidence.stats.pooling import pool_effects, ratio
from evidence.stats.quantiles import chi_square_above, two_sided, two_sided_p
from evidence.stats.radial import radial_points
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import Sampled, checked
from evidence.stats.small_study.asymmetry_regression import regression_on
from evidence.stats.tau2 import estimate_tau2

ADJUSTMENTS = ("beta0", "betalim", "mulim")


class LimitMetaAnalysis(NamedTuple):
    """The adjusted effect, the shrunken effects, and what small-study effects explain.

    ``bias`` is alpha, the part of an effect that goes with its standard error. ``q_small`` is
    what of Cochran's Q small-study effects explain (1 degree of freedom) and ``q_residual`` what
    they leave (k - 2). ``g2`` is the share, in per cent, of heterogeneity that remains once
    small-study effects are accounted for. ``converged`` and ``local_maxima`` tell of the search
    for tau2.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    p_value: float
    bias: float
    slope: float
    tau2: float
    limits: Floats
    q_small: float
    q_small_p: float
    q_residual: float
    q_residual_p: float
    g2: float
    converged: bool
    local_maxima: int


def limit_meta_analysis(
    yi: Reported,
    vi: Reported,
    *,
    adjustment: str = "beta0",
    method: str = "REML",
    level: float = 0.95,
) -> LimitMetaAnalysis:
    """Adjust the pooled effect for small-study effects.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 3.
    adjustment : {"beta0", "betalim", "mulim"}
        The expected effect of an infinitely precise study; the slope through the shrunken
        effects on a radial plot, with an intercept; or without one.
    method : str
        Estimator of tau squared.
    level : float
        Confidence level.

    Returns
    -------
    LimitMetaAnalysis

    Raises
    ------
    ValueError
        For an unknown adjustment, bad effects, or variances that are all the same.

    Notes
    -----
    With si = sqrt(vi + tau2), yi/si is regressed on 1/si: yi = beta + si (alpha + error). As
    sampling errors vanish si becomes tau, so the expected effect is beta + tau alpha and the
    study's own limit beta + tau/si (yi - beta). The standard error of ``beta0`` is
    1/sqrt(sum of squares of the 1/sqrt(vi) about their mean), as in the metasens package.

    References
    ----------
    Rücker G, Schwarzer G, Carpenter JR, Binder H, Schumacher M (2011).
    doi:10.1093/biostatistics/kxq046

    Examples
    --------
    >>> found = limit_meta_analysis([0.1, 0.3, 0.4, 0.9], [0.01, 0.02, 0.05, 0.1], method="DL")
    >>> round(found.estimate, 3)
    0.01
    """
    require_choice("adjustment", adjustment, ADJUSTMENTS)
    effects = _unequal(checked(yi, vi, least=3))
    found = estimate_tau2(effects.yi, effects.vi, method=method)
    tau2 = found.value
    spread = np.sqrt(effects.vi + tau2)
    radial = regression_on(effects.yi, spread**2, spread)
    alpha, beta = radial.slope, radial.intercept
    limits = beta + math.sqrt(tau2) / spread * (effects.yi - beta)
    estimate, se = _adjusted(limits, effects.vi, adjustment)
    if adjustment == "beta0":
        estimate = beta + math.sqrt(tau2) * alpha
    reach = two_sided(level, None) * se
    small, residual = _parts(effects.yi, effects.vi)
    return LimitMetaAnalysis(
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        statistic=ratio(estimate, se),
        p_value=two_sided_p(ratio(estimate, se), None),
        bias=alpha,
        slope=beta,
        tau2=tau2,
        limits=limits,
        q_small=small,
        q_small_p=chi_square_above(max(0.0, small), 1),
        q_residual=residual,
        q_residual_p=chi_square_above(residual, len(effects.yi) - 2),
        g2=_unexplained(limits, effects.vi),
        converged=found.converged,
        local_maxima=found.local_maxima,
    )


def _unequal(effects: Sampled) -> Sampled:
    if np.ptp(effects.vi) == 0:
        raise ValueError("vi: the same in all studies, so there are no small ones")
    return effects


def _adjusted(limits: Floats, vi: Floats, adjustment: str) -> tuple[float, float]:
    """Mean of the studies' limits with its standard error; ``beta0`` has a mean of its own."""
    if adjustment == "beta0":
        precision = radial_points(limits, vi).precision
        off = precision - precision.mean()
        return math.nan, 1 / math.sqrt(float(off @ off))
    if adjustment == "mulim":
        pooled = pool_effects(limits, vi)
        return pooled.estimate, pooled.se
    lined = regression_on(limits, vi, np.sqrt(vi))
    return lined.intercept, lined.intercept_se


def _parts(yi: Floats, vi: Floats) -> tuple[float, float]:
    """Cochran's Q in what the standard error explains and what it leaves."""
    root = np.sqrt(vi)
    line = np.column_stack([np.ones_like(root), root])
    residual = cochran_q(yi, vi, xi=line).q
    return cochran_q(yi, vi).q - residual, residual


def _unexplained(limits: Floats, vi: Floats) -> float:
    """Share of the radial plot's variance that the line through it leaves, in per cent."""
    points = radial_points(limits, vi)
    line = np.column_stack([np.ones_like(vi), np.sqrt(vi)])
    off = points.standardised - points.standardised.mean()
    total = float(off @ off)
    return 100 * cochran_q(limits, vi, xi=line).q / total if total > 0 else math.nan
