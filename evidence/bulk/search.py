"""What of a pooling has to be searched for or summed: one piece of code for every engine.

``search`` is written so that it serves one analysis (columns of shape (k,)) and many of equal
size at once (shape (k, n)); which, is in the functions it is given. Numba compiles it, and the
formula book under it, as it stands.

Vocabulary
----------
yi, vi : effects and their sampling variances
q, trace : Cochran's Q, and tr(P) at the sampling variances alone
df : k - 1
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from evidence.stats.bracketed_newton import Root
from evidence.stats.floats import Floats
from evidence.stats.peaks import Maximum
from evidence.stats.q_statistic import mean_tau2_where_q_is
from evidence.stats.study_sums import mean_terms, moment_terms, q_terms, summed
from evidence.stats.tau2_likelihood import mean_maximum

ESTIMATORS = ("REML", "ML", "PM", "DL", "EE")
RESTRICTED, FULL, PAULE_MANDEL, MOMENTS, COMMON = range(len(ESTIMATORS))


class Searched(NamedTuple):
    """What the columns of a result are made of; arrays for many analyses at once.

    ``mean``, ``precision`` and ``q_there`` are at the tau2 found.
    """

    tau2: Any
    converged: Any
    local_maxima: Any
    tau2_low: Any
    tau2_high: Any
    q: Any
    trace: Any
    mean: Any
    precision: Any
    q_there: Any


class Wanted(NamedTuple):
    """What to look for, for one analysis or many.

    ``method`` is a place among ``ESTIMATORS``; ``most`` and ``least`` are what Q is at the ends of
    the interval for tau2, where ``interval`` says that there is to be one.
    """

    method: int
    interval: bool
    most: Any
    least: Any


Tau2Of = Callable[[Floats, Floats, Any, Any, int], Maximum]
RootOf = Callable[[Floats, Floats, Any], Root]


def search(yi: Floats, vi: Floats, wanted: Wanted, tau2_of: Tau2Of, root_of: RootOf) -> Searched:
    """Find tau2 and its interval, and sum over studies what the rest is made of.

    Parameters
    ----------
    yi, vi : array of float, shape (k,) or (k, n)
        Effects and sampling variances, a row a study.
    wanted : Wanted
    tau2_of, root_of : callable
        The estimator of tau2, and the search for the tau2 at which Q meets a target.

    Returns
    -------
    Searched
    """
    precision, weighted = summed(mean_terms, yi, vi, 0.0)
    q, squares = summed(moment_terms, yi, vi, 0.0, weighted / precision)
    trace = precision - squares / precision
    found = tau2_of(yi, vi, q, trace, wanted.method)
    low = high = q * np.nan
    converged = found.converged
    if wanted.interval:
        lower = root_of(yi, vi, wanted.most)
        upper = root_of(yi, vi, wanted.least)
        low, high = lower.value, upper.value
        converged = converged & lower.converged & upper.converged
    precision, weighted = summed(mean_terms, yi, vi, found.tau2)
    mean = weighted / precision
    q_there, _ = summed(q_terms, yi, vi, found.tau2, mean)
    return Searched(
        found.tau2,
        converged,
        found.local_maxima,
        low,
        high,
        q,
        trace,
        mean,
        precision,
        q_there,
    )


def tau2_of_one(yi: Floats, vi: Floats, q: Any, trace: Any, method: int) -> Maximum:
    """Return the tau2 of one analysis, by the estimator with a given place among ``ESTIMATORS``."""
    if method <= FULL:
        return mean_maximum(yi, vi, method == RESTRICTED)
    if method == PAULE_MANDEL:
        root = mean_tau2_where_q_is(yi, vi, len(yi) - 1.0)
        return Maximum(root.value, root.converged, 1)
    return tau2_from_sums(q, trace, len(yi) - 1, method)


def tau2_from_sums(q: Any, trace: Any, df: int, method: int) -> Maximum:
    """Return DerSimonian and Laird's tau2, or none for a common effect; for one or many."""
    moment = np.maximum(0.0, (q - df) / trace)
    return Maximum(moment if method == MOMENTS else 0.0 * q, q >= 0, 1)
