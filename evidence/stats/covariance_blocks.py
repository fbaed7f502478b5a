"""Sampling errors that are correlated, as blocks: which effects, and their covariance matrix.

Vocabulary
----------
V : covariance matrix of all sampling errors
vi : its diagonal
block : places of effects whose errors are correlated, and their part of V
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats, Reported


class Block(NamedTuple):
    """Places of effects whose errors are correlated, and their covariance matrix."""

    places: npt.NDArray[np.intp]
    covariance: Floats


def require_covariance(
    places: npt.NDArray[np.intp], covariance: Floats, vi: Floats, taken: npt.NDArray[np.bool_]
) -> None:
    """Refuse a block that overlaps another, or is no covariance matrix with ``vi`` as diagonal.

    Parameters
    ----------
    places, covariance : array
        The block.
    vi : array of float, shape (k,)
        Sampling variances of all effects.
    taken : array of bool, shape (k,)
        Places that other blocks hold already.

    Raises
    ------
    ValueError
        With the places of the block and what is wrong.
    """
    named = list(places)
    if covariance.shape != (len(places), len(places)) or not np.isfinite(covariance).all():
        raise ValueError(f"covariance of shape {covariance.shape} or not finite for {named}")
    if len(set(named)) < len(named) or taken[places].any():
        raise ValueError(f"positions in more than one block among {named}")
    if not np.allclose(np.diag(covariance), vi[places], rtol=1e-9, atol=0):
        raise ValueError(f"diagonal of the covariance is not vi at positions {named}")
    if not np.allclose(covariance, covariance.T, rtol=1e-9, atol=0):
        raise ValueError(f"covariance is not symmetric at positions {named}")


class Errors(NamedTuple):
    """Sampling variances, and blocks for those effects whose errors are correlated."""

    vi: Floats
    blocks: tuple[Block, ...]


def errors_of(matrix: Reported) -> Errors:
    """Return variances and blocks of a full covariance matrix of sampling errors.

    Parameters
    ----------
    matrix : array_like, shape (k, k)
        V; zero for effects whose errors are independent.

    Returns
    -------
    Errors

    Raises
    ------
    ValueError
        When the matrix is not square, symmetric and finite.

    Examples
    --------
    >>> errors = errors_of([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 2.0]])
    >>> errors.vi.tolist(), [block.places.tolist() for block in errors.blocks]
    ([1.0, 1.0, 2.0], [[0, 1]])
    """
    full = np.asarray(matrix, dtype=np.float64)
    if full.ndim != 2 or full.shape[0] != full.shape[1] or not np.isfinite(full).all():
        raise ValueError(f"V of shape {full.shape}: not a square matrix of finite numbers")
    if not np.allclose(full, full.T, rtol=1e-9, atol=0):
        raise ValueError("V is not symmetric")
    label = np.arange(len(full))
    while True:
        nearest = np.where(full != 0, label[None, :], len(full)).min(axis=1, initial=len(full))
        moved = np.minimum(label, nearest)
        if (moved == label).all():
            break
        label = moved
    sets = (np.flatnonzero(label == first) for first in np.unique(label))
    blocks = tuple(Block(one, full[np.ix_(one, one)]) for one in sets if len(one) > 1)
    return Errors(np.diag(full).copy(), blocks)
