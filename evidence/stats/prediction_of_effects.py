"""Prediction intervals by rules that choose their own standard error, by the names in R's meta.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
k : number of effects
"""

import math
from typing import NamedTuple

from evidence.stats.floats import Reported
from evidence.stats.kenward_roger import KenwardRoger, kenward_roger
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.prediction import PredictionInterval, prediction_limits
from evidence.stats.refusal import require_choice


class OwnError(NamedTuple):
    """Whose standard error a rule takes, and what it takes from the degrees of freedom.

    ``fewer`` is counted from the k effects, or from Kenward and Roger's degrees of freedom; None
    is the normal distribution.
    """

    test: str
    fewer: int | None


KENWARD_ROGER = "kenward-roger"
OWN_ERROR = {
    "V": OwnError("z", 1),
    "HTS": OwnError("z", 2),
    "HK": OwnError("knha", 1),
    "HK-PR": OwnError("knha", 2),
    "KR": OwnError(KENWARD_ROGER, 0),
    "KR-PR": OwnError(KENWARD_ROGER, 1),
    "S": OwnError("z", None),
}
"""The rules of ``method.predict``, whatever the interval of the mean was made by."""

BY_REML = tuple(name for name, rule in OWN_ERROR.items() if rule.test == KENWARD_ROGER)
"""Kenward and Roger's formulas are those of the restricted likelihood."""


def predict_from_effects(
    yi: Reported, vi: Reported, *, tau2: float, rule: str, level: float = 0.95
) -> PredictionInterval:
    """Return the interval in which the true effect of a new study is expected.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    tau2 : float
        Variance between studies; for ``"KR"`` and ``"KR-PR"`` the one by REML.
    rule : {"V", "HTS", "HK", "HK-PR", "KR", "KR-PR", "S"}
        ``"V"``: the usual standard error, t with k - 1 degrees of freedom (Veroniki).
        ``"HTS"``: the same with k - 2 (Higgins, Thompson and Spiegelhalter). ``"S"``: the
        normal distribution (Skipka). ``"HK"``: Hartung and Knapp's standard error with k - 1;
        ``"HK-PR"`` with k - 2 (Partlett and Riley). ``"KR"``: Kenward and Roger's with their
        degrees of freedom; ``"KR-PR"`` with one fewer.
    level : float
        Probability the interval is made for.

    Returns
    -------
    PredictionInterval
        Limits are NaN where no degree of freedom is left.

    Raises
    ------
    ValueError
        For an unknown rule or bad effects.

    Notes
    -----
    estimate -/+ quantile * sqrt(se**2 + tau2). Hartung and Knapp's standard error is taken as it
    is; held not below the usual one it is ``prediction_interval`` of a guarded mean.

    References
    ----------
    Higgins JPT, Thompson SG, Spiegelhalter DJ (2009). doi:10.1111/j.1467-985X.2008.00552.x
    Partlett C, Riley RD (2017). doi:10.1002/sim.7140
    Veroniki AA, Jackson D, Bender R, et al. (2019). doi:10.1002/jrsm.1319

    Examples
    --------
    >>> interval = predict_from_effects([0, 1, 2], [0.5, 0.5, 0.5], tau2=0.5, rule="HTS")
    >>> interval.df, round(interval.low, 2)
    (1.0, -10.6)
    """
    require_choice("rule", rule, OWN_ERROR)
    test, fewer = OWN_ERROR[rule]
    mean: Pooled | KenwardRoger
    if test == KENWARD_ROGER:
        mean = kenward_roger(yi, vi, level=level)
        free = mean.df
    else:
        mean = pool_effects(yi, vi, tau2=tau2, test=test, level=level)
        free = float(len(mean.weights))
    df = None if fewer is None else free - fewer
    if df is not None and df <= 0:
        return PredictionInterval(math.nan, math.nan, rule, df)
    low, high = prediction_limits(mean.estimate, mean.se, tau2, df=df, level=level)
    return PredictionInterval(low, high, rule, df)
