"""How many people a single trial of two equal groups needs: the optimal information size.

Vocabulary
----------
alpha : two-sided level of the test
power : probability of finding the difference
"""

import math

from scipy.special import ndtri

from evidence.stats.quantiles import two_sided


def trial_size_for_means(difference: float, *, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return the people a trial needs to find a standardised difference.

    Parameters
    ----------
    difference : float
        Difference in standard deviations; not 0.
    alpha, power : float
        Two-sided level and power.

    Returns
    -------
    float
        People in both groups together, not rounded.

    Raises
    ------
    ValueError
        For a difference of zero, or levels and powers that are not between 0 and 1.

    Notes
    -----
    ``4 (z(1 - alpha/2) + z(power))**2 / difference**2``, the normal approximation.

    References
    ----------
    Guyatt GH, et al. GRADE guidelines 6. J Clin Epidemiol 2011;64:1283-93.
    https://doi.org/10.1016/j.jclinepi.2011.01.012

    Examples
    --------
    >>> [math.ceil(trial_size_for_means(d)) for d in (0.2, 0.5)]
    [785, 126]
    """
    if not (math.isfinite(difference) and difference != 0):
        raise ValueError(f"difference: {difference!r} is not a finite number other than 0")
    return 4 * (sum(_quantiles(alpha, power)) / difference) ** 2


def trial_size_for_risks(
    risk1: float, risk2: float, *, alpha: float = 0.05, power: float = 0.8
) -> float:
    """Return the people a trial needs to tell two risks apart.

    Parameters
    ----------
    risk1, risk2 : float
        The risks, between 0 and 1, not equal.
    alpha, power : float
        Two-sided level and power.

    Returns
    -------
    float
        People in both groups together, not rounded.

    Raises
    ------
    ValueError
        For risks that are equal or not between 0 and 1, or impossible levels.

    Notes
    -----
    In each group ``(z(1 - alpha/2) sqrt(2 p q) + z(power) sqrt(p1 q1 + p2 q2))**2 / (p1 - p2)**2``
    with p the mean of the two risks and q = 1 - p: the variance under no difference belongs to
    the level, that under the difference to the power. R's ``power.prop.test`` solves the same.

    References
    ----------
    Fleiss JL, Tytun A, Ury HK. A simple approximation for calculating sample sizes for comparing
    independent proportions. Biometrics (1980) 36:343-346.

    Examples
    --------
    >>> math.ceil(trial_size_for_risks(0.5, 0.6) / 2)
    388
    """
    if not (0 < risk1 < 1 and 0 < risk2 < 1) or risk1 == risk2:
        raise ValueError(f"risks: {risk1!r} and {risk2!r} are not two risks between 0 and 1")
    level, found = _quantiles(alpha, power)
    middle = (risk1 + risk2) / 2
    under_null = math.sqrt(2 * middle * (1 - middle))
    under_difference = math.sqrt(risk1 * (1 - risk1) + risk2 * (1 - risk2))
    return 2 * ((level * under_null + found * under_difference) / (risk1 - risk2)) ** 2


def _quantiles(alpha: float, power: float) -> tuple[float, float]:
    if not (0 < alpha < 1 and 0 < power < 1):
        raise ValueError(f"alpha: {alpha!r} or power: {power!r} is not between 0 and 1")
    return two_sided(1 - alpha, None), float(ndtri(power))
