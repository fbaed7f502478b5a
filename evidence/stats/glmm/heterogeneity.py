"""Whether effects differ between studies, against the model in which each has its own.

Vocabulary
----------
single : the studies' own effects
xi : model matrix
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.glmm.fitting import Fitted
from evidence.stats.glmm.layout import Layout, blocks
from evidence.stats.q_statistic import q_at
from evidence.stats.quantiles import chi_square_above


class CountHeterogeneity(NamedTuple):
    """Likelihood-ratio and Wald test of the same hypothesis on the same degrees of freedom."""

    lrt: float
    lrt_p: float
    wald: float
    wald_p: float
    df: int


def tests_of_difference(lrt: float, wald: float, df: int) -> CountHeterogeneity:
    """Return both statistics with their p-values; 1 where there is no freedom.

    Parameters
    ----------
    lrt, wald : float
    df : int

    Returns
    -------
    CountHeterogeneity

    Examples
    --------
    >>> round(tests_of_difference(3.84, 0.0, 1).lrt_p, 2)
    0.05
    """
    lrt, wald = max(0.0, lrt), max(0.0, wald)
    return CountHeterogeneity(lrt, chi_square_above(lrt, df), wald, chi_square_above(wald, df), df)


def wald_statistic(single: Floats, weight: Floats, xi: Floats) -> float:
    """Return how far independent effects lie from their best fit on moderators.

    Parameters
    ----------
    single : array of float, shape (k,)
        Effects; an infinite one has no weight, and does not count.
    weight : array of float, shape (k,)
        Their precisions.
    xi : array of float, shape (k, p)

    Returns
    -------
    float

    Notes
    -----
    Cochran's Q, which is the Wald test that all contrasts beyond the moderators are zero. A study
    with an infinite effect has a flat likelihood out there, so it counts for nothing.

    Examples
    --------
    >>> effects, weights = np.array([0.0, 1.0, np.inf]), np.array([2.0, 2.0, 0.0])
    >>> wald_statistic(effects, weights, np.ones((3, 1)))
    1.0
    """
    there = np.isfinite(single) & (weight > 0)
    if there.sum() <= xi.shape[1]:
        return 0.0
    return q_at(single[there], 1 / weight[there], 0.0, xi[there])


def wald_statistic_of_each(layout: Layout, each: Fitted, xi: Floats) -> float:
    """Return the same for effects whose errors hang together through what studies share.

    Parameters
    ----------
    layout : Layout
        As ``every_study_its_effect`` makes it.
    each : Fitted
        Its fit.
    xi : array of float, shape (k, p)

    Returns
    -------
    float

    Notes
    -----
    The smallest ``r' D r + 2 r' M s + s' S s`` over coefficients b and s, with ``r = d - X b``
    the effects' distance from their fit and D, M and S the information on effects, on effects and
    shared parameters together, and on the shared ones.
    """
    moving = each.shared != 0
    at = blocks(layout, each.shared, each.own, moving=moving, exact=True)
    there = layout.estimable
    weight, mixed = -at.bend_own[there], -at.mixed[there]
    shared = at.information + (mixed.T / weight) @ mixed
    columns, effects = xi[there], each.own[there]
    crossed = columns.T @ mixed
    system = np.block([[(columns.T * weight) @ columns, -crossed], [-crossed.T, shared]])
    target = np.concatenate([columns.T @ (weight * effects), -mixed.T @ effects])
    solved = np.linalg.lstsq(system, target, rcond=None)[0]
    s = solved[xi.shape[1] :]
    left = effects - columns @ solved[: xi.shape[1]]
    return float(left @ (weight * left) + 2 * (left @ mixed) @ s + s @ shared @ s)
