"""How often someone of the first group scores above someone of the second.

Vocabulary
----------
a : probability that a score of the first group is above one of the second (half of the ties
    counted); the common language effect size, or the area under the curve
"""

import numpy as np
from scipy.special import ndtr, ndtri

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import (
    columns,
    require_at_least,
    require_choice,
    require_within,
)
from evidence.stats.two_groups import Groups


@np.errstate(divide="ignore", invalid="ignore")
def superiority(
    ai: Reported, n1i: Reported, n2i: Reported, *, ties: Reported = 0.0, vtype: str = "LS"
) -> Effects:
    """Return reported probabilities of superiority with their variances (CLES, AUC).

    Parameters
    ----------
    ai : array_like, shape (k,)
        Probabilities of superiority.
    n1i, n2i : array_like, shape (k,)
        Sizes of the groups.
    ties : array_like, shape (k,)
        Share of pairs that are tied, used by LS2.
    vtype : {"LS", "LS2", "H0", "MAX"}
        Newcombe's, or Hanley and McNeil's; under no effect; or the largest there can be.

    Returns
    -------
    Effects
        The probabilities and their sampling variances.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers, or an unknown ``vtype``.

    Notes
    -----
    With ``b = a (1 - a)`` and ``f = (n1 - 1)(n2 - 1)``:

    - LS: ``b / f (n1 + n2 - 1 - (3 (n1 + n2) / 2 - 3) / ((2 - a)(1 + a)))``
    - LS2: ``(b - ties / 4 + (n1 - 1)(a / (2 - a) - a^2) + (n2 - 1)(2 a^2 / (1 + a) - a^2)) / f``
    - H0: ``(n1 + n2 + 1) / (12 n1 n2)``; MAX: ``b / (min(n1, n2) - 1)``

    References
    ----------
    Newcombe RG. Confidence intervals for an effect size measure based on the Mann-Whitney
    statistic. Part 2. Statistics in Medicine 2006;25:559-573. https://doi.org/10.1002/sim.2324

    Examples
    --------
    >>> superiority(0.7, 30, 30, vtype="H0").vi.round(5).tolist()
    [0.00565]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "H0", "MAX"))
    a, n1, n2, tied = columns(ai, n1i, n2i, ties)
    require_within(0, 1, ai=a, ties=tied)
    require_at_least(1, n1i=n1, n2i=n2)
    tied = np.where(np.isnan(tied), 0.0, tied)
    b, f1, f2 = a * (1 - a), n1 - 1, n2 - 1
    if vtype == "H0":
        vi = (n1 + n2 + 1) / (12 * n1 * n2)
    elif vtype == "MAX":
        vi = b / np.minimum(f1, f2)
    elif vtype == "LS2":
        above = f1 * (a / (2 - a) - a**2) + f2 * (2 * a**2 / (1 + a) - a**2)
        vi = (b - tied / 4 + above) / (f1 * f2)
    else:
        n = n1 + n2
        vi = b / (f1 * f2) * (n - 1 - (1.5 * n - 3) / ((2 - a) * (1 + a)))
    return estimable(a, vi)


@np.errstate(divide="ignore", invalid="ignore")
def normal_superiority(groups: Groups, *, vtype: str = "LS") -> Effects:
    """Compute probabilities of superiority of two normal groups (CLESN, AUCN).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "LS2", "LS3", "HO", "H0"}
        Unequal spreads (LS; with sizes in place of degrees of freedom LS2, in one part LS3),
        equal ones (HO), or under no effect (H0).

    Returns
    -------
    Effects
        ``Phi(d / sqrt(2))``, d the difference by the root mean square of the spreads, or by the
        pooled one for HO.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    The delta method on the variance of d: ``exp(-d^2 / 2) / (4 pi) var(d)``.

    References
    ----------
    Newcombe RG. Confidence intervals for an effect size measure based on the Mann-Whitney
    statistic. Part 2. Statistics in Medicine 2006;25:559-573. https://doi.org/10.1002/sim.2324

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> normal_superiority(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [0.7602]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "LS3", "HO", "H0"))
    v1, v2 = groups.sd1**2, groups.sd2**2
    if vtype == "HO":
        return equal_superiority(groups.d, groups.n1, groups.n2)
    d = (groups.m1 - groups.m2) / np.sqrt((v1 + v2) / 2)
    share = v1 / (v1 + v2)
    lost_mean = 1 if vtype in ("LS", "H0") else 0
    lost_spread = 0 if vtype == "LS2" else 1
    vi = share / (groups.n1 - lost_mean) + (1 - share) / (groups.n2 - lost_mean)
    if vtype == "H0":
        return estimable(ndtr(d / np.sqrt(2)), vi / (2 * np.pi))
    spread = share**2 / (groups.n1 - lost_spread) + (1 - share) ** 2 / (groups.n2 - lost_spread)
    vi = np.exp(-(d**2) / 2) / (8 * np.pi) * (4 * vi + d**2 * spread)
    return estimable(ndtr(d / np.sqrt(2)), vi)


def equal_superiority(d: Floats, n1: Floats, n2: Floats) -> Effects:
    """Compute probabilities of superiority of two normal groups of equal spread.

    Parameters
    ----------
    d : array of float, shape (k,)
        Difference in pooled standard deviations.
    n1, n2 : array of float, shape (k,)
        Sizes of the groups.

    Returns
    -------
    Effects
        ``Phi(d / sqrt(2))`` with variance
        ``exp(-d^2 / 2) / (4 pi) (1 / n1 + 1 / n2 + d^2 / (2 (n1 + n2)))``.

    Examples
    --------
    >>> equal_superiority(np.array([1.0]), np.array([25.0]), np.array([25.0])).yi.round(4).tolist()
    [0.7602]
    """
    spread = 1 / n1 + 1 / n2 + d**2 / (2 * (n1 + n2))
    return estimable(ndtr(d / np.sqrt(2)), np.exp(-(d**2) / 2) / (4 * np.pi) * spread)


def d_of_superiority(a: Reported) -> Floats:
    """Compute the standardised difference at which normal groups are superior so often.

    Parameters
    ----------
    a : array_like, shape (k,)
        Probabilities of superiority.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(2) Phi^-1(a)``.

    Raises
    ------
    ValueError
        Naming the positions outside 0 to 1.

    Examples
    --------
    >>> d_of_superiority(0.7602).round(3).tolist()
    [1.0]
    """
    (a,) = columns(a)
    require_within(0, 1, a=a)
    return np.asarray(np.sqrt(2) * ndtri(a))
