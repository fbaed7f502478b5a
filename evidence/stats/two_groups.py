"""Two groups of people measured on one scale.

Vocabulary
----------
n1, m1, sd1 : size, mean and standard deviation of the first (treated) group; n2, m2, sd2 second
d : difference of the means in pooled standard deviations
A missing number (NaN) makes the study's effect NaN.
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_at_least
from evidence.stats.upper_quantile import upper_quantile


class Groups(NamedTuple):
    """Size, mean and standard deviation of two groups in each of k studies."""

    n1: Floats
    m1: Floats
    sd1: Floats
    n2: Floats
    m2: Floats
    sd2: Floats

    @property
    def n(self) -> Floats:
        """People in both groups."""
        return self.n1 + self.n2

    @property
    def freedom(self) -> Floats:
        """Degrees of freedom of the pooled standard deviation."""
        return self.n1 + self.n2 - 2

    @property
    def pooled(self) -> Floats:
        """Variance within the groups, pooled by degrees of freedom; NaN where there are none."""
        freedom = np.where(self.freedom > 0, self.freedom, np.nan)
        squares = (self.n1 - 1) * self.sd1**2 + (self.n2 - 1) * self.sd2**2
        return np.asarray(squares / freedom)

    @property
    def d(self) -> Floats:
        """Difference of the means in pooled standard deviations, not corrected."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((self.m1 - self.m2) / np.sqrt(self.pooled))


def two_groups(
    n1: Reported, m1: Reported, sd1: Reported, n2: Reported, m2: Reported, sd2: Reported
) -> Groups:
    """Return two groups' columns as arrays, impossible sizes and spreads refused.

    Parameters
    ----------
    n1, m1, sd1, n2, m2, sd2 : array_like, shape (k,)
        Size, mean and standard deviation of the first and the second group.

    Returns
    -------
    Groups
        The six columns, equally long.

    Raises
    ------
    ValueError
        Naming the positions where a group is smaller than one or a standard deviation negative.

    Examples
    --------
    >>> two_groups(10, 5.0, 2.0, 10, 4.0, 4.0).pooled.tolist()
    [10.0]
    """
    groups = Groups(*columns(n1, m1, sd1, n2, m2, sd2))
    require_at_least(1, n1=groups.n1, n2=groups.n2)
    require_at_least(0, sd1=groups.sd1, sd2=groups.sd2)
    return groups


def groups_of_d(d: Reported, n1: Reported, n2: Reported) -> Groups:
    """Return two groups with unit spread whose means lie d apart.

    A printed d, or one made from a t statistic, then goes through the same formulas as means do.

    Parameters
    ----------
    d, n1, n2 : array_like, shape (k,)
        Difference in pooled standard deviations, not corrected, and sizes of the groups.

    Returns
    -------
    Groups
        Means d and 0, both standard deviations 1.

    Raises
    ------
    ValueError
        Naming the positions where a group is smaller than one.

    Examples
    --------
    >>> groups_of_d(0.5, 10, 10).d.tolist()
    [0.5]
    """
    d, n1, n2 = columns(d, n1, n2)
    return two_groups(n1, d, np.ones_like(d), n2, np.zeros_like(d), np.ones_like(d))


def d_from_t(t: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute d from the t statistic of two independent groups.

    Parameters
    ----------
    t, n1, n2 : array_like, shape (k,)
        t statistic and sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        ``t sqrt(1 / n1 + 1 / n2)``.

    Examples
    --------
    >>> d_from_t(2.0, 8, 8).tolist()
    [1.0]
    """
    t, n1, n2 = columns(t, n1, n2)
    return np.asarray(t * np.sqrt(1 / n1 + 1 / n2))


def signed_t_from_p(p: Reported, df: Reported) -> Floats:
    """Compute t statistics from two-sided p-values that carry the sign of the effect.

    Parameters
    ----------
    p : array_like, shape (k,)
        Two-sided p-values, negative where the effect is.
    df : array_like, shape (k,)
        Degrees of freedom of the t test.

    Returns
    -------
    array of float, shape (k,)
        t statistics; NaN where the degrees of freedom are below one.

    Raises
    ------
    ValueError
        Naming the positions where p lies outside -1 to 1.

    Examples
    --------
    >>> signed_t_from_p(-0.05, 10).round(3).tolist()
    [-2.228]
    """
    p, df = columns(p, df)
    refuse("p", np.asarray(np.abs(p) > 1), "outside -1 to 1")
    known = np.isfinite(p) & (df >= 1)
    tail = np.where(known, np.abs(p) / 2, 0.5)
    t = np.sign(p) * upper_quantile(tail, np.where(known, df, 1.0))
    return np.where(known, t, np.nan)


def d_from_point_biserial(r: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute d from the correlation between the group and the outcome.

    Parameters
    ----------
    r, n1, n2 : array_like, shape (k,)
        Point-biserial correlation and sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(h) r / sqrt(1 - r^2)`` with ``h = m / n1 + m / n2`` and ``m = n1 + n2 - 2``.

    Raises
    ------
    ValueError
        Naming the positions where r is not between -1 and 1.

    Examples
    --------
    >>> d_from_point_biserial(0.6, 11, 11).round(4).tolist()
    [1.4302]
    """
    r, n1, n2 = columns(r, n1, n2)
    refuse("r", np.asarray(np.abs(r) >= 1), "not between -1 and 1")
    m = n1 + n2 - 2
    return np.asarray(np.sqrt(m / n1 + m / n2) * r / np.sqrt(1 - r**2))
