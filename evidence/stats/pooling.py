"""Pooling effects to one mean, with the test and interval asked for.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies; 0 for a common effect
wi : 1/(vi + tau2), the inverse-variance weights
k : number of effects
"""

import math
from typing import NamedTuple

from evidence.stats.floats import Floats, Reported
from evidence.stats.projection import residual_df
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import Sampled, checked
from evidence.stats.tau2 import checked_weights
from evidence.stats.tested_mean import TESTS, hartung_knapp_factor, tested_mean


class Pooled(NamedTuple):
    """A pooled effect with its test and interval.

    ``df`` is None for the normal distribution. ``weights`` are per cent. ``variance_factor`` is
    what Hartung and Knapp multiply the variance by, 1 for ``z`` and ``t``; ``guard_bit`` is
    whether ``adhoc`` had to raise it to 1.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    statistic: float
    p_value: float
    df: float | None
    weights: Floats
    guard_bit: bool
    variance_factor: float


def pool_effects(
    yi: Reported,
    vi: Reported,
    *,
    tau2: float = 0.0,
    weights: Reported | None = None,
    test: str = "z",
    level: float = 0.95,
) -> Pooled:
    """Pool effects to their weighted mean.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    tau2 : float
        Variance between studies; 0 for a common effect.
    weights : array_like, shape (k,), optional
        The user's own weights, zero or more; inverse-variance weights when not given.
    test : {"z", "t", "knha", "adhoc"}
        Normal; t with k - 1 degrees of freedom; Hartung and Knapp's variance and t; the same
        where the variance is never made smaller.
    level : float
        Confidence level of the interval.

    Returns
    -------
    Pooled

    Raises
    ------
    ValueError
        For an unknown test, tau2 below zero, bad effects, or any test but ``z`` for one effect.

    Notes
    -----
    The variance is sum(a**2 (vi + tau2)) for weights a that sum to 1, which is 1/sum(wi) for
    inverse-variance weights. Hartung and Knapp multiply it by q = Q(tau2)/(k - 1), in which Q
    has inverse-variance weights also where the user gave others. ``adhoc`` multiplies by
    max(1, q) (Knapp and Hartung 2003), so with t quantiles the interval is never narrower than
    the Wald interval; metafor and meta (``adhoc.hakn.ci = "se"``) call it the same.

    References
    ----------
    Hartung J, Knapp G (2001). doi:10.1002/sim.791
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482

    Examples
    --------
    >>> pooled = pool_effects([0.0, 1.0], [0.5, 0.5], test="z")
    >>> pooled.estimate, pooled.se, pooled.weights.tolist()
    (0.5, 0.5, [50.0, 50.0])
    """
    require_choice("test", test, TESTS)
    effects = checked(yi, vi, least=1 if test == "z" else 2)
    if not 0 <= tau2 < math.inf:
        raise ValueError(f"tau2: {tau2!r} is not a finite number of at least 0")
    share, variance = _shares(effects, tau2, weights)
    estimate = float(share @ effects.yi)
    k = len(effects.yi)
    q = q_at(effects.yi, effects.vi, tau2) if test in ("knha", "adhoc") else 0.0
    df = None if test == "z" else float(k - 1)
    tested = tested_mean(estimate, variance, q, k - 1, two_sided(level, df), test)
    statistic = float(tested.statistic)
    return Pooled(
        estimate=estimate,
        se=float(tested.se),
        ci_low=float(tested.ci_low),
        ci_high=float(tested.ci_high),
        statistic=statistic,
        p_value=two_sided_p(statistic, df),
        df=df,
        weights=100 * share,
        guard_bit=bool(tested.guard_bit),
        variance_factor=float(tested.factor),
    )


def _shares(effects: Sampled, tau2: float, weights: Reported | None) -> tuple[Floats, float]:
    """Weights that sum to 1, and the variance of the mean they give."""
    total = effects.vi + tau2
    if weights is None:
        wi = 1 / total
        precision = float(wi.sum())
        return wi / precision, 1 / precision
    ai = checked_weights(weights, len(total))
    share = ai / float(ai.sum())
    return share, float((share * share) @ total)


def variance_factor(yi: Floats, total: Floats, xi: Floats | None = None) -> float:
    """Return what Hartung and Knapp multiply variances by.

    Parameters
    ----------
    yi, total : array of float, shape (k,)
        Effects, and their sampling variances plus the variance between studies.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    float
        Q(tau2)/(k - p). A Q that is nothing but rounding is read as 0, as metafor reads it.

    Examples
    --------
    >>> import numpy as np
    >>> variance_factor(np.array([0.0, 1.0]), np.array([0.5, 0.5]))
    1.0
    """
    return float(hartung_knapp_factor(q_at(yi, total, 0.0, xi), residual_df(len(yi), xi)))


def ratio(estimate: float, se: float) -> float:
    """Return estimate/se; infinite, or NaN for 0/0, where the standard error is zero."""
    if se > 0 or math.isnan(se):
        return estimate / se
    return math.nan if estimate == 0 else math.copysign(math.inf, estimate)
