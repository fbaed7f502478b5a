"""P-uniform: the effect at which significant results are as significant as they should be.

Vocabulary
----------
yi, vi : effects and their sampling variances
critical : the smallest effect of a study that is significant
q : probability of a result as large as the one seen, given that it is significant
"""

import math
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtri

from evidence.stats.combined_p import edgington
from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import tails
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked

METHODS = ("P", "LNP")
SERIES = 12
"""Up to this many p-values the sum's distribution is exact; beyond, it is normal."""


class PUniform(NamedTuple):
    """The estimate with its interval, from the k significant results in one direction.

    Limits are NaN for LNP, which gives none.
    """

    estimate: float
    ci_low: float
    ci_high: float
    k: int


def p_uniform(
    yi: Reported,
    vi: Reported,
    *,
    side: str = "greater",
    alpha: float = 0.05,
    method: str = "P",
    level: float = 0.95,
) -> PUniform:
    """Estimate a common effect from significant results alone.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; at least one significant.
    side : {"greater", "less"}
        The direction results are expected in; others do not count.
    alpha : float
        Two-sided level of the studies' tests.
    method : {"P", "LNP"}
        Sum of the conditional p-values, or of their logarithms.
    level : float
        Confidence level.

    Returns
    -------
    PUniform

    Raises
    ------
    ValueError
        For bad effects, or when none is significant in this direction.

    Notes
    -----
    Given an effect and significance, the conditional p-values q are uniform: their sum is k/2 at
    the estimate (``P``), or the sum of -log q is k (``LNP``). Limits are where the sum has its
    quantiles. It assumes one true effect; with heterogeneity it overestimates.

    References
    ----------
    van Assen MALM, van Aert RCM, Wicherts JM (2015). doi:10.1037/met0000025

    Examples
    --------
    >>> found = p_uniform([0.5, 0.6, 0.45], [0.04, 0.05, 0.03])
    >>> found.k, found.estimate < 0.4
    (3, True)
    """
    require_choice("side", side, ("greater", "less"))
    require_choice("method", method, METHODS)
    effects = checked(yi, vi)
    zi = (1 if side == "greater" else -1) * effects.yi / np.sqrt(effects.vi)
    critical = -float(ndtri(tails(1 - alpha)))
    chosen = zi > critical
    k = int(chosen.sum())
    if k == 0:
        raise ValueError("no significant result in this direction")
    error = np.sqrt(effects.vi[chosen])
    sign = 1.0 if side == "greater" else -1.0

    def at(total: float) -> float:
        return _where(zi[chosen], critical, error, total, method)

    if method == "LNP":
        return PUniform(sign * at(float(k)), math.nan, math.nan, k)
    edge = _sum_quantile(tails(level), k)
    limits = sorted((sign * at(edge), sign * at(k - edge)))
    return PUniform(sign * at(k / 2), limits[0], limits[1], k)


def _where(zi: Floats, critical: float, error: Floats, total: float, method: str) -> float:
    """Find the effect at which conditional p-values, or minus their logarithms, have a sum."""

    def excess(mu: float) -> float:
        shift = mu / error
        logs = log_ndtr(shift - zi) - log_ndtr(shift - critical)
        return float(np.exp(logs).sum() - total if method == "P" else total + logs.sum())

    size = float(error.max())
    low, high = -size, size
    for _ in range(60):
        if excess(low) < 0 < excess(high):
            break
        low = low * 2 if excess(low) >= 0 else low
        high = high * 2 if excess(high) <= 0 else high
    if not excess(low) < 0 < excess(high):
        return -math.inf if excess(low) >= 0 else math.inf
    return float(brentq(excess, low, high, xtol=1e-14, rtol=1e-14))


def _sum_quantile(below: float, k: int) -> float:
    """Return the value below which the sum of k uniform numbers lies with a probability."""
    if k > SERIES:
        return k / 2 + float(ndtri(below)) * math.sqrt(k / 12)

    def excess(total: float) -> float:
        return float(edgington(np.full(k, total / k)).p) - below

    return float(brentq(excess, 1e-12, k / 2, xtol=1e-15))
