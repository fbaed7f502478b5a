"""How evidence flows through a network to each of its estimates.

Vocabulary
----------
pairs : all pairs of treatments
flow : how much a direct comparison counts in a network estimate, with its direction
contribution : share of a network estimate that goes through a direct comparison, adding up to 1
"""

from collections import deque
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.aggregated_designs import (
    aggregate,
    hat_matrix,
    hat_matrix_of_studies,
    incidence_of_pairs,
    pairs_of,
)
from evidence.stats.network.comparisons import Codes
from evidence.stats.network.direct import by_back_calculation
from evidence.stats.network.fit import NetworkFit

NO_FLOW = 1e-12
"""A flow this small is rounding."""


class Measures(NamedTuple):
    """What every pair's network estimate rests on, one number a pair.

    Parameters
    ----------
    share : array of float
        Of direct evidence.
    mean_path : array of float
        How many comparisons evidence passes on its way, on average; above 2 it is indirect.
    parallelism, parallelism_by_study : array of float
        At least how many independent designs, or studies, the evidence comes by.
    """

    share: Floats
    mean_path: Floats
    parallelism: Floats
    parallelism_by_study: Floats


def measures(fit: NetworkFit) -> Measures:
    """Return what the estimates of a network rest on.

    Parameters
    ----------
    fit : NetworkFit

    Returns
    -------
    Measures
        In the order of :func:`~evidence.stats.network.aggregated_designs.pairs_of`.

    References
    ----------
    König J, Krahn U, Binder H (2013). doi:10.1002/sim.6001

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> from evidence.stats.network.fit import fit_network
    >>> line = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 1], [1, 2], [0, 1])
    >>> measures(fit_network(line)).mean_path.round(12).tolist()
    [1.0, 2.0, 1.0]
    """
    designs = aggregate(fit.comparisons, tau2=fit.tau2)
    by_design = _through(hat_matrix(designs), designs.design)
    by_study = _through(*hat_matrix_of_studies(fit.comparisons, fit.tau2))
    places = tuple(np.array(pairs_of(fit.comparisons.treatments)).T)
    return Measures(
        by_back_calculation(fit).share[places],
        by_design.sum(axis=1),
        1 / by_design.max(axis=1),
        1 / by_study.max(axis=1),
    )


def _through(hat: Floats, group: Codes) -> Floats:
    """Return the flow through every design or study: what goes in or comes out of it."""
    found = np.zeros((len(hat), int(group.max()) + 1))
    for one in range(found.shape[1]):
        mine = hat[:, group == one]
        found[:, one] = (np.abs(mine.sum(axis=1)) + np.abs(mine).sum(axis=1)) / 2
    return found


def flows(fit: NetworkFit) -> tuple[list[tuple[int, int]], Floats]:
    """Return the pairs that studies compare, and the flow through them to every pair.

    Parameters
    ----------
    fit : NetworkFit

    Returns
    -------
    tuple of list of tuple of int and array of float, shape (n(n - 1)/2, e)
        A flow is negative where it runs from the second treatment to the first.

    References
    ----------
    Davies AL, Papakonstantinou T, Nikolakopoulou A, Rücker G, Galla T (2022).
    doi:10.1002/sim.9346

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> from evidence.stats.network.fit import fit_network
    >>> line = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 1], [1, 2], [0, 1])
    >>> edges, found = flows(fit_network(line))
    >>> edges, found[1].round(12).tolist()
    ([(0, 1), (1, 2)], [1.0, 1.0])
    """
    given = fit.comparisons
    n = given.treatments
    total = np.zeros((n, n))
    low, high = np.minimum(given.first, given.second), np.maximum(given.first, given.second)
    np.add.at(total, (low, high), fit.weights)
    made = np.zeros((n, n), dtype=np.bool_)
    made[low, high] = True
    everyone = incidence_of_pairs(n)
    edges = [place for place, pair in enumerate(pairs_of(n)) if made[pair]]
    named = [pairs_of(n)[place] for place in edges]
    weights = np.array([total[pair] for pair in named])
    return named, everyone @ fit.inverse @ (everyone[edges] * weights[:, None]).T


def contributions(fit: NetworkFit) -> tuple[list[tuple[int, int]], Floats]:
    """Return the pairs that studies compare, and what each contributes to every pair's estimate.

    Parameters
    ----------
    fit : NetworkFit

    Returns
    -------
    tuple of list of tuple of int and array of float, shape (n(n - 1)/2, e)
        Shares that add up to 1 in each row.

    Notes
    -----
    Evidence is sent along the shortest way that still has flow, as much as its narrowest
    comparison carries, and shared evenly between the comparisons on it, until no flow is left.
    Where several ways are equally short the result depends on which is taken first: here the one
    through the treatments met first among the pairs compared.

    References
    ----------
    Papakonstantinou T et al. (2018). doi:10.12688/f1000research.14770.3

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> from evidence.stats.network.fit import fit_network
    >>> line = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 1], [1, 2], [0, 1])
    >>> contributions(fit_network(line))[1].round(12).tolist()
    [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    """
    edges, carried = flows(fit)
    found = np.zeros_like(carried)
    for row, (source, target) in enumerate(pairs_of(fit.comparisons.treatments)):
        found[row] = _along_shortest(edges, carried[row], source, target)
    return edges, found


def _along_shortest(
    edges: list[tuple[int, int]], carried: Floats, source: int, target: int
) -> Floats:
    directed = [edge if flow > 0 else edge[::-1] for edge, flow in zip(edges, carried, strict=True)]
    met = {node: place for place, node in enumerate(dict.fromkeys(sum(directed, ())))}
    left, share = np.abs(carried), np.zeros(len(edges))
    while way := _shortest(directed, left, met, (source, target)):
        flow = float(left[way].min())
        share[way] += flow / len(way)
        left[way] -= flow
        left[left < NO_FLOW] = 0.0
    return share


def _shortest(
    directed: list[tuple[int, int]],
    left: Floats,
    met: dict[int, int],
    ends: tuple[int, int],
) -> list[int]:
    """Return the edges of the shortest way that carries flow; none when there is no way."""
    out: dict[int, list[tuple[int, int]]] = {}
    for place, (start, end) in enumerate(directed):
        if left[place] > 0:
            out.setdefault(start, []).append((met[end], place))
    came: dict[int, int] = {ends[0]: -1}
    waiting = deque([ends[0]])
    while waiting and ends[1] not in came:
        for _, place in sorted(out.get(waiting.popleft(), [])):
            end = directed[place][1]
            if end not in came:
                came[end] = place
                waiting.append(end)
    way: list[int] = []
    node = ends[1]
    while node in came and came[node] >= 0:
        way.append(came[node])
        node = directed[came[node]][0]
    return way[::-1]
