"""What each study found of several outcomes, with the covariances of its errors.

Vocabulary
----------
y : effects, one row a study and one column an outcome; NaN where a study has none
s : covariance matrices of the errors of each study's effects
x : model matrix of studies, one column a coefficient of every outcome
m, k, p : numbers of studies, outcomes and columns of x
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.covariance_blocks import Block
from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.refusal import refuse

POSITIVE = -1e-10
"""How far below zero rounding may bring the smallest eigenvalue of a correlation matrix."""


class Outcomes(NamedTuple):
    """Effects and errors known to be whole: shapes (m, k), (m, k, k) and (m, p)."""

    y: Floats
    s: Floats
    x: Floats

    @property
    def seen(self) -> Bools:
        """Which outcomes each study has, shape (m, k)."""
        return ~np.isnan(self.y)

    @property
    def effects(self) -> Floats:
        """All effects that were seen, study by study."""
        return self.y[self.seen]

    @property
    def columns(self) -> Floats:
        """The model matrix of effects: every column of x for each outcome in turn."""
        each = np.einsum("mp,kl->mkpl", self.x, np.eye(self.y.shape[1]))
        return np.asarray(each.reshape(*self.y.shape, -1)[self.seen])

    @property
    def blocks(self) -> list[Block]:
        """Covariance matrices of each study, by place among the effects."""
        found, start = [], 0
        for errors, seen in zip(self.s, self.seen, strict=True):
            size = int(seen.sum())
            found.append(Block(np.arange(start, start + size), errors[np.ix_(seen, seen)]))
            start += size
        return found


def outcomes_of(y: Reported, s: Reported, *, x: Reported | None = None) -> Outcomes:
    """Return studies of several outcomes, or refuse them with their places.

    Parameters
    ----------
    y : array_like, shape (m, k)
        Effects; NaN where a study has none.
    s : array_like, shape (m, k, k)
        Covariance matrices of their errors; what belongs to effects that are missing is not read.
    x : array_like, shape (m, p), optional
        Model matrix; a mean alone when not given.

    Returns
    -------
    Outcomes

    Raises
    ------
    ValueError
        Naming studies (counted from zero) without effects, with variances not above zero, with
        matrices that are no covariance matrices, or with missing moderators.

    Examples
    --------
    >>> outcomes_of([[0.1, 0.2]], [[[1.0, 0.5], [0.5, 1.0]]]).columns.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    effects, errors = np.asarray(y, dtype=np.float64), np.asarray(s, dtype=np.float64)
    if effects.ndim != 2 or errors.shape != (*effects.shape, effects.shape[1]):
        raise ValueError(f"y and s of shapes {effects.shape} and {errors.shape}")
    matrix = np.ones((len(effects), 1)) if x is None else np.asarray(x, dtype=np.float64)
    if matrix.ndim != 2 or len(matrix) != len(effects):
        raise ValueError(f"x of shape {matrix.shape} for {len(effects)} studies")
    nothing, proper = np.isnan(effects), np.ones(len(effects), dtype=np.bool_)
    refuse("y", np.asarray(np.isinf(effects).any(axis=1)), "not finite")
    refuse("study", np.asarray(nothing.all(axis=1)), "without effects")
    refuse("x", np.asarray(~np.isfinite(matrix).all(axis=1)), "not a finite number")
    refuse("outcome", np.asarray(nothing.all(axis=0)), "without effects")
    for place, one in enumerate(errors):
        proper[place] = _proper(one, ~nothing[place])
    refuse("s", ~proper, "no covariance matrix with variances above 0")
    return Outcomes(effects, errors, matrix)


def _proper(errors: Floats, seen: Bools) -> bool:
    mine = errors[np.ix_(seen, seen)]
    if not np.isfinite(mine).all() or not np.allclose(mine, mine.T, rtol=1e-9, atol=0):
        return False
    own = np.diag(mine)
    if (own <= 0).any():
        return False
    sd = np.sqrt(own)
    return bool(np.linalg.eigvalsh(mine / sd[:, None] / sd[None, :])[0] > POSITIVE)


def with_correlation(variances: Reported, correlation: Reported) -> Floats:
    """Return covariance matrices from variances and one correlation, or a matrix of them.

    Parameters
    ----------
    variances : array_like, shape (m, k)
        NaN where a study lacks an outcome.
    correlation : array_like, scalar or shape (k, k)
        Assumed for all studies.

    Returns
    -------
    array of float, shape (m, k, k)

    Raises
    ------
    ValueError
        When a correlation lies outside -1 to 1.

    Examples
    --------
    >>> with_correlation([[1.0, 4.0]], 0.5).tolist()
    [[[1.0, 1.0], [1.0, 4.0]]]
    """
    sd = np.sqrt(np.asarray(variances, dtype=np.float64))
    given = np.asarray(correlation, dtype=np.float64)
    if not (np.abs(given) <= 1).all():
        raise ValueError(f"correlation {given.tolist()} outside -1 to 1")
    whole = np.broadcast_to(given, (sd.shape[1], sd.shape[1])).copy()
    np.fill_diagonal(whole, 1.0)
    return sd[:, :, None] * whole * sd[:, None, :]
