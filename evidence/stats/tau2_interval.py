"""Intervals for tau squared, and the intervals for I squared and H squared they give.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies; what moderators leave of it, where there are any
xi : model matrix of full rank, best made orthonormal; None is the intercept alone
k : number of effects
"""

from typing import NamedTuple

from evidence.stats.floats import Floats, Reported
from evidence.stats.heterogeneity import Inconsistency, inconsistency_from_tau2, typical_variance
from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import residual_df
from evidence.stats.q_statistic import q_at, tau2_where_q_is
from evidence.stats.quantiles import chi_square_quantile, tails
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked
from evidence.stats.tau2 import checked_weights, require_several
from evidence.stats.tau2_generalised import tau2_where_q_is_likely
from evidence.stats.tau2_likelihood import likelihood_region


class Tau2Interval(NamedTuple):
    """An interval for tau squared.

    ``empty`` is whether no tau2 at all agrees with the data: effects differ less than their
    sampling errors should make them. Both limits are then 0.
    """

    low: float
    high: float
    level: float
    rule: str
    empty: bool


class InconsistencyInterval(NamedTuple):
    """I squared and H squared at the two limits of tau squared."""

    low: Inconsistency
    high: Inconsistency


LIKELIHOODS = ("ML", "REML")


def q_profile_interval(
    yi: Reported, vi: Reported, *, level: float = 0.95, xi: Floats | None = None
) -> Tau2Interval:
    """Return the Q-profile interval for tau squared.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    level : float
        Confidence level.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    Tau2Interval

    Notes
    -----
    The tau2 for which Q(tau2) lies between the tail quantiles of chi-square with k - p degrees
    of freedom (p is 1 without moderators). Exact when sampling variances are known. metafor
    stops searching at max(100, 10 tau2); this has no ceiling.

    References
    ----------
    Viechtbauer W (2007). doi:10.1002/sim.2514

    Examples
    --------
    >>> interval = q_profile_interval([0.1, 0.3, 0.9], [0.02, 0.03, 0.02])
    >>> round(interval.low, 3), round(interval.high, 2)
    (0.027, 6.83)
    """
    effects = checked(yi, vi, least=_fewest(xi))
    df = residual_df(len(effects.yi), xi)
    tail = tails(level)
    most, least = chi_square_quantile(tail, df), chi_square_quantile(1 - tail, df)
    empty = q_at(*effects, 0.0, xi) < least
    low = tau2_where_q_is(*effects, most, xi).value
    high = tau2_where_q_is(*effects, least, xi).value
    return Tau2Interval(low, high, level, "QP", empty)


def profile_likelihood_interval(
    yi: Reported,
    vi: Reported,
    *,
    method: str,
    level: float = 0.95,
    xi: Floats | None = None,
) -> Tau2Interval:
    """Return the profile likelihood interval for tau squared.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    method : {"REML", "ML"}
        Which likelihood.
    level : float
        Confidence level.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    Tau2Interval

    Notes
    -----
    From the smallest to the largest tau2 at which twice the log-likelihood is within the
    chi-square quantile (one degree of freedom) of its highest point. Where the likelihood has
    several peaks the interval reaches over all that come that high.

    References
    ----------
    Hardy RJ, Thompson SG (1996).
    doi:10.1002/(SICI)1097-0258(19960330)15:6<619::AID-SIM188>3.0.CO;2-A

    Examples
    --------
    >>> interval = profile_likelihood_interval(
    ...     [0.1, 0.3, 0.9], [0.02, 0.03, 0.02], method="REML"
    ... )
    >>> round(interval.low, 3), round(interval.high, 2)
    (0.02, 3.07)
    """
    require_choice("method", method, LIKELIHOODS)
    effects = checked(yi, vi, least=_fewest(xi))
    data = Likelihood(effects.yi, xi, effects.vi, method == "REML")
    low, high = likelihood_region(data, chi_square_quantile(2 * tails(level), 1) / 2)
    return Tau2Interval(low, high, level, f"PL {method}", False)


def generalised_q_interval(
    yi: Reported,
    vi: Reported,
    *,
    weights: Reported | None = None,
    level: float = 0.95,
    xi: Floats | None = None,
) -> Tau2Interval:
    """Return Jackson's interval for tau squared from the generalised Q statistic.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    weights : array_like, shape (k,), optional
        Fixed weights, zero or more; 1/vi when not given, which is Biggerstaff and Jackson's
        interval.
    level : float
        Confidence level.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    Tau2Interval

    References
    ----------
    Biggerstaff BJ, Jackson D (2008). doi:10.1002/sim.3428
    Jackson D (2013). Research Synthesis Methods 4(3), 220-229.

    Examples
    --------
    >>> interval = generalised_q_interval([0.1, 0.3, 0.9], [0.02, 0.03, 0.02])
    >>> round(interval.low, 3), round(interval.high, 2)
    (0.03, 7.73)
    """
    effects = checked(yi, vi, least=_fewest(xi))
    ai = 1 / effects.vi if weights is None else checked_weights(weights, len(effects.yi))
    require_several(ai)
    tail = tails(level)
    low = tau2_where_q_is_likely(*effects, ai, 1 - tail, xi).value
    high = tau2_where_q_is_likely(*effects, ai, tail, xi).value
    return Tau2Interval(low, high, level, "GENQ", high == 0)


def _fewest(xi: Floats | None) -> int:
    return 2 if xi is None else xi.shape[1] + 1


def inconsistency_interval(
    interval: Tau2Interval, vi: Reported, *, xi: Floats | None = None
) -> InconsistencyInterval:
    """Return I squared and H squared at the limits of an interval for tau squared.

    Parameters
    ----------
    interval : Tau2Interval
    vi : array_like, shape (k,)
        Sampling variances of the same effects.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    InconsistencyInterval

    Examples
    --------
    >>> inconsistency_interval(Tau2Interval(0.0, 0.75, 0.95, "QP", False), [0.25, 0.25]).high.i2
    75.0
    """
    typical = typical_variance(vi, xi=xi)
    return InconsistencyInterval(
        inconsistency_from_tau2(interval.low, typical),
        inconsistency_from_tau2(interval.high, typical),
    )
