"""The same model fitted to several selections of the studies, as columns.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
"""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import (
    CochranQ,
    Inconsistency,
    cochran_q,
    inconsistency_from_q,
    inconsistency_from_tau2,
    typical_variance,
)
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.tau2 import COMMON_EFFECT, estimate_tau2

Places = npt.NDArray[np.intp] | npt.NDArray[np.bool_]


class Fit(NamedTuple):
    """One fitted model: the pooled effect, the heterogeneity around it, and the search for tau2."""

    pooled: Pooled
    tau2: float
    q: CochranQ
    inconsistency: Inconsistency
    converged: bool
    local_maxima: int


class Refits(NamedTuple):
    """One row a fit: pooled effect, test, Q, tau2, I2 (per cent) and H2."""

    estimate: Floats
    se: Floats
    statistic: Floats
    p_value: Floats
    ci_low: Floats
    ci_high: Floats
    q: Floats
    q_p_value: Floats
    tau2: Floats
    i2: Floats
    h2: Floats


def fit_mean(yi: Floats, vi: Floats, *, method: str, test: str = "z", level: float = 0.95) -> Fit:
    """Estimate tau2, pool, and describe what differs.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances. A single effect is returned as it is, with tau2 0.
    method : str
        How tau2 is estimated; see ``tau2.METHODS``, without those that need weights.
    test : str
        How the mean is tested; see ``pooling.TESTS``.
    level : float
        Confidence level.

    Returns
    -------
    Fit

    Examples
    --------
    >>> import numpy as np
    >>> fit_mean(np.array([0.0, 1.0]), np.array([0.5, 0.5]), method="DL").tau2
    0.0
    """
    alone = len(yi) == 1
    found = estimate_tau2(yi, vi, method="EE" if alone else method)
    tau2, search = found.value, (found.converged, found.local_maxima)
    pooled = pool_effects(yi, vi, tau2=tau2, test="z" if alone else test, level=level)
    if alone and test != "z":
        pooled = _without_test(pooled)
    q = cochran_q(yi, vi)
    if method in COMMON_EFFECT:
        return Fit(pooled, tau2, q, inconsistency_from_q(q.q, q.df), *search)
    return Fit(pooled, tau2, q, inconsistency_from_tau2(tau2, typical_variance(vi)), *search)


def _without_test(pooled: Pooled) -> Pooled:
    """Take away what needs degrees of freedom: a single effect leaves none."""
    nothing = math.nan
    return pooled._replace(ci_low=nothing, ci_high=nothing, p_value=nothing, df=0.0)


def refit(
    yi: Floats,
    vi: Floats,
    selections: Iterable[Places],
    *,
    method: str,
    test: str,
    level: float,
) -> tuple[list[Fit], Refits]:
    """Fit the same model to several selections of the studies.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances of all studies.
    selections : iterable of array
        Places (or True and False) of the studies in each fit.
    method, test : str
        As in ``fit_mean``.
    level : float
        Confidence level.

    Returns
    -------
    list of Fit
        The fits.
    Refits
        The same as columns.
    """
    fits = [
        fit_mean(yi[chosen], vi[chosen], method=method, test=test, level=level)
        for chosen in selections
    ]
    rows = [
        (
            *fit.pooled[:2],
            fit.pooled.statistic,
            fit.pooled.p_value,
            fit.pooled.ci_low,
            fit.pooled.ci_high,
            fit.q.q,
            fit.q.p_value,
            fit.tau2,
            *fit.inconsistency,
        )
        for fit in fits
    ]
    return fits, Refits(*np.array(rows, dtype=np.float64).reshape(-1, 11).T)
