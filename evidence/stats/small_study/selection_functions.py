"""How likely a result is to be published, as a function of its p-value.

Every function is relative: only ratios of its values count. Each is one (or close to it) for the
most significant results.

Vocabulary
----------
p : p-values
delta : parameters of the selection function
precision : how imprecise a study is, scaled so that the least precise has 1; 1 for all where
    selection does not depend on it
cut : p-values up to it are all equally likely to be published; 0 for none
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats

Shape = Callable[[Floats, Floats, Floats], tuple[Floats, tuple[Floats, ...]]]


class SelectionFunction(NamedTuple):
    """A family of selection functions.

    Parameters
    ----------
    shape : callable
        Gives the logarithm of the weight, and its slope in each parameter, from p-values,
        parameters and precisions.
    none : tuple of float
        Parameters at which nothing is selected.
    low, high : tuple of float
        Bounds within which parameters are sought, metafor's.
    censored : float
        p-values closer to 0 or 1 than this are taken to be this far, so that weights are finite.
    may_cut : bool
        Whether it can be flat up to a threshold.
    """

    shape: Shape
    none: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    censored: float = 0.0
    may_cut: bool = True


def _beta(p: Floats, delta: Floats, precision: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Citkowicz and Vevea's p**(d1 - 1) (1 - p)**(d2 - 1)."""
    low, high = np.log(p), np.log1p(-p)
    return (delta[0] - 1) * low + (delta[1] - 1) * high, (low, high)


def _half_normal(p: Floats, delta: Floats, precision: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Preston, Ashby and Smyth's exp(-d p**2)."""
    slope = -precision * p**2
    return delta[0] * slope, (slope,)


def _exponential(p: Floats, delta: Floats, precision: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Preston, Ashby and Smyth's exp(-d p)."""
    slope = -precision * p
    return delta[0] * slope, (slope,)


def _logistic(p: Floats, delta: Floats, precision: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Preston, Ashby and Smyth's 2 exp(-d p)/(1 + exp(-d p))."""
    raised = delta[0] * precision * p
    value = np.log(2.0) - np.logaddexp(0.0, raised)
    return value, (-precision * p / (1 + np.exp(-raised)),)


def _power(p: Floats, delta: Floats, precision: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the power function (1 - p)**d."""
    slope = precision * np.log1p(-p)
    return delta[0] * slope, (slope,)


def _exponential_power(
    p: Floats, delta: Floats, precision: Floats
) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the negative exponential power function exp(-d1 p**(1/d2)), as metafor writes it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        raised = p ** (1 / delta[1])
        bend = np.where(p > 0, raised * np.log(p), 0.0)
    slope = delta[0] * precision * bend / delta[1] ** 2
    return -delta[0] * precision * raised, (-precision * raised, slope)


FUNCTIONS: dict[str, SelectionFunction] = {
    "beta": SelectionFunction(
        _beta, (1.0, 1.0), (1e-5, 1e-5), (100.0, 100.0), censored=1e-5, may_cut=False
    ),
    "halfnorm": SelectionFunction(_half_normal, (0.0,), (0.0,), (100.0,)),
    "negexp": SelectionFunction(_exponential, (0.0,), (0.0,), (100.0,)),
    "logistic": SelectionFunction(_logistic, (0.0,), (0.0,), (100.0,)),
    "power": SelectionFunction(_power, (0.0,), (0.0,), (100.0,), censored=1e-5),
    "negexppow": SelectionFunction(_exponential_power, (0.0, 0.0), (0.0, 1e-4), (100.0, 100.0)),
}
"""Smooth selection functions, by metafor's names; ``stepfun`` and ``trunc`` are made of steps."""


def log_weight(
    name: str, p: Floats, delta: Floats, precision: Floats, cut: float
) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the logarithm of a smooth selection function and its slope in each parameter.

    Parameters
    ----------
    name : str
        One of ``FUNCTIONS``.
    p, precision : array of float
        p-values, and precisions of a shape that fits.
    delta : array of float
        Parameters.
    cut : float
        Threshold up to which the weight is one; 0 for none.

    Returns
    -------
    array of float, tuple of array of float

    References
    ----------
    Citkowicz M, Vevea JL (2017). doi:10.1037/met0000119
    Preston C, Ashby D, Smyth R (2004). doi:10.1111/j.1365-2753.2003.00457.x

    Examples
    --------
    >>> one = np.array([1.0])
    >>> log_weight("negexp", np.array([0.5]), np.array([2.0]), one, 0.0)[0].tolist()
    [-1.0]
    """
    shape = FUNCTIONS[name].shape
    value, slopes = shape(p, delta, precision)
    if cut == 0:
        return value, slopes
    at_cut, slopes_at_cut = shape(np.full_like(p, cut), delta, precision)
    below = p <= cut
    value = np.where(below, 0.0, value - at_cut)
    pairs = zip(slopes, slopes_at_cut, strict=True)
    return value, tuple(np.where(below, 0.0, one - other) for one, other in pairs)
