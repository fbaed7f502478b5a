"""Differences between two means in standard deviations.

Vocabulary
----------
m : degrees of freedom of the standard deviation; J : its small-sample factor
d : difference in standard deviations; g : the same corrected, ``J d``
"""

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.two_groups import Groups
from evidence.stats.weighted_mean import weighted_mean


def hedges_g(groups: Groups, *, vtype: str = "LS", correct: bool | str = True) -> Effects:
    """Compute differences in pooled standard deviations (SMD).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "LS2", "LS3", "UB", "AV", "H0"}
        Which estimate of the sampling variance; see Notes.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias (Hedges' g) or not (Cohen's d).

    Returns
    -------
    Effects
        Effects in pooled standard deviations; NaN where these are zero.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    With ``m = n1 + n2 - 2``, ``g = J(m) (m1 - m2) / sp``, ``a = 1 / n1 + 1 / n2``, ``n = n1 + n2``:

    - LS, large sample: ``a + g^2 / (2 n)``
    - LS2: ``J^2 (a + d^2 / (2 n))``
    - LS3: ``a + g^2 / (2 (n - 3.94))``, which RevMan uses together with the approximate J
    - UB, unbiased: ``a + (1 - (m - 2) / (m J^2)) g^2``
    - AV: as LS, with the studies' mean g weighted by size in place of each one's own
    - H0, under no effect: ``J^2 a m / (m - 2)``

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107
    Hedges LV. A random effects model for effect sizes. Psychological Bulletin 1983;93:388-395.
    https://doi.org/10.1037/0033-2909.93.2.388

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> hedges_g(two_groups(25, 10, 2, 25, 8, 2)).yi.round(4).tolist()
    [0.9843]
    """
    return _standardised(groups, groups.d, groups.freedom, groups.n, vtype, correct)


def glass_delta(groups: Groups, *, vtype: str = "LS", correct: bool | str = True) -> Effects:
    """Compute differences in standard deviations of the second group (SMD1).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations; the first group's spread is not used.
    vtype, correct
        As for :func:`hedges_g`, with ``m = n2 - 1`` and ``n = n2``.

    Returns
    -------
    Effects
        Effects in standard deviations of the second group.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Hedges LV. Distribution theory for Glass's estimator of effect size and related estimators.
    Journal of Educational Statistics 1981;6:107-128. https://doi.org/10.3102/10769986006002107

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> glass_delta(two_groups(25, 10, 2, 25, 8, 4)).yi.round(4).tolist()
    [0.4842]
    """
    return _standardised(groups, _by_second(groups), groups.n2 - 1, groups.n2, vtype, correct)


@np.errstate(divide="ignore", invalid="ignore")
def glass_delta_unequal(groups: Groups, *, correct: bool | str = True) -> Effects:
    """Compute differences in second-group standard deviations, spreads unequal (SMD1H).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Variance ``(sd1 / sd2)^2 / (n1 - 1) + 1 / (n2 - 1) + g^2 / (2 (n2 - 1))``.

    References
    ----------
    Bonett DG. Confidence intervals for standardized linear contrasts of means. Psychological
    Methods 2008;13:99-109. https://doi.org/10.1037/1082-989X.13.2.99

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> glass_delta_unequal(two_groups(25, 10, 2, 25, 8, 4)).vi.round(4).tolist()
    [0.057]
    """
    g = small_sample_factor(groups.n2 - 1, correct) * _by_second(groups)
    ratio = groups.sd1**2 / groups.sd2**2
    vi = ratio / (groups.n1 - 1) + (1 + g**2 / 2) / (groups.n2 - 1)
    return estimable(g, vi)


@np.errstate(divide="ignore", invalid="ignore")
def mean_spread_d(groups: Groups, *, vtype: str = "LS", correct: bool | str = True) -> Effects:
    """Compute differences by the root mean square of two unequal spreads (SMDH).

    Parameters
    ----------
    groups : Groups
        Sizes, means and standard deviations.
    vtype : {"LS", "LS2", "LS3"}
        Degrees of freedom (LS), sizes (LS2), or sizes with degrees of freedom in the part that
        g carries (LS3).
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Effects in ``s = sqrt((sd1^2 + sd2^2) / 2)``.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    LS, with ``f = n - 1``: ``(sd1^2 / f1 + sd2^2 / f2) / s^2
    + g^2 (sd1^4 / f1 + sd2^4 / f2) / (8 s^4)``.

    References
    ----------
    Bonett DG. Meta-analytic interval estimation for standardized and unstandardized mean
    differences. Psychological Methods 2009;14:225-238. https://doi.org/10.1037/a0016619

    Examples
    --------
    >>> from evidence.stats.two_groups import two_groups
    >>> mean_spread_d(two_groups(25, 10, 2, 25, 8, 4)).yi.round(4).tolist()
    [0.6225]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "LS3"))
    v1, v2 = groups.sd1**2, groups.sd2**2
    spread = (v1 + v2) / 2
    g = small_sample_factor(groups.freedom, correct) * (groups.m1 - groups.m2) / np.sqrt(spread)
    lost = 1 if vtype == "LS" else 0
    lost_spread = 0 if vtype == "LS2" else 1
    of_means = v1 / (groups.n1 - lost) + v2 / (groups.n2 - lost)
    of_spread = v1**2 / (groups.n1 - lost_spread) + v2**2 / (groups.n2 - lost_spread)
    return estimable(g, of_means / spread + g**2 * of_spread / (8 * spread**2))


@np.errstate(divide="ignore", invalid="ignore")
def _by_second(groups: Groups) -> Floats:
    return np.asarray((groups.m1 - groups.m2) / groups.sd2)


@np.errstate(divide="ignore", invalid="ignore")
def _standardised(
    groups: Groups, d: Floats, m: Floats, n: Floats, vtype: str, correct: bool | str
) -> Effects:
    require_choice("vtype", vtype, ("LS", "LS2", "LS3", "UB", "AV", "H0"))
    factor = small_sample_factor(m, correct)
    g = factor * d
    ends = 1 / groups.n1 + 1 / groups.n2
    if vtype == "UB":
        vi = ends + (1 - (m - 2) / (m * factor**2)) * g**2
    elif vtype == "LS2":
        vi = factor**2 * (ends + d**2 / (2 * n))
    elif vtype == "LS3":
        vi = ends + g**2 / (2 * (n - 3.94))
    elif vtype == "AV":
        vi = ends + weighted_mean(g, groups.n) ** 2 / (2 * n)
    elif vtype == "H0":
        vi = np.where(m > 2, factor**2 * ends * m / (m - 2), np.nan)
    else:
        vi = ends + g**2 / (2 * n)
    return estimable(g, vi)
