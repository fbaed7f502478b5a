"""What every effect size formula returns.

Vocabulary
----------
yi : the studies' effects, on the scale they are pooled on (a log for ratios)
vi : their sampling variances
"""

from typing import NamedTuple

import numpy as np

from evidence.stats.floats import Floats


class Effects(NamedTuple):
    """Effects and sampling variances, one of each a study; NaN where there is none.

    Parameters
    ----------
    yi : array of float, shape (k,)
        Effects on the analysis scale.
    vi : array of float, shape (k,)
        Sampling variances of the effects, on the square of that scale.
    """

    yi: Floats
    vi: Floats


def estimable(yi: Floats, vi: Floats) -> Effects:
    """Return effects with NaN in both places where either is infinite.

    A logarithm of zero, or a standard deviation of zero below the line, says that the study has
    no effect on this scale; neither number may then reach a pooled result.

    Parameters
    ----------
    yi, vi : array of float, shape (k,)
        Effects and sampling variances as the formula gave them.

    Returns
    -------
    Effects
        The same, with NaN for both numbers of a study without an effect.

    Examples
    --------
    >>> estimable(np.array([0.2, np.inf]), np.array([0.1, 0.3])).vi.tolist()
    [0.1, nan]
    """
    yi, vi = np.broadcast_arrays(np.asarray(yi, dtype=np.float64), np.asarray(vi, dtype=np.float64))
    boundless = np.isinf(yi) | np.isinf(vi)
    return Effects(np.where(boundless, np.nan, yi), np.where(boundless, np.nan, vi))
