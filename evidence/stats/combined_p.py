"""Tests of several independent p-values at once, where nothing else was printed.

Vocabulary
----------
p : one-sided p-values, all in the same direction; small means against the null hypothesis
None of these says how large an effect is.
"""

from math import comb, factorial
from typing import NamedTuple

import numpy as np
from scipy.special import bdtrc, betainc, chdtrc, logit, ndtr, ndtri, stdtr

from evidence.stats.floats import Floats, Reported
from evidence.stats.refusal import columns, refuse, require_reported


class CombinedP(NamedTuple):
    """Statistic and p-value of a combined test; the statistic is p itself where there is none."""

    statistic: float
    p: float


def fisher(p: Reported) -> CombinedP:
    """Combine p-values by Fisher's sum of logarithms.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.

    Returns
    -------
    CombinedP
        ``-2 sum(log p)`` against chi-square with 2k degrees of freedom.

    Examples
    --------
    >>> round(fisher([0.01, 0.2, 0.3]).p, 4)
    0.0216
    """
    p = _between(p)
    statistic = float(-2 * np.log(p).sum())
    return CombinedP(statistic, float(chdtrc(2 * len(p), statistic)))


def stouffer(p: Reported, weights: Reported | None = None) -> CombinedP:
    """Combine p-values by Stouffer's sum of normal scores.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.
    weights : array_like, shape (k,), optional
        Weights, such as square roots of sample sizes; equal when not given.

    Returns
    -------
    CombinedP
        ``sum(w z) / sqrt(sum(w^2))`` against the normal distribution.

    Examples
    --------
    >>> round(stouffer([0.01, 0.2, 0.3]).p, 4)
    0.0165
    """
    p = _between(p)
    w = np.ones_like(p) if weights is None else columns(weights, p)[0]
    statistic = float(-(w * ndtri(p)).sum() / np.sqrt((w**2).sum()))
    return CombinedP(statistic, float(ndtr(-statistic)))


def wilkinson(p: Reported, *, r: int = 1) -> CombinedP:
    """Combine p-values by the r-th smallest (Tippett for the smallest).

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.
    r : int
        Which of them, from 1 to k.

    Returns
    -------
    CombinedP
        The r-th smallest against the beta distribution with r and k - r + 1.

    Raises
    ------
    ValueError
        When r is not from 1 to k.

    Examples
    --------
    >>> round(wilkinson([0.01, 0.2, 0.3]).p, 4)
    0.0297
    """
    p = np.sort(_between(p))
    if not 1 <= r <= len(p):
        raise ValueError(f"r: {r!r} is not from 1 to {len(p)}")
    statistic = float(p[r - 1])
    return CombinedP(statistic, float(betainc(r, len(p) - r + 1, statistic)))


def mean_p(p: Reported) -> CombinedP:
    """Combine p-values by their mean.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values, four or more.

    Returns
    -------
    CombinedP
        ``(1/2 - mean p) sqrt(12 k)`` against the normal distribution.

    Raises
    ------
    ValueError
        For fewer than four.

    Examples
    --------
    >>> round(mean_p([0.01, 0.2, 0.3, 0.6, 0.04]).statistic, 4)
    2.0914
    """
    p = _between(p)
    if len(p) < 4:
        raise ValueError(f"p: {len(p)} of them are fewer than 4")
    statistic = float((0.5 - p.mean()) * np.sqrt(12 * len(p)))
    return CombinedP(statistic, float(ndtr(-statistic)))


def logit_p(p: Reported) -> CombinedP:
    """Combine p-values by the sum of their logits.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.

    Returns
    -------
    CombinedP
        ``-sum(logit p) / sqrt(k pi^2 (5 k + 2) / (3 (5 k + 4)))`` against t with 5k + 4 degrees of
        freedom.

    Examples
    --------
    >>> round(logit_p([0.01, 0.2, 0.3, 0.6, 0.04]).p, 4)
    0.0102
    """
    p = _between(p)
    k = len(p)
    scale = np.sqrt(k * np.pi**2 * (5 * k + 2) / (3 * (5 * k + 4)))
    statistic = float(-logit(p).sum() / scale)
    return CombinedP(statistic, float(stdtr(5 * k + 4, -statistic)))


def edgington(p: Reported) -> CombinedP:
    """Combine p-values by their sum.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.

    Returns
    -------
    CombinedP
        The sum against that of k uniform numbers: ``sum_j (-1)^j C(k, j) (s - j)^k / k!`` over the
        j below s. The series loses digits beyond twenty or so.

    Examples
    --------
    >>> round(edgington([0.01, 0.2, 0.3, 0.6, 0.04]).p, 4)
    0.0168
    """
    p = _between(p)
    k, total = len(p), float(p.sum())
    terms = [(-1) ** j * comb(k, j) * (total - j) ** k for j in range(int(total) + 1)]
    return CombinedP(total, float(np.sum(terms)) / factorial(k))


def votes(p: Reported, *, alpha: float = 0.5) -> CombinedP:
    """Combine p-values by counting those on either side, as a sign test.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.
    alpha : float
        Those below count for, those above ``1 - alpha`` against.

    Returns
    -------
    CombinedP
        Number for, against the binomial distribution with one half.

    Examples
    --------
    >>> votes([0.01, 0.2, 0.3, 0.6, 0.04]).p
    0.1875
    """
    p = _between(p)
    ours, theirs = int((p < alpha).sum()), int((p > 1 - alpha).sum())
    chance = 1.0 if ours == 0 else float(bdtrc(ours - 1, ours + theirs, 0.5))
    return CombinedP(float(ours), chance)


def harmonic_mean_p(p: Reported) -> float:
    """Return the harmonic mean of p-values, a rough level where they depend on each other.

    Parameters
    ----------
    p : array_like, shape (k,)
        One-sided p-values.

    Returns
    -------
    float

    Examples
    --------
    >>> round(harmonic_mean_p([0.01, 0.2, 0.3, 0.6, 0.04]), 4)
    0.037
    """
    p = _between(p)
    return float(len(p) / (1 / p).sum())


def _between(p: Reported) -> Floats:
    (values,) = columns(p)
    require_reported(p=values)
    refuse("p", (values <= 0) | (values >= 1), "not between 0 and 1")
    return values
