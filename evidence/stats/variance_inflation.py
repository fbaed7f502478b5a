"""How much wider coefficients' errors are because moderators go together.

Vocabulary
----------
root : a square root of the coefficients' covariance matrix
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from evidence.stats.coefficients import Coefficients
from evidence.stats.floats import Floats
from evidence.stats.projection import log_volume


class Inflation(NamedTuple):
    """Variance inflation of a set of coefficients.

    ``vif`` is the (generalised) variance inflation factor and ``sif`` its 2m-th root, m being
    how many coefficients there are: how much wider their errors are on average.
    """

    places: tuple[int, ...]
    vif: float
    sif: float


def variance_inflation(
    coefficients: Coefficients,
    *,
    intercept: int | None,
    sets: Sequence[Sequence[int]] | None = None,
) -> tuple[Inflation, ...]:
    """Return variance inflation factors.

    Parameters
    ----------
    coefficients : Coefficients
    intercept : int or None
        Place of the intercept, which is set aside; None where there is none.
    sets : sequence of sequence of int, optional
        Places of coefficients that belong together, such as the levels of a factor; each
        coefficient by itself when not given.

    Returns
    -------
    tuple of Inflation
        One a set.

    Raises
    ------
    ValueError
        For a set that is empty, holds the intercept, or names a place twice or one that does not
        exist.

    Notes
    -----
    det(R of the set) det(R of the others)/det(R), with R the coefficients' correlation matrix.
    It does not tell whether an estimate is wrong, only what the correlation costs.

    References
    ----------
    Fox J, Monette G (1992). doi:10.2307/2290467

    Examples
    --------
    >>> import numpy as np
    >>> from evidence.stats.coefficients import coefficients_of
    >>> root = np.linalg.cholesky(np.array([[1.0, 0.6], [0.6, 1.0]]))
    >>> found = coefficients_of(np.zeros(2), root, df=None, level=0.95)
    >>> [round(one.vif, 4) for one in variance_inflation(found, intercept=None)]
    [1.5625, 1.5625]
    """
    others = [place for place in range(len(coefficients.estimate)) if place != intercept]
    asked = [[place] for place in others] if sets is None else [list(one) for one in sets]
    for one in asked:
        if not one or len(set(one)) < len(one) or not set(one) <= set(others):
            raise ValueError(f"coefficients {one}: each once, from {others}")
    return tuple(_inflation(coefficients.root, others, one) for one in asked)


def _inflation(root: Floats, others: list[int], chosen: list[int]) -> Inflation:
    rest = [place for place in others if place not in chosen]
    # The coefficients' variances cancel, so the covariances serve for the correlations.
    excess = _log_det(root[chosen]) + _log_det(root[rest]) - _log_det(root[others])
    return Inflation(tuple(chosen), math.exp(excess), math.exp(excess / (2 * len(chosen))))


def _log_det(rows: Floats) -> float:
    """Logarithm of det(rows rows')."""
    return 2 * log_volume(rows.T)
