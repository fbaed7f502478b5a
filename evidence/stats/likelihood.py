"""What a likelihood of tau squared is computed from.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
k, p : number of responses and of regressors
"""

from typing import NamedTuple

from evidence.stats.floats import Floats


class Likelihood(NamedTuple):
    """Data of a likelihood of tau2, and which likelihood it is.

    For zi ~ N(xi b, vi + tau2). ``xi`` has shape (k,) or (k, p): a column of ones to pool
    independent effects, the rotated column of ones where sampling errors are correlated (see
    ``correlated``), and the columns of a model matrix in meta-regression, best made orthonormal
    first. ``restricted`` is whether the likelihood is the restricted one (REML) rather than the
    full one (ML).
    """

    zi: Floats
    xi: Floats
    vi: Floats
    restricted: bool

    @property
    def columns(self) -> Floats:
        """The regressors as a matrix."""
        return self.xi.reshape(len(self.zi), -1)

    @property
    def df(self) -> int:
        """Observations that count: k for ML, k - p for REML."""
        return len(self.zi) - (self.columns.shape[1] if self.restricted else 0)
