"""Weights of comparisons that make a study of several arms count for no more than it knows.

Vocabulary
----------
tau2 : variance of true effects between studies, the same for every comparison
vi : sampling variances of comparisons
w : weights such that comparisons may be pooled as if they were independent
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.network.comparisons import Comparisons


def adjusted_weights(comparisons: Comparisons, tau2: float = 0.0) -> Floats:
    """Return the weight of every comparison, reduced within studies of three or more arms.

    Parameters
    ----------
    comparisons : Comparisons
    tau2 : float
        Variance between studies.

    Returns
    -------
    array of float, shape (m,)
        1/(vi + tau2) for studies of two arms.

    Raises
    ------
    ValueError
        When the standard errors of a study are those of no covariance matrix.

    Notes
    -----
    A study is an electrical network whose resistances between arms are its variances; the
    weights are the conductances of its wires. With R the matrix of variances between its p arms
    and J the matrix of ones, they are minus the elements off the diagonal of the pseudoinverse of
    -(I - J/p) R (I - J/p)/2. Pooling with them is generalised least squares with the study's
    whole covariance matrix.

    References
    ----------
    Rücker G (2012). doi:10.1002/jrsm.1058
    Rücker G, Schwarzer G (2014). doi:10.1002/sim.6236

    Examples
    --------
    >>> from evidence.stats.network.comparisons import comparisons_of
    >>> three = comparisons_of([0, 0, 0], [1, 1, 1], [0, 0, 1], [1, 2, 2], [0, 0, 0])
    >>> adjusted_weights(three).round(12).tolist()
    [0.666666666667, 0.666666666667, 0.666666666667]
    """
    total = comparisons.se**2 + tau2
    found = 1 / total
    for places in comparisons.of_studies:
        if len(places) > 1:
            arms = comparisons.arms(places)
            one = np.searchsorted(arms, comparisons.first[places])
            other = np.searchsorted(arms, comparisons.second[places])
            found[places] = -_conductances(one, other, total[places], len(arms))[one, other]
    return found


def _conductances(one: np.ndarray, other: np.ndarray, variances: Floats, arms: int) -> Floats:
    apart = np.zeros((arms, arms))
    apart[one, other] = apart[other, one] = variances
    centre = np.eye(arms) - 1 / arms
    spread = -0.5 * centre @ apart @ centre
    lengths, axes = np.linalg.eigh(spread)
    if lengths[1] <= 1e-12 * lengths[-1]:
        raise ValueError(
            f"standard errors {np.sqrt(variances).tolist()} of one study are not possible"
        )
    kept = axes[:, 1:]
    return np.asarray((kept / lengths[1:]) @ kept.T)
