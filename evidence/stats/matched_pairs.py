"""Pairs of people, or people seen twice, counted with and without an event.

Vocabulary
----------
ai, bi, ci, di : pairs with the event both times, only the first, only the second, neither
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_within
from evidence.stats.two_by_two import Tables, log_odds_ratio


@np.errstate(divide="ignore", invalid="ignore")
def paired_risk_difference(pairs: Tables) -> Effects:
    """Compute marginal risk differences of matched pairs (MPRD).

    Parameters
    ----------
    pairs : Tables
        Pairs by what happened the first and the second time.

    Returns
    -------
    Effects
        ``(bi - ci) / n`` with variance ``(pb (1 - pb) + pc (1 - pc) + 2 pb pc) / n``, p shares.

    References
    ----------
    May WL, Johnson WD. Confidence intervals for differences in correlated binary proportions.
    Statistics in Medicine 1997;16:2127-2136.
    https://doi.org/10.1002/(SICI)1097-0258(19970930)16:18<2127::AID-SIM633>3.0.CO;2-W

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> paired_risk_difference(two_by_two(20, 15, 5, 60)).yi.round(4).tolist()
    [0.1]
    """
    n = pairs.n1 + pairs.n2
    first, second = pairs.bi / n, pairs.ci / n
    vi = (first * (1 - first) + second * (1 - second) + 2 * first * second) / n
    return estimable(pairs.n1 / n - (pairs.ai + pairs.ci) / n, vi)


@np.errstate(divide="ignore", invalid="ignore")
def paired_risk_ratio(pairs: Tables) -> Effects:
    """Compute marginal log risk ratios of matched pairs (MPRR).

    Parameters
    ----------
    pairs : Tables
        Pairs by what happened the first and the second time.

    Returns
    -------
    Effects
        ``log(p1 / p2)``, p the marginal risks, with variance ``(bi + ci) / (n1. n.1)``.

    References
    ----------
    Zou GY. One relative risk versus two odds ratios. Clinical Trials 2007;4:25-31.
    https://doi.org/10.1177/1740774506075667

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> paired_risk_ratio(two_by_two(20, 15, 5, 60)).yi.round(4).tolist()
    [0.3365]
    """
    first, second = pairs.ai + pairs.bi, pairs.ai + pairs.ci
    return estimable(np.log(first) - np.log(second), (pairs.bi + pairs.ci) / (first * second))


@np.errstate(divide="ignore", invalid="ignore")
def paired_odds_ratio(pairs: Tables) -> Effects:
    """Compute marginal log odds ratios of matched pairs (MPOR).

    Parameters
    ----------
    pairs : Tables
        Pairs by what happened the first and the second time.

    Returns
    -------
    Effects
        Log odds the first time minus the second.

    References
    ----------
    Becker MP, Balagtas CC. Marginal modeling of binary cross-over data. Biometrics
    1993;49:997-1009. https://doi.org/10.2307/2532242

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> paired_odds_ratio(two_by_two(20, 15, 5, 60)).yi.round(4).tolist()
    [0.4796]
    """
    n = pairs.n1 + pairs.n2
    p1, p2 = pairs.n1 / n, (pairs.ai + pairs.ci) / n
    first, second = pairs.bi / n, pairs.ci / n
    spread = first * (1 - first) + second * (1 - second) + 2 * first * second
    vi = spread / (n * p1 * (1 - p1) * p2 * (1 - p2))
    return estimable(np.log(p1 / (1 - p1)) - np.log(p2 / (1 - p2)), vi)


@np.errstate(divide="ignore", invalid="ignore")
def conditional_odds_ratio(pairs: Tables) -> Effects:
    """Compute conditional log odds ratios of matched pairs (MPORC).

    Parameters
    ----------
    pairs : Tables
        Pairs by what happened the first and the second time.

    Returns
    -------
    Effects
        ``log(bi / ci)`` with variance ``1 / bi + 1 / ci``.

    References
    ----------
    Curtin F, Elbourne D, Altman DG. Meta-analysis combining parallel and cross-over clinical
    trials. II. Statistics in Medicine 2002;21:2145-2159. https://doi.org/10.1002/sim.1206

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> conditional_odds_ratio(two_by_two(20, 15, 5, 60)).yi.round(4).tolist()
    [1.0986]
    """
    return estimable(np.log(pairs.bi) - np.log(pairs.ci), 1 / pairs.bi + 1 / pairs.ci)


@np.errstate(divide="ignore", invalid="ignore")
def paired_peto(pairs: Tables) -> Effects:
    """Compute conditional log odds ratios of matched pairs by Peto's method (MPPETO).

    Parameters
    ----------
    pairs : Tables
        Pairs by what happened the first and the second time.

    Returns
    -------
    Effects
        ``2 (bi - ci) / (bi + ci)`` with variance ``4 / (bi + ci)``.

    References
    ----------
    Curtin F, Elbourne D, Altman DG. Meta-analysis combining parallel and cross-over clinical
    trials. II. Statistics in Medicine 2002;21:2145-2159. https://doi.org/10.1002/sim.1206

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> paired_peto(two_by_two(20, 15, 5, 60)).yi.tolist()
    [1.0]
    """
    uneven = pairs.bi + pairs.ci
    return estimable(2 * (pairs.bi - pairs.ci) / uneven, 4 / uneven)


@np.errstate(divide="ignore", invalid="ignore")
def marginal_odds_ratio(margins: Tables, r: Reported) -> Effects:
    """Compute marginal log odds ratios from the two times' counts and their correlation (MPORM).

    Parameters
    ----------
    margins : Tables
        People with and without the event the first time, then the second time.
    r : array_like, shape (k,)
        Phi coefficient between the two times.

    Returns
    -------
    Effects
        Log odds the first time minus the second, the variance less twice the covariance.

    Raises
    ------
    ValueError
        Naming the positions where r lies outside -1 to 1.

    Notes
    -----
    With n people, the covariance of the two log odds is ``n r / sqrt(ai bi ci di)``.

    References
    ----------
    Zou GY. One relative risk versus two odds ratios. Clinical Trials 2007;4:25-31.
    https://doi.org/10.1177/1740774506075667

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> marginal_odds_ratio(two_by_two(35, 65, 25, 75), 0.5).yi.round(4).tolist()
    [0.4796]
    """
    effects = log_odds_ratio(margins)
    r, _ = columns(r, effects.yi)
    require_within(-1, 1, r=r)
    people = np.round((margins.n1 + margins.n2) / 2)
    product = margins.ai * margins.bi * margins.ci * margins.di
    covariance = people * r / np.sqrt(product)
    return estimable(effects.yi, effects.vi - 2 * covariance)


@np.errstate(divide="ignore", invalid="ignore")
def correlation_of_margins(margins: Tables, both: Reported) -> Floats:
    """Compute the phi coefficient between two times from the share with the event both times.

    Parameters
    ----------
    margins : Tables
        People with and without the event the first time, then the second time.
    both : array_like, shape (k,)
        Share of all people with the event both times.

    Returns
    -------
    array of float, shape (k,)
        Phi coefficients; NaN where the share cannot go with the margins.

    Raises
    ------
    ValueError
        Naming the positions where a share lies outside 0 to 1.

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> correlation_of_margins(two_by_two(40, 40, 40, 40), 0.5).tolist()
    [1.0]
    """
    share, _ = columns(both, margins.ai)
    require_within(0, 1, both=share)
    joint = share * margins.n1
    inner = joint * (margins.bi - margins.ci + joint)
    outer = (margins.ai - joint) * (margins.ci - joint)
    r = (inner - outer) / np.sqrt(margins.ai * margins.bi * margins.ci * margins.di)
    return np.where(np.abs(r) <= 1, r, np.nan)
