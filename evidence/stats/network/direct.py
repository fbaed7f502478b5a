"""What of a network estimate is direct evidence, what is indirect, and whether they agree.

Vocabulary
----------
direct : pooled from the studies that compare two treatments with each other
indirect : from all other ways through the network
share : how much of the network estimate is direct, 0 to 1
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.heterogeneity import CochranQ, cochran_q
from evidence.stats.network.comparisons import Comparisons, components
from evidence.stats.network.fit import NetworkFit, fit_network
from evidence.stats.quantiles import two_sided_p

ALL_OF_IT = 1.5e-8
"""A share this near one leaves nothing indirect."""


class Evidence(NamedTuple):
    """Direct and indirect estimates of every pair, as matrices like those of the network.

    NaN where there is none. ``studies`` counts the studies that compare the two.
    """

    direct: Floats
    direct_se: Floats
    indirect: Floats
    indirect_se: Floats
    share: Floats
    studies: Floats


class Disagreement(NamedTuple):
    """Direct less indirect of every pair, with its standard error and two-sided p-value."""

    difference: Floats
    se: Floats
    p_value: Floats


def direct_evidence(comparisons: Comparisons, tau2: float = 0.0) -> tuple[Floats, Floats, Floats]:
    """Return pooled direct estimates, their standard errors and the numbers of studies.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
        Variance between studies, that of the network.

    Returns
    -------
    tuple of array of float, shape (n, n)
        NaN where no study compares the two.

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> two = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 0], [1, 1], [0, 1])
    >>> round(float(direct_evidence(two)[0][0, 1]), 12)
    0.3
    """
    n = comparisons.treatments
    weights, sums, studies = np.zeros((n, n)), np.zeros((n, n)), np.zeros((n, n))
    wi = 1 / (comparisons.se**2 + tau2)
    for one, other, sign in (
        (comparisons.first, comparisons.second, 1.0),
        (comparisons.second, comparisons.first, -1.0),
    ):
        np.add.at(weights, (one, other), wi)
        np.add.at(sums, (one, other), sign * wi * comparisons.te)
        np.add.at(studies, (one, other), 1.0)
    known = np.where(studies > 0, weights, np.nan)
    return sums / known, 1 / np.sqrt(known), studies


def by_back_calculation(fit: NetworkFit) -> Evidence:
    """Split every network estimate into direct and indirect by what each weighs.

    Parameters
    ----------
    fit : NetworkFit

    Returns
    -------
    Evidence

    Notes
    -----
    The share of direct evidence is the variance of the network estimate over that of the direct
    one. What is left of the network estimate without that share is indirect. In studies of
    several arms direct and indirect evidence are not independent, and this split is one of
    several that may be made; see :func:`without_studies`.

    References
    ----------
    Dias S, Welton NJ, Caldwell DM, Ades AE (2010). doi:10.1002/sim.3767
    König J, Krahn U, Binder H (2013). doi:10.1002/sim.6001

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> loop = comparisons_of([1.0, 1.0, 3.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])
    >>> evidence = by_back_calculation(fit_network(loop))
    >>> round(float(evidence.indirect[0, 2]), 12), round(float(evidence.share[0, 2]), 12)
    (2.0, 0.666666666667)
    """
    direct, direct_se, studies = direct_evidence(fit.comparisons, fit.tau2)
    share = np.nan_to_num((fit.se / direct_se) ** 2)
    rest = 1 - share
    alone = (rest < ALL_OF_IT) | np.eye(len(share), dtype=np.bool_)
    left = np.where(alone, np.nan, rest)
    indirect = (fit.effects - np.nan_to_num(share * direct)) / left
    return Evidence(direct, direct_se, indirect, fit.se / np.sqrt(left), share, studies)


def without_studies(fit: NetworkFit) -> Evidence:
    """Split direct from indirect evidence by leaving out the studies that compare the two.

    Parameters
    ----------
    fit : NetworkFit

    Returns
    -------
    Evidence
        As :func:`by_back_calculation`, but for the indirect estimates: those of the network
        without any study that has both treatments, with the variance between studies of the
        whole network.

    References
    ----------
    Efthimiou O, Rücker G, Schwarzer G, Higgins JPT, Egger M, Salanti G (2019).
    doi:10.1002/sim.8158

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> loop = comparisons_of([1.0, 1.0, 3.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])
    >>> round(float(without_studies(fit_network(loop)).indirect[0, 2]), 12)
    2.0
    """
    given = fit.comparisons
    start = by_back_calculation(fit)
    indirect, indirect_se = start.indirect.copy(), start.indirect_se.copy()
    for one, other in zip(*np.nonzero(np.triu(start.studies)), strict=True):
        both = ((given.first == one) & (given.second == other)) | (
            (given.first == other) & (given.second == one)
        )
        rest = _apart(given, ~np.isin(given.study, given.study[both]), fit.tau2, (one, other))
        indirect[one, other], indirect_se[one, other] = rest
        indirect[other, one], indirect_se[other, one] = -rest[0], rest[1]
    return start._replace(indirect=indirect, indirect_se=indirect_se)


def _apart(
    given: Comparisons, kept: Bools, tau2: float, pair: tuple[int, int]
) -> tuple[float, float]:
    """Return the effect of a pair by the part of what is kept that links the two, or NaN."""
    parts = components(given.first[kept], given.second[kept], given.treatments)
    if parts[pair[0]] != parts[pair[1]]:
        return np.nan, np.nan
    kept = kept & (parts[given.first] == parts[pair[0]])
    names, codes = np.unique(
        np.concatenate([given.first[kept], given.second[kept]]), return_inverse=True
    )
    half = len(codes) // 2
    studies = np.unique(given.study[kept], return_inverse=True)[1]
    part = Comparisons(
        given.te[kept],
        given.se[kept],
        codes[:half],
        codes[half:],
        studies,
        len(names),
        int(studies.max()) + 1,
    )
    fit = fit_network(part, tau2=tau2)
    at = tuple(np.searchsorted(names, pair))
    return float(fit.effects[at]), float(fit.se[at])


def disagreement(evidence: Evidence) -> Disagreement:
    """Test whether direct and indirect evidence differ.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    Disagreement
        NaN where a pair lacks either.

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> loop = comparisons_of([1.0, 1.0, 3.0], [1, 1, 1], [0, 1, 0], [1, 2, 2], [0, 1, 2])
    >>> round(float(disagreement(without_studies(fit_network(loop))).se[0, 2]), 4)
    1.7321
    """
    difference = evidence.direct - evidence.indirect
    se = np.sqrt(evidence.direct_se**2 + evidence.indirect_se**2)
    p_value = np.vectorize(lambda z: two_sided_p(z, None), otypes=[np.float64])(difference / se)
    return Disagreement(difference, se, p_value)


def heterogeneity_of_pairs(fit: NetworkFit) -> dict[tuple[int, int], CochranQ]:
    """Return Cochran's Q of the studies of every pair that is compared, by pair.

    Parameters
    ----------
    fit : NetworkFit
        Whose weights are used; comparisons from studies of several arms count for less.

    Returns
    -------
    dict

    References
    ----------
    Rücker G (2012). doi:10.1002/jrsm.1058

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> two = comparisons_of([0.2, 0.4], [0.1, 0.1], [0, 1], [1, 0], [0, 1])
    >>> round(heterogeneity_of_pairs(fit_network(two))[0, 1].q, 12)
    18.0
    """
    given = fit.comparisons
    low, high = np.minimum(given.first, given.second), np.maximum(given.first, given.second)
    te = np.where(given.first < given.second, given.te, -given.te)
    found = {}
    for pair in sorted(set(zip(low.tolist(), high.tolist(), strict=True))):
        mine = (low == pair[0]) & (high == pair[1])
        found[pair] = cochran_q(te[mine], 1 / fit.weights[mine])
    return found
