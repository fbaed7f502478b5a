"""The model matrix of a meta-regression, checked once and made orthonormal.

Everything but the coefficients themselves is the same in every basis of the columns' span, so
models are fitted in an orthonormal one: units and offsets of moderators cost no digits.

Vocabulary
----------
xi : model matrix, one column a coefficient
k, p : number of effects and of coefficients
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats, Reported

RANK = 1e-7
"""A column with a smaller share than this outside the span of those before it is redundant.

It is the tolerance of R's ``lm``, by which metafor drops columns.
"""


class Design(NamedTuple):
    """A model matrix of full rank and its orthonormal basis.

    ``basis`` has orthonormal columns with the same span as ``xi``, and coefficients on it are
    taken back to coefficients on ``xi`` by the matrix ``back``. ``intercept`` is the position of
    the column of ones, None without one. ``spans_mean`` is whether a constant is among the fits,
    as it is with an intercept and with one column for each level of a factor.
    """

    xi: Floats
    basis: Floats
    back: Floats
    intercept: int | None
    spans_mean: bool

    @property
    def moderators(self) -> tuple[int, ...]:
        """The coefficients an omnibus test is about: all but the intercept, or it alone."""
        p = self.xi.shape[1]
        if p == 1 or self.intercept is None:
            return tuple(range(p))
        return tuple(place for place in range(p) if place != self.intercept)

    @property
    def is_mean(self) -> bool:
        """Whether there is nothing but an intercept."""
        return self.xi.shape[1] == 1 and self.intercept == 0


def design(xi: Reported) -> Design:
    """Return a model matrix ready to fit, or refuse it.

    Parameters
    ----------
    xi : array_like, shape (k, p)
        One row an effect, one column a coefficient; a column of ones is the intercept.

    Returns
    -------
    Design

    Raises
    ------
    ValueError
        For a missing or infinite number, fewer rows than columns, or columns that follow from
        those before them, with their positions (from zero).

    Examples
    --------
    >>> design([[1, 0], [1, 1], [1, 2]]).intercept
    0
    """
    matrix = np.asarray(xi, dtype=np.float64)
    if matrix.ndim != 2 or not 0 < matrix.shape[1] <= matrix.shape[0]:
        raise ValueError(f"xi of shape {matrix.shape}: rows for effects, no more columns than rows")
    if not np.isfinite(matrix).all():
        places = [tuple(map(int, place)) for place in np.argwhere(~np.isfinite(matrix))]
        raise ValueError(f"xi not a finite number at rows and columns {places}")
    redundant = redundant_columns(matrix)
    if redundant:
        raise ValueError(f"xi columns {list(redundant)} follow from the columns before them")
    basis, triangle = np.linalg.qr(matrix)
    ones = np.flatnonzero((matrix == 1).all(axis=0))
    left = 1 - basis @ basis.sum(axis=0)
    return Design(
        xi=matrix,
        basis=np.asarray(basis, dtype=np.float64),
        back=np.linalg.inv(triangle).astype(np.float64, copy=False),
        intercept=int(ones[0]) if len(ones) else None,
        spans_mean=bool(float(left @ left) < len(matrix) * RANK**2),
    )


def redundant_columns(xi: Floats) -> tuple[int, ...]:
    """Return the columns that follow from those before them, by position from zero.

    Parameters
    ----------
    xi : array of float, shape (k, p)
        Model matrix.

    Returns
    -------
    tuple of int

    Examples
    --------
    >>> redundant_columns(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 0.0, 1.0]]))
    (2,)
    """
    kept: list[Floats] = []
    redundant = []
    for place, column in enumerate(xi.T):
        left = column
        for _ in range(2):  # a second pass removes what rounding left of the first
            for one in kept:
                left = left - one * float(one @ left)
        size, length = float(np.linalg.norm(left)), float(np.linalg.norm(column))
        if size <= RANK * length:
            redundant.append(place)
        else:
            kept.append(left / size)
    return tuple(redundant)
