"""Unconditional models of two groups, with fixed or random study effects.

Vocabulary
----------
gamma : a study's own level, that of its second group where effects do not vary there
z1, z2 : what a study's deviation from the common effect is multiplied by in its groups
"""

from functools import partial

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.glmm.choices import GlmmChoices
from evidence.stats.glmm.counted import Binomial, Counted, Poisson, precision
from evidence.stats.glmm.layout import Layout
from evidence.stats.glmm.model import GlmmModel
from evidence.stats.glmm.one_effect import one_effect, quadrature
from evidence.stats.glmm.two_effects import two_effects
from evidence.stats.person_time import Rates
from evidence.stats.two_by_two import Tables

Groups = tuple[Counted, Counted]


def groups(counted: Tables | Rates) -> Groups:
    """Return the counts of the first and the second group.

    Parameters
    ----------
    counted : Tables or Rates

    Returns
    -------
    tuple of two Counted
    """
    if isinstance(counted, Rates):
        return Poisson(counted.x1, counted.t1), Poisson(counted.x2, counted.t2)
    return Binomial(counted.ai, counted.n1), Binomial(counted.ci, counted.n2)


def fixed_study_effects(counts: Groups, xi: Floats, chosen: GlmmChoices, points: int) -> GlmmModel:
    """Return the model in which each study has a level of its own (UM.FS).

    Parameters
    ----------
    counts : tuple of two Counted
    xi : array of float, shape (k, p)
        Model matrix.
    chosen : GlmmChoices
    points : int
        Nodes of the quadrature.

    Returns
    -------
    GlmmModel

    Notes
    -----
    ``eta_1 = gamma + x'beta + z1 u``, ``eta_2 = gamma + z2 u`` with u ~ N(0, tau**2). A study
    without events in both groups fits perfectly whatever the effect, so it says nothing of it.

    References
    ----------
    Jackson D, Law M, Stijnen T, Viechtbauer W, White IR (2018). doi:10.1002/sim.7588
    """
    k, p = xi.shape
    design = np.zeros((k, 4, p + 1))
    design[:, 0, :p] = xi
    design[:, 2:, p] = chosen.loadings
    tells = np.isfinite(counts[0].best) | (counts[0].best != counts[1].best)
    layout = Layout(
        counts=tuple(count.only(tells) for count in counts),
        integral=partial(one_effect, rule=quadrature(points)),
        offset=np.zeros((k, 4)),
        design=design,
        pattern=np.array([1.0, 1.0, 0.0, 0.0]),
        estimable=tells,
    )
    single, weight = _contrast(counts)
    return GlmmModel(layout, p, p, None, single, weight, free=k, counted=2 * k)


def random_study_effects(counts: Groups, xi: Floats, chosen: GlmmChoices, points: int) -> GlmmModel:
    """Return the model in which studies' levels are drawn from one distribution (UM.RS).

    Parameters
    ----------
    counts, xi, chosen, points
        As for :func:`fixed_study_effects`.

    Returns
    -------
    GlmmModel

    Notes
    -----
    As :func:`fixed_study_effects` with ``gamma ~ N(alpha, sigma**2)``, independent of u. It lets
    effects be judged from differences between studies too, which randomisation does not protect.

    References
    ----------
    Jackson D, Law M, Stijnen T, Viechtbauer W, White IR (2018). doi:10.1002/sim.7588
    """
    k, p = xi.shape
    effects = 2 if chosen.random else 1
    design = np.zeros((k, 2 * (1 + effects), p + 1 + effects))
    design[:, 0, :p] = xi
    design[:, :2, p] = 1
    design[:, 2:4, p + 1] = 1
    if chosen.random:
        design[:, 4:, p + 2] = chosen.loadings
    layout = Layout(
        counts=counts,
        integral=two_effects if chosen.random else partial(one_effect, rule=quadrature(points)),
        offset=np.zeros(design.shape[:2]),
        design=design,
        pattern=None,
        estimable=np.zeros(k, dtype=np.bool_),
    )
    single, weight = _contrast(counts)
    tau = p + 2 if chosen.random else None
    return GlmmModel(layout, p, tau, p + 1, single, weight, free=2, counted=2 * k)


def every_study_its_effect(counts: Groups, points: int) -> Layout:
    """Return the model of random study effects in which each study has an effect of its own.

    Parameters
    ----------
    counts : tuple of two Counted
    points : int
        Nodes of the quadrature.

    Returns
    -------
    Layout
        Shared: the mean level and the studies' spread. Where the first group has no events, or
        events only, its effect is infinite and its count has probability 1.
    """
    k = len(counts[0].best)
    there = np.isfinite(counts[0].best)
    design = np.zeros((k, 4, 2))
    design[:, :2, 0] = 1
    design[:, 2:, 1] = 1
    return Layout(
        counts=(counts[0].only(there), counts[1]),
        integral=partial(one_effect, rule=quadrature(points)),
        offset=np.zeros((k, 4)),
        design=design,
        pattern=np.array([1.0, 0.0, 0.0, 0.0]),
        estimable=there,
    )


def _contrast(counts: Groups) -> tuple[Floats, Floats]:
    first, second = (precision(count) for count in counts)
    there = (first > 0) & (second > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts[0].best - counts[1].best, np.where(there, 1 / (1 / first + 1 / second), 0.0)
