"""Differences within designs, and between them: where a network is inconsistent.

Vocabulary
----------
design : the set of treatments a study compares
within : differences between studies of the same design
between : differences between designs, over and above those within: inconsistency
detached : a design that may have any effects of its own while the others agree
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.heterogeneity import CochranQ
from evidence.stats.network.adjusted_weights import adjusted_weights
from evidence.stats.network.comparisons import Codes, Comparisons, components
from evidence.stats.network.least_squares import (
    degrees_of_freedom,
    least_squares,
    moments,
)
from evidence.stats.quantiles import chi_square_above

Design = tuple[int, ...]


class Decomposition(NamedTuple):
    """Cochran's Q of a network, taken apart.

    Parameters
    ----------
    designs : tuple of tuple of int
        Treatments of each design, sorted; designs of two treatments first.
    total, within, between : CochranQ
    within_each : tuple of CochranQ
        One a design.
    between_without : tuple of CochranQ or None
        Inconsistency that is left when a design is detached; None where the network falls apart
        without it.
    between_random : CochranQ
        Inconsistency when studies of one design are allowed to differ.
    tau2_within : float
        Variance between studies of one design, by the method of moments.
    """

    designs: tuple[Design, ...]
    total: CochranQ
    within: CochranQ
    between: CochranQ
    within_each: tuple[CochranQ, ...]
    between_without: tuple[CochranQ | None, ...]
    between_random: CochranQ
    tau2_within: float


def designs_of(comparisons: Comparisons) -> tuple[tuple[Design, ...], Codes]:
    """Return the designs of a network, and the number of the design of each comparison.

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> two = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 0], [1, 2], [0, 1])
    >>> designs_of(two)[0]
    ((0, 1), (0, 2))
    """
    found: list[Design] = [()] * len(comparisons.te)
    for places in comparisons.of_studies:
        arms = tuple(comparisons.arms(places).tolist())
        for place in places:
            found[place] = arms
    named = tuple(sorted(set(found), key=lambda arms: (len(arms), arms)))
    return named, np.array([named.index(one) for one in found], dtype=np.intp)


def decompose(comparisons: Comparisons) -> Decomposition:
    """Take Cochran's Q of a network apart by design.

    Parameters
    ----------
    comparisons : Comparisons

    Returns
    -------
    Decomposition

    Notes
    -----
    Q of the consistent network is Q within designs plus Q between them. The random-effects test
    weighs with the variance between studies of one design, and asks whether designs differ
    further: the design-by-treatment interaction model.

    References
    ----------
    Krahn U, Binder H, König J (2013). doi:10.1186/1471-2288-13-35
    Higgins JPT, Jackson D, Barrett JK, Lu G, Ades AE, White IR (2012). doi:10.1002/jrsm.1044

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> loop = comparisons_of([1.0, 1.0, 5.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])
    >>> found = decompose(loop)
    >>> round(found.between.q, 12), found.between.df, found.within.df
    (3.0, 1, 0)
    """
    designs, codes = designs_of(comparisons)
    parts = [comparisons.kept(codes == design) for design in range(len(designs))]
    total = _test_of(comparisons, 0.0)
    each = tuple(_test_of(part, 0.0) for part in parts)
    within = _sum(each)
    counted = [moments(part, part.incidence) for part in parts]
    grows = sum(trace for _, trace in counted)
    tau2 = max(0.0, sum(excess for excess, _ in counted) / grows) if grows > 0 else 0.0
    random = _sum(tuple(_test_of(part, tau2) for part in parts))
    return Decomposition(
        designs=designs,
        total=total,
        within=within,
        between=_less(total, within),
        within_each=each,
        between_without=tuple(
            _without(comparisons, codes, each, design) for design in range(len(designs))
        ),
        between_random=_less(_test_of(comparisons, tau2), random),
        tau2_within=tau2,
    )


def _test_of(comparisons: Comparisons, tau2: float) -> CochranQ:
    """Return Q of comparisons that agree on the effects of treatments."""
    fit = least_squares(comparisons, adjusted_weights(comparisons, tau2), comparisons.incidence)
    return _test(fit.q, degrees_of_freedom(comparisons) - fit.rank)


def _without(
    comparisons: Comparisons, codes: Codes, each: tuple[CochranQ, ...], design: int
) -> CochranQ | None:
    """Return Q between the other designs; None when they do not link all treatments."""
    others = comparisons.kept(codes != design)
    if components(others.first, others.second, comparisons.treatments).max() > 0:
        return None
    return _less(_test_of(others, 0.0), _sum(each[:design] + each[design + 1 :]))


def _sum(tests: tuple[CochranQ, ...]) -> CochranQ:
    return _test(sum(test.q for test in tests), sum(test.df for test in tests))


def _less(whole: CochranQ, part: CochranQ) -> CochranQ:
    return _test(whole.q - part.q, whole.df - part.df)


def _test(q: float, df: int) -> CochranQ:
    value = max(0.0, q) if df else 0.0
    return CochranQ(value, df, chi_square_above(value, df))
