"""Kenward and Roger's interval for the mean of random effects.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies, by REML
wi : 1/(vi + tau2)
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Reported
from evidence.stats.pooling import pool_effects, ratio
from evidence.stats.prediction import prediction_limits
from evidence.stats.quantiles import two_sided, two_sided_p
from evidence.stats.sampled import checked
from evidence.stats.tau2 import estimate_tau2


class KenwardRoger(NamedTuple):
    """A pooled mean with its interval, and where a new study's effect is expected.

    Prediction limits are NaN with a single degree of freedom or fewer.
    """

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    df: float
    statistic: float
    p_value: float
    prediction_low: float
    prediction_high: float


def kenward_roger(yi: Reported, vi: Reported, *, level: float = 0.95) -> KenwardRoger:
    """Pool effects by REML with Kenward and Roger's variance and degrees of freedom.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances, k at least 2.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    KenwardRoger

    Raises
    ------
    ValueError
        For bad effects or fewer than two.

    Notes
    -----
    With s1, s2, s3 the sums of wi, wi**2 and wi**3, the expected information of tau2 is
    I = s2/2 - s3/s1 + (s2/s1)**2/2; the variance of the mean is
    (1 + 2 (s3/s1 - (s2/s1)**2)/I)/s1 and its degrees of freedom are 2 I/(variance s2)**2. The
    prediction interval has one degree of freedom fewer. With few studies of unequal size the
    degrees of freedom can fall below one, and the interval becomes too wide to tell anything.
    meta's ``method.random.ci = "KR"`` and ``method.predict = "KR"``.

    References
    ----------
    Partlett C, Riley RD (2017). doi:10.1002/sim.7140
    Kenward MG, Roger JH (1997). doi:10.2307/2533558

    Examples
    --------
    >>> found = kenward_roger([0.1, 0.3, 0.9, 0.4], [0.02, 0.03, 0.02, 0.01])
    >>> round(found.se, 4), round(found.df, 2)
    (0.1695, 2.95)
    """
    effects = checked(yi, vi, least=2)
    tau2 = estimate_tau2(*effects, method="REML").value
    estimate = pool_effects(*effects, tau2=tau2).estimate
    wi = 1 / (effects.vi + tau2)
    s1, s2, s3 = (float((wi**power).sum()) for power in (1, 2, 3))
    information = s2 / 2 - s3 / s1 + (s2 / s1) ** 2 / 2
    variance = (1 + 2 * (s3 / s1 - (s2 / s1) ** 2) / information) / s1
    se, df = math.sqrt(variance), 2 * information / (variance * s2) ** 2
    reach = two_sided(level, df) * se
    statistic = ratio(estimate, se)
    low = high = np.nan
    if df > 1:
        low, high = prediction_limits(estimate, se, tau2, df=df - 1, level=level)
    return KenwardRoger(
        estimate,
        se,
        estimate - reach,
        estimate + reach,
        df,
        statistic,
        two_sided_p(statistic, df),
        low,
        high,
    )
