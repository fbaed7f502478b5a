"""What a likelihood of tau squared is computed from.

Vocabulary
----------
zi, xi, vi : responses, regressors and sampling variances
tau2 : variance of true effects between studies
k, p : number of responses and of regressors
"""

from typing import NamedTuple

from evidence.stats.floats import Floats
from evidence.stats.projection import columns_of


class Likelihood(NamedTuple):
    """Data of a likelihood of tau2, and which likelihood it is.

    For zi ~ N(xi b, vi + tau2). ``xi`` is None to pool independent effects, which have a mean
    and no more; else of shape (k,) or (k, p): the rotated column of ones where sampling errors are
    correlated (see ``correlated``), and the columns of a model matrix in meta-regression, best
    made orthonormal first. ``restricted`` is whether the likelihood is the restricted one (REML)
    rather than the full one (ML).
    """

    zi: Floats
    xi: Floats | None
    vi: Floats
    restricted: bool

    @property
    def columns(self) -> Floats:
        """The regressors as a matrix."""
        return columns_of(self.xi, len(self.zi))

    @property
    def df(self) -> int:
        """Observations that count: k for ML, k - p for REML."""
        return len(self.zi) - (int(self.columns.shape[1]) if self.restricted else 0)
