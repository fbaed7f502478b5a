"""One estimate a design: what its studies say together, before the network joins designs.

Vocabulary
----------
design : the set of treatments a study compares; its base is the first of them
pairs : all pairs of treatments, (0, 1), (0, 2), ..., (n - 2, n - 1)
hat matrix : how much each design's contrast counts in each pair's network estimate
"""

from itertools import combinations
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.basic_contrasts import BasicContrasts, basic_contrasts
from evidence.stats.network.comparisons import Codes, Comparisons
from evidence.stats.network.designs import Design, designs_of


class Aggregated(NamedTuple):
    """The contrasts of each design with its base.

    Parameters
    ----------
    designs : tuple of tuple of int
    design, base, other : array of int, shape (c,)
        Number of the design, and the two treatments, of every contrast.
    effects : array of float, shape (c,)
        Of the base against the other treatment.
    covariance : array of float, shape (c, c)
        Zero between designs.
    incidence : array of float, shape (c, n)
    """

    designs: tuple[Design, ...]
    design: Codes
    base: Codes
    other: Codes
    effects: Floats
    covariance: Floats
    incidence: Floats


def pairs_of(treatments: int) -> list[tuple[int, int]]:
    """Return all pairs of treatments.

    Examples
    --------
    >>> pairs_of(3)
    [(0, 1), (0, 2), (1, 2)]
    """
    return list(combinations(range(treatments), 2))


def incidence_of_pairs(treatments: int) -> Floats:
    """Return one row a pair: 1 for its first treatment and -1 for its second."""
    places = np.array(pairs_of(treatments))
    found = np.zeros((len(places), treatments))
    rows = np.arange(len(places))
    found[rows, places[:, 0]], found[rows, places[:, 1]] = 1.0, -1.0
    return found


def aggregate(comparisons: Comparisons, *, tau2: float = 0.0) -> Aggregated:
    """Pool the studies of each design.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
        Variance between studies.

    Returns
    -------
    Aggregated

    References
    ----------
    Lu G, Welton NJ, Higgins JPT, White IR, Ades AE (2011). doi:10.1002/jrsm.34
    Krahn U, Binder H, König J (2013). doi:10.1186/1471-2288-13-35

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> two = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 0], [1, 1], [0, 1])
    >>> aggregate(two).effects.round(12).tolist()
    [0.3]
    """
    designs, codes = designs_of(comparisons)
    basic = basic_contrasts(comparisons, tau2)
    effects = basic.effects(comparisons)
    sizes = [len(arms) - 1 for arms in designs]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    information = np.zeros((starts[-1], starts[-1]))
    right = np.zeros(starts[-1])
    for places, covariance in basic.blocks:
        design = codes[basic.places[places[0]]]
        mine = slice(starts[design], starts[design + 1])
        inverse = np.linalg.inv(covariance)
        information[mine, mine] += inverse
        right[mine] += inverse @ effects[places]
    covariance = np.linalg.inv(information)
    base = np.repeat([arms[0] for arms in designs], sizes).astype(np.intp)
    other = np.array([arm for arms in designs for arm in arms[1:]], dtype=np.intp)
    rows = np.arange(len(base))
    incidence = np.zeros((len(base), comparisons.treatments))
    incidence[rows, base], incidence[rows, other] = 1.0, -1.0
    return Aggregated(
        designs,
        np.repeat(np.arange(len(designs)), sizes),
        base,
        other,
        covariance @ right,
        covariance,
        incidence,
    )


def hat_matrix(aggregated: Aggregated) -> Floats:
    """Return how much every design's contrasts count in every pair's network estimate.

    Parameters
    ----------
    aggregated : Aggregated

    Returns
    -------
    array of float, shape (n(n - 1)/2, c)

    References
    ----------
    König J, Krahn U, Binder H (2013). doi:10.1002/sim.6001

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> line = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 1], [1, 2], [0, 1])
    >>> (hat_matrix(aggregate(line)).round(12) + 0.0).tolist()
    [[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]
    """
    weighted: Floats = np.linalg.solve(aggregated.covariance, aggregated.incidence).astype(float)
    return _hat(aggregated.incidence, weighted)


def hat_matrix_of_studies(comparisons: Comparisons, tau2: float) -> tuple[Floats, Codes]:
    """Return the same for the contrasts of every study, and the study of each column."""
    basic: BasicContrasts = basic_contrasts(comparisons, tau2)
    columns = basic.incidence(comparisons)
    return _hat(columns, basic.inverse_times(columns)), comparisons.study[basic.places]


def _hat(columns: Floats, weighted: Floats) -> Floats:
    inverse = np.linalg.pinv(columns.T @ weighted, hermitian=True)
    return incidence_of_pairs(columns.shape[1]) @ inverse @ weighted.T
