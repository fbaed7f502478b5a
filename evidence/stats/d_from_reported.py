"""Standardised mean differences from what papers print in place of means and spreads.

Vocabulary
----------
d : difference in pooled standard deviations, not corrected; its sign is the reader's to give where
    a statistic has none (F, chi-square)
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_above, require_at_least
from evidence.stats.two_groups import d_from_t


def d_with_variance(d: Reported, n1: Reported, n2: Reported) -> Effects:
    """Give standardised differences their large-sample variance.

    Parameters
    ----------
    d, n1, n2 : array_like, shape (k,)
        Standardised difference and sizes of the groups.

    Returns
    -------
    Effects
        Variance ``1 / n1 + 1 / n2 + d^2 / (2 (n1 + n2))``.

    Raises
    ------
    ValueError
        Naming the positions of groups below one.

    Examples
    --------
    >>> d_with_variance(0.0, 20, 20).vi.tolist()
    [0.1]
    """
    d, n1, n2 = columns(d, n1, n2)
    require_at_least(1, n1=n1, n2=n2)
    return estimable(d, 1 / n1 + 1 / n2 + d**2 / (2 * (n1 + n2)))


def d_from_f(f: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute d from the F statistic of two independent groups.

    Parameters
    ----------
    f, n1, n2 : array_like, shape (k,)
        F statistic with one degree of freedom above, and sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(F (1 / n1 + 1 / n2))``, without a sign.

    Raises
    ------
    ValueError
        Naming the positions of negative statistics.

    Examples
    --------
    >>> d_from_f(4.0, 8, 8).tolist()
    [1.0]
    """
    f, n1, n2 = columns(f, n1, n2)
    require_at_least(0, f=f)
    return d_from_t(np.sqrt(f), n1, n2)


def d_from_chi_square(chi_square: Reported, n: Reported) -> Effects:
    """Compute d from a chi-square statistic with one degree of freedom, groups of equal size.

    Parameters
    ----------
    chi_square, n : array_like, shape (k,)
        Statistic and number of people.

    Returns
    -------
    Effects
        ``2 sqrt(chi^2 / (n - chi^2))``, without a sign, with variance ``d^2 / chi^2``.

    Raises
    ------
    ValueError
        Naming the positions where the statistic is not between 0 and n.

    Examples
    --------
    >>> d_from_chi_square(20.0, 100).yi.tolist()
    [1.0]
    """
    chi, n = columns(chi_square, n)
    refuse("chi_square", (chi <= 0) | (chi >= n), "not between 0 and n")
    return Effects(2 * np.sqrt(chi / (n - chi)), 4 / (n - chi))


def d_from_phi(phi: Reported, n: Reported) -> Effects:
    """Compute d from a phi coefficient, groups of equal size.

    Parameters
    ----------
    phi, n : array_like, shape (k,)
        Phi coefficient and number of people.

    Returns
    -------
    Effects
        ``2 phi / sqrt(1 - phi^2)`` with variance ``4 / (n (1 - phi^2))``.

    Raises
    ------
    ValueError
        Naming the positions where phi is not between -1 and 1.

    Examples
    --------
    >>> d_from_phi(0.6, 100).yi.round(4).tolist()
    [1.5]
    """
    phi, n = columns(phi, n)
    refuse("phi", np.abs(phi) >= 1, "not between -1 and 1")
    left = 1 - phi**2
    return Effects(2 * phi / np.sqrt(left), 4 / (n * left))


