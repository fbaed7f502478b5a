"""Pooling counted events by the method of Mantel and Haenszel.

Vocabulary
----------
ai, bi, ci, di : people with and without the event in the first group, and in the second
n1, n2, n : sizes of the groups, and of both
x1, t1, x2, t2 : events and person-time of the first and the second group; t : of both
"""

import math
from collections.abc import Callable

import numpy as np

from evidence.stats.events.counted_estimate import (
    NONE,
    CountedEstimate,
    Pooling,
    distance_from,
    with_test,
)
from evidence.stats.events.stratified_tables import kept_rates, kept_tables, single_effects
from evidence.stats.events.zero_cell_rule import AS_COUNTED, FOR_EFFECTS, ZeroCellRule
from evidence.stats.floats import Reported
from evidence.stats.person_time import Rates
from evidence.stats.refusal import require_choice
from evidence.stats.two_by_two import Tables


def mantel_haenszel(
    measure: str,
    *,
    pooled: ZeroCellRule = AS_COUNTED,
    single: ZeroCellRule = FOR_EFFECTS,
    level: float = 0.95,
    **columns: Reported,
) -> CountedEstimate:
    """Pool counted events to a common effect by the method of Mantel and Haenszel.

    Parameters
    ----------
    measure : {"OR", "RR", "RD", "IRR", "IRD"}
        Odds ratio, risk ratio, risk difference, incidence rate ratio or difference.
    pooled : ZeroCellRule
        What is added to the counts that are pooled: nothing unless asked for.
    single : ZeroCellRule
        What is added before the studies' own effects are taken, for heterogeneity and fit.
    level : float
        Confidence level.
    **columns : array_like, shape (k,)
        ``ai``, ``ci`` and ``bi``, ``di`` or ``n1i``, ``n2i``; for rates ``x1i``, ``t1i``,
        ``x2i``, ``t2i``.

    Returns
    -------
    CountedEstimate
        On the analysis scale (logarithms for ratios); NaN where the counts allow no estimate.

    Raises
    ------
    ValueError
        For an unknown measure, or naming the positions of missing or impossible counts.

    Notes
    -----
    Suited to few events and many small studies; it takes the effect to be the same in all of
    them. Studies with no events in either group have no weight for ratios and are kept for
    differences.

    References
    ----------
    Mantel N, Haenszel W (1959). doi:10.1093/jnci/22.4.719
    Robins J, Breslow N, Greenland S (1986). doi:10.2307/2531052
    Greenland S, Robins JM (1985). doi:10.2307/2530643

    Examples
    --------
    >>> found = mantel_haenszel("RR", ai=[10, 4], n1i=[100, 50], ci=[20, 9], n2i=[100, 50])
    >>> round(math.exp(found.estimate), 3)
    0.483
    """
    require_choice("measure", measure, tuple(FORMULAS))
    counts, kept = (kept_rates if measure in RATES else kept_tables)(columns, pooled)
    if not kept.any():
        raise ValueError("no study left to pool")
    estimate = FORMULAS[measure](counts)
    effects = single_effects(measure, columns, single).effects
    q = distance_from(estimate.estimate, effects)
    return with_test(estimate, effects, kept, q, level=level)


def common_odds_ratio(tables: Tables) -> Pooling:
    """Return Mantel and Haenszel's log odds ratio; NaN where a sum of products is 0.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    Pooling

    Notes
    -----
    ``log(sum R / sum S)`` with ``R = ai di / n`` and ``S = bi ci / n``. With
    ``P = (ai + di) / n`` and ``Q = 1 - P`` the variance is half of
    ``sum(P R)/R**2 + sum(P S + Q R)/(R S) + sum(Q S)/S**2``.

    References
    ----------
    Robins J, Breslow N, Greenland S (1986). doi:10.2307/2531052
    """
    n = tables.n1 + tables.n2
    p, q = (tables.ai + tables.di) / n, (tables.bi + tables.ci) / n
    r, s = tables.ai / n * tables.di, tables.bi / n * tables.ci
    up, down = float(r.sum()), float(s.sum())
    if up == 0 or down == 0:
        return NONE
    mixed = float((p * s + q * r).sum()) / (up * down)
    twice = float((p * r).sum()) / up**2 + mixed + float((q * s).sum()) / down**2
    return Pooling(math.log(up / down), math.sqrt(twice / 2))


