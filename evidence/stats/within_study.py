"""Several effects of one study taken together as one.

Vocabulary
----------
rho : correlation assumed between the sampling errors of effects of the same study
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.effects import Effects
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_above, require_choice, require_reported


class Combined(NamedTuple):
    """One effect a study."""

    study: Floats
    yi: Floats
    vi: Floats


def combine_within_study(
    effects: Effects,
    study: Floats,
    *,
    rho: float = 0.0,
    struct: str = "CS",
    weighted: bool = True,
) -> Combined:
    """Combine the effects of each study into one, their correlation allowed for.

    Parameters
    ----------
    effects : Effects
        Effects and sampling variances, all positive.
    study : array of float, shape (k,)
        Number of the study each effect belongs to.
    rho : float
        Correlation between sampling errors within a study, for CS.
    struct : {"CS", "ID"}
        Equally correlated within a study, or independent.
    weighted : bool
        Weigh by the inverse covariance matrix, or take the plain mean.

    Returns
    -------
    Combined
        Studies in the order they first stand in, with one effect and sampling variance each.

    Raises
    ------
    ValueError
        Naming the positions of missing numbers and of variances not above zero; for an unknown
        ``struct``; or for a correlation that no covariance matrix can have.

    Notes
    -----
    With V the covariance matrix of one study's effects: weighted ``y = 1'V^-1 y / 1'V^-1 1`` with
    variance ``1 / 1'V^-1 1``; plain mean with variance ``1'V 1 / p^2``. A weighted mean of highly
    correlated effects can lie outside their range; prefer the plain mean then.

    Examples
    --------
    >>> pair = Effects(np.array([0.2, 0.4]), np.array([0.01, 0.01]))
    >>> combine_within_study(pair, np.array([1.0, 1.0]), rho=0.5).vi.round(4).tolist()
    [0.0075]
    """
    require_choice("struct", struct, ("CS", "ID"))
    require_reported(yi=effects.yi, vi=effects.vi)
    require_above(0, vi=effects.vi)
    shared = rho if struct == "CS" else 0.0
    _, first = np.unique(study, return_index=True)
    studies = study[np.sort(first)]
    found = [_one(effects, study == each, shared, weighted=weighted) for each in studies]
    return Combined(studies, np.array([y for y, _ in found]), np.array([v for _, v in found]))


def combine_by_covariance(
    yi: Floats, covariance: Floats, study: Floats, *, weighted: bool = True
) -> Combined:
    """Combine the effects of each study into one, by the covariance matrix of all errors.

    Parameters
    ----------
    yi : array of float, shape (k,)
        Effects.
    covariance : array of float, shape (k, k)
        Covariance matrix of sampling errors; zero between studies.
    study : array of float, shape (k,)
        Number of the study each effect belongs to.
    weighted : bool
        Weigh by the inverse covariance matrix, or take the plain mean.

    Returns
    -------
    Combined
        Studies in the order they first stand in, with one effect and sampling variance each.

    Raises
    ------
    ValueError
        When errors of different studies are correlated.

    Notes
    -----
    The formulas of :func:`combine_within_study`.

    Examples
    --------
    >>> errors = np.array([[0.01, 0.005], [0.005, 0.01]])
    >>> combine_by_covariance(np.array([0.2, 0.4]), errors, np.array([1, 1])).vi.round(4).tolist()
    [0.0075]
    """
    across = np.argwhere((covariance != 0) & (study[:, None] != study[None, :]))
    if len(across):
        raise ValueError(f"errors of different groups are correlated at {across[0].tolist()}")
    _, first = np.unique(study, return_index=True)
    studies = study[np.sort(first)]
    found = []
    for each in studies:
        member = study == each
        found.append(_mean(yi[member], covariance[np.ix_(member, member)], weighted=weighted))
    return Combined(studies, np.array([y for y, _ in found]), np.array([v for _, v in found]))


def _one(effects: Effects, member: Floats, rho: float, *, weighted: bool) -> tuple[float, float]:
    yi, se = effects.yi[member], np.sqrt(effects.vi[member])
    count = len(yi)
    if count > 1 and not -1 / (count - 1) < rho < 1:
        raise ValueError(f"rho: {rho!r} cannot hold between {count} effects")
    correlation = np.full((count, count), rho)
    np.fill_diagonal(correlation, 1.0)
    return _mean(yi, correlation * np.outer(se, se), weighted=weighted)


def _mean(yi: Floats, covariance: Floats, *, weighted: bool) -> tuple[float, float]:
    if not weighted:
        return float(yi.mean()), float(covariance.sum() / len(yi) ** 2)
    weights = np.linalg.solve(covariance, np.ones(len(yi)))
    return float(weights @ yi / weights.sum()), float(1 / weights.sum())