def within_spread(sd_all: Reported, difference: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute the pooled standard deviation from that of everybody together.

    Parameters
    ----------
    sd_all, difference : array_like, shape (k,)
        Standard deviation over both groups, and the difference between their means.
    n1, n2 : array_like, shape (k,)
        Sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        ``sqrt(((n - 1) sd^2 - difference^2 n1 n2 / n) / (n - 2))``: what is left of the sum of
        squares when that between the groups is taken away.

    Raises
    ------
    ValueError
        Naming the positions where the difference is too large for the spread.

    Examples
    --------
    >>> within_spread(10, 0, 51, 51).round(3).tolist()
    [10.05]
    """
    sd, apart, n1, n2 = columns(sd_all, difference, n1, n2)
    n = n1 + n2
    squares = (n - 1) * sd**2 - apart**2 * n1 * n2 / n
    refuse("difference", squares <= 0, "too large for the spread")
    return np.asarray(np.sqrt(squares / (n - 2)))


def d_from_slope(b: Reported, sd_all: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute d from the regression of the outcome on a group coded 0 and 1.

    Parameters
    ----------
    b, sd_all : array_like, shape (k,)
        Slope in the outcome's unit, and the outcome's standard deviation over both groups.
    n1, n2 : array_like, shape (k,)
        Sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        The slope over the pooled standard deviation.

    Raises
    ------
    ValueError
        Naming the positions where the slope is too large for the spread.

    Examples
    --------
    >>> d_from_slope(3.3, 5, 100, 150).round(4).tolist()
    [0.6962]
    """
    b, _ = columns(b, n1)
    return np.asarray(b / within_spread(sd_all, b, n1, n2))


def d_from_standardised_slope(beta: Reported, n1: Reported, n2: Reported) -> Floats:
    """Compute d from the standardised regression of the outcome on a group coded 0 and 1.

    Parameters
    ----------
    beta, n1, n2 : array_like, shape (k,)
        Standardised slope and sizes of the groups.

    Returns
    -------
    array of float, shape (k,)
        The slope in standard deviations of the outcome, over what is left of these within groups.

    Raises
    ------
    ValueError
        Naming the positions of impossible slopes.

    Examples
    --------
    >>> d_from_standardised_slope(0.7, 70, 80).round(4).tolist()
    [1.9516]
    """
    beta, n1, n2 = columns(beta, n1, n2)
    n = n1 + n2
    sd_group = np.sqrt(n1 * n2 / n / (n - 1))
    return d_from_slope(beta / sd_group, 1.0, n1, n2)


def d_from_gains(
    gains: tuple[Reported, Reported],
    spreads: tuple[Reported, Reported],
    correlations: tuple[Reported, Reported],
    sizes: tuple[Reported, Reported],
) -> Effects:
    """Compute d from the mean gains of two groups over time.

    Parameters
    ----------
    gains, spreads, correlations, sizes : pair of array_like, shape (k,)
        For the first and the second group: mean gain, standard deviation of scores (the root mean
        square of both times), correlation between the times, and size.

    Returns
    -------
    Effects
        Difference of the gains over the pooled spread of scores, with variance
        ``2 (1 - r1) / n1 + 2 (1 - r2) / n2 + d^2 / (2 (n1 + n2))``.

    Raises
    ------
    ValueError
        Naming the positions of impossible numbers.

    References
    ----------
    Morris SB, DeShon RP. Combining effect size estimates in meta-analysis with repeated measures
    and independent-groups designs. Psychological Methods 2002;7:105-125.
    https://doi.org/10.1037/1082-989x.7.1.105

    Examples
    --------
    >>> d_from_gains((5, 3), (10, 10), (0.5, 0.5), (50, 50)).yi.tolist()
    [0.2]
    """
    given = columns(*gains, *spreads, *correlations, *sizes)
    gain1, gain2, sd1, sd2, r1, r2, n1, n2 = given
    require_above(0, sd1=sd1, sd2=sd2)
    require_at_least(2, n1=n1, n2=n2)
    refuse("r", (np.abs(r1) > 1) | (np.abs(r2) > 1), "outside -1 to 1")
    pooled = np.sqrt(((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / (n1 + n2 - 2))
    d = (gain1 - gain2) / pooled
    vi = 2 * (1 - r1) / n1 + 2 * (1 - r2) / n2 + d**2 / (2 * (n1 + n2))
    return Effects(d, vi)
