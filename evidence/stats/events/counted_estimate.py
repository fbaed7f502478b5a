"""A pooled estimate from counts, with how far the studies' own effects lie from it.

Vocabulary
----------
yi, vi : the effects of the studies that have one, and their sampling variances
k : studies pooled; ``k_effects`` : those with an effect of their own
"""

import math
from typing import NamedTuple

from evidence.stats.effects import Effects
from evidence.stats.fit_statistics import FitStatistics, fit_statistics
from evidence.stats.floats import Bools
from evidence.stats.heterogeneity import CochranQ, Inconsistency, inconsistency_from_q
from evidence.stats.pooling import ratio
from evidence.stats.quantiles import chi_square_above, two_sided, two_sided_p

UNKNOWN = math.nan
NO_FIT = FitStatistics(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)


class CountedEstimate(NamedTuple):
    """A common effect pooled from counts; NaN where the counts allow none.

    ``fit`` is the likelihood of the studies' effects at this estimate, as for inverse-variance
    pooling. ``kept`` tells which of the studies given went in.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    p_value: float
    level: float
    k: int
    k_effects: int
    heterogeneity: CochranQ
    inconsistency: Inconsistency
    fit: FitStatistics
    kept: Bools


class Pooling(NamedTuple):
    """An estimate and its standard error; NaN where the counts allow none."""

    estimate: float
    se: float


NONE = Pooling(UNKNOWN, UNKNOWN)


def with_test(
    pooled: Pooling, effects: Effects, kept: Bools, q: CochranQ, *, level: float
) -> CountedEstimate:
    """Return an estimate with its test and interval (normal), inconsistency and fit.

    Parameters
    ----------
    pooled : Pooling
    effects : Effects
        The studies' own effects, without NaN.
    kept : array of bool
        Which of the studies given were pooled.
    q : CochranQ
        The test of heterogeneity that goes with the estimate.
    level : float
        Confidence level.

    Returns
    -------
    CountedEstimate

    Examples
    --------
    >>> import numpy as np
    >>> one = Effects(np.array([0.5]), np.array([0.25]))
    >>> found = with_test(
    ...     Pooling(0.5, 0.5), one, np.array([True]), distance_from(0.5, one), level=0.95
    ... )
    >>> found.statistic, found.heterogeneity.p_value
    (1.0, 1.0)
    """
    reach = two_sided(level, None) * pooled.se
    known = math.isfinite(pooled.estimate)
    statistic = ratio(*pooled) if known else UNKNOWN
    fit = NO_FIT
    if known and len(effects.yi):
        fit = fit_statistics(
            *effects, mu=pooled.estimate, tau2=0.0, restricted=False, tau2_estimated=False
        )
    return CountedEstimate(
        estimate=pooled.estimate,
        se=pooled.se,
        ci_low=pooled.estimate - reach,
        ci_high=pooled.estimate + reach,
        statistic=statistic,
        p_value=two_sided_p(statistic, None),
        level=level,
        k=int(kept.sum()),
        k_effects=len(effects.yi),
        heterogeneity=q,
        inconsistency=inconsistency_from_q(q.q, q.df),
        fit=fit,
        kept=kept,
    )


def distance_from(estimate: float, effects: Effects) -> CochranQ:
    """Test how far effects lie from an estimate that is not their weighted mean.

    Parameters
    ----------
    estimate : float
    effects : Effects
        The studies' own effects, without NaN.

    Returns
    -------
    CochranQ
        ``sum((yi - estimate)**2 / vi)`` with one degree of freedom fewer than effects; 0 with
        a p-value of 1 for fewer than two.

    Examples
    --------
    >>> import numpy as np
    >>> distance_from(0.0, Effects(np.array([0.0, 1.0]), np.array([0.5, 0.5]))).q
    2.0
    """
    df = len(effects.yi) - 1
    if df < 1:
        return CochranQ(0.0, 0, 1.0)
    off = effects.yi - estimate
    q = float((off / effects.vi) @ off)
    return CochranQ(q, df, chi_square_above(q, df))
