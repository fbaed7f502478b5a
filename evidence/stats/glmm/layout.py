"""How a model's parameters become the predictors of each study's counts.

Vocabulary
----------
predictors : for each study the fixed parts f of its counts' linear predictors, then the loadings
    of its effects, all linear in the parameters
shared : parameters of all studies together (coefficients, standard deviations of effects)
own : one parameter of each study alone, where the model has one
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Bools, Floats
from evidence.stats.glmm.counted import Counted
from evidence.stats.glmm.one_effect import Marginal

Integral = Callable[[tuple[Counted, ...], Floats], Marginal]


class Layout(NamedTuple):
    """Counts, and predictors as offset + design @ shared + pattern * own.

    ``design`` has shape (k, m, P). ``pattern``, of length m, is where each study's own parameter
    enters; None without one. ``estimable`` is False for studies whose own parameter is infinite
    or idle; it then stays 0.
    """

    counts: tuple[Counted, ...]
    integral: Integral
    offset: Floats
    design: Floats
    pattern: Floats | None
    estimable: Bools

    def predictors(self, shared: Floats, own: Floats) -> Floats:
        """Return each study's predictors, (k, m)."""
        found = self.offset + self.design @ shared
        return found if self.pattern is None else found + own[:, None] * self.pattern

    def likelihood(self, shared: Floats, own: Floats) -> Marginal:
        """Return each study's log-likelihood with its slopes."""
        return self.integral(self.counts, self.predictors(shared, own))


class Blocks(NamedTuple):
    """Log-likelihood and slopes, with second derivatives per study and after each own parameter.

    ``information`` is minus the second derivative in the shared parameters once every own
    parameter follows them to its maximum; ``pull`` is the slope along it.
    """

    value: float
    pull: Floats
    information: Floats
    slope_own: Floats
    bend_own: Floats
    mixed: Floats


def blocks(
    layout: Layout, shared: Floats, own: Floats, *, moving: Bools, exact: bool = False
) -> Blocks:
    """Return slopes and second derivatives of a layout's log-likelihood.

    Parameters
    ----------
    layout : Layout
    shared : array of float, shape (P,)
    own : array of float, shape (k,)
    moving : array of bool, shape (P,)
        Which shared parameters count as parameters; the others are held.
    exact : bool
        Whether second derivatives are to be had to nine digits rather than five.

    Returns
    -------
    Blocks
        With rows and columns for the moving parameters only.

    Notes
    -----
    Slopes are exact, second derivatives central differences of them in each study's predictors,
    with steps a hundredth of the width of the likelihood there.
    """
    predictors = layout.predictors(shared, own)
    at = layout.integral(layout.counts, predictors)
    design = layout.design[:, :, moving]
    pattern = np.zeros(predictors.shape[1]) if layout.pattern is None else layout.pattern
    used = np.flatnonzero((design != 0).any(axis=(0, 2)) | (pattern != 0))
    bends = _bends(layout, predictors, used, exact=exact)
    slope_own = at.slope @ pattern
    bend_own = np.einsum("i,kij,j->k", pattern, bends, pattern)
    mixed = np.einsum("kip,kij,j->kp", design, bends, pattern)
    pull = np.einsum("kip,ki->p", design, at.slope)
    bend = np.einsum("kip,kij,kjq->pq", design, bends, design)
    follows = layout.estimable & (bend_own < 0) & (layout.pattern is not None)
    over = np.where(follows, 1 / np.where(follows, bend_own, 1.0), 0.0)
    return Blocks(
        value=float(at.value.sum()),
        pull=pull - mixed.T @ (over * slope_own),
        information=(mixed.T * over) @ mixed - bend,
        slope_own=np.where(follows, slope_own, 0.0),
        bend_own=np.where(follows, bend_own, -1.0),
        mixed=np.where(follows[:, None], mixed, 0.0),
    )


def _bends(layout: Layout, predictors: Floats, used: np.ndarray, *, exact: bool) -> Floats:
    """Second derivatives of each study's log-likelihood in its predictors, (k, m, m)."""
    k, m = predictors.shape
    curvature = sum(
        -count.slopes(predictors[:, [j]]).second for j, count in enumerate(layout.counts)
    )
    h = 0.01 / np.sqrt(1 + curvature)
    stencil = ((1, 2 / 3), (2, -1 / 12)) if exact else ((1, 1 / 2),)
    moves = [(j, far, weight) for j in used for far, weight in stencil]
    places = np.repeat(predictors[None], 2 * len(moves), axis=0)
    for row, (j, far, _) in enumerate(moves):
        places[2 * row, :, [j]] += far * h.T
        places[2 * row + 1, :, [j]] -= far * h.T
    counts = tuple(count.repeated(2 * len(moves)) for count in layout.counts)
    slopes = layout.integral(counts, places.reshape(-1, m)).slope.reshape(-1, 2, k, m)
    bends = np.zeros((k, m, m))
    for (j, _, weight), (up, down) in zip(moves, slopes, strict=True):
        bends[:, :, j] += weight * (up - down) / h
    return np.asarray((bends + bends.transpose(0, 2, 1)) / 2)
