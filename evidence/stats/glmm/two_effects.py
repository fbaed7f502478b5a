"""The likelihood of counts that share two normal effects a study, by Laplace's approximation.

Vocabulary
----------
b : the study's two effects, independent standard normal
eta_j : linear predictor of the study's count j, f_j + z_j1 b1 + z_j2 b2
g(b) : logarithm of the counts' probabilities times the density of b
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.glmm.counted import Counted, Slopes
from evidence.stats.glmm.one_effect import Marginal


def two_effects(counts: tuple[Counted, ...], predictors: Floats) -> Marginal:
    """Return marginal log-likelihoods of counts with two normal effects a study.

    Parameters
    ----------
    counts : tuple of Counted
        J counts a study.
    predictors : array of float, shape (k, 3 J)
        Each study's f, then the loadings of its first effect, then those of the second.

    Returns
    -------
    Marginal

    Notes
    -----
    ``g(mode) - log det(-g'') / 2`` with g'' at the mode. Slopes are of this approximation itself,
    the mode moving with the predictors.

    Examples
    --------
    >>> from evidence.stats.glmm.counted import Poisson
    >>> none = Poisson(np.array([2.0]), np.array([1.0]))
    >>> found = two_effects((none,), np.zeros((1, 3)))
    >>> found.value.tolist(), found.mode.tolist()
    ([-1.0], [[0.0, 0.0]])
    """
    half = len(counts)
    f = predictors[:, :half]
    z = predictors[:, half:].reshape(len(f), 2, half).transpose(0, 2, 1)
    mode = _mode(counts, f, z)
    first, second, third, value = _at(counts, f, z, mode)
    bend = _bend(z, second)
    inverse = np.linalg.inv(bend)
    reach = np.einsum("kja,kab->kjb", z, inverse)
    leverage = (reach * z).sum(axis=2)
    # half of d log det / d eta_j, and what it makes of a move of the mode
    tilt = 0.5 * leverage * -third
    along = np.einsum("kj,kja->ka", tilt, z)
    eta_moves = first - tilt
    shift_f = np.einsum("ka,kja->kj", along, reach) * second
    slope = [eta_moves - shift_f]
    for a in range(2):
        determinant = -second * reach[:, :, a]
        moves = reach @ along[:, :, None]
        shift = moves[:, :, 0] * second * mode[:, [a]]
        shift += np.einsum("ka,kab->kb", along, inverse)[:, [a]] * first
        slope.append(eta_moves * mode[:, [a]] - determinant - shift)
    conditional = value.sum(axis=1)
    return Marginal(
        value=conditional - (mode**2).sum(axis=1) / 2 - np.linalg.slogdet(bend)[1] / 2,
        slope=np.concatenate(slope, axis=1),
        mode=mode,
        conditional=conditional,
    )


def _at(
    counts: tuple[Counted, ...], f: Floats, z: Floats, b: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    eta = f + np.einsum("kja,ka->kj", z, b)
    found: list[Slopes] = [count.slopes(eta[:, [j]]) for j, count in enumerate(counts)]
    value, first, second, third = (
        np.concatenate([one[order] for one in found], axis=1) for order in range(4)
    )
    return first, second, third, value


def _bend(z: Floats, second: Floats) -> Floats:
    """Minus the second derivative of g, (k, 2, 2)."""
    return np.asarray(np.eye(2) - np.einsum("kja,kj,kjb->kab", z, second, z))


def _mode(counts: tuple[Counted, ...], f: Floats, z: Floats) -> Floats:
    """Find the mode of g, which is concave: Newton's steps, halved while they do not climb."""
    b = np.zeros((len(f), 2))
    first, second, _, value = _at(counts, f, z, b)
    height = value.sum(axis=1)
    for _ in range(100):
        slope = np.einsum("kja,kj->ka", z, first) - b
        step = np.linalg.solve(_bend(z, second), slope[:, :, None])[:, :, 0]
        for _ in range(60):
            first, second, _, value = _at(counts, f, z, b + step)
            tried = value.sum(axis=1) - ((b + step) ** 2).sum(axis=1) / 2
            short = ~(tried >= height - 1e-12 * (1 + np.abs(height)))
            if not short.any():
                break
            step = np.where(short[:, None], step / 2, step)
        b, height = b + step, tried
        if not (np.abs(step) > 1e-13 * (1 + np.abs(b))).any():
            break
    return b
