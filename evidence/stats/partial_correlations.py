"""Correlations with other variables held fixed.

Vocabulary
----------
ri, ni : correlation and number of people; mi : number of predictors in the regression
r2i : share of the variance that all the predictors explain
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.fisher_z import to_fisher_z
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    refuse,
    require_above,
    require_choice,
    require_within,
)
from evidence.stats.weighted_mean import weighted_mean


@np.errstate(divide="ignore", invalid="ignore")
def partial_correlation(ri: Reported, mi: Reported, ni: Reported, *, vtype: str = "LS") -> Effects:
    """Return partial correlations with their variances (PCOR).

    Parameters
    ----------
    ri, mi, ni : array_like, shape (k,)
        Partial correlation, number of predictors, number of people.
    vtype : {"LS", "AV"}
        Variance from each correlation, or from the studies' mean one.

    Returns
    -------
    Effects
        Partial correlations, with variance ``(1 - r^2)^2 / (n - m)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    References
    ----------
    Aloe AM, Thompson CG. The synthesis of partial effect sizes. Journal of the Society for Social
    Work and Research 2013;4:390-405. https://doi.org/10.5243/jsswr.2013.24

    Examples
    --------
    >>> partial_correlation(0.5, 4, 29).vi.tolist()
    [0.0225]
    """
    require_choice("vtype", vtype, ("LS", "AV"))
    r, m, n = _regression(ri, mi, ni)
    known = weighted_mean(r, n) if vtype == "AV" else r
    return estimable(r, (1 - known**2) ** 2 / (n - m))


@np.errstate(divide="ignore", invalid="ignore")
def partial_fisher_z(ri: Reported, mi: Reported, ni: Reported) -> Effects:
    """Compute Fisher's z of partial correlations (ZPCOR).

    Parameters
    ----------
    ri, mi, ni : array_like, shape (k,)
        Partial correlation, number of predictors, number of people.

    Returns
    -------
    Effects
        ``atanh(r)`` with variance ``1 / (n - m - 2)``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    References
    ----------
    Aloe AM, Thompson CG. The synthesis of partial effect sizes. Journal of the Society for Social
    Work and Research 2013;4:390-405. https://doi.org/10.5243/jsswr.2013.24

    Examples
    --------
    >>> partial_fisher_z(0.5, 4, 31).vi.tolist()
    [0.04]
    """
    r, m, n = _regression(ri, mi, ni)
    return estimable(np.arctanh(r), 1 / (n - m - 2))


@np.errstate(divide="ignore", invalid="ignore")
def semi_partial_correlation(
    ri: Reported,
    mi: Reported,
    ni: Reported,
    r2i: Reported,
    *,
    vtype: str = "LS",
    z: bool = False,
) -> Effects:
    """Return semi-partial correlations with their variances (SPCOR, ZSPCOR).

    Parameters
    ----------
    ri, mi, ni, r2i : array_like, shape (k,)
        Semi-partial correlation, number of predictors, number of people, explained variance.
    vtype : {"LS", "AV"}
        Variance from each correlation, or from the studies' mean one.
    z : bool
        Give Fisher's z of the correlation.

    Returns
    -------
    Effects
        Variance ``(R^4 - 2 R^2 + f + 1 - f^2) / n`` with ``f = R^2 - r^2``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    References
    ----------
    Aloe AM, Becker BJ. An effect size for regression predictors in meta-analysis. Journal of
    Educational and Behavioral Statistics 2012;37:278-297.
    https://doi.org/10.3102/1076998610396901

    Examples
    --------
    >>> semi_partial_correlation(0.3, 4, 100, 0.25).vi.round(6).tolist()
    [0.006969]
    """
    require_choice("vtype", vtype, ("LS", "AV"))
    r, _, n = _regression(ri, mi, ni)
    r2, _ = columns(r2i, n)
    require_within(0, 1, r2i=r2)
    rest = r2 - (weighted_mean(r, n) if vtype == "AV" else r) ** 2
    effects = estimable(r, (r2**2 - 2 * r2 + rest + 1 - rest**2) / n)
    return to_fisher_z(effects) if z else effects


def semi_partial_from_t(t: Reported, mi: Reported, ni: Reported, r2i: Reported) -> Floats:
    """Compute semi-partial correlations from the t statistic of the predictor.

    Parameters
    ----------
    t, mi, ni, r2i : array_like, shape (k,)
        t statistic, number of predictors, number of people, explained variance.

    Returns
    -------
    array of float, shape (k,)
        ``t sqrt(1 - R^2) / sqrt(n - m - 1)``.

    Raises
    ------
    ValueError
        Naming the positions where t and the explained variance cannot both be true.

    References
    ----------
    Aloe AM, Becker BJ. An effect size for regression predictors in meta-analysis. Journal of
    Educational and Behavioral Statistics 2012;37:278-297.
    https://doi.org/10.3102/1076998610396901

    Examples
    --------
    >>> semi_partial_from_t(2.0, 3, 104, 0.75).tolist()
    [0.1]
    """
    t, m, n, r2 = columns(t, mi, ni, r2i)
    require_within(0, 1, r2i=r2)
    found = np.asarray(t * np.sqrt(1 - r2) / np.sqrt(n - m - 1))
    refuse("t and r2i", np.abs(found) > 1, "give a correlation outside -1 to 1")
    return found


def _regression(ri: Reported, mi: Reported, ni: Reported) -> tuple[Floats, Floats, Floats]:
    r, m, n = columns(ri, mi, ni)
    require_within(-1, 1, ri=r)
    require_above(0, mi=m)
    refuse("ni", n - m - 1 <= 0, "leaves no degrees of freedom")
    return r, m, n
