"""Network meta-analysis of rare events by Mantel and Haenszel's odds ratios.

Vocabulary
----------
x, y, z : arms of a design; s : a study of it
C_xy : sum over studies of events in x times people without in y, over all people
L_xy : log(C_xy/C_yx)
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.network.design_counts import Counted, DesignCounts
from evidence.stats.quantiles import chi_square_above


class OddsNetwork(NamedTuple):
    """Log odds ratios of every treatment against every other, with a common effect.

    ``effects`` and ``se`` are NaN for treatments no arm of which tells an odds ratio; ``between``
    is the test of inconsistency between designs, or None where the method has none;
    ``log_likelihood`` is NaN where there is none.
    """

    effects: Floats
    se: Floats
    covariance: Floats
    between: CochranQ | None
    log_likelihood: float
    method: str


def network_mantel_haenszel(counted: Counted) -> OddsNetwork:
    """Pool counts of a network by the Mantel-Haenszel method.

    Parameters
    ----------
    counted : Counted
        As :func:`~evidence.stats.network.design_counts.count_designs` gives them.

    Returns
    -------
    OddsNetwork

    Notes
    -----
    Each design is pooled by the generalised Mantel-Haenszel estimator, which needs no constant
    added to empty cells; the designs are joined by generalised least squares. True effects are
    taken to be the same in all studies.

    References
    ----------
    Efthimiou O et al. (2019). doi:10.1002/sim.8158

    Examples
    --------
    >>> from evidence.stats.network.design_counts import count_designs
    >>> found = network_mantel_haenszel(count_designs([5, 9], [20, 20], [0, 1], [0, 0]))
    >>> round(float(found.effects[0, 1]), 3)
    -0.898
    """
    pooled = [generalised_odds_ratios(design) for design in counted.designs]
    effects = np.concatenate([one for one, _ in pooled])
    sizes = [len(one) for one, _ in pooled]
    incidence = np.zeros((len(effects), counted.treatments))
    weighted = np.zeros_like(incidence)
    start = 0
    for design, (_, covariance), size in zip(counted.designs, pooled, sizes, strict=True):
        rows = slice(start, start + size)
        incidence[rows, design.arms[0]] = 1.0
        incidence[np.arange(start, start + size), design.arms[1:]] = -1.0
        weighted[rows] = np.linalg.solve(covariance, incidence[rows])
        start += size
    inverse: Floats = np.linalg.pinv(incidence.T @ weighted, hermitian=True).astype(float)
    place = inverse @ weighted.T @ effects
    left, q, start = effects - incidence @ place, 0.0, 0
    for (_, covariance), size in zip(pooled, sizes, strict=True):
        mine = left[start : start + size]
        q += float(mine @ np.linalg.solve(covariance, mine))
        start += size
    used = np.asarray(incidence.any(axis=0))
    df = len(effects) - (int(used.sum()) - 1)
    q = q if df else 0.0
    between = CochranQ(q, df, chi_square_above(q, df))
    return odds_network(place, inverse, used, between=between, method="MH")


def odds_network(
    place: Floats,
    covariance: Floats,
    used: np.ndarray,
    *,
    between: CochranQ | None = None,
    log_likelihood: float = np.nan,
    method: str,
) -> OddsNetwork:
    """Return differences between treatments from their places on the log odds scale."""
    nothing = np.where(used[:, None] & used[None, :], 0.0, np.nan)
    own = np.diag(covariance)
    apart = np.maximum(own[:, None] + own[None, :] - 2 * covariance, 0.0)
    np.fill_diagonal(apart, 0.0)
    return OddsNetwork(
        place[:, None] - place[None, :] + nothing,
        np.sqrt(apart) + nothing,
        covariance,
        between,
        log_likelihood,
        method,
    )


def generalised_odds_ratios(design: DesignCounts) -> tuple[Floats, Floats]:
    """Return a design's log odds ratios of its first arm against the others, and their covariance.

    Parameters
    ----------
    design : DesignCounts

    Returns
    -------
    tuple of array of float, shapes (p - 1,) and (p - 1, p - 1)

    Notes
    -----
    With p arms the estimator of x against y is the mean over z of L_xz - L_yz, so that effects
    add up round a loop. For two arms it is Mantel and Haenszel's, with Robins, Breslow and
    Greenland's variance.

    References
    ----------
    Efthimiou O et al. (2019). doi:10.1002/sim.8158
    Robins J, Breslow N, Greenland S (1986). doi:10.2307/2531052
    """
    events, others = design.events, design.others
    arms = events.shape[1]
    people = (events + others).sum(axis=1)
    crossed = (events[:, :, None] * others[:, None, :]) / people[:, None, None]
    whole = crossed.sum(axis=0)
    mean = np.log(whole / whole.T).sum(axis=1) / arms
    shared = _covariances(design, crossed, people)
    own = shared.sum(axis=(1, 2))
    single = np.einsum("xyy->xy", shared)
    across = shared.sum(axis=0) - shared.sum(axis=2) - shared.sum(axis=2).T + single
    np.fill_diagonal(across, own)
    first = np.eye(arms)[0] - np.eye(arms)[1:]
    covariance = first @ across @ first.T / arms**2
    return mean[0] - mean[1:], (covariance + covariance.T) / 2


def _covariances(design: DesignCounts, crossed: Floats, people: Floats) -> Floats:
    """Return the covariances of L_xy and L_xz, shape (p, p, p); variances where y is z."""
    events, others = design.events, design.others
    arms, size = events.shape[1], events + others
    whole = crossed.sum(axis=0)
    added = (events[:, :, None] + others[:, None, :]) / people[:, None, None]
    back, added_back = crossed.transpose(0, 2, 1), added.transpose(0, 2, 1)
    own = (crossed * added).sum(axis=0) / (2 * whole**2)
    mixed = (crossed * added_back + back * added).sum(axis=0) / (2 * whole * whole.T)
    variances = own + mixed + own.T

    def products(x: Floats, y: Floats, z: Floats) -> Floats:
        return np.asarray(np.einsum("s,sx,sy,sz->xyz", people**-2.0, x, y, z))

    forth, from_ = whole[:, :, None], whole.T[:, :, None]
    forth_z, from_z = whole[:, None, :], whole.T[:, None, :]
    found = (
        products(events, others, others) / (forth * forth_z)
        + products(size, others, events) / (forth * from_z)
        + products(size, events, others) / (from_ * forth_z)
        + products(others, events, events) / (from_ * from_z)
    ) / 3
    x, y, z = np.indices((arms, arms, arms))
    found[(x == y) | (x == z)] = 0.0
    same = (y == z) & (x != y)
    found[same] = variances[x[same], y[same]]
    return np.asarray(found)
