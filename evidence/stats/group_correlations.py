"""Two groups' difference told as a correlation or as an odds ratio.

Vocabulary
----------
d : difference in pooled standard deviations, not corrected
h : ``m / n1 + m / n2`` with ``m = n1 + n2 - 2``, which turns d into a correlation
"""

import numpy as np
from scipy.special import ndtri

from evidence.stats.effects import Effects, estimable
from evidence.stats.fisher_z import to_fisher_z
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.two_groups import Groups

COX = 1.65
LOGISTIC = np.pi / np.sqrt(3)


@np.errstate(divide="ignore", invalid="ignore")
def point_biserial(groups: Groups, *, vtype: str = "LS", z: bool = False) -> Effects:
    """Compute correlations between group and outcome (RPB, ZPB).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "ST", "CS"}
        Group sizes fixed by design (ST; LS means the same) or found by sampling (CS).
    z : bool
        Give Fisher's z of the correlation.

    Returns
    -------
    Effects
        ``r = d / sqrt(d^2 + h)``.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    ST: ``h^2 / (h + d^2)^3 (1 / n1 + 1 / n2 + d^2 / (2 n))``;
    CS: ``(1 - r^2)^2 (n r^2 / (4 n1 n2) + (2 - 3 r^2) / (2 n))``.
    Fisher's z does not make these variances stable.

    References
    ----------
    Tate RF. Correlation between a discrete and a continuous variable. Annals of Mathematical
    Statistics 1954;25:603-607. https://doi.org/10.1214/aoms/1177728730

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> point_biserial(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [0.4545]
    """
    require_choice("vtype", vtype, ("LS", "ST", "CS"))
    d, h, n = groups.d, _turning(groups), groups.n
    r = d / np.sqrt(d**2 + h)
    if vtype == "CS":
        by_size = n * r**2 / (4 * groups.n1 * groups.n2) + (2 - 3 * r**2) / (2 * n)
        vi = (1 - r**2) ** 2 * by_size
    else:
        vi = h**2 / (h + d**2) ** 3 * _variance_of_d(groups)
    effects = estimable(r, vi)
    return to_fisher_z(effects) if z else effects


@np.errstate(divide="ignore", invalid="ignore")
def biserial(groups: Groups, *, z: bool = False) -> Effects:
    """Compute correlations with a normal trait behind the two groups (RBIS, ZBIS).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    z : bool
        Give Fisher's z of the correlation; NaN where the estimate lies outside -1 to 1.

    Returns
    -------
    Effects
        ``sqrt(p1 p2) / f`` times the point-biserial correlation, p the groups' shares of people
        and f the normal density at the cut between them.

    Notes
    -----
    Variance ``(p1 p2 / f^2 - (3/2 + (1 - p1 u / f) (1 + p2 u / f)) r^2 + r^4) / (n - 1)``, u the
    cut, r held within -1 to 1.

    References
    ----------
    Soper HE. On the probable error of the bi-serial expression for the correlation coefficient.
    Biometrika 1914;10:384-390. https://doi.org/10.1093/biomet/10.2-3.384
    Jacobs P, Viechtbauer W. Estimation of the biserial correlation and its sampling variance for
    use in meta-analysis. Research Synthesis Methods 2017;8:161-180.
    https://doi.org/10.1002/jrsm.1218

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> biserial(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [0.5697]
    """
    d, n = groups.d, groups.n
    p1, p2 = groups.n1 / n, groups.n2 / n
    cut = -ndtri(p1)
    density = np.exp(-(cut**2) / 2) / np.sqrt(2 * np.pi)
    r = np.sqrt(p1 * p2) / density * d / np.sqrt(d**2 + _turning(groups))
    held = np.clip(r, -1, 1)
    bend = 1.5 + (1 - p1 * cut / density) * (1 + p2 * cut / density)
    vi = (p1 * p2 / density**2 - bend * held**2 + held**4) / (n - 1)
    effects = estimable(r, vi)
    return to_fisher_z(effects) if z else effects


@np.errstate(divide="ignore", invalid="ignore")
def odds_from_d(groups: Groups, *, scale: float = LOGISTIC) -> Effects:
    """Compute log odds ratios from standardised differences (D2OR, D2ORL, D2ORN).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    scale : float
        ``pi / sqrt(3)`` when the outcome is thought logistic, 1.65 when normal (Cox).

    Returns
    -------
    Effects
        ``scale d``, with ``scale^2`` times the variance of d.

    References
    ----------
    Chinn S. A simple method for converting an odds ratio to effect size for use in
    meta-analysis. Statistics in Medicine 2000;19:3127-3131.
    https://doi.org/10.1002/1097-0258(20001130)19:22<3127::aid-sim784>3.0.co;2-m

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> odds_from_d(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [1.8138]
    """
    return estimable(scale * groups.d, scale**2 * _variance_of_d(groups))


def _turning(groups: Groups) -> Floats:
    return groups.freedom / groups.n1 + groups.freedom / groups.n2


def _variance_of_d(groups: Groups) -> Floats:
    return 1 / groups.n1 + 1 / groups.n2 + groups.d**2 / (2 * groups.n)
