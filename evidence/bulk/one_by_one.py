"""The engine that pools one analysis after the other, as a single analysis is pooled."""

import math

import numpy as np

from evidence.bulk.choices import ManyChoices
from evidence.bulk.many_effects import ManyEffects
from evidence.bulk.status import Codes, Status
from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import (
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.pooling import pool_effects
from evidence.stats.prediction import RULES, prediction_limits
from evidence.stats.tau2 import estimate_tau2
from evidence.stats.tau2_interval import q_profile_interval

COLUMNS = (
    "estimate",
    "se",
    "ci_low",
    "ci_high",
    "statistic",
    "df",
    "guard_bit",
    "tau2",
    "tau2_low",
    "tau2_high",
    "local_maxima",
    "q",
    "i2",
    "pi_low",
    "pi_high",
)
NAN = math.nan


def pool_one_by_one(effects: ManyEffects, status: Codes, choices: ManyChoices) -> dict[str, Floats]:
    """Return the columns of numbers; ``status`` is changed where a search does not converge."""
    found = {name: np.full(len(status), NAN) for name in COLUMNS}
    for place in np.flatnonzero(status == Status.OK):
        part = slice(effects.offsets[place], effects.offsets[place + 1])
        numbers = _pool_one(effects.yi[part], effects.vi[part], choices)
        if numbers is None:
            status[place] = Status.NOT_CONVERGED
            continue
        for name, number in zip(COLUMNS, numbers, strict=True):
            found[name][place] = number
    return found


def _pool_one(yi: Floats, vi: Floats, choices: ManyChoices) -> tuple[float, ...] | None:
    k = len(yi)
    tau2 = estimate_tau2(yi, vi, method=choices.method)
    if not tau2.converged:
        return None
    pooled = pool_effects(yi, vi, tau2=tau2.value, test=choices.test, level=choices.level)
    q = cochran_q(yi, vi)
    spread = inconsistency_from_q(q.q, q.df)
    low = high = pi_low = pi_high = NAN
    if choices.random:
        spread = inconsistency_from_tau2(tau2.value, typical_variance(vi))
        if choices.tau2_interval:
            interval = q_profile_interval(yi, vi, level=choices.level)
            low, high = (NAN, NAN) if interval.empty else (interval.low, interval.high)
        if k >= 3:
            df = RULES[choices.prediction_quantile](k)
            pi_low, pi_high = prediction_limits(
                pooled.estimate, pooled.se, tau2.value, df=df, level=choices.level
            )
    return (
        pooled.estimate,
        pooled.se,
        pooled.ci_low,
        pooled.ci_high,
        pooled.statistic,
        math.inf if pooled.df is None else pooled.df,
        pooled.guard_bit,
        tau2.value,
        low,
        high,
        tau2.local_maxima,
        q.q,
        spread.i2,
        pi_low,
        pi_high,
    )
