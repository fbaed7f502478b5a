"""P-curve: whether significant p-values are as small as those of true effects.

Vocabulary
----------
z : effects divided by their standard errors
pp : probability of a p-value at least as extreme, given that it is significant
"""

from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from evidence.stats.combined_p import CombinedP, stouffer
from evidence.stats.floats import Floats, Reported
from evidence.stats.sampled import checked

ALPHA = 0.05
LOW_POWER = 1 / 3
EDGE = 1e-300


class Curve(NamedTuple):
    """Tests of the p-values below a limit: right skew, and flatter than with 33 per cent power."""

    k: int
    right_skew: CombinedP
    flatness: CombinedP


class PCurve(NamedTuple):
    """The full curve (p below 0.05) and its half (below 0.025), None where that is empty.

    ``power`` is the power of the tests that the curve suggests, corrected for selection.
    """

    full: Curve
    half: Curve | None
    power: float

    @property
    def evidential_value(self) -> bool:
        """Whether the half curve is right-skewed at 0.05, or both curves at 0.1."""
        half = 1.0 if self.half is None else self.half.right_skew.p
        return half < 0.05 or (half < 0.1 and self.full.right_skew.p < 0.1)

    @property
    def inadequate(self) -> bool:
        """Whether the full curve is flatter than 33 per cent power makes it at 0.05, or both."""
        half = 1.0 if self.half is None else self.half.flatness.p
        full = self.full.flatness.p
        return full < 0.05 or (half < 0.1 and full < 0.1)


def p_curve(yi: Reported, vi: Reported) -> PCurve:
    """Analyse the distribution of significant p-values.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances; at least one with a two-sided
        p-value below 0.05. The direction does not count.

    Returns
    -------
    PCurve

    Raises
    ------
    ValueError
        For bad effects, or when none is significant.

    Notes
    -----
    Given significance at a limit a, p/a is uniform without effects; small values make the curve
    skewed to the right. With power of one third z is normal around another mean, and the
    probability of a larger p, given significance, tests flatness. Both are combined by
    Stouffer's method. The power is that at which half of the expected p-values lie on either
    side, by the same combination. P-curve is unreliable where effects differ between studies.

    References
    ----------
    Simonsohn U, Nelson LD, Simmons JP (2014). doi:10.1037/a0033242
    Simonsohn U, Simmons JP, Nelson LD (2015). doi:10.1037/xge0000104

    Examples
    --------
    >>> found = p_curve([0.9, 0.8, 0.7], [0.04, 0.05, 0.04])
    >>> found.full.k, found.evidential_value
    (3, True)
    """
    effects = checked(yi, vi)
    z = np.abs(effects.yi) / np.sqrt(effects.vi)
    p = 2 * np.asarray(ndtr(-z))
    if not (p < ALPHA).any():
        raise ValueError("no effect is significant")
    half = _curve(z[p < ALPHA / 2], ALPHA / 2) if (p < ALPHA / 2).any() else None
    return PCurve(_curve(z[p < ALPHA], ALPHA), half, _power(z[p < ALPHA]))


def _curve(z: Floats, limit: float) -> Curve:
    """Both tests of p-values below a limit."""
    skew = np.clip(2 * ndtr(-z) / limit, EDGE, 1 - 1e-16)
    return Curve(len(z), stouffer(skew), _flatness(z, limit, LOW_POWER))


def _flatness(z: Floats, limit: float, power: float) -> CombinedP:
    """Test whether z-values are smaller than a power would make them, given significance."""
    size = _shift(power)
    edge = -float(ndtri(limit / 2))
    larger = np.clip(_beyond(z, size) / _beyond(np.array([edge]), size), EDGE, 1 - 1e-16)
    turned = stouffer(larger)
    return CombinedP(-turned.statistic, float(ndtr(turned.statistic)))


def _beyond(z: Floats, size: float) -> Floats:
    """Probability of a larger absolute value of a normal variable with this mean."""
    return np.asarray(ndtr(size - z) + ndtr(-size - z))


def _shift(power: float) -> float:
    """Return the mean of z at which a two-sided test has a power."""
    critical = np.array([-float(ndtri(ALPHA / 2))])
    return float(brentq(lambda size: _beyond(critical, size)[0] - power, 0.0, 40.0, xtol=1e-14))


def _power(z: Floats) -> float:
    """Find the power at which the combined share of smaller z-values is one half."""

    def excess(power: float) -> float:
        return _flatness(z, ALPHA, power).statistic

    low, high = ALPHA + 1e-6, 0.99
    if excess(low) > 0:
        return ALPHA
    if excess(high) < 0:
        return high
    return float(brentq(excess, low, high, xtol=1e-10))
