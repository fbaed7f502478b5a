"""Covariance matrices of deviations within a group, by name of the structure.

Every kernel takes standard deviations and shape coordinates and returns a covariance matrix.
They are written so that complex numbers may pass through: that is how they are differentiated.

Vocabulary
----------
m : number of inner levels
sd : standard deviations, one or one a level
shape : a correlation; a range, for spatial structures; angles, for UN
at : where the levels lie: their order, their times, or the distances between them
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats

Values = npt.NDArray[Any]
"""Real or complex numbers."""
Kernel = Callable[[Values, Values, Values], Values]


class Structure(NamedTuple):
    """How many parameters a structure has for m levels, and the matrix they make.

    ``shape`` says what the shape coordinates are: ``correlation``, ``range``, ``angle`` or
    ``none``. ``lowest`` is the smallest correlation when at most n levels occur together.
    ``known_shape`` is whether one variance scales a matrix that does not change.
    """

    variances: Callable[[int], int]
    shapes: Callable[[int], int]
    shape: str
    lowest: Callable[[int], float]
    covariance: Kernel
    known_shape: bool = False


def _scaled(sd: Values, correlation: Values) -> Values:
    return np.asarray(sd[:, None] * correlation * sd[None, :])


def _independent(sd: Values, shape: Values, at: Values) -> Values:
    return _scaled(sd, np.eye(len(at)))


def _equal(sd: Values, shape: Values, at: Values) -> Values:
    same = np.eye(len(at))
    return _scaled(sd, same + shape[0] * (1 - same))


def _by_lag(sd: Values, shape: Values, at: Values) -> Values:
    lag = np.abs(at[:, None] - at[None, :]).real
    # 0**0 is 1 for real numbers but not differentiable as a complex power.
    power = np.where(lag == 0, 1.0, shape[0] ** np.where(lag == 0, 1.0, lag))
    return _scaled(sd, power)


def _unstructured(sd: Values, shape: Values, at: Values) -> Values:
    m = len(at)
    factor = np.zeros((m, m), dtype=np.result_type(sd, shape))
    along, left = np.sin(shape), np.cos(shape)
    place = 0
    for row in range(m):
        rest = 1.0
        for column in range(row):
            factor[row, column] = along[place] * rest
            rest = rest * left[place]
            place += 1
        factor[row, row] = rest
    return _scaled(sd, factor @ factor.T)


def angles(correlation: Floats) -> Floats:
    """Return the angles that make a correlation matrix, row by row.

    Any angles between -pi/2 and pi/2 make a valid matrix: their sines are the correlations of
    two levels given all levels before the first of them.

    References
    ----------
    Lewandowski D, Kurowicka D, Joe H (2009). doi:10.1016/j.jmva.2009.04.008

    Examples
    --------
    >>> float(np.sin(angles(np.array([[1.0, 0.5], [0.5, 1.0]])))[0].round(12))
    0.5
    """
    m = len(correlation)
    factor = np.zeros((m, m))
    found = []
    for row in range(m):
        rest = 1.0
        for column in range(row):
            known = float(factor[row, :column] @ factor[column, :column])
            reach = factor[column, column] * rest
            share = (correlation[row, column] - known) / reach if reach > 1e-9 else 0.0
            angle = np.arcsin(min(1.0, max(-1.0, share)))
            factor[row, column] = np.sin(angle) * rest
            rest *= np.cos(angle)
            found.append(angle)
        factor[row, row] = rest
    return np.array(found)


def _over_distance(fall: Callable[[Values], Values]) -> Kernel:
    def covariance(sd: Values, shape: Values, at: Values) -> Values:
        return _scaled(sd, fall(at / shape[0]))

    return covariance


def _exponential(near: Values) -> Values:
    return np.asarray(np.exp(-near))


def _gaussian(near: Values) -> Values:
    return np.asarray(np.exp(-(near**2)))


def _linear(near: Values) -> Values:
    return np.where(near.real < 1, 1 - near, 0.0)


def _rational(near: Values) -> Values:
    return np.asarray(1 / (1 + near**2))


def _spherical(near: Values) -> Values:
    return np.where(near.real < 1, 1 - 1.5 * near + 0.5 * near**3, 0.0)


def one(m: int) -> int:
    """One parameter however many levels."""
    return 1


def none(m: int) -> int:
    """No parameter."""
    return 0


def each(m: int) -> int:
    """One parameter a level."""
    return m


def pairs(m: int) -> int:
    """One parameter a pair of levels."""
    return m * (m - 1) // 2


def exchangeable(together: int) -> float:
    """Below this, variables that are all equally correlated have no covariance matrix."""
    return -1 / (together - 1)


def full(together: int) -> float:
    """Any correlation is possible."""
    return -1.0


def never_negative(together: int) -> float:
    """Powers by time are real numbers from 0 up only."""
    return 0.0


STRUCTURES: dict[str, Structure] = {
    "ID": Structure(one, none, "none", full, _independent, known_shape=True),
    "DIAG": Structure(each, none, "none", full, _independent),
    "CS": Structure(one, one, "correlation", exchangeable, _equal),
    "HCS": Structure(each, one, "correlation", exchangeable, _equal),
    "AR": Structure(one, one, "correlation", full, _by_lag),
    "HAR": Structure(each, one, "correlation", full, _by_lag),
    "CAR": Structure(one, one, "correlation", never_negative, _by_lag),
    "UN": Structure(each, pairs, "angle", full, _unstructured),
    "SPEXP": Structure(one, one, "range", full, _over_distance(_exponential)),
    "SPGAU": Structure(one, one, "range", full, _over_distance(_gaussian)),
    "SPLIN": Structure(one, one, "range", full, _over_distance(_linear)),
    "SPRAT": Structure(one, one, "range", full, _over_distance(_rational)),
    "SPSPH": Structure(one, one, "range", full, _over_distance(_spherical)),
}
"""Spelled as metafor spells them.

``ID`` and ``DIAG`` leave levels independent, with one variance or one each; ``CS`` and ``HCS``
have one correlation for all pairs, ``AR`` and ``HAR`` its power by steps between sorted levels,
``CAR`` by time between them; ``UN`` one for each pair. ``SPEXP``, ``SPGAU``, ``SPLIN``,
``SPRAT`` and ``SPSPH`` fall off with distance over the range: exponential, Gaussian, linear,
rational quadratic, spherical.
"""
