"""Differences between the means of two groups, in the outcome's own unit."""

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Reported
from evidence.stats.refusal import columns, refuse, require_choice
from evidence.stats.two_groups import Groups


def raw_difference(groups: Groups, *, vtype: str = "LS") -> Effects:
    """Compute mean differences (MD).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "UB", "HO"}
        Variance from each group's own spread (LS, UB), or from the pooled one (HO).

    Returns
    -------
    Effects
        First mean minus second.

    Raises
    ------
    ValueError
        For an unknown ``vtype``.

    Notes
    -----
    LS: ``sd1^2 / n1 + sd2^2 / n2``; HO: ``sp^2 (1 / n1 + 1 / n2)``, sp the pooled one.

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> raw_difference(two_groups(25, 10, 2, 25, 8, 2)).vi.round(2).tolist()
    [0.32]
    """
    require_choice("vtype", vtype, ("LS", "UB", "HO"))
    if vtype == "HO":
        vi = groups.pooled * (1 / groups.n1 + 1 / groups.n2)
    else:
        vi = groups.sd1**2 / groups.n1 + groups.sd2**2 / groups.n2
    return estimable(groups.m1 - groups.m2, vi)


def percent_of_range(groups: Groups, low: Reported, high: Reported) -> Groups:
    """Return groups measured in hundredths of the scale's possible range (POMP).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations on the scale.
    low, high : array_like, shape (k,)
        Lowest and highest possible score.

    Returns
    -------
    Groups
        The same with means from 0 to 100.

    Raises
    ------
    ValueError
        Naming the positions where the highest score is not above the lowest.

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> percent_of_range(two_groups(9, 15, 5, 9, 10, 5), 10, 20).m1.tolist()
    [50.0]
    """
    n1, low, high = columns(groups.n1, low, high)
    refuse("high", high <= low, "not above low")
    unit = (high - low) / 100
    return Groups(
        n1=n1,
        m1=(groups.m1 - low) / unit,
        sd1=groups.sd1 / unit,
        n2=groups.n2,
        m2=(groups.m2 - low) / unit,
        sd2=groups.sd2 / unit,
    )
