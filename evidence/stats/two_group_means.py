"""Differences between the means of two groups, in their own unit or in standard deviations.

Vocabulary
----------
n1, m1, sd1 : size, mean and standard deviation of the first (treated) group; n2, m2, sd2 second
d : difference in pooled standard deviations; g : the same without small-sample bias
A missing number (NaN) makes the study's effect NaN.
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_at_least, require_choice
from evidence.stats.small_sample import small_sample_factor


def two_groups(*given: Reported) -> list[Floats]:
    """Return n1, m1, sd1, n2, m2, sd2 as arrays, impossible sizes and spreads refused.

    Parameters
    ----------
    *given : array_like
        The six columns in that order.

    Returns
    -------
    list of array of float
        The six columns, equally long.

    Raises
    ------
    ValueError
        When a group is smaller than one or a standard deviation negative, with positions.
    """
    n1, m1, sd1, n2, m2, sd2 = columns(*given)
    require_at_least(1, n1=n1, n2=n2)
    require_at_least(0, sd1=sd1, sd2=sd2)
    return [n1, m1, sd1, n2, m2, sd2]


def pooled_variance(n1: Floats, sd1: Floats, n2: Floats, sd2: Floats) -> Floats:
    """Return the variance within two groups, taken together by their degrees of freedom.

    Parameters
    ----------
    n1, sd1, n2, sd2 : array of float, shape (k,)
        Sizes and standard deviations of the groups.

    Returns
    -------
    array of float, shape (k,)
        The pooled variance; NaN where both groups are of one.

    Examples
    --------
    >>> one = np.ones(1)
    >>> pooled_variance(10 * one, 2 * one, 10 * one, 4 * one).tolist()
    [10.0]
    """
    freedom = n1 + n2 - 2
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled: Floats = ((n1 - 1) * sd1**2 + (n2 - 1) * sd2**2) / np.where(
            freedom > 0, freedom, np.nan
        )
    return pooled


def weighted_mean(values: Floats, weights: Floats) -> float:
    """Return the mean of the values that exist, weighted; NaN when none does."""
    there = np.isfinite(values) & np.isfinite(weights)
    total = weights[there].sum()
    return float((weights[there] * values[there]).sum() / total) if total > 0 else np.nan


def raw_difference(
    n1: Reported,
    m1: Reported,
    sd1: Reported,
    n2: Reported,
    m2: Reported,
    sd2: Reported,
    *,
    vtype: str = "LS",
) -> Effects:
    """Compute mean differences, in the outcome's own unit.

    Parameters
    ----------
    n1, m1, sd1, n2, m2, sd2 : array_like, shape (k,)
        Size, mean and standard deviation of the first and the second group.
    vtype : {"LS", "UB", "HO"}
        Variance from each group's own spread (LS, UB), or from the pooled one (HO).

    Returns
    -------
    Effects
        First mean minus second.

    Raises
    ------
    ValueError
        For an impossible number, with its positions, or an unknown ``vtype``.

    Notes
    -----
    LS: ``sd1^2 / n1 + sd2^2 / n2``; HO: ``sp^2 (1 / n1 + 1 / n2)``, sp the pooled one.

    Examples
    --------
    >>> raw_difference(25, 10, 2, 25, 8, 2).vi.round(2).tolist()
    [0.32]
    """
    require_choice("vtype", vtype, ("LS", "UB", "HO"))
    n1, m1, sd1, n2, m2, sd2 = two_groups(n1, m1, sd1, n2, m2, sd2)
    if vtype == "HO":
        vi = pooled_variance(n1, sd1, n2, sd2) * (1 / n1 + 1 / n2)
    else:
        vi = sd1**2 / n1 + sd2**2 / n2
    return estimable(m1 - m2, vi)


def hedges_g(
    n1: Reported,
    m1: Reported,
    sd1: Reported,
    n2: Reported,
    m2: Reported,
    sd2: Reported,
    *,
    vtype: str = "LS",
    correct: bool = True,
) -> Effects:
    """Compute standardised mean differences by the pooled standard deviation.

    Parameters
    ----------
    n1, m1, sd1, n2, m2, sd2 : array_like, shape (k,)
        Size, mean and standard deviation of the first and the second group.
    vtype : {"LS", "LS2", "UB", "AV"}
        Which estimate of the sampling variance; see Notes.
    correct : bool
        Correct the small-sample bias (Hedges' g) or not (Cohen's d).

    Returns
    -------
    Effects
        Effects in pooled standard deviations; NaN where these are zero.

    Raises
    ------
    ValueError
        For an impossible number, with its positions, or an unknown ``vtype``.

    Notes
    -----
    With ``m = n1 + n2 - 2``, ``g = J(m) (m1 - m2) / sp`` and ``a = 1 / n1 + 1 / n2``:

    - LS, large sample: ``a + g^2 / (2 (n1 + n2))``
    - LS2: ``J^2 (a + d^2 / (2 (n1 + n2)))``
    - UB, unbiased: ``a + (1 - (m - 2) / (m J^2)) g^2``
    - AV: as LS, with the studies' mean g weighted by size in place of each one's own

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107

    Examples
    --------
    >>> hedges_g(25, 10, 2, 25, 8, 2).yi.round(4).tolist()
    [0.9843]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "UB", "AV"))
    n1, m1, sd1, n2, m2, sd2 = two_groups(n1, m1, sd1, n2, m2, sd2)
    with np.errstate(invalid="ignore", divide="ignore"):
        d = (m1 - m2) / np.sqrt(pooled_variance(n1, sd1, n2, sd2))
    return standardised(d, n1, n2, vtype=vtype, correct=correct)


def standardised(d: Floats, n1: Floats, n2: Floats, *, vtype: str, correct: bool) -> Effects:
    """Turn uncorrected standardised differences into effects with variances.

    Parameters
    ----------
    d : array of float, shape (k,)
        Difference in pooled standard deviations.
    n1, n2 : array of float, shape (k,)
        Sizes of the groups.
    vtype : {"LS", "LS2", "UB", "AV"}
        As in :func:`hedges_g`.
    correct : bool
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Effects and sampling variances.
    """
    m = n1 + n2 - 2
    exact = small_sample_factor(m)
    factor = exact if correct else np.ones_like(exact)
    g = factor * d
    ends = 1 / n1 + 1 / n2
    with np.errstate(invalid="ignore", divide="ignore"):
        if vtype == "UB":
            vi = ends + (1 - (m - 2) / (m * exact**2)) * g**2
        elif vtype == "LS2":
            vi = factor**2 * (ends + d**2 / (2 * (n1 + n2)))
        elif vtype == "AV":
            vi = ends + weighted_mean(g, n1 + n2) ** 2 / (2 * (n1 + n2))
        else:
            vi = ends + g**2 / (2 * (n1 + n2))
    return estimable(g, vi)
