"""Events in one group given all margins of its table, as the log odds ratio has it.

Vocabulary
----------
a : events in the first group, of n1 people; m : events in both groups, n2 people in the second
eta : log odds ratio; the probability of a is proportional to C(n1, a) C(n2, m - a) e^(eta a)
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.glmm.counted import Slopes, log_choose
from evidence.stats.two_by_two import Tables

CHUNK = 2_000_000
"""Numbers held at once; a table of thousands of events has as many possible counts."""


class NoncentralHypergeometric(NamedTuple):
    """Possible counts (from zero, of each study), their logarithmic weights, and those found.

    ``possible`` is counted from the lowest, and ``weights`` are minus infinity beyond the highest.
    """

    found: Floats
    most: Floats
    weights: Floats

    def slopes(self, eta: Floats) -> Slopes:
        """Return log-likelihood and derivatives at linear predictors of shape (k, m)."""
        k, m = eta.shape
        width = self.weights.shape[1]
        rows = max(1, CHUNK // (m * width))
        parts = [
            self._slopes(slice(start, start + rows), eta[start : start + rows])
            for start in range(0, k, rows)
        ]
        return Slopes(*(np.concatenate(part) for part in zip(*parts, strict=True)))

    def _slopes(self, rows: slice, eta: Floats) -> Slopes:
        width = self.weights.shape[1]
        possible = np.arange(width, dtype=np.float64)
        tilted = self.weights[rows, None, :] + eta[:, :, None] * possible
        top = tilted.max(axis=2, keepdims=True)
        share = np.exp(tilted - top)
        total = share.sum(axis=2)
        share /= total[:, :, None]
        mean = share @ possible
        off = possible - mean[:, :, None]
        square = share * off * off
        found = self.found[rows, None]
        value = found * eta - (np.log(total) + top[:, :, 0])
        return Slopes(value, found - mean, -square.sum(axis=2), -(square * off).sum(axis=2))

    def only(self, studies: Bools) -> "NoncentralHypergeometric":
        """Return the same for the studies named, and nothing to count in the others."""
        certain = np.full_like(self.weights, -np.inf)
        certain[:, 0] = 0.0
        return NoncentralHypergeometric(
            np.where(studies, self.found, 0.0),
            np.where(studies, self.most, 0.0),
            np.where(studies[:, None], self.weights, certain),
        )

    def repeated(self, times: int) -> "NoncentralHypergeometric":
        """Return all studies again and again."""
        return NoncentralHypergeometric(
            np.tile(self.found, times),
            np.tile(self.most, times),
            np.tile(self.weights, (times, 1)),
        )

    @property
    def constant(self) -> Floats:
        """The weight of the count found."""
        places = self.found.astype(int)
        return np.asarray(self.weights[np.arange(len(places)), places])

    @property
    def highest(self) -> Floats:
        """The value at the conditional estimate; at the end of the scale its limit."""
        best = self.best
        there = np.isfinite(best)
        inside = self.slopes(np.where(there, best, 0.0)[:, None]).value[:, 0]
        return np.where(there, inside, -self.constant)

    @property
    def best(self) -> Floats:
        """The most likely log odds ratio given the margins."""
        return conditional_log_odds_ratio(self)


def noncentral_hypergeometric(tables: Tables) -> NoncentralHypergeometric:
    """Return the distribution of events in the first group given each table's margins.

    Parameters
    ----------
    tables : Tables
        Whole counts.

    Returns
    -------
    NoncentralHypergeometric

    References
    ----------
    Liao JG, Rosen O (2001). doi:10.1198/000313001753272547

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> drawn = noncentral_hypergeometric(two_by_two(1, 1, 1, 1))
    >>> drawn.slopes(np.zeros((1, 1))).second.round(6).tolist()
    [[-0.333333]]
    """
    events = tables.ai + tables.ci
    lowest = np.maximum(0.0, events - tables.n2)
    most = np.minimum(tables.n1, events) - lowest
    possible = np.arange(int(most.max()) + 1)
    count = np.minimum(possible, most[:, None]) + lowest[:, None]
    weights = log_choose(tables.n1[:, None], count)
    weights += log_choose(tables.n2[:, None], events[:, None] - count)
    weights -= log_choose(tables.n1 + tables.n2, events)[:, None]
    weights = np.where(possible <= most[:, None], weights, -np.inf)
    return NoncentralHypergeometric(tables.ai - lowest, most, weights)


def conditional_log_odds_ratio(drawn: NoncentralHypergeometric) -> Floats:
    """Return each study's most likely log odds ratio given its margins.

    Parameters
    ----------
    drawn : NoncentralHypergeometric

    Returns
    -------
    array of float, shape (k,)
        Infinite where the count found is the lowest or highest possible; NaN where only one is.

    Notes
    -----
    The root of ``a - E(a)``, which falls in eta; each step halves the bracket where Newton's
    would leave it.

    Examples
    --------
    >>> from evidence.stats.two_by_two import two_by_two
    >>> conditional_log_odds_ratio(noncentral_hypergeometric(two_by_two(3, 1, 1, 3))).round(4)
    array([1.8576])
    """
    bounded = (drawn.found > 0) & (drawn.found < drawn.most)
    low, high = np.full(len(bounded), -50.0), np.full(len(bounded), 50.0)
    eta = np.zeros(len(bounded))
    for _ in range(200):
        at = drawn.slopes(eta[:, None])
        rising, slope = at.first[:, 0], at.second[:, 0]
        low, high = np.where(rising > 0, eta, low), np.where(rising > 0, high, eta)
        with np.errstate(divide="ignore", invalid="ignore"):
            moved = eta - rising / slope
        moved = np.where((moved > low) & (moved < high), moved, (low + high) / 2)
        step, eta = np.abs(moved - eta), np.where(bounded, moved, eta)
        if not (bounded & (step > 1e-14 * (1 + np.abs(eta)))).any():
            break
    beyond = np.where(drawn.found > 0, np.inf, -np.inf)
    return np.where(bounded, eta, np.where(drawn.most > 0, beyond, np.nan))
