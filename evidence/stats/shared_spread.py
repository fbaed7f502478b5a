"""Subgroups pooled with one variance between studies for all of them.

Vocabulary
----------
yi, vi : effects and their sampling variances
tau2 : variance of true effects within subgroups
"""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np

from evidence.stats.design import design
from evidence.stats.floats import Reported
from evidence.stats.heterogeneity import CochranQ, cochran_q
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.sampled import checked
from evidence.stats.tau2 import Tau2, estimate_tau2


class SharedSpread(NamedTuple):
    """Subgroups in the order they are first met; ``between`` tests that their effects are one.

    ``within`` is Cochran's Q of all effects around their subgroups' means.
    """

    names: tuple[Hashable, ...]
    pooled: tuple[Pooled, ...]
    tau2: Tau2
    within: CochranQ
    between: CochranQ


def pool_with_shared_spread(
    yi: Reported,
    vi: Reported,
    groups: Sequence[Hashable],
    *,
    method: str,
    test: str = "z",
    level: float = 0.95,
) -> SharedSpread:
    """Pool each subgroup with the variance between studies that all subgroups share.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects on the analysis scale and their sampling variances.
    groups : sequence of str or int
        The subgroup of each effect; more effects than subgroups.
    method : str
        How tau2 is estimated; see ``tau2.METHODS``.
    test : {"z", "t", "knha", "adhoc"}
        How each subgroup's mean is tested; a subgroup of one effect takes ``"z"``.
    level : float
        Confidence level of the intervals.

    Returns
    -------
    SharedSpread

    Raises
    ------
    ValueError
        For bad effects, an unknown method, or no more effects than subgroups.

    Notes
    -----
    tau2 is what a meta-regression on the subgroups leaves. ``between`` is Cochran's Q over the
    subgroups' means and the standard errors their test gives, as for subgroups with a variance
    each. meta's ``tau.common = TRUE``. Use it where subgroups are too small to tell a variance of
    their own; it takes true effects to differ equally in all of them.

    References
    ----------
    Borenstein M, Hedges LV, Higgins JPT, Rothstein HR (2009). doi:10.1002/9780470743386

    Examples
    --------
    >>> found = pool_with_shared_spread(
    ...     [0.0, 1.0, 4.0, 5.0], [0.1] * 4, ["a", "a", "b", "b"], method="DL"
    ... )
    >>> round(found.tau2.value, 12), [one.estimate for one in found.pooled]
    (0.4, [0.5, 4.5])
    """
    effects = checked(yi, vi)
    names = tuple(dict.fromkeys(groups))
    members = np.array([[group == name for name in names] for group in groups])
    xi = design(members).basis
    tau2 = estimate_tau2(*effects, method=method, xi=xi)
    pooled = tuple(
        pool_effects(
            effects.yi[inside],
            effects.vi[inside],
            tau2=tau2.value,
            test=test if inside.sum() > 1 else "z",
            level=level,
        )
        for inside in members.T
    )
    between = cochran_q([one.estimate for one in pooled], [one.se**2 for one in pooled])
    return SharedSpread(names, pooled, tau2, cochran_q(*effects, xi=xi), between)
