"""Independent blocks of effects, laid in stacks so that many small matrices are worked at once.

Two effects are in one block when a chain of shared groups or shared sampling errors joins them.
Blocks of similar size lie in one stack, filled up with empty rows (variance 1, effect and
moderators 0) that add nothing to any sum. No k by k matrix is made.

Vocabulary
----------
n, s : number of blocks in a stack, and rows of each
cells : for each pair of rows of a block, which cell of a component's covariance holds
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.dependent.components import Codes, Component
from evidence.stats.floats import Floats

WASTE, SMALL = 3.0, 3e5
"""Blocks join a stack while filling up costs at most this factor, or this many multiplications."""


class Stack(NamedTuple):
    """Blocks of one padded size: rows (k is an empty one), errors, effects, moderators, cells."""

    rows: Codes
    sampling: Floats
    yi: Floats
    xi: Floats
    cells: tuple[Codes, ...]


def joined(k: int, links: Sequence[Codes]) -> Codes:
    """Return for each effect the number of its block.

    Parameters
    ----------
    k : int
        Number of effects.
    links : sequence of array of int, shape (k,)
        Effects with equal numbers are joined.

    Returns
    -------
    array of int, shape (k,)

    Examples
    --------
    >>> joined(4, [np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])]).tolist()
    [0, 0, 0, 1]
    """
    label = np.arange(k, dtype=np.intp)
    moving = True
    while moving:
        before = label
        for codes in links:
            least = np.full(int(codes.max()) + 1, k, dtype=np.intp)
            np.minimum.at(least, codes, label)
            label = least[codes]
        moving = not np.array_equal(before, label)
    return np.unique(label, return_inverse=True)[1].astype(np.intp)


def gathered(sizes: Codes) -> list[tuple[int, int]]:
    """Return runs of blocks sorted by size that share a stack, as (first, past the last)."""
    runs: list[tuple[int, int]] = []
    first, exact = 0, 0.0
    for place, size in enumerate(sizes.tolist()):
        exact += float(size) ** 3
        padded = (place + 1 - first) * float(size) ** 3
        if padded > max(WASTE * exact, SMALL):
            runs.append((first, place))
            first, exact = place, float(size) ** 3
    runs.append((first, len(sizes)))
    return [run for run in runs if run[0] < run[1]]


def stacks_of(
    yi: Floats,
    vi: Floats,
    xi: Floats,
    blocks: Sequence[Block],
    components: Sequence[Component],
    *,
    clusters: Codes | None = None,
) -> tuple[Stack, ...]:
    """Lay effects, their errors and their random terms in stacks of independent blocks.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances.
    xi : array of float, shape (k, p)
        Model matrix.
    blocks : sequence of Block
        Covariance matrices of effects with correlated errors.
    components : sequence of Component
    clusters : array of int, shape (k,), optional
        Effects of one cluster are to lie in one block too.

    Returns
    -------
    tuple of Stack
    """
    k = len(yi)
    links = [component.outer for component in components]
    if clusters is not None:
        links.append(clusters)
    if blocks:
        links.append(_shared_errors(k, blocks))
    label = joined(k, links)
    order = np.argsort(label, kind="stable").astype(np.intp)
    size = np.bincount(label)
    start = np.concatenate([[0], np.cumsum(size)[:-1]])
    ranked = np.argsort(size, kind="stable")
    found = []
    for first, last in gathered(size[ranked]):
        chosen = ranked[first:last]
        s = int(size[chosen].max())
        filled = np.arange(s) < size[chosen][:, None]
        rows = np.full(filled.shape, k, dtype=np.intp)
        rows[filled] = order[(start[chosen][:, None] + np.arange(s))[filled]]
        found.append(_stack(rows, yi, vi, xi, components))
    _fill_errors(found, blocks, k)
    return tuple(found)


def _shared_errors(k: int, blocks: Sequence[Block]) -> Codes:
    codes = np.arange(k, dtype=np.intp)
    for places, _ in blocks:
        codes[places] = places[0]
    return codes


def _stack(
    rows: Codes, yi: Floats, vi: Floats, xi: Floats, components: Sequence[Component]
) -> Stack:
    s = rows.shape[1]
    sampling = np.zeros((*rows.shape, s))
    sampling[:, np.arange(s), np.arange(s)] = np.append(vi, 1.0)[rows]
    cells = []
    for component in components:
        outer = np.append(component.outer, -1)[rows]
        inner = np.append(component.inner, 0)[rows]
        same = (outer[:, :, None] == outer[:, None, :]) & (outer >= 0)[:, :, None]
        m = len(component.at)
        cells.append(np.where(same, 1 + inner[:, :, None] * m + inner[:, None, :], 0))
    return Stack(
        rows,
        sampling,
        np.append(yi, 0.0)[rows],
        np.concatenate([xi, np.zeros((1, xi.shape[1]))])[rows],
        tuple(cells),
    )


def _fill_errors(stacks: Sequence[Stack], blocks: Sequence[Block], k: int) -> None:
    """Write covariances of errors where their rows lie."""
    if not blocks:
        return
    where = np.zeros((3, k + 1), dtype=np.intp)
    for number, stack in enumerate(stacks):
        n, s = stack.rows.shape
        where[0][stack.rows] = number
        where[1][stack.rows] = np.arange(n)[:, None]
        where[2][stack.rows] = np.arange(s)
    for places, covariance in blocks:
        number, block, row = where[:, places]
        stacks[number[0]].sampling[block[0], row[:, None], row[None, :]] = covariance
