"""Mean change of one group between two times, in its own unit or in standard deviations.

Vocabulary
----------
d : mean change in standard deviations; g : the same corrected, ``J d``
m : degrees of freedom of the standard deviation
"""

import numpy as np

from evidence.stats.correlations import olkin_pratt
from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.two_times import Times


def mean_change(times: Times) -> Effects:
    """Compute mean changes (MC).

    Parameters
    ----------
    times : Times
        Two times of one group.

    Returns
    -------
    Effects
        ``m1 - m2`` with variance ``sd_change^2 / n``.

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> mean_change(two_times(10, 2, 8, 2, 40, 0.5)).vi.tolist()
    [0.1]
    """
    return estimable(times.m1 - times.m2, times.spread_of_change**2 / times.n)


@np.errstate(divide="ignore", invalid="ignore")
def change_by_change_spread(
    times: Times, *, vtype: str = "LS", correct: bool | str = True
) -> Effects:
    """Compute mean changes in standard deviations of change (SMCC).

    Parameters
    ----------
    times : Times
        Two times of one group.
    vtype : {"LS", "LS2", "UB", "H0"}
        Which estimate of the sampling variance; see Notes.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Changes in standard deviations of change.

    Raises
    ------
    ValueError
        For an unknown option.

    Notes
    -----
    With ``m = n - 1``: LS ``1 / n + g^2 / (2 n)``; LS2 ``J^2 (1 / n + d^2 / (2 n))``; UB
    ``1 / n + (1 - (m - 2) / (m J^2)) g^2``; H0 ``J^2 m / (n (m - 2))``.

    References
    ----------
    Gibbons RD, Hedeker DR, Davis JM. Estimation of effect size from a series of experiments
    involving paired comparisons. Journal of Educational Statistics 1993;18:271-279.
    https://doi.org/10.3102/10769986018003271

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> change_by_change_spread(two_times(10, 2, 8, 2, 40, 0.5)).yi.round(4).tolist()
    [0.9806]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "UB", "H0"))
    d = (times.m1 - times.m2) / times.spread_of_change
    return _standardised(d, times.n, 1 / times.n, vtype, correct)


@np.errstate(divide="ignore", invalid="ignore")
def change_by_first_spread(
    times: Times, *, vtype: str = "LS", correct: bool | str = True
) -> Effects:
    """Compute mean changes in standard deviations of the first time (SMCR).

    Parameters
    ----------
    times : Times
        Two times of one group; the second spread is not used.
    vtype : {"LS", "LS2", "UB", "H0"}
        As for :func:`change_by_change_spread`, with ``2 (1 - r) / n`` in place of ``1 / n``; UB
        and H0 use the correlation without small-sample bias.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Changes in standard deviations of the first time.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Becker BJ. Synthesizing standardized mean-change measures. British Journal of Mathematical and
    Statistical Psychology 1988;41:257-278. https://doi.org/10.1111/j.2044-8317.1988.tb00901.x

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> change_by_first_spread(two_times(10, 2, 8, 2, 40, 0.5)).vi.round(4).tolist()
    [0.037]
    """
    require_choice("vtype", vtype, ("LS", "LS2", "UB", "H0"))
    r = olkin_pratt(times.r, times.n) if vtype in ("UB", "H0") else times.r
    d = (times.m1 - times.m2) / times.sd1
    return _standardised(d, times.n, 2 * (1 - r) / times.n, vtype, correct)


@np.errstate(divide="ignore", invalid="ignore")
def change_by_first_spread_unequal(
    times: Times, *, vtype: str = "LS", correct: bool | str = True
) -> Effects:
    """Compute mean changes in first-time standard deviations, spreads unequal (SMCRH).

    Parameters
    ----------
    times : Times
        Two times of one group.
    vtype : {"LS", "LS2"}
        Degrees of freedom ``n - 1`` (LS) or size (LS2) below the line.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not.

    Returns
    -------
    Effects
        Variance ``(sd_change / sd1)^2 / (n - 1) + g^2 / (2 (n - 1))``.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Bonett DG. Confidence intervals for standardized linear contrasts of means. Psychological
    Methods 2008;13:99-109. https://doi.org/10.1037/1082-989X.13.2.99

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> change_by_first_spread_unequal(two_times(10, 2, 8, 2, 41, 0.5)).vi.round(4).tolist()
    [0.037]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    g = small_sample_factor(times.n - 1, correct) * (times.m1 - times.m2) / times.sd1
    below = times.n - (1 if vtype == "LS" else 0)
    return estimable(g, ((times.spread_of_change / times.sd1) ** 2 + g**2 / 2) / below)


@np.errstate(divide="ignore", invalid="ignore")
def _standardised(d: Floats, n: Floats, base: Floats, vtype: str, correct: bool | str) -> Effects:
    m = n - 1
    factor = small_sample_factor(m, correct)
    g = factor * d
    if vtype == "UB":
        vi = base + (1 - (m - 2) / (m * factor**2)) * g**2
    elif vtype == "LS2":
        vi = factor**2 * (base + d**2 / (2 * n))
    elif vtype == "H0":
        vi = np.where(m > 2, factor**2 * base * m / (m - 2), np.nan)
    else:
        vi = base + g**2 / (2 * n)
    return estimable(g, vi)
