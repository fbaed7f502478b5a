"""The likelihood of Copas and Shi's selection model, with its slopes.

Vocabulary
----------
yi, si : effects and their standard errors, as published
mu, beta : mean of the effects, and what goes with the standard error
rho : correlation of a study's error with its propensity to be published
tau2 : variance of true effects between studies
gamma0, gamma1 : propensity to be published is gamma0 + gamma1/si plus standard normal noise
"""

import numpy as np
from scipy.special import log_ndtr

from evidence.stats.floats import Floats

Parameters = Floats
"""mu, beta, rho and tau2, in this order."""

LOG_TWO_PI = float(np.log(2 * np.pi))


def propensity(si: Floats, gamma0: float, gamma1: float) -> Floats:
    """Return gamma0 + gamma1/si; the standard normal probability of it is that of publication.

    Examples
    --------
    >>> import numpy as np
    >>> propensity(np.array([0.5, 0.25]), -1.0, 0.5).tolist()
    [0.0, 1.0]
    """
    return np.asarray(gamma0 + gamma1 / si)


def hazard(x: Floats) -> Floats:
    """Return the standard normal density over the probability below, far into the left tail.

    Examples
    --------
    >>> import numpy as np
    >>> hazard(np.array([0.0, -40.0])).round(6).tolist()
    [0.797885, 40.024969]
    """
    return np.asarray(np.exp(-0.5 * x * x - 0.5 * LOG_TWO_PI - log_ndtr(x)))


def copas_log_likelihood(
    yi: Floats, si: Floats, ui: Floats, parameters: Parameters
) -> tuple[float, Floats]:
    """Return the log-likelihood of published effects, and its slope in each parameter.

    Parameters
    ----------
    yi, si : array of float, shape (k,)
        Effects and standard errors.
    ui : array of float, shape (k,)
        Propensities, as :func:`propensity` gives them.
    parameters : array of float, shape (4,)
        mu, beta, rho, tau2.

    Returns
    -------
    tuple of float and array of float, shape (4,)

    Notes
    -----
    A standard error is what is seen among published studies, so the error's own variance is
    sigma**2 = si**2/(1 - rho**2 l (u + l)) with l the hazard at u. With T = tau2 + sigma**2,
    r = yi - mu - beta si and v = (u + rho sigma r/T)/sqrt(1 - rho**2 sigma**2/T) a study gives
    log phi(r/sqrt(T))/sqrt(T) + log Phi(v) - log Phi(u).

    References
    ----------
    Copas J, Shi JQ (2000). doi:10.1093/biostatistics/1.3.247
    Copas JB, Shi JQ (2001). doi:10.1177/096228020101000402

    Examples
    --------
    >>> import numpy as np
    >>> y, s, u = np.array([0.5, 0.1]), np.array([0.4, 0.1]), np.array([0.2, 2.0])
    >>> height, slope = copas_log_likelihood(y, s, u, np.array([0.2, 0.0, 0.5, 0.01]))
    >>> round(height, 6), slope.round(4).tolist()
    (0.667245, [-4.1741, -0.1341, 0.2706, -14.4999])
    """
    mu, beta, rho, tau2 = parameters
    li = hazard(ui)
    kept = li * (ui + li)
    shrunk = 1 - rho * rho * kept
    sigma2 = si * si / shrunk
    total = tau2 + sigma2
    ri = yi - mu - beta * si
    sigma = np.sqrt(sigma2)
    pull = rho * sigma * ri / total
    left = 1 - rho * rho * sigma2 / total
    root = np.sqrt(left)
    vi = (ui + pull) / root
    height = -0.5 * (LOG_TWO_PI + np.log(total) + ri * ri / total) + log_ndtr(vi) - log_ndtr(ui)

    hi = hazard(vi) / root
    tilt = 0.5 * (ui + pull) / left
    in_total = 0.5 * (ri * ri / total - 1) / total
    in_mu = ri / total - hi * rho * sigma / total
    in_tau2 = in_total - hi * (pull + tilt * (1 - left)) / total
    widening = 2 * rho * kept * sigma2 / shrunk
    d_pull = sigma * ri / total + pull * (0.5 / sigma2 - 1 / total) * widening
    d_left = -2 * rho * sigma2 / total - rho * rho * widening * tau2 / (total * total)
    in_rho = in_total * widening + hi * (d_pull - tilt * d_left)
    slopes = np.array([in_mu.sum(), (in_mu * si).sum(), in_rho.sum(), in_tau2.sum()])
    return float(height.sum()), slopes
