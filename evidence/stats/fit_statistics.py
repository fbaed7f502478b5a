"""How well a mean and a variance between studies fit: likelihood and information criteria.

Vocabulary
----------
yi, vi : effects and their sampling variances
mu : the pooled mean, or each effect's fitted value
xi : model matrix, one column a coefficient; None is the intercept alone
tau2 : variance of true effects between studies
restricted : whether the likelihood is the restricted one (REML) rather than the full one (ML)
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.projection import columns_of, log_volume, residual_df
from evidence.stats.sampled import checked


class FitStatistics(NamedTuple):
    """Log-likelihood, deviance and information criteria of a fitted model."""

    log_likelihood: float
    deviance: float
    aic: float
    bic: float
    aicc: float


def log_likelihood(
    yi: Reported,
    vi: Reported,
    *,
    mu: Reported,
    tau2: Reported,
    restricted: bool,
    xi: Floats | None = None,
) -> float:
    """Return the log-likelihood of a mean and a variance between studies.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu : array_like
        The mean, or a fitted value for each effect.
    tau2 : array_like
        The variance between studies, or one for each effect.
    restricted : bool
        Whether the mean's own uncertainty is integrated out.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    float

    Notes
    -----
    ML: -(k log(2 pi) + sum log(vi + tau2) + sum wi (yi - mu)**2)/2 with wi = 1/(vi + tau2).
    REML has k - p for k and adds (log det X'X - log det X'WX)/2, which without moderators is
    (log k - log sum wi)/2. The terms that do not depend on the
    parameters are those metafor prints.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261

    Examples
    --------
    >>> round(log_likelihood([0.0], [1.0], mu=0.0, tau2=0.0, restricted=False), 6)
    -0.918939
    """
    effects = checked(yi, vi)
    total = effects.vi + np.asarray(tau2, dtype=np.float64)
    off = effects.yi - np.asarray(mu, dtype=np.float64)
    k = len(total)
    twice = float(np.log(total).sum()) + float((off / total) @ off)
    if restricted:
        columns = columns_of(xi, k)
        scaled = columns / np.sqrt(total)[:, None]
        twice += 2 * (log_volume(scaled) - log_volume(columns))
        k = residual_df(k, xi)
    return -0.5 * (twice + k * math.log(2 * math.pi))


def fit_statistics(
    yi: Reported,
    vi: Reported,
    *,
    mu: Reported,
    tau2: Reported,
    restricted: bool,
    tau2_estimated: bool | int,
    xi: Floats | None = None,
) -> FitStatistics:
    """Return the likelihood and the information criteria of a pooled mean.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu : array_like
        The mean, or a fitted value for each effect.
    tau2 : array_like
        The variance between studies, or one for each effect.
    restricted : bool
        Whether the restricted likelihood is used. Models are compared on the same likelihood
        only, and models with different moderators never on the restricted one.
    tau2_estimated : bool or int
        Whether tau2 counts as a parameter: not for a common effect or a fixed value. A number
        where tau2 itself has a model of so many parameters.
    xi : array of float, shape (k, p), optional
        Moderators; the intercept alone when not given.

    Returns
    -------
    FitStatistics

    Notes
    -----
    With q parameters and n = k (ML) or k - p (REML) observations, AIC = -2 l + 2 q,
    BIC = -2 l + q log n and AICc = -2 l + 2 q m/(m - q - 1) with m the larger of n and q + 2.
    The ML deviance is counted from the model in which every effect is its own mean and tau2 is
    0; the REML deviance is -2 l.

    References
    ----------
    Hurvich CM, Tsai CL (1989). doi:10.1093/biomet/76.2.297

    Examples
    --------
    >>> fit = fit_statistics(
    ...     [0.0, 1.0], [0.5, 0.5], mu=0.5, tau2=0.0, restricted=False, tau2_estimated=False
    ... )
    >>> round(fit.deviance, 12)
    1.0
    """
    effects = checked(yi, vi)
    likelihood = log_likelihood(yi, vi, mu=mu, tau2=tau2, restricted=restricted, xi=xi)
    deviance = -2 * likelihood
    k = len(effects.yi)
    coefficients = k - residual_df(k, xi)
    if not restricted:
        saturated = -0.5 * (float(np.log(effects.vi).sum()) + k * math.log(2 * math.pi))
        deviance = -2 * (likelihood - saturated) if k > coefficients else 0.0
    parameters = coefficients + int(tau2_estimated)
    observations = k - (coefficients if restricted else 0)
    return criteria(likelihood, deviance=deviance, parameters=parameters, observations=observations)


def criteria(
    log_likelihood: float, *, deviance: float, parameters: int, observations: int
) -> FitStatistics:
    """Return the information criteria of any log-likelihood.

    Parameters
    ----------
    log_likelihood : float
    deviance : float
        As the model defines it.
    parameters, observations : int
        How many were estimated, from how many.

    Returns
    -------
    FitStatistics

    Notes
    -----
    As for :func:`fit_statistics`.

    Examples
    --------
    >>> criteria(-10.0, deviance=20.0, parameters=1, observations=5).aic
    22.0
    """
    enough = max(observations, parameters + 2)
    penalty = parameters * (math.log(observations) if observations else -math.inf)
    return FitStatistics(
        log_likelihood=log_likelihood,
        deviance=deviance,
        aic=-2 * log_likelihood + 2 * parameters,
        bic=-2 * log_likelihood + penalty,
        aicc=-2 * log_likelihood + 2 * parameters * enough / (enough - parameters - 1),
    )
