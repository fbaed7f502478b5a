"""The height of the likelihood of tau squared, with the coefficients at their best values there.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
Q : weighted sum of squares about the fit
"""

import math
from typing import Any

import numpy as np

from evidence.stats.likelihood import Likelihood
from evidence.stats.projection import log_volume, residual
from evidence.stats.study_sums import height_terms, mean_terms, summed


def mean_height(data: Likelihood, tau2: Any) -> Any:
    """Return the log-likelihood where the mean is the only coefficient: sums over studies.

    Parameters
    ----------
    data : Likelihood
        Without regressors.
    tau2 : float

    Returns
    -------
    float
        With all constants, as metafor prints it.

    Notes
    -----
    ML: -(k log(2 pi) + sum log(vi + tau2) + Q)/2. REML has k - 1 for k, and adds
    (log k - log sum(wi))/2.

    References
    ----------
    Viechtbauer W (2005). doi:10.3102/10769986030003261
    """
    k = len(data.zi)
    precision, weighted = summed(mean_terms, data.zi, data.vi, tau2)
    logs, q = summed(height_terms, data.zi, data.vi, tau2, weighted / precision)
    value = logs + q + k * math.log(2 * math.pi)
    if data.restricted:
        value += np.log(precision) - math.log(2 * math.pi * k)
    return -0.5 * value


def matrix_height(data: Likelihood, tau2: float) -> float:
    """Return the log-likelihood for any number of regressors.

    Parameters
    ----------
    data : Likelihood
    tau2 : float

    Returns
    -------
    float

    Notes
    -----
    ML: -(k log(2 pi) + sum log(vi + tau2) + Q)/2. REML has k - p for k, and adds
    (log det X'X - log det X'WX)/2.
    """
    total = data.vi + tau2
    columns = data.columns
    off = residual(data.zi, 1 / total, columns)
    value = float(np.log(total).sum()) + float((off / total) @ off)
    if data.restricted:
        value += 2 * (log_volume(columns / np.sqrt(total)[:, None]) - log_volume(columns))
    return -0.5 * (value + data.df * math.log(2 * math.pi))