def common_risk_ratio(tables: Tables) -> Pooling:
    """Return Mantel and Haenszel's log risk ratio; NaN where a group has no events at all.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    Pooling

    Notes
    -----
    ``log(sum(ai n2 / n) / sum(ci n1 / n))``, with variance
    ``sum(n1 n2 (ai + ci) / n**2 - ai ci / n)`` over the product of the two sums.

    References
    ----------
    Greenland S, Robins JM (1985). doi:10.2307/2530643
    """
    n1, n2 = tables.n1, tables.n2
    n = n1 + n2
    up, down = float((tables.ai * (n2 / n)).sum()), float((tables.ci * (n1 / n)).sum())
    if up == 0 or down == 0:
        return NONE
    spread = (n1 / n) * (n2 / n) * (tables.ai + tables.ci) - tables.ai / n * tables.ci
    return Pooling(math.log(up / down), math.sqrt(max(0.0, float(spread.sum())) / (up * down)))


def common_risk_difference(tables: Tables) -> Pooling:
    """Return Mantel and Haenszel's risk difference.

    Parameters
    ----------
    tables : Tables

    Returns
    -------
    Pooling

    Notes
    -----
    ``sum((ai n2 - ci n1) / n) / W`` with ``W = sum(n1 n2 / n)``. The variance is the one
    consistent for many small studies and for few large ones alike, which needs the estimate.

    References
    ----------
    Greenland S, Robins JM (1985). doi:10.2307/2530643
    """
    n1, n2 = tables.n1, tables.n2
    n = n1 + n2
    share1, share2 = n1 / n, n2 / n
    weight = float((n1 * share2).sum())
    estimate = float((tables.ai * share2 - tables.ci * share1).sum()) / weight
    tilt = tables.ci * share1**2 - tables.ai * share2**2 + share1 * share2 * (n2 - n1) / 2
    apart = (tables.ai * (n2 - tables.ci) + tables.ci * (n1 - tables.ai)) / n / 2
    spread = estimate * float(tilt.sum()) + float(apart.sum())
    return Pooling(estimate, math.sqrt(max(0.0, spread)) / weight)


def common_rate_ratio(rates: Rates) -> Pooling:
    """Return Mantel and Haenszel's log rate ratio; NaN where a group has no events at all.

    Parameters
    ----------
    rates : Rates

    Returns
    -------
    Pooling

    Notes
    -----
    ``log(sum(x1 t2 / t) / sum(x2 t1 / t))``, with variance ``sum(t1 t2 (x1 + x2) / t**2)`` over
    the product of the two sums.

    References
    ----------
    Greenland S, Robins JM (1985). doi:10.2307/2530643
    """
    share1, share2 = rates.t1 / (rates.t1 + rates.t2), rates.t2 / (rates.t1 + rates.t2)
    up, down = float((rates.x1 * share2).sum()), float((rates.x2 * share1).sum())
    if up == 0 or down == 0:
        return NONE
    spread = float((share1 * share2 * (rates.x1 + rates.x2)).sum())
    return Pooling(math.log(up / down), math.sqrt(spread / (up * down)))


def common_rate_difference(rates: Rates) -> Pooling:
    """Return Mantel and Haenszel's rate difference.

    Parameters
    ----------
    rates : Rates

    Returns
    -------
    Pooling

    Notes
    -----
    ``sum(w (x1 / t1 - x2 / t2)) / sum(w)`` with ``w = t1 t2 / t``, and variance
    ``sum(w**2 (x1 / t1**2 + x2 / t2**2)) / sum(w)**2``.

    References
    ----------
    Greenland S, Robins JM (1985). doi:10.2307/2530643
    """
    weights = rates.t1 / (rates.t1 + rates.t2) * rates.t2
    total = float(weights.sum())
    differences = rates.x1 / rates.t1 - rates.x2 / rates.t2
    spread = weights**2 * (rates.x1 / rates.t1**2 + rates.x2 / rates.t2**2)
    estimate = float((weights * differences).sum()) / total
    return Pooling(estimate, math.sqrt(float(np.sum(spread))) / total)


RATES = ("IRR", "IRD")
FORMULAS: dict[str, Callable[..., Pooling]] = {
    "OR": common_odds_ratio,
    "RR": common_risk_ratio,
    "RD": common_risk_difference,
    "IRR": common_rate_ratio,
    "IRD": common_rate_difference,
}
