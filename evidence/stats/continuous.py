"""The everyday effects of means, for complete and possible numbers only.

These refuse what the formulas themselves would turn into NaN.
"""

from evidence.stats.effects import Effects
from evidence.stats.floats import Reported
from evidence.stats.refusal import refuse, require_reported
from evidence.stats.standardised_means import hedges_g
from evidence.stats.two_group_means import raw_difference
from evidence.stats.two_groups import Groups, two_groups


def mean_difference(
    n1: Reported,
    m1: Reported,
    sd1: Reported,
    n2: Reported,
    m2: Reported,
    sd2: Reported,
    *,
    vtype: str = "LS",
) -> Effects:
    """Compute mean differences, first group minus second, in the outcome's own unit.

    Parameters
    ----------
    n1, m1, sd1, n2, m2, sd2 : array_like, shape (k,)
        Size, mean and standard deviation of the first and the second group.
    vtype : {"LS", "HO"}
        Variance from each group's own spread (LS), or from the pooled one (HO).

    Returns
    -------
    Effects
        Differences and their sampling variances.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible, or there is no spread.

    Examples
    --------
    >>> mean_difference([25, 30], [10, 9], [2, 3], [25, 28], [8, 9], [2, 3]).yi.tolist()
    [2.0, 0.0]
    """
    groups = _complete(n1, m1, sd1, n2, m2, sd2)
    return _with_spread(raw_difference(groups, vtype=vtype))


def standardised_mean_difference(
    n1: Reported,
    m1: Reported,
    sd1: Reported,
    n2: Reported,
    m2: Reported,
    sd2: Reported,
    *,
    vtype: str = "LS",
) -> Effects:
    """Compute Hedges' g, first group minus second, with the exact correction.

    Parameters
    ----------
    n1, m1, sd1, n2, m2, sd2 : array_like, shape (k,)
        Size, mean and standard deviation of the first and the second group.
    vtype : {"LS", "LS2", "LS3", "UB", "AV", "H0"}
        Which estimate of the sampling variance; formulas at ``standardised_means.hedges_g``.

    Returns
    -------
    Effects
        Differences in pooled standard deviations, and their sampling variances.

    Raises
    ------
    ValueError
        Naming the positions where a number is missing or impossible, or there is no spread.

    Notes
    -----
    ``g = J (m1 - m2) / sp``; J through the logarithm of the gamma function, exact in any size.

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107

    Examples
    --------
    >>> standardised_mean_difference(25, 10, 2, 25, 8, 2).yi.round(4).tolist()
    [0.9843]
    """
    groups = _complete(n1, m1, sd1, n2, m2, sd2)
    return _with_spread(hedges_g(groups, vtype=vtype))


def _complete(*given: Reported) -> Groups:
    groups = two_groups(*given)
    require_reported(**groups._asdict())
    return groups


def _with_spread(effects: Effects) -> Effects:
    refuse("sampling variance", ~(effects.vi > 0), "not above 0")
    return effects
