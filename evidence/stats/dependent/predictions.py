"""What a model of dependent effects says of its groups and of each effect.

Vocabulary
----------
W, P : inverse of the effects' covariance M, and the same with the coefficients taken out
pull : P y
K : the part of M that comes from one random term
hat : how much each effect's fitted value moves with the effect itself
"""

from collections.abc import Hashable
from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.likelihood import cells, marginal
from evidence.stats.floats import Floats


class RandomEffects(NamedTuple):
    """Predicted deviations of a term's groups (or levels in groups), with standard errors."""

    names: tuple[Hashable, ...]
    estimate: Floats
    se: Floats


class Residuals(NamedTuple):
    """Residuals, their standard errors, the two divided, and hat values; one each an effect."""

    residual: Floats
    se: Floats
    standardised: Floats
    hat: Floats


def random_effects(fit: DependentFit, term: int) -> RandomEffects:
    """Predict the deviations of a random term, one for each group or level within a group.

    Parameters
    ----------
    fit : DependentFit
    term : int
        Which term, from zero.

    Returns
    -------
    RandomEffects
        In sorted order; names are groups, or pairs (group, level) of a structured term.

    Notes
    -----
    K P y with variance K - K P K; metafor's ``ranef``.

    References
    ----------
    Robinson GK (1991). doi:10.1214/ss/1177011926
    """
    component = fit.model.components[term]
    values = cells(fit.model, fit.free)[term]
    predicted, spread = np.zeros(fit.model.k + 1), np.zeros(fit.model.k + 1)
    c = fit.solved.covariance
    for number, stack in enumerate(fit.model.stacks):
        part = values[stack.cells[term]]
        w, u = fit.solved.inverse[number], fit.solved.weighted[number]
        by_columns = part @ u
        predicted[stack.rows] = (part @ fit.solved.pull[number][:, :, None])[:, :, 0]
        known = np.diagonal(part, axis1=1, axis2=2) - ((part @ w) * part).sum(axis=2)
        spread[stack.rows] = known + ((by_columns @ c) * by_columns).sum(axis=2)
    found, first = np.unique(component.members, return_index=True)
    names = tuple(component.name(member) for member in found.tolist())
    return RandomEffects(names, predicted[first], np.sqrt(np.maximum(0.0, spread[first])))


def residuals(fit: DependentFit) -> Residuals:
    """Return residuals with standard errors that know of the fit, and hat values.

    Parameters
    ----------
    fit : DependentFit

    Returns
    -------
    Residuals

    Notes
    -----
    y - X b has covariance M - X C X'; an effect that the fit cannot miss has a residual of 0. Hat
    values are the diagonal of X C X'W. metafor's
    ``rstandard`` and ``hatvalues``.
    """
    k, c = fit.model.k, fit.solved.covariance
    left, variance, hat = np.zeros(k + 1), np.ones(k + 1), np.zeros(k + 1)
    whole = np.ones(k + 1)
    values = cells(fit.model, fit.free)
    for number, stack in enumerate(fit.model.stacks):
        total = marginal(stack, values)
        scaled = stack.xi @ c
        left[stack.rows] = (total @ fit.solved.pull[number][:, :, None])[:, :, 0]
        own = np.diagonal(total, axis1=1, axis2=2)
        whole[stack.rows] = own
        variance[stack.rows] = own - (scaled * stack.xi).sum(axis=2)
        hat[stack.rows] = (scaled * fit.solved.weighted[number]).sum(axis=2)
    # What the fit cannot miss has no residual but rounding.
    missed = variance[:k] > 1e-14 * whole[:k]
    se, rest = np.sqrt(np.where(missed, variance[:k], 0.0)), np.where(missed, left[:k], 0.0)
    standardised = np.divide(rest, se, out=np.zeros(k), where=missed)
    return Residuals(rest, se, standardised, hat[:k])


def weights(fit: DependentFit) -> Floats:
    """Return how much each coefficient moves with each effect, shape (p, k).

    Notes
    -----
    C X'W. With an intercept alone the row sums to one and holds the row sums of W over their
    total, metafor's ``weights(type = "rowsum")`` over 100; weights may be negative.
    """
    found = np.zeros((fit.model.k + 1, fit.model.p))
    for number, stack in enumerate(fit.model.stacks):
        found[stack.rows] = fit.solved.weighted[number]
    return np.asarray(fit.design.back @ fit.solved.covariance @ found[:-1].T)


def inconsistency(fit: DependentFit) -> tuple[float, tuple[float, ...]]:
    """Return I squared in per cent, in all and for each term's variance.

    Parameters
    ----------
    fit : DependentFit

    Returns
    -------
    tuple of float and tuple of float
        All variances over themselves plus the typical sampling variance, and each one's share.

    Raises
    ------
    ValueError
        When a term has more than one variance, so that no share is common to all effects.

    References
    ----------
    Cheung MWL (2014). doi:10.1037/a0032968
    """
    if any(len(term.variances) > 1 for term in fit.terms):
        raise ValueError("I squared needs one variance a term; this model has several")
    variances = [float(value) for term in fit.terms for value in term.variances]
    whole = sum(variances) + fit.typical
    if whole == 0:
        return 0.0, tuple(0.0 for _ in variances)
    return 100 * sum(variances) / whole, tuple(100 * value / whole for value in variances)
