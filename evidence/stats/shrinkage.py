"""Each study's own true effect, drawn towards the pooled mean.

Vocabulary
----------
yi, vi : effects and their sampling variances
mu, se : the pooled mean and its standard error
tau2 : variance of true effects between studies
li : tau2/(tau2 + vi), the part of a study's deviation taken to be real
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import two_sided
from evidence.stats.sampled import checked


class Shrunken(NamedTuple):
    """Predicted values, their standard errors and limits, one a study."""

    estimate: Floats
    se: Floats
    low: Floats
    high: Floats


def shrunken_effects(
    yi: Reported,
    vi: Reported,
    *,
    mu: float,
    se: float,
    tau2: float,
    df: float | None = None,
    level: float = 0.95,
) -> Shrunken:
    """Return the best linear unbiased predictions of the studies' true effects.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu, se : float
        The pooled mean and its standard error.
    tau2 : float
        Variance between studies.
    df : float or None
        Degrees of freedom of the t quantile; None for the normal.
    level : float
        Level of the limits.

    Returns
    -------
    Shrunken

    Notes
    -----
    li yi + (1 - li) mu with variance li vi + (1 - li)**2 se**2; metafor's ``blup``.

    References
    ----------
    Raudenbush SW, Bryk AS (1985). doi:10.3102/10769986010002075

    Examples
    --------
    >>> shrunken_effects([1.0], [0.5], mu=0.0, se=0.1, tau2=0.5).estimate.tolist()
    [0.5]
    """
    effects = checked(yi, vi)
    real = tau2 / (tau2 + effects.vi)
    predicted = real * effects.yi + (1 - real) * mu
    errors = np.sqrt(real * effects.vi + ((1 - real) * se) ** 2)
    reach = two_sided(level, df) * errors
    return Shrunken(predicted, errors, predicted - reach, predicted + reach)


def random_effects(
    yi: Reported,
    vi: Reported,
    *,
    mu: float,
    se: float,
    tau2: float,
    df: float | None = None,
    level: float = 0.95,
) -> Shrunken:
    """Return how far each study's true effect is predicted to lie from the pooled mean.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    mu, se : float
        The pooled mean and its standard error.
    tau2 : float
        Variance between studies.
    df : float or None
        Degrees of freedom of the t quantile; None for the normal.
    level : float
        Level of the limits.

    Returns
    -------
    Shrunken

    Notes
    -----
    li (yi - mu) with variance li vi + li**2 se**2; metafor's ``ranef``.

    References
    ----------
    Raudenbush SW, Bryk AS (1985). doi:10.3102/10769986010002075

    Examples
    --------
    >>> random_effects([1.0], [0.5], mu=0.0, se=0.1, tau2=0.5).estimate.tolist()
    [0.5]
    """
    effects = checked(yi, vi)
    real = tau2 / (tau2 + effects.vi)
    predicted = real * (effects.yi - mu)
    errors = np.sqrt(real * effects.vi + (real * se) ** 2)
    reach = two_sided(level, df) * errors
    return Shrunken(predicted, errors, predicted - reach, predicted + reach)
