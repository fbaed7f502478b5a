"""The likelihood of counts that share one normal effect a study, by adaptive quadrature.

Vocabulary
----------
u : the study's effect, standard normal
eta_j : linear predictor of the study's count j, f_j + z_j u with z_j its loading
g(u) : logarithm of the counts' probabilities times the density of u
mode, width : where g is highest, and 1 over the root of its curvature there
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.glmm.counted import Counted, Slopes


class Marginal(NamedTuple):
    """Log-likelihoods (k,), their slopes in the predictors (k, m), and the modes (k, q).

    ``conditional`` is the log-likelihood of the counts with the study's effect at its mode.
    """

    value: Floats
    slope: Floats
    mode: Floats
    conditional: Floats


class Rule(NamedTuple):
    """Nodes of a quadrature over the standard normal distribution, and logs of their weights."""

    nodes: Floats
    log_weights: Floats


def quadrature(points: int) -> Rule:
    """Return Gauss-Hermite nodes and weights for the standard normal distribution.

    Parameters
    ----------
    points : int
        One or more; one is Laplace's approximation.

    Returns
    -------
    Rule

    Examples
    --------
    >>> quadrature(3).nodes.round(4).tolist()
    [-1.7321, 0.0, 1.7321]
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(points)
    return Rule(nodes, np.log(weights) - np.log(weights.sum()))


def one_effect(counts: tuple[Counted, ...], predictors: Floats, rule: Rule) -> Marginal:
    """Return marginal log-likelihoods of counts with one normal effect a study.

    Parameters
    ----------
    counts : tuple of Counted
        J counts a study.
    predictors : array of float, shape (k, 2 J)
        Each study's f, then its loadings z.
    rule : Rule
        The quadrature, laid about each study's mode and scaled by its width.

    Returns
    -------
    Marginal

    Notes
    -----
    ``log width + log sum w_q exp(g(mode + width t_q) + t_q**2 / 2)`` with nodes t. Slopes are of
    this sum itself, mode and width moving with the predictors, so that they vanish at its maximum
    whatever the number of nodes.

    References
    ----------
    Stijnen T, Hamza TH, Ozdemir P (2010). doi:10.1002/sim.4040

    Examples
    --------
    >>> from evidence.stats.glmm.counted import Binomial
    >>> half = Binomial(np.array([1.0]), np.array([1.0]))
    >>> found = one_effect((half,), np.array([[0.0, 1.5]]), quadrature(25))
    >>> round(float(np.exp(found.value[0])), 6)
    0.5
    """
    if not predictors[:, len(counts) :].any():
        rule = quadrature(1)  # without effects every node says the same
    mode = _mode(counts, predictors)
    at = [count.slopes(eta) for count, eta in zip(counts, _eta(predictors, mode), strict=True)]
    turning, moved = _curvature(at, predictors, mode)
    width = np.sqrt(-1 / turning.second)
    spread = 0.5 * width**3 * moved.bend
    u = mode + width * rule.nodes
    log_density, slope_u, slopes = _density(counts, predictors, u)
    terms = log_density + rule.nodes**2 / 2 + rule.log_weights
    top = terms.max(axis=1, keepdims=True)
    share = np.exp(terms - top)
    total = share.sum(axis=1, keepdims=True)
    share /= total
    # Along with each predictor the nodes move: the mode by moved.mode, the width by spread.
    drift = (share * slope_u).sum(axis=1, keepdims=True)
    stretch = (share * slope_u * rule.nodes).sum(axis=1, keepdims=True)
    direct = np.stack([(share * one).sum(axis=1) for one in slopes], axis=1)
    return Marginal(
        value=(np.log(width) + top + np.log(total))[:, 0],
        slope=spread / width + direct + drift * moved.mode + stretch * spread,
        mode=mode,
        conditional=np.sum([one.value[:, 0] for one in at], axis=0),
    )


class _Turning(NamedTuple):
    """Second and third derivative of g in u at the mode, (k, 1) each."""

    second: Floats
    third: Floats


class _Moved(NamedTuple):
    """How mode and second derivative of g move with each predictor, (k, 2 J) each."""

    mode: Floats
    bend: Floats


def _eta(predictors: Floats, u: Floats) -> list[Floats]:
    half = predictors.shape[1] // 2
    return [predictors[:, [j]] + predictors[:, [half + j]] * u for j in range(half)]


def _mode(counts: tuple[Counted, ...], predictors: Floats) -> Floats:
    """Find the mode of g, which is concave: Newton's steps, halved while they do not climb."""
    half = predictors.shape[1] // 2
    loadings = predictors[:, half:]
    u = np.zeros((len(predictors), 1))
    if not loadings.any():
        return u
    height, slope, second = _climb(counts, predictors, u)
    for _ in range(100):
        step = -slope / second
        tried = _climb(counts, predictors, u + step)
        for _ in range(60):
            short = ~(tried[0] >= height - 1e-12 * (1 + np.abs(height)))
            if not short.any():
                break
            step = np.where(short, step / 2, step)
            tried = _climb(counts, predictors, u + step)
        u = u + step
        height, slope, second = tried
        if not (np.abs(step) > 1e-13 * (1 + np.abs(u))).any():
            break
    return u


def _climb(
    counts: tuple[Counted, ...], predictors: Floats, u: Floats
) -> tuple[Floats, Floats, Floats]:
    half = predictors.shape[1] // 2
    height, slope, second = -u * u / 2, -u, np.full_like(u, -1.0)
    for j, (count, eta) in enumerate(zip(counts, _eta(predictors, u), strict=True)):
        at, loading = count.slopes(eta), predictors[:, [half + j]]
        height = height + at.value
        slope = slope + loading * at.first
        second = second + loading**2 * at.second
    return height, slope, second


def _curvature(at: list[Slopes], predictors: Floats, mode: Floats) -> tuple[_Turning, _Moved]:
    half = predictors.shape[1] // 2
    z = predictors[:, half:]
    first, second, third = (
        np.concatenate([getattr(one, name) for one in at], axis=1)
        for name in ("first", "second", "third")
    )
    turning = _Turning(
        (z**2 * second).sum(axis=1, keepdims=True) - 1,
        (z**3 * third).sum(axis=1, keepdims=True),
    )
    mixed = np.concatenate([z * second, first + z * mode * second], axis=1)
    bend = np.concatenate([z**2 * third, 2 * z * second + z**2 * mode * third], axis=1)
    moved = -mixed / turning.second
    return turning, _Moved(moved, bend + turning.third * moved)


def _density(
    counts: tuple[Counted, ...], predictors: Floats, u: Floats
) -> tuple[Floats, Floats, list[Floats]]:
    """Return g at nodes (k, q), its slope in u, and its slopes in each predictor."""
    half = predictors.shape[1] // 2
    at = [count.slopes(eta) for count, eta in zip(counts, _eta(predictors, u), strict=True)]
    value, slope = -u * u / 2, -u
    for j, one in enumerate(at):
        value = value + one.value
        slope = slope + predictors[:, [half + j]] * one.first
    return value, slope, [one.first for one in at] + [one.first * u for one in at]
