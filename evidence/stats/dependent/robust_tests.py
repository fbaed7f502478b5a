"""Tests with cluster-robust standard errors, for few clusters.

Vocabulary
----------
covariance, own, lead : parts of a sandwich
df : degrees of freedom for which a t or F distribution has the estimate's own spread
rows : combinations of coefficients that are tested to be zero
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.coefficients import Coefficients, WaldTest, coefficients_of
from evidence.stats.dependent.sandwich import NOTHING, Sandwich
from evidence.stats.floats import Floats, Reported
from evidence.stats.quantiles import chi_square_above


class Pair(NamedTuple):
    """Covariances of two combinations over clusters: a diagonal minus left' right."""

    diagonal: Floats
    left: Floats
    right: Floats


def _pair(found: Sandwich, one: Floats, other: Floats) -> Pair:
    return Pair(
        np.einsum("nst,s,t->n", found.own, one, other), found.lead @ one, found.lead @ other
    )


def _overlap(one: Pair, other: Pair) -> float:
    """Sum the products of all entries, without laying out clusters by clusters."""
    total = float(one.diagonal @ other.diagonal)
    total -= float(one.diagonal @ (other.left * other.right).sum(axis=1))
    total -= float(other.diagonal @ (one.left * one.right).sum(axis=1))
    return total + float(((one.left.T @ other.left) * (one.right.T @ other.right)).sum())


def _size(pair: Pair) -> float:
    return float(pair.diagonal.sum()) - float((pair.left * pair.right).sum())


def satterthwaite_df(found: Sandwich, row: Reported) -> float:
    """Return the degrees of freedom of t for a combination of coefficients.

    Parameters
    ----------
    found : Sandwich
    row : array_like, shape (p,)
        What each coefficient is multiplied by.

    Returns
    -------
    float
        NaN for a combination that no cluster's residuals say anything of.

    Notes
    -----
    Twice the square of the variance estimate's mean over its variance, both as they are if the
    model is true. Below about 4 even this test is not to be trusted.

    References
    ----------
    Bell RM, McCaffrey DF (2002). Survey Methodology 28(2):169-181.
    Tipton E (2015). doi:10.1037/met0000011
    """
    combination = np.asarray(row, dtype=np.float64)
    pair = _pair(found, combination, combination)
    overlap = _overlap(pair, pair)
    return _size(pair) ** 2 / overlap if overlap > 0 else np.nan


def robust_coefficients(
    estimate: Floats,
    found: Sandwich,
    *,
    rows: Floats | None = None,
    df: float | None = None,
    level: float = 0.95,
) -> tuple[Coefficients, ...]:
    """Return every coefficient with its robust standard error, test and interval.

    Parameters
    ----------
    estimate : array of float, shape (p,)
    found : Sandwich
    rows : array of float, shape (m, p), optional
        Combinations of the coefficients in their place.
    df : float or None
        Degrees of freedom of t for all of them; Satterthwaite's for each when None.
    level : float
        Confidence level.

    Returns
    -------
    tuple of Coefficients
        One a coefficient, as each has degrees of freedom of its own.
    """
    return tuple(
        coefficients_of(
            np.array([row @ estimate]),
            np.sqrt(np.array([[row @ found.covariance @ row]])),
            df=satterthwaite_df(found, row) if df is None else df,
            level=level,
        )
        for row in (np.eye(len(estimate)) if rows is None else rows)
    )


def robust_wald_test(
    estimate: Floats,
    found: Sandwich,
    rows: Reported,
    *,
    df: float | None = None,
    small: bool = True,
) -> WaldTest:
    """Test whether several combinations of coefficients are all zero.

    Parameters
    ----------
    estimate : array of float, shape (p,)
    found : Sandwich
    rows : array_like, shape (q, p)
        One row a combination.
    df : float or None
        F on q and so many degrees of freedom; as ``small`` says when None.
    small : bool
        Hotelling's T squared with estimated degrees of freedom (AHT, clubSandwich's ``HTZ``);
        chi-square over q when not, which needs many clusters.

    Returns
    -------
    WaldTest
        NaN for p where the degrees of freedom are not above zero, and for all of it where too few
        clusters are left to tell the combinations apart.

    Notes
    -----
    With Q the Wald statistic and eta the degrees of freedom of the Wishart distribution that has
    the estimate's total variance, F = (eta - q + 1) Q/(eta q) on q and eta - q + 1 degrees.

    References
    ----------
    Tipton E, Pustejovsky JE (2015). doi:10.3102/1076998615606099
    """
    matrix = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    q = len(matrix)
    off = matrix @ estimate
    covariance = matrix @ found.covariance @ matrix.T
    if _is_singular(covariance):
        return WaldTest(np.nan, q, np.nan, np.nan)
    statistic = float(off @ np.linalg.solve(covariance, off))
    if df is not None:
        return WaldTest(statistic / q, q, df, float(special.fdtrc(q, df, statistic / q)))
    if not small:
        return WaldTest(statistic / q, q, None, chi_square_above(statistic, q))
    pairs = [[_pair(found, one, other) for other in matrix] for one in matrix]
    mean = np.array([[_size(pair) for pair in line] for line in pairs])
    sizes, axes = np.linalg.eigh(mean)
    scaled = ((axes / np.sqrt(sizes)) @ axes.T) @ matrix
    pairs = [[_pair(found, one, other) for other in scaled] for one in scaled]
    spread = sum(
        _overlap(pairs[s][s], pairs[t][t]) + _overlap(pairs[s][t], pairs[t][s])
        for s in range(q)
        for t in range(q)
    )
    eta = q * (q + 1) / spread
    df = eta - q + 1
    value = max(0.0, df / eta) * statistic / q
    p_value = float(special.fdtrc(q, df, value)) if df > 0 else np.nan
    return WaldTest(value, q, df, p_value)


def _is_singular(covariance: Floats) -> bool:
    """Return whether some combination has no variance but that of rounding, in any unit."""
    spread = np.sqrt(np.diag(covariance))
    if not (spread > 0).all():
        return True
    sizes = np.linalg.eigvalsh(covariance / np.outer(spread, spread))
    return bool(sizes[0] <= NOTHING * sizes[-1])
