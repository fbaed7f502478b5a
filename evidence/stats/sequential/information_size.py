"""The required information size: how many people a conclusive meta-analysis needs.

Vocabulary
----------
alpha : two-sided level of the test
power : probability of finding the effect that matters
D2 : diversity, the share of the variance of the random-effects mean that is between studies
"""

import math
from typing import NamedTuple

from scipy.special import ndtri

from evidence.stats.floats import Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.quantiles import two_sided
from evidence.stats.sampled import checked


class Diversity(NamedTuple):
    """Diversity as a share (0 to 1), and what it multiplies the information needed by."""

    d2: float
    adjustment: float


def diversity(yi: Reported, vi: Reported, *, tau2: float) -> Diversity:
    """Return how much larger heterogeneity makes the variance of the pooled effect.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and their sampling variances.
    tau2 : float
        Variance between studies.

    Returns
    -------
    Diversity

    Notes
    -----
    D2 = (VR - VF)/VR with VR and VF the variances of the random-effects and the common-effect
    mean, and the adjustment 1/(1 - D2) = VR/VF. D2 is at least I2.

    References
    ----------
    Wetterslev J, Thorlund K, Brok J, Gluud C (2009). doi:10.1186/1471-2288-9-86

    Examples
    --------
    >>> round(diversity([0.0, 1.0], [0.5, 0.5], tau2=0.5).d2, 12)
    0.5
    """
    effects = checked(yi, vi)
    common = pool_effects(effects.yi, effects.vi).se ** 2
    random = pool_effects(effects.yi, effects.vi, tau2=tau2).se ** 2
    return Diversity((random - common) / random, random / common)


def information_needed(effect: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return the statistical information needed to find an effect.

    Parameters
    ----------
    effect : float
        The effect that matters, on the analysis scale; not 0.
    alpha, power : float
        Two-sided level and power.

    Returns
    -------
    float
        The inverse of the variance that the pooled effect should have.

    Raises
    ------
    ValueError
        For an effect of zero, or levels and powers that are not between 0 and 1.

    Notes
    -----
    ((z(1 - alpha/2) + z(power))/effect)**2. The other tail of the two-sided test is neglected.

    Examples
    --------
    >>> round(information_needed(0.5, power=0.9), 3)
    42.03
    """
    if not (math.isfinite(effect) and effect != 0):
        raise ValueError(f"effect: {effect!r} is not a finite number other than 0")
    if not 0 < power < 1:
        raise ValueError(f"power: {power!r} is not between 0 and 1")
    return ((two_sided(1 - alpha, None) + float(ndtri(power))) / effect) ** 2


def people_needed_for_means(
    difference: float,
    sd: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    d2: float = 0.0,
    ratio: float = 1.0,
) -> float:
    """Return the number of people a meta-analysis of mean differences needs.

    Parameters
    ----------
    difference : float
        The mean difference that matters.
    sd : float
        Standard deviation within groups.
    alpha, power : float
        Two-sided level and power.
    d2 : float
        Diversity, 0 up to 1 (excluded).
    ratio : float
        Size of the first group to that of the second.

    Returns
    -------
    float
        People in both groups together, not rounded.

    Raises
    ------
    ValueError
        For a standard deviation not above zero, and as ``information_needed``.

    Notes
    -----
    With equal groups 4 (z(1 - alpha/2) + z(power))**2 sd**2/difference**2/(1 - D2); the 4 is
    (1 + ratio)**2/ratio in general.

    References
    ----------
    Wetterslev J, Thorlund K, Brok J, Gluud C (2008). doi:10.1016/j.jclinepi.2007.03.013

    Examples
    --------
    >>> round(people_needed_for_means(5, 10, power=0.9), 2)
    168.12
    """
    if not sd > 0:
        raise ValueError(f"sd: {sd!r} is not above 0")
    information = information_needed(difference, alpha=alpha, power=power)
    return _shares(ratio) * sd**2 * information * _inflated(d2)


def people_needed_for_risks(
    risk1: float,
    risk2: float,
    *,
    alpha: float = 0.05,
    power: float = 0.8,
    d2: float = 0.0,
    ratio: float = 1.0,
) -> float:
    """Return the number of people a meta-analysis of risks needs.

    Parameters
    ----------
    risk1, risk2 : float
        Risks in the groups, between 0 and 1, that it should tell apart.
    alpha, power, d2, ratio : float
        As for :func:`people_needed_for_means`.

    Returns
    -------
    float
        People in both groups together, not rounded.

    Raises
    ------
    ValueError
        For risks not between 0 and 1, and as ``information_needed``.

    Notes
    -----
    As for means, with variance p(1 - p) at the mean p of the two risks.

    References
    ----------
    Wetterslev J, Thorlund K, Brok J, Gluud C (2009). doi:10.1186/1471-2288-9-86

    Examples
    --------
    >>> round(people_needed_for_risks(0.1, 0.08, power=0.8), 1)
    6428.2
    """
    if not (0 < risk1 < 1 and 0 < risk2 < 1):
        raise ValueError(f"risks: {risk1!r} and {risk2!r} are not both between 0 and 1")
    middle = (risk1 + risk2) / 2
    information = information_needed(risk1 - risk2, alpha=alpha, power=power)
    return _shares(ratio) * middle * (1 - middle) * information * _inflated(d2)


def _shares(ratio: float) -> float:
    if not 0 < ratio < math.inf:
        raise ValueError(f"ratio: {ratio!r} is not above 0")
    return (1 + ratio) ** 2 / ratio


def _inflated(d2: float) -> float:
    if not 0 <= d2 < 1:
        raise ValueError(f"d2: {d2!r} is not from 0 up to 1")
    return 1 / (1 - d2)
