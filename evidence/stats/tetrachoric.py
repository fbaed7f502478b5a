"""The correlation of two normal traits, each seen only as above or below a cut."""

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from evidence.stats.bivariate_normal import below_both, joint_density
from evidence.stats.effects import Effects, estimable
from evidence.stats.fisher_z import to_fisher_z
from evidence.stats.two_by_two import Tables

NEAR_ONE = 1 - 1e-12


def tetrachoric(tables: Tables, *, z: bool = False) -> Effects:
    """Compute tetrachoric correlations (RTET, ZTET).

    Parameters
    ----------
    tables : Tables
        Cells of the tables.
    z : bool
        Give Fisher's z of the correlation.

    Returns
    -------
    Effects
        Maximum likelihood estimates with their asymptotic variances. With an empty cell the
        estimate is 1 or -1, the end of the scale, and has no variance (NaN); with an empty row or
        column there is no estimate (NaN).

    Notes
    -----
    Three parameters (the correlation and two cuts) meet three free shares, so the likelihood is
    greatest where the model gives the shares themselves: the cuts are ``Phi^-1`` of the margins
    and the correlation the root of ``Phi2(h, k, rho) = ai / n``. The variance is that of the
    multinomial shares carried through this equation.

    References
    ----------
    Pearson K. Mathematical contributions to the theory of evolution. VII. Philosophical
    Transactions of the Royal Society A 1900;195:1-47. https://doi.org/10.1098/rsta.1900.0022
    Kirk DB. On the numerical approximation of the bivariate normal (tetrachoric) correlation
    coefficient. Psychometrika 1973;38:259-268. https://doi.org/10.1007/BF02291118

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> tetrachoric(two_by_two(30, 10, 10, 30)).yi.round(4).tolist()
    [0.7071]
    """
    cells = zip(*(cell.tolist() for cell in tables), strict=True)
    found = [_of_table(*row) for row in cells]
    effects = estimable(np.array([r for r, _ in found]), np.array([v for _, v in found]))
    return to_fisher_z(effects) if z else effects


def _of_table(a: float, b: float, c: float, d: float) -> tuple[float, float]:
    margins = (a + b, c + d, a + c, b + d)
    if np.isnan(sum(margins)) or min(margins) == 0:
        return np.nan, np.nan
    if min(b, c) == 0:
        return 1.0, np.nan
    if min(a, d) == 0:
        return -1.0, np.nan
    n = a + b + c + d
    h, k = float(ndtri((a + b) / n)), float(ndtri((a + c) / n))
    rho = float(
        brentq(lambda r: below_both(h, k, r) - a / n, -NEAR_ONE, NEAR_ONE, xtol=1e-15, rtol=1e-14)
    )
    return rho, _variance(a / n, b / n, c / n, h, k, rho) / n


def _variance(pa: float, pb: float, pc: float, h: float, k: float, rho: float) -> float:
    left = np.sqrt(1 - rho**2)
    row, column = ndtr((k - rho * h) / left), ndtr((h - rho * k) / left)
    shares = np.array([pa, pb, pc])
    pull = np.array([1 - row - column, -row, -column])
    spread = (shares * pull**2).sum() - (shares * pull).sum() ** 2
    return float(spread / joint_density(h, k, rho) ** 2)
