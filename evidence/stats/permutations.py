"""Distinct orders of rows, and patterns of signs: all of them, or as many as asked for.

Vocabulary
----------
k : number of rows
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats

Places = npt.NDArray[np.intp]


def row_kinds(rows: Floats) -> Places:
    """Return a number for each row, equal where rows are equal.

    Examples
    --------
    >>> row_kinds(np.array([[1.0, 2.0], [1.0, 0.0], [1.0, 2.0]])).tolist()
    [1, 0, 1]
    """
    return np.asarray(np.unique(rows, axis=0, return_inverse=True)[1]).reshape(-1)


def count_orders(kinds: Places) -> int:
    """Return how many orders of rows can be told apart: k! over the factorials of repeats.

    Examples
    --------
    >>> count_orders(np.array([0, 0, 1]))
    3
    """
    repeats = math.prod(math.factorial(int(times)) for times in np.bincount(kinds))
    return math.factorial(len(kinds)) // repeats


def all_orders(kinds: Places) -> Iterator[Places]:
    """Yield every order of rows that can be told apart, as row numbers.

    Notes
    -----
    In lexicographic order of kinds: the next order raises the last kind that can be raised.

    Examples
    --------
    >>> [order.tolist() for order in all_orders(np.array([0, 1, 1]))]
    [[0, 1, 2], [1, 0, 2], [1, 2, 0]]
    """
    line = sorted(kinds.tolist())
    places = [np.flatnonzero(kinds == kind).tolist() for kind in range(max(line) + 1)]
    while True:
        used = [iter(one) for one in places]
        yield np.array([next(used[kind]) for kind in line], dtype=np.intp)
        if not _advance(line):
            return


def _advance(line: list[int]) -> bool:
    rise = len(line) - 2
    while rise >= 0 and line[rise] >= line[rise + 1]:
        rise -= 1
    if rise < 0:
        return False
    other = len(line) - 1
    while line[other] <= line[rise]:
        other -= 1
    line[rise], line[other] = line[other], line[rise]
    line[rise + 1 :] = reversed(line[rise + 1 :])
    return True


def some_orders(k: int, times: int, seed: int | Sequence[int]) -> Iterator[Places]:
    """Yield the order as it is and then random ones, so many in all.

    Examples
    --------
    >>> next(some_orders(3, 10, seed=1)).tolist()
    [0, 1, 2]
    """
    chance = np.random.default_rng(seed)
    yield np.arange(k)
    for _ in range(times - 1):
        yield chance.permutation(k)


def all_signs(k: int) -> Iterator[Floats]:
    """Yield every pattern of k signs.

    Examples
    --------
    >>> [signs.tolist() for signs in all_signs(1)]
    [[1.0], [-1.0]]
    """
    places = np.arange(k)
    for number in range(1 << k):
        yield np.where((number >> places) & 1, -1.0, 1.0)


def some_signs(k: int, times: int, seed: int | Sequence[int]) -> Iterator[Floats]:
    """Yield the signs as they are and then random patterns, so many in all.

    Examples
    --------
    >>> next(some_signs(2, 10, seed=1)).tolist()
    [1.0, 1.0]
    """
    chance = np.random.default_rng(seed)
    yield np.ones(k)
    for _ in range(times - 1):
        yield np.where(chance.integers(0, 2, size=k), -1.0, 1.0)
