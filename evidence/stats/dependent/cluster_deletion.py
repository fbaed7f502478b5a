"""What each cluster does to a model: the model fitted again without it.

Vocabulary
----------
b, C : coefficients and the covariance of their errors; b(-j) without cluster j
M : covariance of the effects
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.components import Codes, Component, numbered
from evidence.stats.dependent.fit import Data, DependentFit, fitted
from evidence.stats.dependent.likelihood import cells, marginal, solved
from evidence.stats.dependent.stacks import stacks_of
from evidence.stats.design import design
from evidence.stats.floats import Bools, Floats


class Deleted(NamedTuple):
    """Diagnostics of every cluster in sorted order, and of every effect in its own.

    ``without`` holds the model of all other clusters, None where it cannot be fitted.
    ``cook``, ``dfbetas`` and ``chi_square`` (whether the cluster agrees with the others, on as
    many degrees of freedom as it has effects) are NaN for a cluster without which the model
    cannot be fitted; so are the residuals of its effects.
    """

    names: tuple[Hashable, ...]
    cook: Floats
    dfbetas: Floats
    chi_square: Floats
    sizes: Codes
    residual: Floats
    se: Floats
    without: tuple[DependentFit | None, ...]


def delete_clusters(fit: DependentFit, clusters: Sequence[Hashable]) -> Deleted:
    """Fit a model again without each cluster in turn.

    Parameters
    ----------
    fit : DependentFit
    clusters : sequence of str or int, length k
        The cluster of each effect; a cluster may be one effect of several that depend on each
        other.

    Returns
    -------
    Deleted

    Raises
    ------
    ValueError
        When there is not a cluster for each effect.

    Notes
    -----
    Cook: (b - b(-j))' C**-1 (b - b(-j)). dfbetas: (b - b(-j)) over the standard errors of all
    effects at the variances without j. Residuals: y - X b(-j) with covariance
    M(-j) + X C(-j) X', which takes effects left out to be independent of the others. metafor's
    ``cooks.distance``, ``dfbetas`` and ``rstudent``, by cluster or effect by effect.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11
    """
    codes, names = numbered(clusters)
    k, p = fit.design.xi.shape
    if len(codes) != k:
        raise ValueError(f"{len(codes)} clusters for {k} effects")
    found = Deleted(
        names,
        np.full(len(names), np.nan),
        np.full((len(names), p), np.nan),
        np.full(len(names), np.nan),
        np.bincount(codes),
        np.full(k, np.nan),
        np.full(k, np.nan),
        tuple(_refit(fit, codes != code) for code in range(len(names))),
    )
    for code, without in enumerate(found.without):
        if without is not None:
            _compare(fit, without, codes == code, code, found)
    return found


def _compare(
    fit: DependentFit, without: DependentFit, out: Bools, code: int, found: Deleted
) -> None:
    moved = fit.coefficients - without.coefficients
    turned = np.linalg.solve(fit.root, moved)
    found.cook[code] = float(turned @ turned)
    whole = solved(fit.model, cells(fit.model, without.free))
    spread = fit.design.back @ whole.covariance @ fit.design.back.T
    found.dfbetas[code] = moved / np.sqrt(np.diag(spread))
    left = fit.data.yi[out] - fit.design.xi[out] @ without.coefficients
    doubt = fit.design.xi[out] @ without.root
    total = _marginal(fit, out, without.free) + doubt @ doubt.T
    found.residual[out] = left
    found.se[out] = np.sqrt(np.diag(total))
    found.chi_square[code] = float(left @ np.linalg.solve(total, left))


def _refit(fit: DependentFit, keep: Bools) -> DependentFit | None:
    """Fit without some effects; None when the model then has a column or level too many."""
    components = tuple(_subset(component, keep) for component in fit.model.components)
    lost = (
        np.setdiff1d(whole.inner, part.inner).size
        for whole, part in zip(fit.model.components, components, strict=True)
    )
    varied = (len(term.variances) > 1 for term in fit.terms)
    if any(gone and several for gone, several in zip(lost, varied, strict=True)):
        return None
    if np.linalg.matrix_rank(fit.design.xi[keep]) < fit.model.p:
        return None
    return fitted(
        _kept(fit.data, keep),
        design(fit.design.xi[keep]),
        components,
        method=fit.method,
        near=fit.free,
    )


def _subset(component: Component, keep: Bools) -> Component:
    return component._replace(inner=component.inner[keep], outer=component.outer[keep])


def _kept(data: Data, keep: Bools) -> Data:
    place = np.cumsum(keep) - 1
    blocks = []
    for places, covariance in data.blocks:
        inside = keep[places]
        if inside.sum() > 1:
            blocks.append(Block(place[places[inside]], covariance[np.ix_(inside, inside)]))
    return Data(data.yi[keep], data.vi[keep], tuple(blocks))


def _marginal(fit: DependentFit, rows: Bools, free: Floats) -> Floats:
    """M of a few effects at given coordinates."""
    data = _kept(fit.data, rows)
    components = tuple(_subset(component, rows) for component in fit.model.components)
    together = np.zeros(len(data.yi), dtype=np.intp)
    stack = stacks_of(
        data.yi, data.vi, fit.design.basis[rows], data.blocks, components, clusters=together
    )[0]
    order = np.argsort(stack.rows[0])
    total = marginal(stack, cells(fit.model, free))[0]
    return np.asarray(total[np.ix_(order, order)])
