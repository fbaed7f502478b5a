"""Henmi and Copas's interval: random effects around a mean that small studies cannot pull.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects, by DerSimonian and Laird
w1 ... w4 : sum of the weights 1/vi, and their mean powers one to three, weighted by themselves
r : error of the mean in units of its standard error without tau2
"""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammainc

from evidence.stats.floats import Floats, Reported
from evidence.stats.pooling import pool_effects
from evidence.stats.quantiles import tails
from evidence.stats.sampled import checked
from evidence.stats.tau2 import estimate_tau2

NODES, WEIGHTS = np.polynomial.legendre.leggauss(400)
REACH = 9.0
"""Beyond this far a normal distribution has nothing left."""


class HenmiCopas(NamedTuple):
    """The mean with common-effect weights, and an interval that allows for variance between."""

    estimate: float
    se: float
    ci_low: float
    ci_high: float
    tau2: float


class _Moments(NamedTuple):
    """What Q and the mean are distributed by."""

    df: int
    tau2: float
    w1: float
    w2: float
    w3: float
    w4: float

    @property
    def inflation(self) -> float:
        """How much larger tau2 makes the variance of the mean."""
        return 1 + self.tau2 * self.w2


def henmi_copas(yi: Reported, vi: Reported, *, level: float = 0.95) -> HenmiCopas:
    """Pool effects so that small studies weigh no more where effects differ.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; k at least 2.
    level : float
        Confidence level.

    Returns
    -------
    HenmiCopas

    Raises
    ------
    ValueError
        For bad effects, and where the approximation does not exist: Q would have no variance.

    Notes
    -----
    The mean has the weights 1/vi, which publication bias in small studies moves little; its
    variance has tau2 in it. Given the mean's error Q is taken to be gamma distributed with the
    mean and variance it has under the model, and the interval allows for tau2 being estimated
    from the same Q. metafor's ``hc``.

    References
    ----------
    Henmi M, Copas JB (2010). doi:10.1002/sim.4029

    Examples
    --------
    >>> found = henmi_copas([0.1, 0.3, 0.8, 0.9], [0.01, 0.03, 0.1, 0.2])
    >>> round(found.estimate, 3), found.ci_low < 0 < found.ci_high
    (0.219, True)
    """
    effects = checked(yi, vi, least=2)
    tau2 = estimate_tau2(effects.yi, effects.vi, method="DL").value
    wi = 1 / effects.vi
    w1 = float(wi.sum())
    powers = [float((wi**power).sum()) / w1 for power in (2, 3, 4)]
    moments = _Moments(len(wi) - 1, tau2, w1, *powers)
    estimate = pool_effects(effects.yi, effects.vi).estimate
    se = math.sqrt(moments.inflation / w1)
    beyond = tails(level)
    t = _quantile(lambda t: _chance_beyond(t, moments) - beyond)
    reach = t * math.sqrt(moments.inflation) * se
    return HenmiCopas(estimate, se, estimate - reach, estimate + reach, tau2)


def _chance_beyond(t: float, moments: _Moments) -> float:
    """Probability that the studentised mean lies above t, tau2 being estimated."""
    r = t + REACH / 2 * (NODES + 1)
    m = moments
    mean, variance = _of_q(r * math.sqrt(m.inflation), m)
    most = (m.w1 / m.w2 - 1) * ((r / t) ** 2 - 1) + m.df
    below = gammainc(mean**2 / variance, most * mean / variance)
    density = np.exp(-(r**2) / 2) / math.sqrt(2 * math.pi)
    return float(REACH / 2 * (WEIGHTS @ (below * density)))


def _of_q(r: Floats, m: _Moments) -> tuple[Floats, Floats]:
    """Mean and variance of Q, given the mean's error."""
    pull = (r / m.inflation) ** 2 - 1 / m.inflation
    spread = m.w3 - m.w2**2
    mean = m.df + m.tau2 * (m.w1 - m.w2) + m.tau2**2 * pull * spread
    variance = 2 * m.df + 4 * m.tau2 * (m.w1 - m.w2)
    variance += 2 * m.tau2**2 * (m.w1 * m.w2 - 2 * m.w3 + m.w2**2)
    cubes = m.w4 - 2 * m.w2 * m.w3 + m.w2**3
    bend = 1 / m.inflation**2 - 2 * r**2 / m.inflation**3
    changing = 4 * m.tau2**2 * pull * spread + 4 * m.tau2**3 * pull * cubes
    whole = variance + changing + 2 * m.tau2**4 * bend * spread**2
    if not (whole > 0).all():
        raise ValueError("vi: so unequal that the interval's approximation does not exist")
    return mean, whole


def _quantile(excess: Callable[[float], float]) -> float:
    high = 2.0
    while excess(high) > 0 and high < 64:
        high *= 2
    return float(brentq(excess, 1e-8, high, xtol=1e-13, rtol=1e-12))
