"""The likelihood of variance components, with the coefficients at their best values.

For y ~ N(X b, M) with M = V + the covariance of every random term. X has orthonormal columns,
so that the restricted likelihood needs no term for X'X.

Vocabulary
----------
free : free coordinates of all components, one after the other
W : inverse of M
U, C : W X, and the inverse of X'WX
P : W - U C U', the inverse of M with the coefficients taken out
pull : P y
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.components import Component
from evidence.stats.dependent.coordinates import cells_at
from evidence.stats.dependent.stacks import Stack
from evidence.stats.floats import Floats

CHUNK = 1 << 21
"""How many matrix entries are worked on at once."""


class Model(NamedTuple):
    """Everything the likelihood of the free coordinates is computed from."""

    stacks: tuple[Stack, ...]
    components: tuple[Component, ...]
    restricted: bool
    k: int
    p: int

    @property
    def df(self) -> int:
        """Observations that count: k for ML, k - p for REML."""
        return self.k - self.p if self.restricted else self.k

    @property
    def free(self) -> int:
        """How many coordinates are free in all."""
        return sum(component.free for component in self.components)


class Solved(NamedTuple):
    """The model at given covariances, stack by stack, and its best coefficients.

    ``covariance`` is that of the coefficients, ``left`` the weighted sum of squares they leave.
    """

    inverse: tuple[Floats, ...]
    weighted: tuple[Floats, ...]
    pull: tuple[Floats, ...]
    coefficients: Floats
    covariance: Floats
    log_det: float
    left: float
    height: float


def parts(components: Sequence[Component], free: Floats) -> list[Floats]:
    """Return each component's share of the free coordinates."""
    found, first = [], 0
    for component in components:
        found.append(free[first : first + component.free])
        first += component.free
    return found


def cells(model: Model, free: Floats) -> list[Floats]:
    """Return the covariances of every component at free coordinates."""
    shares = parts(model.components, free)
    return [
        np.asarray(cells_at(component, share))
        for component, share in zip(model.components, shares, strict=True)
    ]


def _cells_of_points(model: Model, points: Floats) -> list[Floats]:
    found, first = [], 0
    for component in model.components:
        shares = points[:, first : first + component.free]
        first += component.free
        if component.proportional:
            found.append(shares**2 * component.base)
        else:
            found.append(np.stack([cells_at(component, share) for share in shares]))
    return found


def marginal(stack: Stack, values: Sequence[Floats]) -> Floats:
    """Return V plus the random terms of a stack, shape (n, s, s)."""
    total = stack.sampling
    for places, found in zip(stack.cells, values, strict=True):
        total = total + found[places]
    return total


def heights(model: Model, points: Floats) -> Floats:
    """Return the log-likelihood at many points; minus infinity where M is no covariance.

    Parameters
    ----------
    model : Model
    points : array of float, shape (t, q)
        Free coordinates, one point a row.

    Returns
    -------
    array of float, shape (t,)

    Notes
    -----
    ML: -(k log(2 pi) + log det M + y'Py)/2. REML has k - p for k and adds -log det(X'WX)/2.

    References
    ----------
    Harville DA (1977). doi:10.1080/01621459.1977.10480998
    """
    largest = max(stack.sampling.size for stack in model.stacks)
    step = max(1, CHUNK // largest)
    if len(points) > step:
        chunks = [points[first : first + step] for first in range(0, len(points), step)]
        return np.concatenate([heights(model, chunk) for chunk in chunks])
    values = _cells_of_points(model, points)
    log_det, crossed = np.zeros(len(points)), np.zeros((len(points), model.p + 1, model.p + 1))
    for stack in model.stacks:
        total = np.broadcast_to(stack.sampling, (len(points), *stack.sampling.shape))
        for places, found in zip(stack.cells, values, strict=True):
            total = total + found[:, places]
        try:
            factor = np.linalg.cholesky(total)
        except np.linalg.LinAlgError:
            if len(points) == 1:
                return np.array([-math.inf])
            return np.concatenate([heights(model, point[None, :]) for point in points])
        log_det += 2 * np.log(np.diagonal(factor, axis1=2, axis2=3)).sum(axis=(1, 2))
        both = np.concatenate([stack.xi, stack.yi[:, :, None]], axis=2)
        half = np.linalg.solve(factor, both).reshape(len(points), -1, model.p + 1)
        crossed += half.transpose(0, 2, 1) @ half
    information, off = crossed[:, :-1, :-1], crossed[:, :-1, -1:]
    left = crossed[:, -1, -1] - (off * np.linalg.solve(information, off)).sum(axis=(1, 2))
    return _height(model, log_det, left, np.linalg.slogdet(information)[1])


def _height(model: Model, log_det: Floats, left: Floats, information: Floats) -> Floats:
    twice = model.df * math.log(2 * math.pi) + log_det + left
    return np.asarray(-0.5 * (twice + information if model.restricted else twice))


def solved(model: Model, values: Sequence[Floats]) -> Solved:
    """Return the model solved for its coefficients at given covariances.

    Parameters
    ----------
    model : Model
    values : sequence of array of float
        The cells of every component.

    Returns
    -------
    Solved

    Raises
    ------
    numpy.linalg.LinAlgError
        When M is no covariance matrix.
    """
    inverses: list[Floats] = []
    weighted: list[Floats] = []
    information, right, log_det = np.zeros((model.p, model.p)), np.zeros(model.p), 0.0
    for stack in model.stacks:
        total = marginal(stack, values)
        factor = np.linalg.cholesky(total)
        log_det += 2 * float(np.log(np.diagonal(factor, axis1=1, axis2=2)).sum())
        inverse: Floats = np.linalg.inv(total).astype(np.float64, copy=False)
        u = inverse @ stack.xi
        flat = u.reshape(-1, model.p)
        information += stack.xi.reshape(-1, model.p).T @ flat
        right += stack.yi.ravel() @ flat
        inverses.append(inverse)
        weighted.append(u)
    covariance: Floats = np.linalg.inv(information).astype(np.float64, copy=False)
    best = covariance @ right
    pull = tuple(
        (inverse @ (stack.yi - stack.xi @ best)[:, :, None])[:, :, 0]
        for stack, inverse in zip(model.stacks, inverses, strict=True)
    )
    left = sum(
        float(stack.yi.ravel() @ e.ravel()) for stack, e in zip(model.stacks, pull, strict=True)
    )
    volume = float(np.linalg.slogdet(information)[1])
    height = float(_height(model, np.asarray(log_det), np.asarray(left), np.asarray(volume)))
    return Solved(tuple(inverses), tuple(weighted), pull, best, covariance, log_det, left, height)
