"""How well a pooled mean and a variance between studies fit: likelihood and information criteria.

Vocabulary
----------
yi, vi : effects and their sampling variances
mu : the pooled mean
tau2 : variance of true effects between studies
restricted : whether the likelihood is the restricted one (REML) rather than the full one (ML)
"""

import math
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Reported
from evidence.stats.sampled import checked


class FitStatistics(NamedTuple):
    """Log-likelihood, deviance and information criteria of a fitted model."""

    log_likelihood: float
    deviance: float
    aic: float
    bic: float
    aicc: float


def log_likelihood(
    yi: Reported, vi: Reported, *, mu: float, tau2: float, restricted: bool
) -> float:
    """Return the log-likelihood of a mean and a variance between studies.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu, tau2 : float
        The mean and the variance between studies.
    restricted : bool
        Whether the mean's own uncertainty is integrated out.

    Returns
    -------
    float

    Notes
    -----
    ML: -(k log(2 pi) + sum log(vi + tau2) + sum wi (yi - mu)**2)/2 with wi = 1/(vi + tau2).
    REML has k - 1 for k and adds (log k - log sum wi)/2. The terms that do not depend on the
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
    total = effects.vi + tau2
    off = effects.yi - mu
    k = len(total)
    twice = float(np.log(total).sum()) + float((off / total) @ off)
    if restricted:
        twice += math.log(float((1 / total).sum()) / k)
        k -= 1
    return -0.5 * (twice + k * math.log(2 * math.pi))


def fit_statistics(
    yi: Reported,
    vi: Reported,
    *,
    mu: float,
    tau2: float,
    restricted: bool,
    tau2_estimated: bool,
) -> FitStatistics:
    """Return the likelihood and the information criteria of a pooled mean.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu, tau2 : float
        The mean and the variance between studies.
    restricted : bool
        Whether the restricted likelihood is used. Models are compared on the same likelihood
        only, and models with different moderators never on the restricted one.
    tau2_estimated : bool
        Whether tau2 counts as a parameter: not for a common effect or a fixed value.

    Returns
    -------
    FitStatistics

    Notes
    -----
    With q parameters and n = k (ML) or k - 1 (REML) observations, AIC = -2 l + 2 q,
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
    likelihood = log_likelihood(yi, vi, mu=mu, tau2=tau2, restricted=restricted)
    deviance = -2 * likelihood
    if not restricted:
        k = len(effects.yi)
        saturated = -0.5 * (float(np.log(effects.vi).sum()) + k * math.log(2 * math.pi))
        deviance = -2 * (likelihood - saturated) if k > 1 else 0.0
    parameters = 2 if tau2_estimated else 1
    observations = len(effects.yi) - (1 if restricted else 0)
    enough = max(observations, parameters + 2)
    return FitStatistics(
        log_likelihood=likelihood,
        deviance=deviance,
        aic=-2 * likelihood + 2 * parameters,
        bic=-2 * likelihood + parameters * (math.log(observations) if observations else -math.inf),
        aicc=-2 * likelihood + 2 * parameters * enough / (enough - parameters - 1),
    )
