"""Each study's own test and confidence interval.

Vocabulary
----------
sei : standard error; zi : test statistic; pval : two-sided p-value; ci_lb, ci_ub : limits
"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from evidence.stats.effects import Effects
from evidence.stats.floats import Floats
from evidence.stats.quantiles import two_sided


class SingleEffects(NamedTuple):
    """Standard errors, tests and intervals of k effects."""

    sei: Floats
    zi: Floats
    pval: Floats
    ci_lb: Floats
    ci_ub: Floats


@np.errstate(divide="ignore", invalid="ignore")
def single_effects(effects: Effects, *, level: float = 0.95) -> SingleEffects:
    """Test each effect against zero and give its Wald interval.

    Parameters
    ----------
    effects : Effects
        Effects and sampling variances.
    level : float
        Share of confidence, between 0 and 1.

    Returns
    -------
    SingleEffects
        ``yi -/+ z sqrt(vi)``, and the normal test of ``yi / sqrt(vi)``.

    Raises
    ------
    ValueError
        When the level is not between 0 and 1.

    Examples
    --------
    >>> single_effects(Effects(np.array([0.5]), np.array([0.04]))).ci_lb.round(3).tolist()
    [0.108]
    """
    sei = np.sqrt(effects.vi)
    zi = effects.yi / sei
    reach = two_sided(level, None) * sei
    return SingleEffects(
        sei=sei,
        zi=zi,
        pval=2 * ndtr(-np.abs(zi)),
        ci_lb=effects.yi - reach,
        ci_ub=effects.yi + reach,
    )
