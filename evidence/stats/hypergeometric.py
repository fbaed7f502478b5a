"""Gauss's hypergeometric function for correlations, between 0 and 1.

SciPy's own gives NaN or three digits here for correlations near 0 and samples below 10.

Vocabulary
----------
r : correlation; n : number of people, five or more; the argument is ``1 - r^2``
"""

from collections.abc import Callable

import numpy as np
from scipy.special import beta

from evidence.stats.floats import Floats

NODES, WEIGHTS = np.polynomial.legendre.leggauss(120)
SERIES_TERMS = 240
SERIES_FROM = 24
SMALLEST = 1e-12


def half_half(r: Floats, n: Floats) -> Floats:
    """Return ``F(1/2, 1/2; (n - 2) / 2; 1 - r^2)``; NaN for four people or fewer.

    Parameters
    ----------
    r, n : array of float, shape (k,)
        Correlations and numbers of people.

    Returns
    -------
    array of float, shape (k,)

    Notes
    -----
    The power series where it falls fast; else its integral, ``g integral s^(n - 4)
    / sqrt((r^2 + x s^2)(1 - s^2)) ds`` over s from 0 to 1 with ``x = 1 - r^2`` and g the constant
    that makes the value 1 at x = 0, taken by Gauss-Legendre quadrature on scales where both
    roots are smooth.

    References
    ----------
    Olkin I, Pratt JW. Unbiased estimation of certain correlation coefficients. Annals of
    Mathematical Statistics 1958;29:201-211. https://doi.org/10.1214/aoms/1177706717

    Examples
    --------
    >>> half_half(np.array([0.0]), np.array([5.0])).round(6).tolist()
    [1.570796]
    """
    return _by_row(r, n, 0.5, (n - 2) / 2, _half_integral)


def one_one(r: Floats, n: Floats) -> Floats:
    """Return ``F(1, 1; n / 2; 1 - r^2)``; NaN for four people or fewer.

    Parameters
    ----------
    r, n : array of float, shape (k,)
        Correlations and numbers of people.

    Returns
    -------
    array of float, shape (k,)

    Notes
    -----
    The power series where it falls fast; else ``(n - 2) integral s^(n - 3) / (r^2 + x s^2) ds``
    over s from 0 to 1.

    References
    ----------
    Hedges LV. An unbiased correction for sampling error in validity generalization studies.
    Journal of Applied Psychology 1989;74:469-477. https://doi.org/10.1037/0021-9010.74.3.469

    Examples
    --------
    >>> one_one(np.array([0.0]), np.array([10.0])).round(6).tolist()
    [1.333333]
    """
    return _by_row(r, n, 1.0, n / 2, _one_integral)


def _by_row(
    r: Floats, n: Floats, a: float, third: Floats, integral: Callable[[float, float], float]
) -> Floats:
    x = 1 - r**2
    values = np.full(r.shape, np.nan)
    falls_fast = (n > 4) & ((n >= SERIES_FROM) | (x <= 0.5))
    values[falls_fast] = _series(a, third[falls_fast], x[falls_fast])
    for row in np.flatnonzero((n > 4) & ~falls_fast & ~np.isnan(x)):
        values[row] = integral(max(abs(float(r[row])), SMALLEST), float(n[row]))
    return values


def _series(a: float, third: Floats, x: Floats) -> Floats:
    steps = np.arange(SERIES_TERMS)
    ratios = (a + steps) ** 2 / ((third[:, None] + steps) * (1 + steps)) * x[:, None]
    return np.asarray(1 + np.cumprod(ratios, axis=1)[:, ::-1].sum(axis=1))


def _half_integral(r: float, n: float) -> float:
    x = 1 - r**2
    split = np.sqrt(0.5)
    s, weight = _stretched(r, split)
    near = (weight * s ** (n - 4) / np.sqrt(1 - s**2)).sum() / np.sqrt(x)
    turn = (NODES + 1) * np.pi / 8
    c = np.cos(turn)
    far = np.pi / 8 * (WEIGHTS * c ** (n - 4) / np.sqrt(r**2 + x * c**2)).sum()
    return float(2 * (near + far) / beta(0.5, (n - 3) / 2))


def _one_integral(r: float, n: float) -> float:
    s, weight = _stretched(r, 1.0)
    x = 1 - r**2
    root = np.sqrt(r**2 + x * s**2)
    return float((n - 2) * (weight * s ** (n - 3) / root).sum() / np.sqrt(x))


def _stretched(r: float, end: float) -> tuple[Floats, Floats]:
    """Return s and weights for integrals of f(s) / sqrt(r^2 + x s^2), times sqrt(x)."""
    scale = r / np.sqrt(1 - r**2)
    reach = np.arcsinh(end / scale)
    w = (NODES + 1) * reach / 2
    return scale * np.sinh(w), WEIGHTS * reach / 2
