"""Pooling odds ratios by Peto's one step.

Vocabulary
----------
O - E : events in the first group less those expected under no effect; V : their variance
"""

import math

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.events.counted_estimate import CountedEstimate, Pooling, with_test
from evidence.stats.events.stratified_tables import kept_tables, single_effects
from evidence.stats.events.zero_cell_rule import AS_COUNTED, FOR_EFFECTS, ZeroCellRule
from evidence.stats.floats import Reported
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import chi_square_above
from evidence.stats.two_by_two import peto_log_odds_ratio


def peto(
    *,
    pooled: ZeroCellRule = AS_COUNTED,
    single: ZeroCellRule = FOR_EFFECTS,
    level: float = 0.95,
    **columns: Reported,
) -> CountedEstimate:
    """Pool odds ratios by Peto's one-step method.

    Parameters
    ----------
    pooled : ZeroCellRule
        What is added to the tables that are pooled: nothing unless asked for.
    single : ZeroCellRule
        What is added before the studies' own effects are taken, for the fit.
    level : float
        Confidence level.
    **columns : array_like, shape (k,)
        ``ai``, ``ci`` and ``bi``, ``di`` or ``n1i``, ``n2i``.

    Returns
    -------
    CountedEstimate
        The log odds ratio. Heterogeneity is of the tables as pooled, with one degree of freedom
        fewer than studies that have an effect of their own.

    Raises
    ------
    ValueError
        Where one of the outcomes never occurred, or naming the positions of missing or
        impossible counts.

    Notes
    -----
    ``sum(O - E) / sum(V)`` with variance ``1 / sum(V)``: the studies' Peto effects weighted by
    the inverse of their variances. Close to unbiased for rare events and small effects only, and
    biased where groups are of very different size.

    References
    ----------
    Yusuf S, Peto R, Lewis J, Collins R, Sleight P (1985). doi:10.1016/S0033-0620(85)80003-7
    Greenland S, Salvan A (1990). doi:10.1002/sim.4780090307

    Examples
    --------
    >>> found = peto(ai=[10, 4], n1i=[100, 50], ci=[20, 9], n2i=[100, 50])
    >>> round(found.estimate, 3)
    -0.81
    """
    kept = kept_tables(columns, pooled)
    steps = peto_log_odds_ratio(kept.counts)
    there = np.isfinite(steps.vi)
    informative = Effects(steps.yi[there], steps.vi[there])
    if not len(informative.yi):
        raise ValueError("one of the outcomes never occurred in any study")
    precision = float((1 / informative.vi).sum())
    estimate = float((informative.yi / informative.vi).sum()) / precision
    effects = single_effects("PETO", columns, single).effects
    return with_test(
        Pooling(estimate, math.sqrt(1 / precision)),
        effects,
        kept.kept,
        _heterogeneity(informative, len(effects.yi) - 1),
        level=level,
    )


def _heterogeneity(informative: Effects, df: int) -> CochranQ:
    q = q_at(*informative, 0.0)
    if len(informative.yi) < 2 or df < 1:
        return CochranQ(q, 0, 1.0)
    return CochranQ(q, df, chi_square_above(q, df))
