"""The share of variance that a regression explains.

Vocabulary
----------
r2i : coefficient of determination; mi : number of predictors; ni : number of people
"""

import numpy as np
from scipy.special import fdtri, gammaln, logsumexp

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_above,
    require_at_least,
    require_choice,
    require_within,
)
from evidence.stats.weighted_mean import weighted_mean

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)
LOWEST, HIGHEST = 0.0001, 0.9999


@np.errstate(divide="ignore", invalid="ignore")
def explained_variance(
    r2i: Reported, mi: Reported, ni: Reported, *, vtype: str = "LS", z: bool = False
) -> Effects:
    """Return coefficients of determination with their variances (R2, ZR2).

    Parameters
    ----------
    r2i, mi, ni : array_like, shape (k,)
        Explained share, number of predictors, number of people.
    vtype : {"LS", "LS2", "AV", "AV2"}
        Large-sample variance, the same with degrees of freedom, or either from the studies' mean
        share; Fisher's z has LS only.
    z : bool
        Give Fisher's z of the multiple correlation, ``atanh(sqrt(R^2))``.

    Returns
    -------
    Effects
        Variance ``4 R^2 (1 - R^2)^2 / n`` (LS), or ``1 / n`` for z.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown option.

    References
    ----------
    Olkin I, Finn JD. Correlations redux. Psychological Bulletin 1995;118:155-164.
    https://doi.org/10.1037/0033-2909.118.1.155

    Examples
    --------
    >>> explained_variance(0.25, 3, 100).vi.tolist()
    [0.005625]
    """
    require_choice("vtype", vtype, ("LS",) if z else ("LS", "LS2", "AV", "AV2"))
    r2, m, n = _regression(r2i, mi, ni)
    if z:
        return estimable(np.arctanh(np.sqrt(r2)), 1 / n)
    known = weighted_mean(r2, n) if vtype.startswith("AV") else r2
    size = (n**2 - 1) * (n + 3) / (n - m - 1) ** 2 if vtype.endswith("2") else n
    return estimable(r2, 4 * known * (1 - known) ** 2 / size)


@np.errstate(divide="ignore", invalid="ignore")
def explained_variance_by_density(
    r2i: Reported, mi: Reported, ni: Reported, *, z: bool = False
) -> Effects:
    """Return coefficients of determination with variances from their F density (R2F, ZR2F).

    Parameters
    ----------
    r2i, mi, ni : array_like, shape (k,)
        Explained share, number of predictors, number of people.
    z : bool
        Give Fisher's z of the multiple correlation, with the variance over ``(1 - R^2)^2``.

    Returns
    -------
    Effects
        Coefficients with the variance of the true share over the density that the observed F
        statistic has at each true share, scaled to one.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    Notes
    -----
    With fixed predictors, F is noncentral with ``n rho^2 / (1 - rho^2)``; as a function of the
    true share ``rho^2`` its density is a Poisson mixture, integrated by Gauss-Legendre quadrature
    over the shares from 0.0001 to 0.9999, as metafor does.

    Examples
    --------
    >>> explained_variance_by_density(0.25, 3, 100).vi.round(4).tolist()
    [0.0045]
    """
    r2, m, n = _regression(r2i, mi, ni)
    rows = zip(r2.tolist(), m.tolist(), n.tolist(), strict=True)
    vi = np.array([_spread_of_share(*row) for row in rows])
    if z:
        return estimable(np.arctanh(np.sqrt(r2)), vi / (1 - r2) ** 2)
    return estimable(r2, vi)


def explained_from_f(f: Reported, mi: Reported, ni: Reported) -> Floats:
    """Compute the explained share from the F statistic of the regression.

    Parameters
    ----------
    f, mi, ni : array_like, shape (k,)
        F statistic, number of predictors, number of people.

    Returns
    -------
    array of float, shape (k,)
        ``m F / (m F + n - m - 1)``.

    Examples
    --------
    >>> explained_from_f(10.0, 2, 63).tolist()
    [0.25]
    """
    f, m, n = columns(f, mi, ni)
    return np.asarray(m * f / (m * f + n - m - 1))


def f_from_p(p: Reported, mi: Reported, ni: Reported) -> Floats:
    """Compute the F statistic of a regression from its p-value.

    Parameters
    ----------
    p, mi, ni : array_like, shape (k,)
        p-value, number of predictors, number of people.

    Returns
    -------
    array of float, shape (k,)
        The F value with p above it.

    Raises
    ------
    ValueError
        Naming the positions where p lies outside 0 to 1.

    Examples
    --------
    >>> f_from_p(0.05, 2, 23).round(3).tolist()
    [3.493]
    """
    p, m, n = columns(p, mi, ni)
    require_within(0, 1, p=p)
    return np.asarray(fdtri(m, n - m - 1, 1 - p))


def _regression(r2i: Reported, mi: Reported, ni: Reported) -> tuple[Floats, Floats, Floats]:
    r2, m, n = columns(r2i, mi, ni)
    require_within(0, 1, r2i=r2)
    require_above(0, mi=m)
    require_at_least(1, ni=n)
    refuse("ni", n - m - 1 <= 0, "leaves no degrees of freedom")
    return r2, m, n


def _spread_of_share(r2: float, m: float, n: float) -> float:
    if np.isnan(r2 + m + n):
        return np.nan
    # Fisher's z of the multiple correlation has a standard deviation near 1 / sqrt(n) all over.
    middle, reach = np.arctanh(np.sqrt(r2)), 10 / np.sqrt(n)
    low = max(np.arctanh(np.sqrt(LOWEST)), middle - reach)
    high = min(np.arctanh(np.sqrt(HIGHEST)), middle + reach)
    z = low + (high - low) * (NODES + 1) / 2
    true = np.tanh(z) ** 2
    log_density = _log_density(true, r2, m, n)
    weight = WEIGHTS * np.exp(log_density - log_density.max()) * np.tanh(z) / np.cosh(z) ** 2
    mean = (weight * true).sum() / weight.sum()
    return float((weight * (true - mean) ** 2).sum() / weight.sum())


def _log_density(true: Floats, r2: float, m: float, n: float) -> Floats:
    half = n * true / (1 - true) / 2
    a, b = (n - 1) / 2, m / 2
    reach = float(half.max()) * r2
    largest = (reach + np.sqrt(reach**2 + 4 * reach * a)) / 2
    terms = np.arange(int(largest + 12 * np.sqrt(largest) + 80), dtype=np.float64)
    fixed = gammaln(a + terms) - gammaln(b + terms) - gammaln(terms + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = np.where(terms > 0, terms * np.log(half[:, None] * r2), 0.0)
    return np.asarray(logsumexp(fixed + grown, axis=1) - half)
