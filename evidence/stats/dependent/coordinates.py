"""From free coordinates to covariance matrices, with exact slopes, and back.

Slopes are imaginary parts: f(x + ih) = f(x) + ih f'(x) + ..., so that with a step h of 1e-30
the derivative has all its digits.

Vocabulary
----------
free : free coordinates of one component
cells : the entries of a component's covariance matrix, after a zero for effects apart
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.components import Component
from evidence.stats.dependent.structures import Values
from evidence.stats.floats import Floats

STEP = 1e-30
"""So small that its square is lost in rounding."""

BEND = 1e-5
"""Step of the difference of slopes that tells how cells bend."""


class Natural(NamedTuple):
    """Variances, correlations (or a range) and covariance matrix of a component."""

    variances: Floats
    correlations: Floats
    covariance: Floats


def _parameters(component: Component, free: Values) -> tuple[Values, Values]:
    sd = component.sd.astype(free.dtype)
    shape = component.shape.astype(free.dtype)
    open_sd = np.isnan(component.sd)
    split = int(open_sd.sum())
    scaled = component.unit[open_sd] * free[:split]
    sd[open_sd] = np.where(scaled.real < 0, -scaled, scaled)
    shape[np.isnan(component.shape)] = _shape(component, free[split:])
    return sd, shape


def _shape(component: Component, free: Values) -> Values:
    kind = component.structure.shape
    if kind == "range":
        return np.asarray(component.reach * np.exp(free))
    if kind == "angle":
        return free
    low = component.structure.lowest(max(component.together, 2))
    return np.asarray((1 + low) / 2 + (1 - low) / 2 * np.sin(free))


def cells_at(component: Component, free: Values) -> Values:
    """Return zero and then the entries of the covariance matrix, row by row.

    Parameters
    ----------
    component : Component
    free : array of float or complex
        Free coordinates.

    Returns
    -------
    array, shape (1 + m * m,)
    """
    if component.proportional:
        return np.asarray(free[0] ** 2 * component.base)
    sd, shape = _parameters(component, free)
    matrix = component.structure.covariance(sd, shape, component.at)
    found = np.zeros(matrix.size + 1, dtype=matrix.dtype)
    found[1:] = matrix.ravel()
    return found


def slopes_at(component: Component, free: Floats) -> Floats:
    """Return the slope of every cell in every free coordinate.

    Parameters
    ----------
    component : Component
    free : array of float, shape (q,)
        Free coordinates.

    Returns
    -------
    array of float, shape (q, 1 + m * m)

    References
    ----------
    Squire W, Trapp G (1998). doi:10.1137/S003614459631241X
    """
    if component.proportional:
        return np.asarray(2 * free[0] * component.base)[None, :]
    turned = np.zeros((component.free, len(component.at) ** 2 + 1))
    for place in range(component.free):
        step = np.zeros(len(free), dtype=np.complex128)
        step[place] = STEP * 1j
        turned[place] = cells_at(component, free + step).imag / STEP
    return turned


def bends_along(component: Component, free: Floats, weights: Floats) -> Floats:
    """Return the second derivatives of a weighted sum of cells, shape (q, q)."""
    if component.proportional:
        return np.array([[2 * float(weights @ component.base)]])
    found = np.zeros((component.free, component.free))
    for place in range(component.free):
        step = np.zeros(len(free))
        step[place] = BEND
        apart = slopes_at(component, free + step) - slopes_at(component, free - step)
        found[place] = apart @ weights / (2 * BEND)
    return (found + found.T) / 2


def natural(component: Component, free: Floats) -> Natural:
    """Return variances, correlations and covariance matrix at free coordinates.

    Correlations of UN are those of the first level with all others, then of the second, and on.
    """
    sd, shape = _parameters(component, free)
    covariance = np.asarray(component.structure.covariance(sd, shape, component.at))
    if component.structure.shape == "angle":
        one = component.structure.covariance(np.ones_like(sd), shape, component.at)
        shape = one[np.triu_indices(len(sd), 1)]
    return Natural(sd**2, shape, covariance)


def free_of(component: Component, sd: Floats, shape: Floats) -> Floats:
    """Return the free coordinates of standard deviations and shape coordinates.

    Correlations at or beyond their limits are set just inside, where the likelihood still bends.
    """
    open_sd = np.isnan(component.sd)
    started = sd[open_sd] / component.unit[open_sd]
    asked = shape[np.isnan(component.shape)]
    kind = component.structure.shape
    if kind == "range":
        ended = np.log(asked / component.reach)
    elif kind == "angle":
        ended = asked
    else:
        low = component.structure.lowest(max(component.together, 2))
        share = (asked - (1 + low) / 2) / ((1 - low) / 2)
        ended = np.arcsin(np.clip(share, -0.999, 0.999))
    return np.concatenate([started, ended])
