"""Two-by-two tables from their margins and a printed association.

Vocabulary
----------
n : all people; row : people in the first row; column : people with the event
"""

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_above, require_reported, require_within
from evidence.stats.two_by_two import Tables


def table_from_odds_ratio(
    odds_ratio: Reported, n: Reported, row: Reported, column: Reported
) -> Tables:
    """Rebuild tables from odds ratios and margins.

    Parameters
    ----------
    odds_ratio : array_like, shape (k,)
        Odds ratios.
    n, row, column : array_like, shape (k,)
        All people, those in the first row, and those with the event.

    Returns
    -------
    Tables
        Counts rounded to whole people; NaN where no table has these margins.

    Raises
    ------
    ValueError
        Naming the positions of missing or impossible numbers.

    Notes
    -----
    The share in the first cell solves ``OR = p11 p22 / (p12 p21)``, a quadratic in ``p11``; of its
    roots the one between the margins' bounds is taken, written so that OR = 1 needs no exception.

    References
    ----------
    Bonett DG. Transforming odds ratios into correlations for meta-analytic research. American
    Psychologist 2007;62:254-255. https://doi.org/10.1037/0003-066X.62.3.254

    Examples
    --------
    >>> [cell.tolist() for cell in table_from_odds_ratio(2.25, 100, 50, 50)]
    [[30.0], [20.0], [20.0], [30.0]]
    """
    ratio, n, row, column = _margins("odds_ratio", odds_ratio, n, row, column)
    require_above(0, odds_ratio=ratio)
    p, q = row / n, column / n
    x = ratio * (p + q) + 1 - p - q
    y = np.sqrt(x**2 - 4 * p * q * ratio * (ratio - 1))
    return _rounded(2 * p * q * ratio / (x + y), n, row, column)


def table_from_phi(phi: Reported, n: Reported, row: Reported, column: Reported) -> Tables:
    """Rebuild tables from phi coefficients and margins.

    Parameters
    ----------
    phi : array_like, shape (k,)
        Phi coefficients.
    n, row, column : array_like, shape (k,)
        All people, those in the first row, and those with the event.

    Returns
    -------
    Tables
        Counts rounded to whole people; NaN where no table has these margins.

    Raises
    ------
    ValueError
        Naming the positions of missing or impossible numbers.

    Examples
    --------
    >>> [cell.tolist() for cell in table_from_phi(0.2, 100, 50, 50)]
    [[30.0], [20.0], [20.0], [30.0]]
    """
    phi, n, row, column = _margins("phi", phi, n, row, column)
    require_within(-1, 1, phi=phi)
    p, q = row / n, column / n
    return _rounded(p * q + phi * np.sqrt(p * (1 - p) * q * (1 - q)), n, row, column)


def phi_from_chi_square(
    chi_square: Reported,
    n: Reported,
    row: Reported,
    column: Reported,
    *,
    corrected: bool = True,
) -> Floats:
    """Compute phi coefficients from chi-square statistics that carry the sign of the effect.

    Parameters
    ----------
    chi_square : array_like, shape (k,)
        Chi-square statistics with one degree of freedom, negative where the effect is.
    n, row, column : array_like, shape (k,)
        All people, those in the first row, and those with the event.
    corrected : bool
        Whether the statistic was made with Yates's continuity correction.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(chi^2 / n)`` with the sign, plus ``n / (2 sqrt(product of the margins))`` when
        corrected.

    Raises
    ------
    ValueError
        Naming the positions of missing or impossible numbers.

    Examples
    --------
    >>> phi_from_chi_square(4.0, 100, 50, 50, corrected=False).tolist()
    [0.2]
    """
    chi, n, row, column = _margins("chi_square", chi_square, n, row, column)
    phi = np.sqrt(np.abs(chi) / n)
    if corrected:
        phi = phi + n / (2 * np.sqrt(row * (n - row) * column * (n - column)))
    return np.asarray(np.sign(chi) * phi)


def _margins(
    name: str, association: Reported, n: Reported, row: Reported, column: Reported
) -> list[Floats]:
    found, n, row, column = columns(association, n, row, column)
    require_reported(**{name: found, "n": n, "row": row, "column": column})
    n, row, column = np.round(n), np.round(row), np.round(column)
    for margin, label in ((row, "row"), (column, "column")):
        refuse(label, (margin < 1) | (margin > n - 1), "not between none and all")
    return [found, n, row, column]


def _rounded(share: Floats, n: Floats, row: Floats, column: Floats) -> Tables:
    a = np.round(n * share)
    cells = (a, row - a, column - a, n - row - column + a)
    impossible = np.any([cell < 0 for cell in cells], axis=0)
    return Tables(*(np.where(impossible, np.nan, cell) for cell in cells))
