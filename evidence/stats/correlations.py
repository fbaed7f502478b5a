"""Correlations of two measured variables.

Vocabulary
----------
ri, ni : correlation and number of people
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.hypergeometric import half_half, one_one
from evidence.stats.refusal import columns, require_at_least, require_choice, require_within
from evidence.stats.weighted_mean import weighted_mean


def correlation(ri: Reported, ni: Reported, *, vtype: str = "LS") -> Effects:
    """Return correlations with their variances (COR).

    Parameters
    ----------
    ri, ni : array_like, shape (k,)
        Correlations and numbers of people.
    vtype : {"LS", "AV", "H0", "H0a", "H0b"}
        Variance from each correlation, from the studies' mean one, or under no correlation
        (``(1 - r^2) / (n - 2)``, or the simpler ``1 / n``).

    Returns
    -------
    Effects
        Correlations, with variance ``(1 - r^2)^2 / (n - 1)``; NaN for three people or fewer.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    Examples
    --------
    >>> correlation(0.5, 26).vi.tolist()
    [0.0225]
    """
    require_choice("vtype", vtype, ("LS", "AV", "H0", "H0a", "H0b"))
    r, n = _pairs(ri, ni)
    return _with_variance(r, r, n, vtype)


def unbiased_correlation(ri: Reported, ni: Reported, *, vtype: str = "LS") -> Effects:
    """Compute correlations without small-sample bias (UCOR).

    Parameters
    ----------
    ri, ni : array_like, shape (k,)
        Correlations and numbers of people.
    vtype : {"LS", "UB", "AV"}
        Variance from each correlation, unbiased, or from the studies' mean correlation.

    Returns
    -------
    Effects
        ``r F(1/2, 1/2; (n - 2) / 2; 1 - r^2)``, F the hypergeometric function; NaN for four
        people or fewer.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    Notes
    -----
    UB: ``u^2 - 1 + (n - 3) / (n - 2) (1 - r^2) F(1, 1; n / 2; 1 - r^2)``, u the estimate; it may
    come out negative, and is then NaN.

    References
    ----------
    Olkin I, Pratt JW. Unbiased estimation of certain correlation coefficients. Annals of
    Mathematical Statistics 1958;29:201-211. https://doi.org/10.1214/aoms/1177706717
    Hedges LV. An unbiased correction for sampling error in validity generalization studies.
    Journal of Applied Psychology 1989;74:469-477. https://doi.org/10.1037/0021-9010.74.3.469

    Examples
    --------
    >>> unbiased_correlation(0.5, 26).yi.round(4).tolist()
    [0.5084]
    """
    require_choice("vtype", vtype, ("LS", "UB", "AV"))
    r, n = _pairs(ri, ni)
    return _with_variance(olkin_pratt(r, n), r, n, vtype)


@np.errstate(divide="ignore", invalid="ignore")
def fisher_z(ri: Reported, ni: Reported) -> Effects:
    """Compute Fisher's z of correlations, whose variance is stable (ZCOR).

    Parameters
    ----------
    ri, ni : array_like, shape (k,)
        Correlations and numbers of people.

    Returns
    -------
    Effects
        ``atanh(r)`` with variance ``1 / (n - 3)``; NaN for three people or fewer.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    References
    ----------
    Fisher RA. On the "probable error" of a coefficient of correlation deduced from a small
    sample. Metron 1921;1:1-32. http://hdl.handle.net/2440/15169

    Examples
    --------
    >>> fisher_z(0.5, 28).vi.tolist()
    [0.04]
    """
    r, n = _pairs(ri, ni)
    return estimable(np.arctanh(r), np.where(n > 3, 1 / (n - 3), np.nan))


def olkin_pratt(ri: Reported, ni: Reported) -> Floats:
    """Return correlations without small-sample bias.

    Parameters
    ----------
    ri, ni : array_like, shape (k,)
        Correlations and numbers of people.

    Returns
    -------
    array of float, shape (k,)
        ``r F(1/2, 1/2; (n - 2) / 2; 1 - r^2)``; NaN for four people or fewer.

    References
    ----------
    Olkin I, Pratt JW. Unbiased estimation of certain correlation coefficients. Annals of
    Mathematical Statistics 1958;29:201-211. https://doi.org/10.1214/aoms/1177706717

    Examples
    --------
    >>> olkin_pratt(0.0, 20).tolist()
    [0.0]
    """
    r, n = _pairs(ri, ni)
    return np.asarray(r * half_half(r, n))


def correlation_from_t(t: Reported, df: Reported) -> Floats:
    """Compute a correlation from the t statistic that tests it.

    Parameters
    ----------
    t, df : array_like, shape (k,)
        t statistic and its degrees of freedom (n - 2; fewer for a partial correlation).

    Returns
    -------
    array of float, shape (k,)
        ``t / sqrt(t^2 + df)``.

    Examples
    --------
    >>> correlation_from_t(3.0, 16).tolist()
    [0.6]
    """
    t, df = columns(t, df)
    return np.asarray(t / np.sqrt(t**2 + df))


def _pairs(ri: Reported, ni: Reported) -> tuple[Floats, Floats]:
    r, n = columns(ri, ni)
    require_within(-1, 1, ri=r)
    require_at_least(1, ni=n)
    return r, n


@np.errstate(divide="ignore", invalid="ignore")
def _with_variance(yi: Floats, r: Floats, n: Floats, vtype: str) -> Effects:
    if vtype in ("H0", "H0a"):
        vi = (1 - yi**2) / (n - 2)
    elif vtype == "H0b":
        vi = 1 / n
    elif vtype == "UB":
        rest = (n - 3) / (n - 2) * (1 - r**2) * one_one(r, n)
        vi = yi**2 - (1 - rest)
    else:
        known = weighted_mean(yi, n) if vtype == "AV" else yi
        vi = (1 - known**2) ** 2 / (n - 1)
    return estimable(yi, np.where((n > 3) & ~(vi < 0), vi, np.nan))
