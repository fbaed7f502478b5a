"""How much of the difference between studies moderators account for.

Vocabulary
----------
tau2 : variance of true effects between studies, without moderators and with them
yi, vi : effects and their sampling variances
"""

import math

from evidence.stats.design import Design
from evidence.stats.floats import Reported
from evidence.stats.projection import residual
from evidence.stats.sampled import checked
from evidence.stats.tau2 import checked_weights


def explained_heterogeneity(without: float, left: float) -> float:
    """Return R squared in per cent: the share of tau squared that moderators take away.

    Parameters
    ----------
    without, left : float
        tau2 without moderators, and what they leave, by the same estimator.

    Returns
    -------
    float
        0 where the moderators leave more, and where there was nothing to explain.

    Notes
    -----
    100 (tau2 without - tau2 left)/tau2 without. It swings widely with few studies: under about
    forty it says little (Lopez-Lopez et al. 2014).

    References
    ----------
    Raudenbush SW (2009). Analyzing effect sizes: random effects models. In: The Handbook of
    Research Synthesis and Meta-Analysis, 2nd ed. Russell Sage Foundation.
    López-López JA, Marín-Martínez F, Sánchez-Meca J, Van den Noortgate W, Viechtbauer W (2014).
    doi:10.1111/bmsp.12002

    Examples
    --------
    >>> explained_heterogeneity(0.4, 0.1)
    75.0
    """
    if without == 0:
        return 0.0
    return max(0.0, 100 * (without - left) / without)


def explained_variance(
    yi: Reported, vi: Reported, design: Design, *, weights: Reported | None = None
) -> float:
    """Return the adjusted R squared of a common-effect fit, in per cent.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances.
    design : Design
        A model matrix among whose fits is a constant.
    weights : array_like, shape (k,), optional
        Weights of the fit; 1/vi when not given.

    Returns
    -------
    float
        0 where the adjustment takes more than the moderators explain; NaN where the model has no
        constant or no degrees of freedom are left.

    Notes
    -----
    100 (1 - (Q/(k - p))/(Q0/(k - 1))), Q and Q0 being the weighted sums of squares about the fit
    and about the weighted mean. It is what metafor prints for models without tau2, and no share
    of heterogeneity.

    Examples
    --------
    >>> from evidence.stats.design import design
    >>> straight = design([[1, 0], [1, 1], [1, 2], [1, 3]])
    >>> round(explained_variance([0.0, 1.0, 2.0, 3.0], [1.0] * 4, straight), 9)
    100.0
    """
    effects = checked(yi, vi)
    k, p = design.basis.shape
    if not design.spans_mean or k == p:
        return math.nan
    if not (effects.yi - effects.yi[0]).any():
        return 0.0
    ai = 1 / effects.vi if weights is None else checked_weights(weights, k)
    left, without = residual(effects.yi, ai, design.basis), residual(effects.yi, ai)
    missed, missed_by_mean = float((ai * left) @ left), float((ai * without) @ without)
    ratio = missed / (k - p) / (missed_by_mean / (k - 1))
    return float(max(0.0, 100 * (1 - ratio)))
