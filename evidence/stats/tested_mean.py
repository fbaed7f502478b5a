"""The test and interval of a mean, elementwise: for one analysis and for many at once.

Vocabulary
----------
estimate, variance : a weighted mean and its variance
q : Q(tau2) with inverse-variance weights
df : k - 1 for k effects
reach : how many standard errors an interval reaches to each side
"""

from typing import Any, NamedTuple

import numpy as np

TESTS = ("z", "t", "knha", "adhoc")
ROUNDING = 2.220446049250313e-16
"""A Q below this is nothing but rounding and read as 0, as metafor reads it."""

BARELY = 1 - 1e-12
"""A factor above this is 1 but for rounding, as with tau2 that solves Q = k - 1; no guard bites."""


class TestedMean(NamedTuple):
    """Standard error, interval and statistic, and what the variance was multiplied by.

    ``guard_bit`` is whether ``adhoc`` had to raise the factor to 1.
    """

    se: Any
    ci_low: Any
    ci_high: Any
    statistic: Any
    guard_bit: Any
    factor: Any


def tested_mean(estimate: Any, variance: Any, q: Any, df: Any, reach: Any, test: str) -> TestedMean:
    """Return the test and interval of a mean.

    Parameters
    ----------
    estimate, variance, q, df, reach : float or array of float
    test : {"z", "t", "knha", "adhoc"}

    Returns
    -------
    TestedMean

    Notes
    -----
    Hartung and Knapp multiply the variance by Q(tau2)/(k - 1), ``adhoc`` by the larger of that and
    1. The statistic is infinite, or NaN for 0/0, where the standard error is zero.

    References
    ----------
    Hartung J, Knapp G (2001). doi:10.1002/sim.791
    Knapp G, Hartung J (2003). doi:10.1002/sim.1482

    Examples
    --------
    >>> float(tested_mean(0.5, 0.25, 1.0, 1.0, 2.0, "adhoc").ci_low)
    -0.5
    """
    factor = hartung_knapp_factor(q, df) if test in ("knha", "adhoc") else 1.0 + 0.0 * q
    guard_bit = (factor < BARELY) & (test == "adhoc")
    factor = np.where(guard_bit, 1.0, factor)
    se = np.sqrt(variance * factor)
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.divide(estimate, se)
    away = reach * se
    return TestedMean(se, estimate - away, estimate + away, statistic, guard_bit, factor)


def hartung_knapp_factor(q: Any, df: Any) -> Any:
    """Return what Hartung and Knapp multiply the variance by: Q/(k - 1)."""
    return np.where(q <= ROUNDING, 0.0, q / df)
