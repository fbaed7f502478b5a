"""Unrestricted weighted least squares, and the same on the adequately powered studies alone.

Vocabulary
----------
yi, vi : effects and their sampling variances
UWLS : unrestricted weighted least squares
WAAP : weighted average of the adequately powered
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from evidence.stats.floats import Bools, Reported
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.quantiles import two_sided
from evidence.stats.sampled import checked

LEAST = 2
"""Fewest adequately powered studies whose average is taken."""


class AdequatelyPowered(NamedTuple):
    """The average of all studies, and of the powered ones; None where there are too few."""

    uwls: Pooled
    waap: Pooled | None
    powered: Bools


def unrestricted(yi: Reported, vi: Reported, *, level: float = 0.95) -> Pooled:
    """Average effects by unrestricted weighted least squares.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances; k at least 2.
    level : float
        Confidence level.

    Returns
    -------
    Pooled

    Notes
    -----
    The common-effect mean, with its variance multiplied by Q/(k - 1) and t on k - 1 degrees of
    freedom: Hartung and Knapp's with tau2 = 0, also where that makes the interval narrower.

    References
    ----------
    Stanley TD, Doucouliagos H (2015). doi:10.1002/sim.6481

    Examples
    --------
    >>> unrestricted([0.0, 1.0], [0.5, 0.5]).estimate
    0.5
    """
    return pool_effects(yi, vi, test="knha", level=level)


def adequately_powered(
    yi: Reported,
    vi: Reported,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    level: float = 0.95,
) -> AdequatelyPowered:
    """Average the studies that had power to find the effect all of them show.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances; k at least 2.
    power : float
        Power that is adequate.
    alpha : float
        Two-sided level of the studies' tests.
    level : float
        Confidence level.

    Returns
    -------
    AdequatelyPowered
        WAAP-WLS takes ``waap`` where there is one and ``uwls`` where there is none.

    Raises
    ------
    ValueError
        For a power not between 0 and 1, or bad effects.

    Notes
    -----
    A study is adequately powered if its standard error is at most
    |UWLS|/(z(1 - alpha/2) + z(power)): a 2.8th of the average at the usual levels.

    References
    ----------
    Stanley TD, Doucouliagos H, Ioannidis JPA (2017). doi:10.1002/sim.7228

    Examples
    --------
    >>> found = adequately_powered([0.5, 0.6, 0.9, 1.2], [0.01, 0.02, 0.2, 0.3])
    >>> found.powered.tolist(), round(found.waap.estimate, 3)
    ([True, True, False, False], 0.533)
    """
    if not 0 < power < 1:
        raise ValueError(f"power: {power!r} is not between 0 and 1")
    effects = checked(yi, vi, least=2)
    everyone = unrestricted(effects.yi, effects.vi, level=level)
    needed = two_sided(1 - alpha, None) + float(ndtri(power))
    powered = np.sqrt(effects.vi) <= abs(everyone.estimate) / needed
    enough = int(powered.sum()) >= LEAST
    waap = unrestricted(effects.yi[powered], effects.vi[powered], level=level) if enough else None
    return AdequatelyPowered(everyone, waap, powered)
