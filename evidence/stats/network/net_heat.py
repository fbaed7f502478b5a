"""Where inconsistency sits, and which designs it comes from.

Vocabulary
----------
contrast : of a design's treatments with its base; one row and one column each
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.aggregated_designs import Aggregated


class NetHeat(NamedTuple):
    """The net heat matrix.

    ``heat[i, j]`` is how much the inconsistency at contrast i falls when the design of contrast j
    is detached; NaN in the columns of designs the network cannot do without. ``inconsistency``
    is what each contrast adds to Cochran's Q between designs.
    """

    heat: Floats
    inconsistency: Floats


def net_heat(aggregated: Aggregated) -> NetHeat:
    """Return the net heat matrix of a network.

    Parameters
    ----------
    aggregated : Aggregated
        The network's designs, each pooled.

    Returns
    -------
    NetHeat

    References
    ----------
    Krahn U, Binder H, König J (2013). doi:10.1186/1471-2288-13-35

    Examples
    --------
    >>> from evidence.stats.network.aggregated_designs import aggregate
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> loop = comparisons_of([1.0, 1.0, 5.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])
    >>> net_heat(aggregate(loop)).inconsistency.round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    everyone = np.ones(len(aggregated.design), dtype=np.bool_)
    left = aggregated.effects - _fitted(aggregated, everyone)
    inconsistency = np.linalg.solve(aggregated.covariance, left) * left
    heat = np.full((len(left), len(left)), np.nan)
    for design in range(len(aggregated.designs)):
        others = aggregated.design != design
        incidence = aggregated.incidence[others]
        if np.linalg.matrix_rank(incidence) < incidence.shape[1] - 1:
            continue
        rest = np.where(others, aggregated.effects - _fitted(aggregated, others), 0.0)
        after = np.linalg.solve(aggregated.covariance, rest) * rest
        heat[:, ~others] = (inconsistency - after)[:, None]
    return NetHeat(heat, inconsistency)


def _fitted(aggregated: Aggregated, kept: np.ndarray) -> Floats:
    """Return effects of the consistent network of some contrasts, for all of them."""
    columns = aggregated.incidence[kept]
    covariance = aggregated.covariance[np.ix_(kept, kept)]
    weighted = np.linalg.solve(covariance, columns)
    inverse = np.linalg.pinv(columns.T @ weighted, hermitian=True)
    return np.asarray(aggregated.incidence @ inverse @ weighted.T @ aggregated.effects[kept])
