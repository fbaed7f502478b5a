"""Coefficients with their tests and intervals, and tests of several of them at once.

Vocabulary
----------
estimate : coefficients; covariance : of their errors
root : a matrix with root root' = covariance, which keeps the digits that squaring would lose
df : degrees of freedom of t and F; None for the normal and chi-square
p : number of coefficients
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import ratio
from evidence.stats.projection import triangle_of
from evidence.stats.quantiles import chi_square_above, two_sided, two_sided_p


class Coefficients(NamedTuple):
    """Coefficients, one number a coefficient in each array, and what further tests need."""

    estimate: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    statistic: Floats
    p_value: Floats
    df: float | None
    level: float
    root: Floats

    @property
    def covariance(self) -> Floats:
        """Covariance matrix of the coefficients' errors."""
        return np.asarray(self.root @ self.root.T)


class WaldTest(NamedTuple):
    """A test of several coefficients at once: chi-square, or F where ``residual_df`` is given."""

    statistic: float
    df: int
    residual_df: float | None
    p_value: float


def coefficients_of(
    estimate: Floats, root: Floats, *, df: float | None, level: float
) -> Coefficients:
    """Return coefficients with their standard errors, tests and intervals.

    Parameters
    ----------
    estimate : array of float, shape (p,)
        Coefficients.
    root : array of float, shape (p, p)
        A square root of their covariance matrix, root root'.
    df : float or None
        Degrees of freedom of the t distribution; None for the normal.
    level : float
        Confidence level.

    Returns
    -------
    Coefficients

    Examples
    --------
    >>> found = coefficients_of(np.array([1.0]), np.array([[0.5]]), df=None, level=0.95)
    >>> found.statistic.tolist(), found.ci_low.round(2).tolist()
    ([2.0], [0.02])
    """
    se = np.sqrt((root * root).sum(axis=1))
    reach = two_sided(level, df) * se
    pairs = zip(estimate.tolist(), se.tolist(), strict=True)
    statistic = np.array([ratio(one, error) for one, error in pairs])
    return Coefficients(
        estimate=estimate,
        se=se,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        statistic=statistic,
        p_value=np.array([two_sided_p(value, df) for value in statistic.tolist()]),
        df=df,
        level=level,
        root=root,
    )


def contrasts(coefficients: Coefficients, rows: Reported) -> Coefficients:
    """Return linear combinations of coefficients, each with its own test and interval.

    Parameters
    ----------
    coefficients : Coefficients
    rows : array_like, shape (m, p) or (p,)
        One row a combination: what each coefficient is multiplied by.

    Returns
    -------
    Coefficients

    Raises
    ------
    ValueError
        When a row does not hold one finite number for each coefficient.

    Notes
    -----
    L b with covariance L C L'.

    Examples
    --------
    >>> both = coefficients_of(np.array([1.0, 3.0]), np.eye(2), df=None, level=0.95)
    >>> contrasts(both, [-1, 1]).estimate.tolist()
    [2.0]
    """
    matrix = np.atleast_2d(np.asarray(rows, dtype=np.float64))
    if matrix.ndim != 2 or matrix.shape[1] != len(coefficients.estimate):
        raise ValueError(f"rows of shape {matrix.shape} for {len(coefficients.estimate)} numbers")
    if not np.isfinite(matrix).all():
        raise ValueError("rows with a number that is missing or infinite")
    return coefficients_of(
        matrix @ coefficients.estimate,
        matrix @ coefficients.root,
        df=coefficients.df,
        level=coefficients.level,
    )


def wald_test(coefficients: Coefficients, places: Sequence[int] | None = None) -> WaldTest:
    """Test whether several coefficients are all zero.

    Parameters
    ----------
    coefficients : Coefficients
        Coefficients, or contrasts of them.
    places : sequence of int, optional
        Which ones, from zero; all when not given.

    Returns
    -------
    WaldTest
        NaN where their covariance matrix has no inverse.

    Raises
    ------
    ValueError
        For a place that does not exist, one named twice, or none.

    Notes
    -----
    b' C**-1 b: chi-square with m degrees of freedom, m the number tested. Where coefficients are
    tested with t the statistic is divided by m and compared with F(m, df). metafor's QM.

    References
    ----------
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482

    Examples
    --------
    >>> wald_test(coefficients_of(np.array([1.0, 2.0]), np.eye(2), df=None, level=0.95)).statistic
    5.0
    """
    chosen = list(range(len(coefficients.estimate)) if places is None else places)
    if not chosen or len(set(chosen)) < len(chosen):
        raise ValueError(f"coefficients to test: {chosen}; each once, at least one")
    if not set(chosen) <= set(range(len(coefficients.estimate))):
        raise ValueError(f"coefficients to test: {chosen} of {len(coefficients.estimate)}")
    m, df = len(chosen), coefficients.df
    triangle = triangle_of(coefficients.root[chosen].T)
    size = np.abs(np.diag(triangle))
    if len(triangle) < m or not (size > 1e-13 * coefficients.se[chosen]).all():
        return WaldTest(np.nan, m, df, np.nan)
    turned = np.linalg.solve(triangle.T, coefficients.estimate[chosen])
    statistic = float(turned @ turned)
    if df is None:
        return WaldTest(statistic, m, None, chi_square_above(statistic, m))
    return WaldTest(statistic / m, m, df, float(special.fdtrc(m, df, statistic / m)))
