"""Associations in two-by-two tables, and tables told as standardised differences.

Vocabulary
----------
ai, bi, ci, di : the four cells; p1, p2 : share with the event in the two rows
"""

import numpy as np
from scipy.special import ndtri

from evidence.stats.effects import Effects, estimable
from evidence.stats.fisher_z import to_fisher_z
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.two_by_two import Tables, log_odds_ratio


@np.errstate(divide="ignore", invalid="ignore")
def phi(tables: Tables, *, vtype: str = "LS", z: bool = False) -> Effects:
    """Compute phi coefficients (PHI, ZPHI).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.
    vtype : {"LS", "CS", "ST"}
        All four cells found by sampling (CS; LS means the same), or row sizes fixed by design.
    z : bool
        Give Fisher's z of the coefficient.

    Returns
    -------
    Effects
        ``(ai di - bi ci) / sqrt(product of the four margins)``.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    The variance for sampled cells is Yule's. With fixed rows it is the delta method on the two
    independent shares p1 and p2: ``phi_1^2 p1 q1 / n1 + phi_2^2 p2 q2 / n2``, phi_i the
    derivative of phi by p_i.

    References
    ----------
    Yule GU. On the methods of measuring association between two attributes. Journal of the Royal
    Statistical Society 1912;75:579-652. https://doi.org/10.2307/2340126

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> phi(two_by_two(30, 10, 10, 30)).yi.tolist()
    [0.5]
    """
    require_choice("vtype", vtype, ("LS", "CS", "ST"))
    rows, events = (tables.n1, tables.n2), (tables.ai + tables.ci, tables.bi + tables.di)
    margins = np.sqrt(rows[0] * rows[1]) * np.sqrt(events[0] * events[1])
    r = (tables.ai * tables.di - tables.bi * tables.ci) / margins
    vi = _variance_fixed_rows(tables) if vtype == "ST" else _variance_sampled(tables, r)
    effects = estimable(r, vi)
    return to_fisher_z(effects) if z else effects


@np.errstate(divide="ignore", invalid="ignore")
def yule_q(tables: Tables) -> Effects:
    """Compute Yule's Q (YUQ).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.

    Returns
    -------
    Effects
        ``(OR - 1) / (OR + 1)`` with variance ``(1 - Q^2)^2 / 4`` times that of the log odds ratio.

    References
    ----------
    Yule GU. On the methods of measuring association between two attributes. Journal of the Royal
    Statistical Society 1912;75:579-652. https://doi.org/10.2307/2340126

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> yule_q(two_by_two(30, 10, 10, 30)).yi.tolist()
    [0.8]
    """
    odds = (tables.ai / tables.bi) / (tables.ci / tables.di)
    q = (odds - 1) / (odds + 1)
    return estimable(q, (1 - q**2) ** 2 / 4 * log_odds_ratio(tables).vi)


@np.errstate(divide="ignore", invalid="ignore")
def yule_y(tables: Tables) -> Effects:
    """Compute Yule's Y, the coefficient of colligation (YUY).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.

    Returns
    -------
    Effects
        ``(sqrt(OR) - 1) / (sqrt(OR) + 1)`` with variance ``(1 - Y^2)^2 / 16`` times that of the
        log odds ratio.

    References
    ----------
    Yule GU. On the methods of measuring association between two attributes. Journal of the Royal
    Statistical Society 1912;75:579-652. https://doi.org/10.2307/2340126

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> yule_y(two_by_two(30, 10, 10, 30)).yi.tolist()
    [0.5]
    """
    root = np.sqrt((tables.ai / tables.bi) / (tables.ci / tables.di))
    y = (root - 1) / (root + 1)
    return estimable(y, (1 - y**2) ** 2 / 16 * log_odds_ratio(tables).vi)


@np.errstate(divide="ignore", invalid="ignore")
def probit_difference(tables: Tables) -> Effects:
    """Compute standardised differences of a normal outcome cut in two (PBIT).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.

    Returns
    -------
    Effects
        ``z1 - z2``, ``z = Phi^-1(p)``, with variance the sum of ``2 pi p q exp(z^2) / n``.

    References
    ----------
    Sanchez-Meca J, Marin-Martinez F, Chacon-Moscoso S. Effect-size indices for dichotomized
    outcomes in meta-analysis. Psychological Methods 2003;8:448-467.
    https://doi.org/10.1037/1082-989X.8.4.448

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> probit_difference(two_by_two(30, 10, 20, 20)).yi.round(4).tolist()
    [0.6745]
    """
    z1, z2 = ndtri(tables.p1), ndtri(tables.p2)
    vi = sum(
        2 * np.pi * p * (1 - p) * np.exp(z**2) / n
        for p, z, n in ((tables.p1, z1, tables.n1), (tables.p2, z2, tables.n2))
    )
    return estimable(z1 - z2, np.asarray(vi))


def d_from_odds(tables: Tables, *, scale: float, vtype: str = "LS") -> Effects:
    """Compute standardised differences from odds ratios (OR2D, OR2DL, OR2DN).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.
    scale : float
        ``pi / sqrt(3)`` when the outcome behind is thought logistic, 1.65 when normal (Cox).
    vtype : {"LS", "AV", "H0"}
        As for the log odds ratio.

    Returns
    -------
    Effects
        ``log(OR) / scale`` with ``1 / scale^2`` times its variance.

    References
    ----------
    Chinn S. A simple method for converting an odds ratio to effect size for use in
    meta-analysis. Statistics in Medicine 2000;19:3127-3131.
    https://doi.org/10.1002/1097-0258(20001130)19:22<3127::aid-sim784>3.0.co;2-m

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> d_from_odds(two_by_two(30, 10, 10, 30), scale=1.65).yi.round(4).tolist()
    [1.3317]
    """
    log_odds = log_odds_ratio(tables, vtype=vtype)
    return Effects(log_odds.yi / scale, log_odds.vi / scale**2)


def _variance_sampled(tables: Tables, r: Floats) -> Floats:
    n = tables.n1 + tables.n2
    row = (tables.n1 - tables.n2) / np.sqrt(tables.n1 * tables.n2)
    events, others = tables.ai + tables.ci, tables.bi + tables.di
    column = (events - others) / np.sqrt(events * others)
    skew = r * (1 + r**2 / 2) * row * column - 0.75 * r**2 * (row**2 + column**2)
    # Two diagonal cells alone determine each other: the terms cancel, and only rounding is left.
    certain = (tables.bi + tables.ci == 0) | (tables.ai + tables.di == 0)
    return np.where(certain, 0.0, (1 - r**2 + skew) / n)


def _variance_fixed_rows(tables: Tables) -> Floats:
    n1, n2, p1, p2 = tables.n1, tables.n2, tables.p1, tables.p2
    n = n1 + n2
    share, rest = tables.together, (tables.bi + tables.di) / n
    weight = np.sqrt(n1 * n2) / n
    bend = (p1 - p2) * (rest - share) / (2 * share * rest)
    slope1 = (1 - bend * n1 / n) * weight / np.sqrt(share * rest)
    slope2 = (1 + bend * n2 / n) * weight / np.sqrt(share * rest)
    spread1, spread2 = tables.ai * tables.bi / n1**3, tables.ci * tables.di / n2**3
    return np.asarray(slope1**2 * spread1 + slope2**2 * spread2)
