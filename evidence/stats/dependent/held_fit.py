"""A model fitted again with one of its variances or correlations held at a value.

Vocabulary
----------
term, place : which random term, and which of its variances or correlations
"""

import math

import numpy as np

from evidence.stats.dependent.components import Component
from evidence.stats.dependent.coordinates import Natural, free_of
from evidence.stats.dependent.fit import DependentFit, fitted
from evidence.stats.dependent.likelihood import parts
from evidence.stats.dependent.structures import angles
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice

KINDS = ("variance", "correlation")


def component_with(fit: DependentFit, term: int, kind: str, place: int) -> Component:
    """Return the component a free parameter is in, or refuse what does not exist.

    Raises
    ------
    ValueError
        For a term or place that does not exist, or a parameter that was held fixed.
    """
    require_choice("kind", kind, KINDS)
    if not 0 <= term < len(fit.terms):
        raise ValueError(f"term: {term} is not one of {len(fit.terms)}")
    component = fit.model.components[term]
    fixed = component.sd if kind == "variance" else component.shape
    if not 0 <= place < len(fixed):
        raise ValueError(f"place: {place} is not one of {len(fixed)}")
    if not math.isnan(fixed[place]):
        raise ValueError(f"{kind} {place} of term {term} was held fixed")
    return component


def held_fit(fit: DependentFit, term: int, kind: str, place: int, value: float) -> DependentFit:
    """Fit a model again with one parameter held at a value.

    Parameters
    ----------
    fit : DependentFit
    term, place : int
        The random term, and the variance or correlation in it, from zero.
    kind : {"variance", "correlation"}
        Which; the range of a spatial structure is a ``"correlation"``.
    value : float
        Variance, correlation or range.

    Returns
    -------
    DependentFit

    Raises
    ------
    ValueError
        For a parameter that does not exist or was held fixed.
    """
    component = component_with(fit, term, kind, place)
    state = fit.terms[term]
    if kind == "correlation" and component.structure.shape == "angle":
        component, state, place = _first(component, state, place)
    sd, shape = np.sqrt(state.variances), _shape(component, state)
    if kind == "variance":
        held = component.sd.copy()
        held[place] = math.sqrt(value)
        component = component._replace(sd=held)
    else:
        held = component.shape.copy()
        held[place] = math.asin(value) if component.structure.shape == "angle" else value
        component = component._replace(shape=held)
    component = component._replace(free=component.free - 1)
    components, shares = list(fit.model.components), parts(fit.model.components, fit.free)
    components[term] = component
    shares[term] = free_of(component, sd, shape)
    return fitted(
        fit.data,
        fit.design,
        tuple(components),
        method=fit.method,
        near=np.concatenate(shares),
    )


def _shape(component: Component, state: Natural) -> Floats:
    if component.structure.shape != "angle":
        return state.correlations
    m = len(component.levels)
    half = np.zeros((m, m))
    half[np.triu_indices(m, 1)] = state.correlations
    return angles(np.eye(m) + half + half.T)


def _first(component: Component, state: Natural, place: int) -> tuple[Component, Natural, int]:
    """Put the levels of one correlation first, so that one angle alone makes it."""
    if not np.isnan(component.shape).all():
        raise ValueError("correlations of UN beside fixed ones have no profile of their own")
    m = len(component.levels)
    pair = [int(side[place]) for side in np.triu_indices(m, 1)]
    order = pair + [level for level in range(m) if level not in pair]
    turned = component._replace(
        inner=np.argsort(order)[component.inner].astype(np.intp),
        levels=tuple(component.levels[level] for level in order),
        sd=component.sd[order],
    )
    half = np.zeros((m, m))
    half[np.triu_indices(m, 1)] = state.correlations
    moved = (half + half.T)[np.ix_(order, order)]
    covariance = state.covariance[np.ix_(order, order)]
    return turned, Natural(state.variances[order], moved[np.triu_indices(m, 1)], covariance), 0
