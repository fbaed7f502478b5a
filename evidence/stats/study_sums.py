"""What pooling sums over studies: each term written once, for numbers and arrays alike.

A term is elementwise, so that the same line serves one study, all studies of an analysis (shape
(k,)), and those of many analyses of equal size at once (shape (k, n), a column an analysis).
Studies come first, so tau2 and the mean are numbers in the first two cases and have shape (n,) in
the last.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects between studies
wi : 1/(vi + tau2), the inverse-variance weights
mean : the mean with those weights
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from evidence.stats.floats import Floats

PIECE = 1 << 14
"""Studies worked on at once, so that what is made on the way stays in the processor's cache."""


def mean_terms(yi: Any, vi: Any, tau2: Any) -> tuple[Any, ...]:
    """Return what the weighted mean is made of: wi and wi yi."""
    wi = 1 / (vi + tau2)
    return wi, wi * yi


def q_terms(yi: Any, vi: Any, tau2: Any, mean: Any) -> tuple[Any, ...]:
    """Return what Q and its slope are made of: wi ri**2 and wi**2 ri**2, with ri = yi - mean."""
    off = yi - mean
    pull = off / (vi + tau2)
    return pull * off, pull * pull


def score_terms(yi: Any, vi: Any, tau2: Any, mean: Any) -> tuple[Any, ...]:
    """Return what the likelihood's slopes are made of, with ri = yi - mean.

    They are wi**2 ri**2, wi**3 ri**2, wi**2 ri, wi**2 and wi**3.
    """
    wi = 1 / (vi + tau2)
    pull = wi * (yi - mean)
    pulled, wi2 = pull * pull, wi * wi
    return pulled, wi * pulled, wi * pull, wi2, wi2 * wi


def height_terms(yi: Any, vi: Any, tau2: Any, mean: Any) -> tuple[Any, ...]:
    """Return what the likelihood's height is made of: log(vi + tau2) and wi ri**2."""
    total = vi + tau2
    off = yi - mean
    return np.log(total), off * off / total


def moment_terms(yi: Any, vi: Any, tau2: Any, mean: Any) -> tuple[Any, ...]:
    """Return what moments are made of: wi ri**2, with ri = yi - mean, and wi**2."""
    wi = 1 / (vi + tau2)
    off = yi - mean
    return wi * off * off, wi * wi


def spread_terms(yi: Any, vi: Any, centre: Any) -> tuple[Any, ...]:
    """Return the distance of an effect from a point, and its square."""
    off = yi - centre
    return off, off * off


def summed(
    terms: Callable[..., tuple[Any, ...]], yi: Floats, vi: Floats, *at: Any
) -> tuple[Any, ...]:
    """Return the sum over studies of each term.

    Parameters
    ----------
    terms : callable
        One of the functions above.
    yi, vi : array of float, shape (k,) or (k, n)
        Effects and sampling variances, a row a study.
    *at : float or array of float, shape (n,)
        What else the terms need: tau2, the mean.

    Returns
    -------
    tuple of float, or of array of float, shape (n,)

    Examples
    --------
    >>> [float(total) for total in summed(mean_terms, np.array([1.0, 3.0]), np.ones(2), 0.0)]
    [2.0, 4.0]
    """
    rows = max(1, PIECE * len(yi) // max(1, yi.size))
    sums = [term.sum(axis=0) for term in terms(yi[:rows], vi[:rows], *at)]
    for first in range(rows, len(yi), rows):
        part = slice(first, first + rows)
        for place, term in enumerate(terms(yi[part], vi[part], *at)):
            sums[place] = sums[place] + term.sum(axis=0)
    return tuple(sums)


def squares_about_mean(yi: Floats, vi: Floats) -> Any:
    """Return the sum of squares of the effects about their plain mean.

    Parameters
    ----------
    yi, vi : array of float, shape (k,) or (k, n)
        Effects, and anything of their shape.

    Returns
    -------
    float or array of float, shape (n,)

    Examples
    --------
    >>> float(squares_about_mean(np.array([1.0, 3.0]), np.ones(2)))
    2.0
    """
    first = yi[0]
    drift, _ = summed(spread_terms, yi, vi, first)
    centre = first + drift / len(yi)
    return summed(spread_terms, yi, vi, centre)[1]
