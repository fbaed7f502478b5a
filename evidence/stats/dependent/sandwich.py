"""Standard errors that hold whatever the true correlations within clusters are.

Residuals of whole clusters take the place of the model's covariances. Because fitted residuals
are too small, each cluster's are adjusted, by one of several rules.

Vocabulary
----------
X_j, W_j, e_j : rows of cluster j of the model matrix, of the weights, of the residuals
C : covariance of the coefficients if the model were true
H_j : X_j C X_j'W_j, what cluster j does to its own fit
n, k, p : number of clusters, effects and coefficients
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.dependent.components import Codes, numbered
from evidence.stats.dependent.fit import DependentFit
from evidence.stats.dependent.likelihood import cells, solved
from evidence.stats.dependent.stacks import stacks_of
from evidence.stats.floats import Floats
from evidence.stats.refusal import require_choice

RULES = ("CR0", "CR1", "CR1p", "CR1S", "CR2", "CR3")

NOTHING = 1e-11
"""An eigenvalue this many times smaller than the largest is no direction of the residuals."""


class Sandwich(NamedTuple):
    """A cluster-robust covariance matrix, and what its degrees of freedom follow from.

    For coefficients s and t and clusters i and j the estimate's (s, t) entry is a sum of products
    with covariances ``own[j, s, t]`` (for i = j) minus ``lead[i, :, s]' lead[j, :, t]``. ``codes``
    are the numbers of the effects' clusters.
    """

    covariance: Floats
    own: Floats
    lead: Floats
    clusters: int
    rule: str
    codes: Codes


def sandwich(fit: DependentFit, clusters: Sequence[Hashable], *, rule: str = "CR2") -> Sandwich:
    """Return the cluster-robust covariance matrix of the coefficients.

    Parameters
    ----------
    fit : DependentFit
    clusters : sequence of str or int, length k
        Independent clusters, each of which holds whole groups of every random term.
    rule : {"CR2", "CR0", "CR1", "CR1p", "CR1S", "CR3"}
        Adjustment for residuals that are too small.

    Returns
    -------
    Sandwich

    Raises
    ------
    ValueError
        For an unknown rule, clusters that cut through dependent effects, no more of them than
        coefficients, or CR3 where one cluster alone tells a coefficient.

    Notes
    -----
    C (sum X_j'W_j A_j e_j e_j'A_j'W_j X_j) C. ``CR0``: A = I. ``CR1``, ``CR1p``, ``CR1S``: its
    square is n/(n - 1), n/(n - p) or n (k - 1)/((n - 1)(k - p)). ``CR2``: makes the estimate
    unbiased if the model is true, A = L (L'(I - H_j) M_j L)**-1/2 L' with L L' = M_j. ``CR3``:
    A = (I - H_j)**-1, close to the jackknife. metafor's ``robust`` is CR1p; with fewer than
    about forty clusters take CR2 with its degrees of freedom.

    References
    ----------
    Bell RM, McCaffrey DF (2002). Bias reduction in standard errors for linear regression with
    multi-stage samples. Survey Methodology 28(2):169-181.
    Pustejovsky JE, Tipton E (2018). doi:10.1080/07350015.2016.1247004
    """
    require_choice("rule", rule, RULES)
    codes, names = numbered(clusters)
    n, (k, p) = len(names), fit.design.xi.shape
    if len(codes) != k:
        raise ValueError(f"{len(codes)} clusters for {k} effects")
    if n <= p:
        raise ValueError(f"{n} clusters for {p} coefficients: too few")
    stacks = stacks_of(
        fit.data.yi,
        fit.data.vi,
        fit.design.basis,
        fit.data.blocks,
        fit.model.components,
        clusters=codes,
    )
    if sum(len(stack.rows) for stack in stacks) < n:
        raise ValueError("clusters cut through effects that depend on each other")
    model = fit.model._replace(stacks=stacks)
    at = solved(model, cells(model, fit.free))
    root = np.linalg.cholesky(at.covariance)
    factor = {
        "CR1": n / (n - 1),
        "CR1p": n / (n - p),
        "CR1S": n * (k - 1) / ((n - 1) * (k - p)),
    }.get(rule, 1.0)
    scores, own, lead = [], [], []
    for number, stack in enumerate(stacks):
        marginal: Floats = np.linalg.inv(at.inverse[number]).astype(np.float64, copy=False)
        turn = _adjusted(rule, at.weighted[number], marginal, stack.xi, at.covariance)
        turn = np.sqrt(factor) * turn @ at.covariance @ fit.design.back.T
        left = marginal @ at.pull[number][:, :, None]
        scores.append((turn * left).sum(axis=1))
        own.append(turn.transpose(0, 2, 1) @ marginal @ turn)
        lead.append(root.T @ stack.xi.transpose(0, 2, 1) @ turn)
    score = np.concatenate(scores)
    return Sandwich(score.T @ score, np.concatenate(own), np.concatenate(lead), n, rule, codes)


def _adjusted(rule: str, u: Floats, marginal: Floats, xi: Floats, covariance: Floats) -> Floats:
    """A'W X of every cluster, shape (n, s, p)."""
    if rule == "CR2":
        return _unbiased(u, marginal, xi, covariance)
    if rule == "CR3":
        hat = np.eye(xi.shape[1]) - u @ covariance @ xi.transpose(0, 2, 1)
        if np.linalg.svd(hat, compute_uv=False)[:, -1].min() < NOTHING:
            raise ValueError(
                "CR3 cannot be had: a coefficient rests on one cluster alone; take CR2"
            )
        return np.asarray(np.linalg.solve(hat, u))
    return u


def _unbiased(u: Floats, marginal: Floats, xi: Floats, covariance: Floats) -> Floats:
    factor = np.linalg.cholesky(marginal)
    turned = factor.transpose(0, 2, 1)
    fit = turned @ xi
    spread = turned @ marginal @ factor - fit @ covariance @ fit.transpose(0, 2, 1)
    sizes, axes = np.linalg.eigh(spread)
    real = sizes > NOTHING * sizes[:, -1:]
    inverse = np.where(real, 1 / np.sqrt(np.where(real, sizes, 1.0)), 0.0)
    middle = (axes * inverse[:, None, :]) @ axes.transpose(0, 2, 1)
    return np.asarray(factor @ (middle @ (turned @ u)))
