"""Mean change of one group by the root mean square of its spreads at both times.

Vocabulary
----------
d : mean change in standard deviations; g : the same corrected
"""

import numpy as np
from scipy.special import ndtr

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice
from evidence.stats.small_sample import small_sample_factor
from evidence.stats.two_times import Times


@np.errstate(divide="ignore", invalid="ignore")
def change_by_mean_spread(times: Times, *, correct: bool | str = True) -> Effects:
    """Compute mean changes by the root mean square of both spreads (SMCRP).

    Parameters
    ----------
    times : Times
        Two times of one group.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not, with ``2 (n - 1) / (1 + r^2)`` degrees of freedom.

    Returns
    -------
    Effects
        Variance ``2 (1 - r) / n + g^2 (1 + r^2) / (4 n)``.

    Raises
    ------
    ValueError
        For an unknown option.

    References
    ----------
    Cousineau D. Approximating the distribution of Cohen's d_p in within-subject designs. The
    Quantitative Methods for Psychology 2020;16:418-421. https://doi.org/10.20982/tqmp.16.4.p418

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> change_by_mean_spread(two_times(10, 2, 8, 2, 40, 0.5)).yi.round(4).tolist()
    [0.9879]
    """
    g = _by_mean_spread(times, correct)
    vi = 2 * (1 - times.r) / times.n + g**2 * (1 + times.r**2) / (4 * times.n)
    return estimable(g, vi)


@np.errstate(divide="ignore", invalid="ignore")
def change_by_mean_spread_unequal(
    times: Times, *, vtype: str = "LS", correct: bool | str = True
) -> Effects:
    """Compute mean changes by the root mean square of two unequal spreads (SMCRPH).

    Parameters
    ----------
    times : Times
        Two times of one group.
    vtype : {"LS", "LS2"}
        Degrees of freedom ``n - 1`` (LS) or size (LS2) below the line.
    correct : {True, False, "exact", "approx"}
        Correct the small-sample bias or not, with ``2 (n - 1) / (1 + r^2)`` degrees of freedom.

    Returns
    -------
    Effects
        Variance ``sd_change^2 / (s^2 (n - 1))
        + g^2 (sd1^4 + sd2^4 + 2 r^2 sd1^2 sd2^2) / (8 s^4 (n - 1))``, s the mean spread.

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
    >>> change_by_mean_spread_unequal(two_times(10, 2, 8, 2, 41, 0.5)).vi.round(4).tolist()
    [0.0326]
    """
    require_choice("vtype", vtype, ("LS", "LS2"))
    g = _by_mean_spread(times, correct)
    below = times.n - (1 if vtype == "LS" else 0)
    return estimable(g, _unequal_variance(times, g) / below)


@np.errstate(divide="ignore", invalid="ignore")
def paired_superiority(times: Times) -> Effects:
    """Compute probabilities that a first score is above another's second one (CLESCN, AUCCN).

    Parameters
    ----------
    times : Times
        Two times of one group, normal at both.

    Returns
    -------
    Effects
        ``Phi(d / sqrt(2))`` with ``exp(-d^2 / 2) / (4 pi)`` times the variance of d, the
        uncorrected change by the mean spread.

    Examples
    --------
    >>> from evidence.stats.two_times import two_times
    >>> paired_superiority(two_times(10, 2, 8, 2, 41, 0.5)).yi.round(4).tolist()
    [0.7602]
    """
    d = _by_mean_spread(times, correct=False)
    vi = np.exp(-(d**2) / 2) / (4 * np.pi) * _unequal_variance(times, d) / (times.n - 1)
    return estimable(ndtr(d / np.sqrt(2)), vi)


@np.errstate(divide="ignore", invalid="ignore")
def _by_mean_spread(times: Times, correct: bool | str) -> Floats:
    freedom = 2 * (times.n - 1) / (1 + times.r**2)
    d = (times.m1 - times.m2) / np.sqrt(times.mean_square)
    return np.asarray(small_sample_factor(freedom, correct) * d)


def _unequal_variance(times: Times, g: Floats) -> Floats:
    v1, v2, square = times.sd1**2, times.sd2**2, times.mean_square
    bend = (v1**2 + v2**2 + 2 * times.r**2 * v1 * v2) / (8 * square**2)
    return np.asarray(times.spread_of_change**2 / square + g**2 * bend)
