"""The probability that the generalised Q statistic is at most what was seen.

Q = y'Py with P = A - AX(X'AX)**-1 X'A is a sum of k - p chi-square variables, each weighted by
an eigenvalue of P times the marginal variances. The eigenvalues are never found: the Laplace
transform of Q needs only a p by p determinant of sums over studies.

Vocabulary
----------
ai : fixed weights
share : u u' for each row u of the orthonormal columns of A**(1/2) X; ai/sum(ai) when X is 1
di : ai (vi + tau2)
z : a complex number, the argument of the Laplace transform
side : 1 when the lower tail is integrated, -1 when the upper tail is
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evidence.stats.floats import Floats
from evidence.stats.projection import columns_of, orthonormal

Complexes = npt.NDArray[np.complex128]

CHUNK = 1 << 14
"""Cells of contour points times studies worked on at once: memory stays a multiple of k."""


class Contour(NamedTuple):
    """A statistic's distribution, and the parabola its Laplace transform is integrated along.

    The parabola is z = place - curve s**2 + i s; ``height`` is the integrand's logarithm at its
    top and ``scale`` the distance along s over which it first falls.
    """

    q: float
    di: Floats
    share: Floats
    side: int
    place: float
    curve: float
    scale: float
    height: float


def probability_below(q: float, di: Floats, share: Floats) -> float:
    """Return the probability that the generalised Q is at most q.

    Parameters
    ----------
    q : float
        A value of the statistic.
    di : array of float, shape (k,)
        Weights times marginal variances, ai (vi + tau2), above zero.
    share : array of float, shape (k,) or (k, p, p)
        Each effect's part in the fit: weights divided by their sum, or what ``shares`` gives.

    Returns
    -------
    float
        To about 13 decimals.

    Notes
    -----
    With det(I + 2z S) = prod(1 + 2 z di) det(sum(share/(1 + 2 z di))), the probability is the
    inverse Laplace transform at q of det**(-1/2)/z. It is integrated by the trapezoidal rule
    along a parabola near the path of steepest descent from the integrand's saddle point, where
    that rule converges geometrically; points are doubled until the value stands still. metafor
    gets the same probability from the eigenvalues by Farebrother's algorithm.

    References
    ----------
    Jackson D (2013). Research Synthesis Methods 4(3), 220-229.
    Weideman JAC, Trefethen LN (2007). doi:10.1090/S0025-5718-07-01945-X

    Examples
    --------
    >>> import numpy as np
    >>> round(probability_below(1.0, np.array([1.0, 1.0]), np.array([0.5, 0.5])), 12)
    0.682689492137
    """
    if q <= 0:
        return 0.0
    contour = _contour(q, di, share.reshape(len(di), -1))
    tail = _integral(contour) * math.exp(contour.height) / math.pi
    return tail if contour.side == 1 else 1 - tail


def shares(ai: Floats, xi: Floats | None = None) -> Floats:
    """Return each effect's part in the weighted fit on the columns of a model matrix.

    Parameters
    ----------
    ai : array of float, shape (k,)
        Weights, zero or more.
    xi : array of float, shape (k, p), optional
        Model matrix; the intercept alone when not given.

    Returns
    -------
    array of float, shape (k, p, p)
        They sum to the identity.

    Examples
    --------
    >>> shares(np.array([1.0, 3.0])).ravel().round(12).tolist()
    [0.25, 0.75]
    """
    basis = orthonormal(columns_of(xi, len(ai)), ai)
    return np.asarray(basis[:, :, None] * basis[:, None, :])


def _contour(q: float, di: Floats, share: Floats) -> Contour:
    """Lay the parabola through the saddle point, left of zero for the upper tail."""
    from scipy.optimize import brentq

    p = math.isqrt(share.shape[1])
    mean = float(di @ (1 - share[:, :: p + 1].sum(axis=1)))
    side = 1 if q < mean else -1

    def rise(place: float) -> float:
        return _derivatives(place, q, di, share)[0]

    if side == 1:
        place = float(brentq(rise, (1 - 1e-9) / q, (len(di) + 1) / (2 * q) * (1 + 1e-9)))
    else:
        left, right = -0.999 / (2 * float(di.max())), -1e-12 / float(di.max())
        while rise(right) < 0:
            right /= 10
        place = left if rise(left) >= 0 else float(brentq(rise, left, right))
    _, bend, twist = _derivatives(place, q, di, share)
    contour = Contour(q, di, share, side, place, -twist / (6 * bend), bend**-0.5, 0.0)
    return contour._replace(height=float(_exponent(contour, np.array([place + 0j]))[0].real))


def _derivatives(place: float, q: float, di: Floats, share: Floats) -> tuple[float, float, float]:
    """First and second slope of the integrand's logarithm, and the third without the pole's."""
    part = 1 + 2 * place * di
    ti = 2 * di / part
    mass = share / part[:, None]
    p = math.isqrt(share.shape[1])
    total = mass.sum(axis=0).reshape(p, p)
    m1, m2, m3 = (np.linalg.solve(total, (ti**power @ mass).reshape(p, p)) for power in (1, 2, 3))
    first = float(ti.sum()) - float(np.trace(m1))
    second = -float(ti @ ti) + float(np.trace(2 * m2 - m1 @ m1))
    third = 2 * float((ti * ti) @ ti) - float(np.trace(6 * m3 - 6 * m1 @ m2 + 2 * m1 @ m1 @ m1))
    return q - first / 2 - 1 / place, 1 / place**2 - second / 2, -third / 2


def _exponent(contour: Contour, z: Complexes) -> Complexes:
    """Logarithm of the integrand, without the parabola's speed."""
    power = np.empty_like(z)
    rows = max(1, CHUNK // len(contour.di))
    for first in range(0, len(z), rows):
        part = 1 + 2 * z[first : first + rows, None] * contour.di
        power[first : first + rows] = np.log(part).sum(axis=1) + _log_det(
            (1 / part) @ contour.share
        )
    exponent: Complexes = z * contour.q - np.log(contour.side * z) - power / 2
    return exponent


def _log_det(flat: Complexes) -> Complexes:
    """Logarithm of the determinant, on the branch that is real on the real axis.

    Off the axis the imaginary part of the matrix is definite, so no eigenvalue and no pivot
    crosses the axis: the sum of their logarithms is continuous.
    """
    p = math.isqrt(flat.shape[1])
    if p == 1:
        return np.asarray(np.log(flat[:, 0]))
    return np.asarray(np.log(np.linalg.eigvals(flat.reshape(-1, p, p))).sum(axis=1))


def _integrand(contour: Contour, s: Floats) -> Floats:
    z = contour.place - contour.curve * s * s + 1j * s
    speed = 1 + 2j * contour.curve * s
    value: Floats = (np.exp(_exponent(contour, z) - contour.height) * speed).real
    return value


def _steps(width: float, points: int, first: float) -> Floats:
    steps: Floats = width * (np.arange(points, dtype=np.float64) + first)
    return steps


def _reach(contour: Contour) -> float:
    """How far along the parabola the integrand is still above rounding."""
    reach = 2 * contour.scale
    while True:
        z = np.array([contour.place - contour.curve * reach * reach + 1j * reach])
        if float(_exponent(contour, z)[0].real) - contour.height < -40:
            return reach
        reach *= 1.25


def _integral(contour: Contour) -> float:
    """Trapezoidal rule over the upper half of the parabola, doubled until it stands still."""
    reach = _reach(contour)
    points = max(8, math.ceil(reach / contour.scale))
    width = reach / points
    total = 0.5 + float(_integrand(contour, _steps(width, points, 1.0)).sum())
    settled = 1e-13 + 1e-16 * len(contour.di)
    while points < 1 << 14:
        between = float(_integrand(contour, _steps(width, points, 0.5)).sum())
        still = abs(between - total) <= settled * abs(total)
        total, width, points = total + between, width / 2, 2 * points
        if still:
            break
    return total * width
