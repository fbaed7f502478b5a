"""Covariances of true outcomes between studies by the method of moments.

Vocabulary
----------
psi : covariance matrix of true effects between studies
W : block-diagonal inverse of the errors' covariance, zero for effects that are missing
H : the matrix that gives fitted effects without variance between studies
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.multivariate.outcomes import Outcomes


def psi_by_moments(outcomes: Outcomes, *, floor: float = 0.0) -> Floats:
    """Estimate the covariance matrix between studies by moments.

    Parameters
    ----------
    outcomes : Outcomes
    floor : float
        What eigenvalues below zero are set to; mixmeta sets them to 1.5e-8 whatever the scale.

    Returns
    -------
    array of float, shape (k, k)
        Symmetric, without eigenvalues below zero.

    Notes
    -----
    The sum over studies of the blocks of W (I - H) y y' (I - H)' is set equal to its mean, which
    is linear in psi; the solution is made symmetric and its negative eigenvalues are cut off.

    References
    ----------
    Jackson D, White IR, Riley RD (2013). doi:10.1002/bimj.201200152

    Examples
    --------
    >>> from evidence.stats.multivariate.outcomes import outcomes_of
    >>> found = psi_by_moments(outcomes_of([[0.0], [1.0], [3.0]], [[[0.5]], [[0.5]], [[0.5]]]))
    >>> round(float(found[0, 0]), 6)
    1.833333
    """
    m, k = outcomes.y.shape
    weights = np.zeros((m, k, k))
    for place, (errors, seen) in enumerate(zip(outcomes.s, outcomes.seen, strict=True)):
        at = np.ix_(seen, seen)
        weights[place][at] = np.linalg.inv(errors[at])
    columns = np.einsum("mp,kl->mkpl", outcomes.x, np.eye(k)).reshape(m, k, -1)
    columns = columns * outcomes.seen[:, :, None]
    weighted = weights @ columns
    inverse = np.linalg.inv(np.einsum("mkp,mkq->pq", columns, weighted))
    effects = np.where(outcomes.seen, outcomes.y, 0.0)
    left = effects - columns @ (inverse @ np.einsum("mkp,mk->p", weighted, effects))
    pulled = np.einsum("mkl,ml->mk", weights, left)
    found = np.einsum("mk,ml->kl", pulled, left)
    # Blocks of (I - H)' and of W (I - H), between every two studies.
    turned = -np.einsum("ikp,pq,jlq->ijkl", weighted, inverse, columns)
    saved = -np.einsum("ikp,pq,jlq->ijkl", weighted, inverse, weighted)
    each = np.arange(m)
    turned[each, each] += np.eye(k) * outcomes.seen[:, :, None]
    saved[each, each] += weights
    mean = np.einsum("iikl->kl", turned)
    slope = np.einsum("ijkl,jinr->krln", saved, turned).reshape(k * k, k * k)
    free = np.linalg.solve(slope, (found - mean).reshape(-1)).reshape(k, k)
    lengths, axes = np.linalg.eigh((free + free.T) / 2)
    return np.asarray((axes * np.where(lengths < 0, floor, lengths)) @ axes.T)
