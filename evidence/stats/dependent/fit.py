"""Multilevel and multivariate models: effects whose errors or true values depend on each other.

Vocabulary
----------
yi, vi : effects and their sampling variances
blocks : covariance matrices of effects whose sampling errors are correlated; with vi they are V
xi : model matrix
terms : what true effects have in common, beyond the coefficients
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block, require_covariance
from evidence.stats.dependent.components import Component, component_of
from evidence.stats.dependent.coordinates import Natural, natural
from evidence.stats.dependent.likelihood import Model, Solved, cells, heights, parts, solved
from evidence.stats.dependent.search import highest
from evidence.stats.dependent.search_points import deviations
from evidence.stats.dependent.stacks import stacks_of
from evidence.stats.dependent.terms import Term
from evidence.stats.design import Design, design
from evidence.stats.fit_statistics import FitStatistics, criteria
from evidence.stats.floats import Floats, Reported
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.quantiles import chi_square_above
from evidence.stats.refusal import require_choice
from evidence.stats.sampled import checked

METHODS = ("ML", "REML")

FLAT = 1e-8
"""A bend this many times smaller than the largest tells nothing apart."""


class Data(NamedTuple):
    """Effects, their sampling variances and the blocks where errors are correlated."""

    yi: Floats
    vi: Floats
    blocks: tuple[Block, ...]


class DependentFit(NamedTuple):
    """A fitted model of dependent effects.

    Parameters
    ----------
    coefficients : array of float, shape (p,)
        One a column of the model matrix.
    root : array of float, shape (p, p)
        root root' is the covariance matrix of the coefficients' errors.
    terms : tuple of Natural
        Variances, correlations and covariance matrix of each random term.
    method : {"REML", "ML"}
        Which likelihood was made largest.
    fit : FitStatistics
    q : CochranQ
        Test that true effects differ no further than the coefficients say (metafor's QE).
    typical : float
        Typical sampling variance, for I squared.
    converged : bool
        Whether every climb to the highest point ended by itself.
    local_maxima : int
        How many different tops of the likelihood were found.
    separable : bool
        Whether the data tell all variances and correlations apart.
    data, design, model, free, solved
        What further computations start from.
    """

    coefficients: Floats
    root: Floats
    terms: tuple[Natural, ...]
    method: str
    fit: FitStatistics
    q: CochranQ
    typical: float
    converged: bool
    local_maxima: int
    separable: bool
    data: Data
    design: Design
    model: Model
    free: Floats
    solved: Solved

    @property
    def covariance(self) -> Floats:
        """Covariance matrix of the coefficients' errors."""
        return np.asarray(self.root @ self.root.T)


def fit_dependent(
    yi: Reported,
    vi: Reported,
    *,
    terms: Sequence[Term] = (),
    blocks: Sequence[Block] = (),
    xi: Reported | None = None,
    method: str = "REML",
) -> DependentFit:
    """Fit a multilevel or multivariate model by (restricted) maximum likelihood.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    terms : sequence of Intercepts or Structured
        Random terms; none gives the model of common coefficients.
    blocks : sequence of Block
        Covariance matrices of effects whose sampling errors are correlated.
    xi : array_like, shape (k, p), optional
        Model matrix; an intercept alone when not given.
    method : {"REML", "ML"}
        Which likelihood is made largest.

    Returns
    -------
    DependentFit

    Raises
    ------
    ValueError
        For an unknown method, bad effects, blocks, terms or columns.

    Notes
    -----
    y ~ N(X b, V + sum of the terms' covariances); metafor's ``rma.mv``. The cost of a step is
    the sum of cubes of the sizes of independent blocks. The highest of all tops found is taken;
    variances of terms with the very same groups cannot be told apart and share evenly.

    References
    ----------
    Konstantopoulos S (2011). doi:10.1002/jrsm.35
    Berkey CS, Hoaglin DC, Antczak-Bouckoms A, Mosteller F, Colditz GA (1998).
    doi:10.1002/(SICI)1097-0258(19981130)17:22<2537::AID-SIM953>3.0.CO;2-C

    Examples
    --------
    >>> from evidence.stats.dependent.terms import nested
    >>> fit = fit_dependent(
    ...     [0.1, 0.2, 0.9, 1.1], [0.01] * 4, terms=nested(["a", "a", "b", "b"], [1, 2, 1, 2])
    ... )
    >>> [round(float(term.variances[0]), 4) for term in fit.terms]
    [0.355, 0.0025]
    """
    require_choice("method", method, METHODS)
    effects = checked(yi, vi)
    taken = np.zeros(len(effects.yi), dtype=np.bool_)
    for places, covariance in blocks:
        require_covariance(places, covariance, effects.vi, taken)
        taken[places] = True
        spread = np.sqrt(np.diag(covariance))
        lengths = np.linalg.eigvalsh(covariance / spread[:, None] / spread)
        if lengths[0] <= 1e-12 * lengths[-1]:
            raise ValueError(f"covariance without full rank at positions {places.tolist()}")
    matrix = design(np.ones((len(effects.yi), 1)) if xi is None else xi)
    k, p = matrix.xi.shape
    if k != len(effects.yi):
        raise ValueError(f"{k} rows of moderators for {len(effects.yi)} effects")
    if terms and method == "REML" and k <= p:
        raise ValueError(f"REML needs more effects than {p} coefficients, found {k}")
    data = Data(effects.yi, effects.vi, tuple(blocks))
    left = _left(data, matrix)
    components = tuple(component_of(term, left, effects.vi) for term in terms)
    return fitted(data, matrix, components, method=method)


def _left(data: Data, matrix: Design) -> Floats:
    """Return what the coefficients leave of the effects, scaled up for those they take."""
    left = data.yi - matrix.basis @ (matrix.basis.T @ data.yi)
    return np.asarray(left * math.sqrt(len(left) / max(1, len(left) - matrix.basis.shape[1])))


def fitted(
    data: Data,
    matrix: Design,
    components: tuple[Component, ...],
    *,
    method: str,
    near: Floats | None = None,
) -> DependentFit:
    """Return the fit of terms made ready, beginning also near given free coordinates."""
    stacks = stacks_of(data.yi, data.vi, matrix.basis, data.blocks, components)
    model = Model(stacks, components, method == "REML", *matrix.xi.shape)
    found = highest(model, near=near)
    free = _even(model, _settled(model, found.top.free))
    at = solved(model, cells(model, free))
    bends = np.linalg.eigvalsh(-found.top.bend)
    separable = bool((bends > FLAT * np.abs(bends).max(initial=0.0)).all())
    null = solved(model, [np.zeros(len(component.at) ** 2 + 1) for component in model.components])
    df = model.k - model.p
    q = null.left if df else 0.0
    return DependentFit(
        coefficients=matrix.back @ at.coefficients,
        root=matrix.back @ np.linalg.cholesky(at.covariance),
        terms=tuple(
            natural(component, share)
            for component, share in zip(
                model.components, parts(model.components, free), strict=True
            )
        ),
        method=method,
        fit=_statistics(model, at, null),
        q=CochranQ(q, df, chi_square_above(q, df)),
        typical=df / _trace(model, null) if df else 0.0,
        converged=found.top.converged,
        local_maxima=found.tops,
        separable=separable,
        data=data,
        design=matrix,
        model=model,
        free=free,
        solved=at,
    )


def _statistics(model: Model, at: Solved, null: Solved) -> FitStatistics:
    deviance = -2 * at.height
    if not model.restricted:
        saturated = -0.5 * (model.k * math.log(2 * math.pi) + null.log_det)
        deviance = -2 * (at.height - saturated) if model.k > model.p else 0.0
    return criteria(
        at.height,
        deviance=deviance,
        parameters=model.p + model.free,
        observations=model.df,
    )


def _trace(model: Model, at: Solved) -> float:
    """Return the trace of P, without the ones of empty rows."""
    whole = 0.0
    for stack, inverse, u in zip(model.stacks, at.inverse, at.weighted, strict=True):
        whole += float(np.trace(inverse, axis1=1, axis2=2).sum())
        whole -= float((stack.rows == model.k).sum())
        flat = u.reshape(-1, model.p)
        whole -= float(((flat @ at.covariance) * flat).sum())
    return whole


def _settled(model: Model, free: Floats) -> Floats:
    """Set standard deviations that are all but zero to zero, if that is no lower."""
    tiny = deviations(model) & (np.abs(free) < 1e-3)
    if not tiny.any():
        return free
    zeroed = np.where(tiny, 0.0, free)
    before, after = heights(model, np.stack([free, zeroed]))
    return zeroed if after >= before - 1e-12 * abs(before) else free


def _even(model: Model, free: Floats) -> Floats:
    """Share variance evenly between terms that have the very same groups."""
    shares = parts(model.components, free.copy())
    sets: dict[bytes, list[Floats]] = {}
    for component, share in zip(model.components, shares, strict=True):
        if component.proportional and component.at.size == 1:
            sets.setdefault(_partition(component), []).append(share)
    for same in sets.values():
        level = math.sqrt(sum(float(share[0]) ** 2 for share in same) / len(same))
        for share in same:
            share[0] = level
    return np.concatenate(shares) if shares else free


def _partition(component: Component) -> bytes:
    """Return groups numbered as they first appear, whatever their names."""
    _, first, codes = np.unique(component.outer, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[codes].tobytes()
