"""The true effects of each study, given what it found and what the others did.

Vocabulary
----------
psi : covariance matrix of true effects between studies
"""

import numpy as np

from evidence.stats.floats import Floats
from evidence.stats.multivariate.fit import MultivariateFit


def study_effects(fit: MultivariateFit) -> Floats:
    """Return the best linear unbiased predictions of every study's true effects.

    Parameters
    ----------
    fit : MultivariateFit

    Returns
    -------
    array of float, shape (m, k)
        Of missing outcomes too, from those a study has.

    Notes
    -----
    X b + psi V**-1 (y - X b): the study's own effects drawn towards the mean, the more the less
    they are known.

    References
    ----------
    Gasparrini A, Armstrong B, Kenward MG (2012). doi:10.1002/sim.5471

    Examples
    --------
    >>> from evidence.stats.multivariate.fit import fit_multivariate
    >>> from evidence.stats.multivariate.outcomes import outcomes_of
    >>> three = outcomes_of([[0.0], [1.0], [5.0]], [[[1.0]], [[1.0]], [[1.0]]])
    >>> study_effects(fit_multivariate(three, method="ML")).round(2).tolist()
    [[0.43], [1.21], [4.36]]
    """
    given = fit.outcomes
    k = given.y.shape[1]
    mean = np.einsum("mp,kl->mkpl", given.x, np.eye(k)).reshape(*given.y.shape, -1)
    found = mean @ fit.coefficients
    for place, (errors, seen) in enumerate(zip(given.s, given.seen, strict=True)):
        total = (errors + fit.psi)[np.ix_(seen, seen)]
        left = fit.solved.residuals[place, seen]
        found[place] += fit.psi[:, seen] @ np.linalg.solve(total, left)
    return np.asarray(found)
