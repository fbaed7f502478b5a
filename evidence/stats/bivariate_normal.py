"""The bivariate normal distribution.

Vocabulary
----------
h, k : the two limits; rho : the correlation
"""

import numpy as np
from scipy.special import ndtr

NODES, WEIGHTS = np.polynomial.legendre.leggauss(200)


def below_both(h: float, k: float, rho: float) -> float:
    """Return the probability that both of two standard normal variables lie below a limit.

    Parameters
    ----------
    h, k : float
        Limits.
    rho : float
        Correlation, from -1 to 1.

    Returns
    -------
    float

    Notes
    -----
    The probability of independence, ``Phi(h) Phi(k)``, grows by the density as the correlation
    does: by the integral of ``exp(-(h^2 + k^2 - 2 h k sin t) / (2 cos^2 t)) / (2 pi)`` over t from
    0 to ``asin(rho)``, taken by Gauss-Legendre quadrature.

    References
    ----------
    Drezner Z, Wesolowsky GO. On the computation of the bivariate normal integral. Journal of
    Statistical Computation and Simulation 1990;35:101-107.
    https://doi.org/10.1080/00949659008811236

    Examples
    --------
    >>> round(below_both(0.0, 0.0, 0.5), 6)
    0.333333
    """
    angle = np.arcsin(rho) / 2
    turned = angle * (NODES + 1)
    fall = (h**2 + k**2 - 2 * h * k * np.sin(turned)) / (2 * np.cos(turned) ** 2)
    return float(ndtr(h) * ndtr(k) + angle * (WEIGHTS * np.exp(-fall)).sum() / (2 * np.pi))


def joint_density(h: float, k: float, rho: float) -> float:
    """Return the density of two standard normal variables at a point.

    Parameters
    ----------
    h, k : float
        The point.
    rho : float
        Correlation, between -1 and 1.

    Returns
    -------
    float

    Examples
    --------
    >>> round(joint_density(0.0, 0.0, 0.0), 4)
    0.1592
    """
    left = 1 - rho**2
    return float(np.exp(-(h**2 + k**2 - 2 * rho * h * k) / (2 * left)) / (2 * np.pi * left**0.5))
