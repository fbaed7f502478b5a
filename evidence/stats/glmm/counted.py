"""The log-likelihood of one count a study as a function of its linear predictor.

Constants are left out of ``l`` and stand in ``constant``, so that large samples cost no digits.

Vocabulary
----------
eta : linear predictor, a log odds (ratio) or a log rate
l, l1, l2, l3 : log-likelihood without its constant, and its first three derivatives in eta
"""

from typing import NamedTuple, Protocol, Self

import numpy as np
from scipy.special import expit, gammaln, xlogy

from evidence.stats.floats import Bools, Floats

OVERFLOW = 300.0


class Slopes(NamedTuple):
    """A log-likelihood and its derivatives, each of the shape of the linear predictor."""

    value: Floats
    first: Floats
    second: Floats
    third: Floats


class Counted(Protocol):
    """One count a study, with a distribution that has one canonical parameter."""

    def slopes(self, eta: Floats) -> Slopes:
        """Return log-likelihood and derivatives at linear predictors of shape (k, m)."""

    def only(self, studies: Bools) -> Self:
        """Return the same for the studies named, and nothing counted in the others."""

    def repeated(self, times: int) -> Self:
        """Return all studies again and again, to be asked about at several places at once."""

    @property
    def constant(self) -> Floats:
        """What does not depend on the linear predictor."""

    @property
    def highest(self) -> Floats:
        """The highest value of each study, whatever its linear predictor."""

    @property
    def best(self) -> Floats:
        """The linear predictor of the highest value; infinite, or NaN for nothing counted."""


def log_choose(n: Floats, x: Floats) -> Floats:
    """Return the logarithm of the number of ways to choose x of n.

    Parameters
    ----------
    n, x : array of float, shape (k,)

    Returns
    -------
    array of float, shape (k,)

    Examples
    --------
    >>> log_choose(np.array([5.0]), np.array([2.0])).round(6).tolist()
    [2.302585]
    """
    return np.asarray(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1))


class Binomial(NamedTuple):
    """Events ``x`` of ``n`` people; eta is the log odds."""

    x: Floats
    n: Floats

    def slopes(self, eta: Floats) -> Slopes:
        """Return log-likelihood and derivatives at linear predictors of shape (k, m)."""
        x, n = self.x[:, None], self.n[:, None]
        p, q = expit(eta), expit(-eta)
        spread = n * p * q
        # x eta - n log(1 + e^eta), without overflow
        value = x * np.minimum(eta, 0) - (n - x) * np.maximum(eta, 0)
        value -= n * np.log1p(np.exp(-np.abs(eta)))
        return Slopes(value, x - n * p, -spread, spread * (p - q))

    def only(self, studies: Bools) -> "Binomial":
        """Return the same for the studies named, and nobody in the others."""
        return Binomial(np.where(studies, self.x, 0.0), np.where(studies, self.n, 0.0))

    def repeated(self, times: int) -> "Binomial":
        """Return all studies again and again."""
        return Binomial(np.tile(self.x, times), np.tile(self.n, times))

    @property
    def constant(self) -> Floats:
        """The ways to choose x of n."""
        return log_choose(self.n, self.x)

    @property
    def highest(self) -> Floats:
        """The value at the share observed."""
        m, n = self.n - self.x, np.maximum(self.n, 1)
        return np.asarray(xlogy(self.x, self.x / n) + xlogy(m, m / n))

    @property
    def best(self) -> Floats:
        """The log odds observed."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log(self.x / (self.n - self.x)))


class Poisson(NamedTuple):
    """Events ``x`` in person-time ``t``; eta is the log rate."""

    x: Floats
    t: Floats

    def slopes(self, eta: Floats) -> Slopes:
        """Return log-likelihood and derivatives at linear predictors of shape (k, m)."""
        x = self.x[:, None]
        mean = self.t[:, None] * np.exp(np.minimum(eta, OVERFLOW))
        return Slopes(x * eta - mean, x - mean, -mean, -mean)

    def only(self, studies: Bools) -> "Poisson":
        """Return the same for the studies named, and no time in the others."""
        return Poisson(np.where(studies, self.x, 0.0), np.where(studies, self.t, 0.0))

    def repeated(self, times: int) -> "Poisson":
        """Return all studies again and again."""
        return Poisson(np.tile(self.x, times), np.tile(self.t, times))

    @property
    def constant(self) -> Floats:
        """``x log t`` less the logarithm of x factorial."""
        return np.asarray(xlogy(self.x, self.t) - gammaln(self.x + 1))

    @property
    def highest(self) -> Floats:
        """The value at the rate observed."""
        t = np.where(self.t > 0, self.t, 1.0)
        return np.asarray(xlogy(self.x, self.x / t) - self.x)

    @property
    def best(self) -> Floats:
        """The log rate observed."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log(self.x / self.t))


def precision(count: Counted) -> Floats:
    """Return the curvature of each study's log-likelihood at its highest point.

    Parameters
    ----------
    count : Counted

    Returns
    -------
    array of float, shape (k,)
        0 where the highest point is infinitely far.

    Examples
    --------
    >>> precision(Binomial(np.array([2.0, 0.0]), np.array([4.0, 4.0]))).tolist()
    [1.0, 0.0]
    """
    best = count.best
    there = np.isfinite(best)
    bend = -count.slopes(np.where(there, best, 0.0)[:, None]).second[:, 0]
    return np.where(there, bend, 0.0)
