"""Random effects around Mantel and Haenszel's mean, as RevMan 5 has them.

Vocabulary
----------
yi, vi : the studies' own effects and their sampling variances
theta : Mantel and Haenszel's common effect
tau2 : variance of true effects between studies
"""

from typing import NamedTuple

from evidence.stats.events.mantel_haenszel import mantel_haenszel
from evidence.stats.events.stratified_tables import single_effects
from evidence.stats.events.zero_cell_rule import AS_COUNTED, FOR_EFFECTS, ZeroCellRule
from evidence.stats.floats import Reported
from evidence.stats.heterogeneity import CochranQ
from evidence.stats.pooling import Pooled, pool_effects
from evidence.stats.tau2_moments import quadratic_form


class AroundMantelHaenszel(NamedTuple):
    """The mean of random effects, and the Q around ``common`` that its tau2 comes from."""

    pooled: Pooled
    tau2: float
    heterogeneity: CochranQ
    common: float


def pool_around_mantel_haenszel(
    measure: str,
    *,
    pooled: ZeroCellRule = AS_COUNTED,
    single: ZeroCellRule = FOR_EFFECTS,
    test: str = "z",
    level: float = 0.95,
    **columns: Reported,
) -> AroundMantelHaenszel:
    """Pool events by random effects whose variance comes from Q around the common effect.

    Parameters
    ----------
    measure : {"OR", "RR", "RD", "IRR", "IRD"}
        What is pooled.
    pooled, single : ZeroCellRule
        What is added before Mantel and Haenszel's mean, and before the studies' own effects.
    test : {"z", "t", "knha", "adhoc"}
        How the mean is tested; RevMan 5 has ``"z"``.
    level : float
        Confidence level.
    **columns : array_like, shape (k,)
        As for :func:`evidence.stats.events.mantel_haenszel.mantel_haenszel`.

    Returns
    -------
    AroundMantelHaenszel

    Raises
    ------
    ValueError
        As Mantel and Haenszel's method.

    Notes
    -----
    tau2 = max(0, (Q - df)/(sum wi - sum wi**2/sum wi)) with wi = 1/vi and Q = sum wi (yi -
    theta)**2, which is DerSimonian and Laird's estimator around another mean. The pooled effect
    has weights 1/(vi + tau2). RevMan 5's "Mantel-Haenszel, random effects", and meta's
    ``metabin(method = "MH", Q.Cochrane = TRUE)``; offered to reproduce reviews.

    References
    ----------
    Deeks JJ, Higgins JPT (2010). Statistical algorithms in Review Manager 5. Cochrane.

    Examples
    --------
    >>> found = pool_around_mantel_haenszel(
    ...     "OR", ai=[10, 4, 9], n1i=[100, 50, 90], ci=[20, 19, 9], n2i=[100, 50, 90]
    ... )
    >>> round(found.tau2, 3), round(found.pooled.estimate, 3)
    (0.539, -0.875)
    """
    mean = mantel_haenszel(measure, pooled=pooled, single=single, level=level, **columns)
    effects = single_effects(measure, columns, single).effects
    q = mean.heterogeneity
    slope = quadratic_form(effects.yi, effects.vi, 1 / effects.vi, None).mean_slope
    tau2 = max(0.0, (q.q - q.df) / slope) if q.df else 0.0
    found = pool_effects(effects.yi, effects.vi, tau2=tau2, test=test, level=level)
    return AroundMantelHaenszel(found, tau2, q, mean.estimate)
