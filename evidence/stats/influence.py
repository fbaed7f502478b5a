"""What each study does to the pooled effect.

Vocabulary
----------
yi, vi : effects and their sampling variances
mu : the pooled mean; a value "without study i" is from the fit to all others
tau2 : variance of true effects between studies
hat : a study's share of the weights, between 0 and 1
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from evidence.stats.floats import Bools, Floats, Reported
from evidence.stats.refits import fit_mean, refit
from evidence.stats.sampled import checked


class Influence(NamedTuple):
    """One row a study.

    ``rstudent`` is the externally standardised residual, ``dffits`` and ``dfbs`` how far mu
    moves in standard errors, ``cook_d`` the square of that in standard errors of the whole,
    ``cov_r`` the ratio of the squared standard errors without and with the study. ``tau2_del``
    and ``q_del`` are without the study; ``weight`` is in per cent. ``influential`` marks what
    metafor marks.
    """

    rstudent: Floats
    dffits: Floats
    cook_d: Floats
    cov_r: Floats
    tau2_del: Floats
    q_del: Floats
    hat: Floats
    weight: Floats
    dfbs: Floats
    influential: Bools


def influence(yi: Reported, vi: Reported, *, method: str, test: str = "z") -> Influence:
    """Measure what each study does to the pooled effect.

    Parameters
    ----------
    yi, vi : array_like, shape (k,)
        Effects and sampling variances, k at least 3.
    method : str
        How tau2 is estimated, anew without each study.
    test : {"z", "t", "knha", "adhoc"}
        How the mean is tested; decides the variance factor.

    Returns
    -------
    Influence

    Notes
    -----
    With mu_i, tau2_i and s_i (the variance factor) from the fit without study i and V_i its
    squared standard error: rstudent = (yi - mu_i)/sqrt(s_i (vi + tau2_i) + V_i),
    dffits = (mu - mu_i)/sqrt(s_i hat_i (vi + tau2_i)), Cook's distance = (mu - mu_i)**2/V,
    cov_r = V_i/V and dfbs = (mu - mu_i)/sqrt(s_i/sum_j 1/(vj + tau2_i)), over all j.
    A study is marked when |dffits| > 3 sqrt(1/(k - 1)), the chi-square probability (one degree
    of freedom) below Cook's distance is over one half, hat > 3/k, or |dfbs| > 1.

    References
    ----------
    Viechtbauer W, Cheung MWL (2010). doi:10.1002/jrsm.11

    Examples
    --------
    >>> found = influence([0.1, 0.2, 0.15, 2.0], [0.02, 0.02, 0.02, 0.02], method="DL")
    >>> found.influential.tolist()
    [False, False, False, True]
    """
    effects = checked(yi, vi, least=3)
    k = len(effects.yi)
    whole = fit_mean(effects.yi, effects.vi, method=method, test=test).pooled
    others = (np.arange(k) != left_out for left_out in range(k))
    fits, without = refit(effects.yi, effects.vi, others, method=method, test=test, level=0.95)
    factor = np.array([fit.pooled.variance_factor for fit in fits])
    moved = whole.estimate - without.estimate
    residual = effects.yi - without.estimate
    residual[np.abs(residual) < 100 * np.finfo(np.float64).eps] = 0.0
    marginal = factor * (effects.vi + without.tau2)
    hat = whole.weights / 100
    precision = np.array([float((1 / (effects.vi + tau2)).sum()) for tau2 in without.tau2])
    found = Influence(
        rstudent=residual / np.sqrt(marginal + without.se**2),
        dffits=moved / np.sqrt(marginal * hat),
        cook_d=(moved / whole.se) ** 2,
        cov_r=(without.se / whole.se) ** 2,
        tau2_del=without.tau2,
        q_del=without.q,
        hat=hat,
        weight=whole.weights,
        dfbs=moved / np.sqrt(factor / precision),
        influential=np.zeros(k, dtype=np.bool_),
    )
    return found._replace(influential=_marked(found, k))


def _marked(found: Influence, k: int) -> Bools:
    marked: Bools = (
        (np.abs(found.dffits) > 3 * np.sqrt(1 / (k - 1)))
        | (special.chdtr(1, found.cook_d) > 0.5)
        | (found.hat > 3 / k)
        | (np.abs(found.dfbs) > 1)
    )
    return marked
