"""Events over person-time in two groups.

Vocabulary
----------
x1i, t1i : events and person-time of the first (treated) group; x2i, t2i of the second
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.effects import Effects, estimable
from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, require_above, require_at_least
from evidence.stats.zero_cells import filled


class Rates(NamedTuple):
    """Events and person-time of two groups, after any constant was added."""

    x1: Floats
    t1: Floats
    x2: Floats
    t2: Floats


def two_rates(
    x1i: Reported,
    t1i: Reported,
    x2i: Reported,
    t2i: Reported,
    *,
    add: float = 0.5,
    to: str = "only0",
    drop00: bool = False,
) -> Rates:
    """Return events and person-time of two groups, with a constant added to events where asked.

    Parameters
    ----------
    x1i, t1i, x2i, t2i : array_like, shape (k,)
        Events and person-time of the first and the second group.
    add, to
        What is added to the events of which studies; see ``zero_cells``.
    drop00 : bool
        Make a study without events in both groups NaN.

    Returns
    -------
    Rates
        Events and person-time as computed with.

    Raises
    ------
    ValueError
        Naming the positions of negative events or of person-time not above zero.

    Examples
    --------
    >>> two_rates(0, 100, 3, 90).x1.tolist()
    [0.5]
    """
    x1, t1, x2, t2 = columns(x1i, t1i, x2i, t2i)
    require_at_least(0, x1i=x1, x2i=x2)
    require_above(0, t1i=t1, t2i=t2)
    drop = np.asarray((x1 == 0) & (x2 == 0)) if drop00 else None
    x1, x2 = filled([x1, x2], add=add, to=to, drop=drop)
    return Rates(x1, t1, x2, t2)


@np.errstate(divide="ignore", invalid="ignore")
def log_rate_ratio(rates: Rates) -> Effects:
    """Compute log incidence rate ratios (IRR).

    Parameters
    ----------
    rates : Rates
        Events and person-time.

    Returns
    -------
    Effects
        ``log(x1 / t1) - log(x2 / t2)`` with variance ``1 / x1 + 1 / x2``.

    References
    ----------
    Bagos PG, Nikolopoulos GK. Mixed-effects Poisson regression models for meta-analysis of
    follow-up studies with constant or varying durations. International Journal of Biostatistics
    2009;5(1). https://doi.org/10.2202/1557-4679.1168

    Examples
    --------
    >>> log_rate_ratio(two_rates(10, 100, 20, 100)).yi.round(4).tolist()
    [-0.6931]
    """
    yi = np.log(rates.x1 / rates.t1) - np.log(rates.x2 / rates.t2)
    return estimable(yi, 1 / rates.x1 + 1 / rates.x2)


@np.errstate(divide="ignore", invalid="ignore")
def rate_difference(rates: Rates) -> Effects:
    """Compute incidence rate differences (IRD).

    Parameters
    ----------
    rates : Rates
        Events and person-time.

    Returns
    -------
    Effects
        ``x1 / t1 - x2 / t2`` with variance ``x1 / t1^2 + x2 / t2^2``.

    References
    ----------
    Bagos PG, Nikolopoulos GK. Mixed-effects Poisson regression models for meta-analysis of
    follow-up studies with constant or varying durations. International Journal of Biostatistics
    2009;5(1). https://doi.org/10.2202/1557-4679.1168

    Examples
    --------
    >>> rate_difference(two_rates(10, 100, 20, 100)).yi.round(4).tolist()
    [-0.1]
    """
    yi = rates.x1 / rates.t1 - rates.x2 / rates.t2
    return estimable(yi, rates.x1 / rates.t1**2 + rates.x2 / rates.t2**2)


@np.errstate(divide="ignore", invalid="ignore")
def root_rate_difference(rates: Rates) -> Effects:
    """Compute differences of square roots of incidence rates, whose variance is stable (IRSD).

    Parameters
    ----------
    rates : Rates
        Events and person-time.

    Returns
    -------
    Effects
        ``sqrt(x1 / t1) - sqrt(x2 / t2)`` with variance ``1 / (4 t1) + 1 / (4 t2)``.

    Examples
    --------
    >>> root_rate_difference(two_rates(9, 100, 16, 100)).yi.round(4).tolist()
    [-0.1]
    """
    yi = np.sqrt(rates.x1 / rates.t1) - np.sqrt(rates.x2 / rates.t2)
    return estimable(yi, 1 / (4 * rates.t1) + 1 / (4 * rates.t2))
