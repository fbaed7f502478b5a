"""The variance of true effects between studies, by every estimator metafor names.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies; what moderators leave of it, where there are any
xi : model matrix, one column a coefficient; None is the intercept alone
wi : 1/(vi + tau2), the inverse-variance weights
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats import tau2_moments
from evidence.stats.floats import Floats, Reported
from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import residual_df
from evidence.stats.q_statistic import tau2_where_q_is
from evidence.stats.quantiles import chi_square_quantile
from evidence.stats.refusal import refuse, require_choice
from evidence.stats.sampled import checked
from evidence.stats.tau2_generalised import tau2_where_q_is_likely
from evidence.stats.tau2_likelihood import global_maximum, tau2_se


class Tau2(NamedTuple):
    """An estimate of tau squared, how it was had and how the search went.

    ``se`` is NaN where the method gives none. ``local_maxima`` counts the peaks of the
    likelihood (ML, REML); 1 for the other methods.
    """

    value: float
    se: float
    method: str
    converged: bool
    local_maxima: int


COMMON_EFFECT = ("EE", "FE", "CE")
MOMENTS: dict[str, Callable[[Floats, Floats, Floats | None], tau2_moments.Moment]] = {
    "DL": tau2_moments.dersimonian_laird,
    "HE": tau2_moments.hedges,
    "HS": tau2_moments.hunter_schmidt,
    "HSk": tau2_moments.hunter_schmidt_corrected,
    "SJ": tau2_moments.sidik_jonkman,
}
Q_EQUATIONS = ("PM", "EB", "DLIT", "SJIT", "PMM")
LIKELIHOODS = ("ML", "REML")
WEIGHTED = ("GENQ", "GENQM")
METHODS = (*COMMON_EFFECT, *MOMENTS, *Q_EQUATIONS, *WEIGHTED, *LIKELIHOODS)


def estimate_tau2(
    yi: Reported,
    vi: Reported,
    *,
    method: str,
    weights: Reported | None = None,
    xi: Floats | None = None,
) -> Tau2:
    """Estimate the variance of true effects between studies.

    Parameters
    ----------
    yi : array_like, shape (k,)
        Effects on the analysis scale, k at least 2 (1 for EE, FE and CE).
    vi : array_like, shape (k,)
        Sampling variances, on the square of that scale.
    method : str
        One of ``METHODS``, spelled as metafor spells it. EE, FE and CE are no variance at all.
    weights : array_like, shape (k,), optional
        For GENQ and GENQM only, which need them: fixed weights, zero or more.
    xi : array of float, shape (k, p), optional
        Moderators: the columns of a model matrix of full rank, best made orthonormal (see
        ``design``), fewer than effects. The intercept alone when not given.

    Returns
    -------
    Tau2
        On the square of the analysis scale, never below zero.

    Raises
    ------
    ValueError
        For an unknown method, too few effects, a missing number, a variance not above zero, or
        weights missing or given where the method has none.

    Notes
    -----
    DL, HE, HS, HSk, SJ and GENQ equate a quadratic form to its mean. PM, EB, DLIT and SJIT
    solve the same equation, Q(tau2) = k - p, and differ in name alone; PMM solves
    Q(tau2) = median of chi-square with k - p degrees of freedom, and GENQM does so for the
    generalised Q. ML and REML are the highest of all local maxima of the likelihood; p is 1
    without moderators. Intervals for tau2 are better had by ``tau2_interval`` than from ``se``.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261
    Veroniki AA et al. (2016). doi:10.1002/jrsm.1164

    Examples
    --------
    >>> round(estimate_tau2([0.1, 0.3, 0.9], [0.02, 0.03, 0.02], method="REML").value, 4)
    0.1556
    """
    require_choice("method", method, METHODS)
    _require_weights(method, weights)
    if method in COMMON_EFFECT:
        checked(yi, vi)
        return Tau2(0.0, math.nan, method, True, 1)
    effects = checked(yi, vi, least=2 if xi is None else xi.shape[1] + 1)
    if method in LIKELIHOODS:
        return _by_likelihood(*effects, method, xi)
    if method in Q_EQUATIONS:
        return _by_q(*effects, method, xi)
    if weights is None:
        moment = MOMENTS[method](*effects, xi)
        return Tau2(max(0.0, moment.value), moment.se, method, True, 1)
    return _by_weights(*effects, checked_weights(weights, len(effects.yi)), method, xi)


def checked_weights(weights: Reported, k: int) -> Floats:
    """Return fixed weights as an array, or refuse them with their places.

    Parameters
    ----------
    weights : array_like, shape (k,)
        Weights, zero or more, not all zero.
    k : int
        How many there should be.

    Returns
    -------
    array of float, shape (k,)

    Raises
    ------
    ValueError
        There are not k weights, or one is negative or not finite, or all are zero.
    """
    ai = np.asarray(weights, dtype=np.float64)
    if ai.shape != (k,):
        raise ValueError(f"weights of shape {ai.shape} for {k} effects")
    refuse("weights", ~np.isfinite(ai), "not a finite number")
    refuse("weights", ai < 0, "below 0")
    if not ai.any():
        refuse("weights", ai == 0, "all 0")
    return ai


def require_several(weights: Floats) -> None:
    """Refuse weights that leave fewer than two effects to differ.

    Raises
    ------
    ValueError
        Naming the positions with a weight above zero.
    """
    places = np.flatnonzero(weights)
    if len(places) < 2:
        raise ValueError(f"weights above 0 at fewer than 2 positions: {places.tolist()}")


def _require_weights(method: str, weights: Reported | None) -> None:
    if (weights is not None) != (method in WEIGHTED):
        needs = "needs" if method in WEIGHTED else "has no"
        raise ValueError(f"method {method!r} {needs} weights")


def _by_weights(yi: Floats, vi: Floats, ai: Floats, method: str, xi: Floats | None) -> Tau2:
    """Equate the generalised Q to its mean, or to its median for GENQM."""
    require_several(ai)
    if method == "GENQ":
        moment = tau2_moments.generalised_q(yi, vi, ai, xi)
        return Tau2(max(0.0, moment.value), moment.se, method, True, 1)
    root = tau2_where_q_is_likely(yi, vi, ai, 0.5, xi)
    form = tau2_moments.quadratic_form(yi, vi, ai, xi)
    return Tau2(root.value, form.se(root.value) / form.mean_slope, method, root.converged, 1)


def _by_likelihood(yi: Floats, vi: Floats, method: str, xi: Floats | None) -> Tau2:
    data = Likelihood(yi, xi, vi, method == "REML")
    found = global_maximum(data)
    se = tau2_se(data, found.tau2)
    return Tau2(float(found.tau2), se, method, found.converged, found.local_maxima)


def _by_q(yi: Floats, vi: Floats, method: str, xi: Floats | None) -> Tau2:
    """Solve Q(tau2) = k - p, or the chi-square median for PMM."""
    k, df = len(yi), residual_df(len(yi), xi)
    target = chi_square_quantile(0.5, df) if method == "PMM" else float(df)
    root = tau2_where_q_is(yi, vi, target, xi)
    total = float((1 / (vi + root.value)).sum())
    return Tau2(root.value, k * math.sqrt(2 / df) / total, method, root.converged, 1)
