"""Where the true effect of a new study is expected.

Vocabulary
----------
estimate, se : the pooled effect and its standard error
tau2 : variance of true effects between studies
k : number of effects pooled; of trials, where several effects come from one
"""

import math
from collections.abc import Callable
from typing import NamedTuple

from evidence.stats.quantiles import two_sided
from evidence.stats.refusal import require_choice


class PredictionInterval(NamedTuple):
    """A prediction interval, the rule that made it and its degrees of freedom (None: normal)."""

    low: float
    high: float
    rule: str
    df: float | None


RULES: dict[str, Callable[[int], float | None]] = {
    "z": lambda k: None,
    "t(k-1)": lambda k: float(k - 1),
    "HTS t(k-2)": lambda k: float(k - 2),
    "riley": lambda k: float(max(1, k - 2)),
}
"""Degrees of freedom a rule gives for k effects.

``z``: metafor where the model was tested with z. ``t(k-1)``: metafor where it was tested with t,
``knha`` or ``adhoc``. ``HTS t(k-2)``: Higgins, Thompson and Spiegelhalter, and Partlett and Riley
where the standard error is Hartung and Knapp's. ``riley``: the same with at least one degree of
freedom, as metafor's ``predtype = "Riley"``.
"""


def prediction_interval(
    estimate: float, se: float, tau2: float, *, k: int, rule: str, level: float = 0.95
) -> PredictionInterval:
    """Return the interval in which the true effect of a new study is expected.

    Parameters
    ----------
    estimate, se : float
        Pooled effect and its standard error, as the chosen test gave it.
    tau2 : float
        Variance between studies.
    k : int
        Number of effects pooled; of trials, where several effects come from one.
    rule : {"z", "t(k-1)", "HTS t(k-2)", "riley"}
        Which quantile is used; see ``RULES``.
    level : float
        Probability the interval is made for.

    Returns
    -------
    PredictionInterval

    Raises
    ------
    ValueError
        For an unknown rule, or too few effects for it (a t distribution needs one degree of
        freedom).

    Notes
    -----
    estimate -/+ quantile * sqrt(se**2 + tau2). It takes true effects to be normal and tau2 to
    be known; with fewer than about five studies it says little.

    References
    ----------
    Higgins JPT, Thompson SG, Spiegelhalter DJ (2009). doi:10.1111/j.1467-985X.2008.00552.x
    Riley RD, Higgins JPT, Deeks JJ (2011). doi:10.1136/bmj.d549
    Partlett C, Riley RD (2017). doi:10.1002/sim.7140

    Examples
    --------
    >>> interval = prediction_interval(0.5, 0.3, 0.16, k=10, rule="z")
    >>> round(interval.low, 3), round(interval.high, 3)
    (-0.48, 1.48)
    """
    require_choice("rule", rule, RULES)
    df = RULES[rule](k)
    if df is not None and df < 1:
        raise ValueError(f"rule {rule!r} needs more than {k} effects")
    low, high = prediction_limits(estimate, se, tau2, df=df, level=level)
    return PredictionInterval(low, high, rule, df)


def prediction_limits(
    estimate: float, se: float, tau2: float, *, df: float | None, level: float = 0.95
) -> tuple[float, float]:
    """Return the limits of a prediction interval by its degrees of freedom (None: normal).

    Examples
    --------
    >>> [round(limit, 3) for limit in prediction_limits(0.5, 0.3, 0.16, df=None)]
    [-0.48, 1.48]
    """
    reach = two_sided(level, df) * math.sqrt(se * se + tau2)
    return estimate - reach, estimate + reach
