"""The pooled effect with each study left out in turn.

Vocabulary
----------
yi, vi : effects and their sampling variances
"""

import numpy as np

from evidence.stats.floats import Reported
from evidence.stats.refits import Refits, refit
from evidence.stats.sampled import checked


def leave_one_out(
    yi: Reported, vi: Reported, *, method: str, test: str = "z", level: float = 0.95
) -> Refits:
    """Pool the effects again without each study in turn.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 2.
    method : str
        How tau2 is estimated, anew each time.
    test : {"z", "t", "knha", "adhoc"}
        How the mean is tested.
    level : float
        Confidence level.

    Returns
    -------
    Refits
        One row a study left out, in the order given.

    Notes
    -----
    A conclusion that one study carries is seen here; that several carry one together is not.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11

    Examples
    --------
    >>> leave_one_out([0.0, 1.0, 2.0], [1.0, 1.0, 1.0], method="EE").estimate.tolist()
    [1.5, 1.0, 0.5]
    """
    effects = checked(yi, vi, least=2)
    everyone = np.arange(len(effects.yi))
    others = (everyone != left_out for left_out in everyone)
    return refit(effects.yi, effects.vi, others, method=method, test=test, level=level)[1]
