"""How the likelihood of variance components rises and bends in its free coordinates.

Vocabulary
----------
free : free coordinates of all components, one after the other
D : slope of M, the covariance of the effects, in one free coordinate
W, P : inverse of M, and the same with the coefficients taken out
U, C : W X, and the inverse of X'WX
pull : P y
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.coordinates import bends_along, slopes_at
from evidence.stats.dependent.likelihood import Model, Solved, cells, parts, solved
from evidence.stats.floats import Floats


class Surface(NamedTuple):
    """The log-likelihood with its slope and its bend in the free coordinates."""

    height: float
    slope: Floats
    bend: Floats


def surface(model: Model, free: Floats) -> Surface:
    """Return the log-likelihood with exact slope and bend at free coordinates.

    Parameters
    ----------
    model : Model
    free : array of float, shape (q,)

    Returns
    -------
    Surface

    Raises
    ------
    numpy.linalg.LinAlgError
        When M is no covariance matrix.

    Notes
    -----
    Twice the slope of the restricted likelihood is y'P D P y - tr(P D), and twice its bend
    tr(P D P E) - 2 y'P D P E P y, plus the slopes that go with the bend of M itself. The full
    likelihood has W for P in the traces.

    References
    ----------
    Lindstrom MJ, Bates DM (1988). doi:10.1080/01621459.1988.10478693
    """
    at = solved(model, cells(model, free))
    shares = parts(model.components, free)
    slopes = [
        slopes_at(component, share)
        for component, share in zip(model.components, shares, strict=True)
    ]
    pushes = _pushes(model, at, [slope.shape[1] for slope in slopes])
    slope = np.concatenate([one @ push for one, push in zip(slopes, pushes, strict=True)])
    bend = _bend(model, at, slopes)
    first = 0
    for component, share, push in zip(model.components, shares, pushes, strict=True):
        own = slice(first, first + component.free)
        bend[own, own] += bends_along(component, share, push)
        first += component.free
    return Surface(at.height, slope, bend)


def _pushes(model: Model, at: Solved, sizes: list[int]) -> list[Floats]:
    """Return the slope of the log-likelihood in every cell of every component."""
    found = [np.zeros(size) for size in sizes]
    for number, stack in enumerate(model.stacks):
        u, pull = at.weighted[number], at.pull[number]
        rest = at.inverse[number] - pull[:, :, None] * pull[:, None, :]
        if model.restricted:
            rest = rest - (u @ at.covariance) @ u.transpose(0, 2, 1)
        for places, total in zip(stack.cells, found, strict=True):
            total -= 0.5 * np.bincount(places.ravel(), rest.ravel(), len(total))
    return found


def _bend(model: Model, at: Solved, slopes: list[Floats]) -> Floats:
    q, p = sum(len(slope) for slope in slopes), model.p
    width = p + 1
    traces = np.zeros((q, q))
    inner = np.zeros((q * width, q * width))
    drawn = np.zeros((p, q * width))
    for number, stack in enumerate(model.stacks):
        w, u = at.inverse[number], at.weighted[number]
        moved = np.concatenate(
            [slope[:, places] for places, slope in zip(stack.cells, slopes, strict=True)]
        )
        turned = moved @ w
        traces += turned.reshape(q, -1) @ turned.transpose(0, 1, 3, 2).reshape(q, -1).T
        both = moved @ np.concatenate([u, at.pull[number][:, :, None]], axis=2)
        flat = both.transpose(1, 2, 0, 3).reshape(-1, q * width)
        inner += flat.T @ (w @ both).transpose(1, 2, 0, 3).reshape(-1, q * width)
        drawn += u.reshape(-1, p).T @ flat
    within = inner.reshape(q, width, q, width)
    across = drawn.reshape(p, q, width)
    c = at.covariance
    by_pull = across[:, :, p]
    quadratic = within[:, p, :, p] - by_pull.T @ c @ by_pull
    if not model.restricted:
        return np.asarray(0.5 * traces - quadratic)
    columns = np.asarray(c @ across[:, :, :p].transpose(1, 0, 2))
    traces -= 2 * np.tensordot(within[:, :p, :, :p], c, axes=([1, 3], [1, 0]))
    traces += columns.reshape(q, -1) @ columns.transpose(0, 2, 1).reshape(q, -1).T
    return np.asarray(0.5 * traces - quadratic)
